"""SGML: messages of the Reuters-21578 form and documents of the TREC form, what is broken or hostile."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story

TITLE = "FERRY RUNS AGROUND OFF GOTLAND"
HEADER = " \n&#5;&#5;&#5;RM\n&#22;&#22;&#1;f0704&#31;reute\nu f BC-SWEDEN-FERRY   05-03 0105"
BODY = (
    "A ferry ran aground off Gotland today with\n212 people on board, the &lt;Gotland Line> said.\n"
    "    Nobody was hurt.\n Reuter\n&#3;"
)
TEXT = "A ferry ran aground off Gotland today with 212 people on board, the <Gotland Line> said.\n\nNobody was hurt."


def parts(value: str | bytes) -> tuple[Story | Failure, ...]:
    data = value.encode() if isinstance(value, str) else value
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest(), format="sgml"))


def story(value: str | bytes) -> Story:
    (part,) = parts(value)
    assert isinstance(part, Story)
    return part


def message(
    text: str = "", *, header: str = HEADER, date: str = "3-MAY-1987 15:01:01.79", kind: str = "", more: str = ""
) -> str:
    inner = text or (
        f"&#2;\n<TITLE>{TITLE}</TITLE>\n<AUTHOR>    By Ana Lima, Reuters</AUTHOR>\n"
        f"<DATELINE>    VISBY, Sweden, May 3 - </DATELINE><BODY>{BODY}</BODY>"
    )
    return (
        f'<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="1" NEWID="2">\n<DATE>{date}</DATE>\n{more}'
        f"<UNKNOWN>{header}</UNKNOWN>\n<TEXT{kind}>{inner}</TEXT>\n</REUTERS>\n"
    )


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def test_a_message() -> None:
    codes = (
        "<TOPICS><D>ship</D><D>acq</D></TOPICS>\n<PLACES><D>sweden</D></PLACES>\n<PEOPLE></PEOPLE>\n"
        "<ORGS><D>eec</D></ORGS>\n"
    )
    found = story('<!DOCTYPE lewis SYSTEM "lewis.dtd">\n' + message(more=codes))
    assert (found.headline, found.text, found.agency) == (TITLE, TEXT, "Reuters")
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.places) == ("VISBY, Sweden, May 3 -", ("VISBY",))
    assert found.byline == ("Ana Lima",)
    assert (found.slug, found.priority) == ("BC-SWEDEN-FERRY", "u")
    assert [(one.scheme, one.code) for one in found.subjects] == [
        ("topics", "ship"),
        ("topics", "acq"),
        ("places", "sweden"),
        ("orgs", "eec"),
    ]
    assert notes(found) == [
        ("header", "RM"),
        ("header", "f0704 reute u f BC-SWEDEN-FERRY 05-03 0105"),
        ("byline", "By Ana Lima, Reuters"),
        ("signoff", "Reuter"),
    ]
    assert (found.source.format, found.issues) == ("sgml", ())


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("26-FEB-1987 15:01:01.79", datetime(1987, 2, 26, 20, 1, 1, 790_000, tzinfo=UTC)),
        ("3-MAY-1987 15:01:01.79", datetime(1987, 5, 3, 19, 1, 1, 790_000, tzinfo=UTC)),
        (" 3-MAY-1987  15:01:01", datetime(1987, 5, 3, 19, 1, 1, tzinfo=UTC)),
        ("31-FEB-1987 15:01:01.79", None),
        ("3-MAI-1987 15:01:01.79", None),
        ("", None),
    ],
)
def test_the_clock_is_new_yorks(date: str, moment: datetime | None) -> None:
    assert story(message(date=date)).times.version_created == moment


def test_what_slipped_into_the_date_is_kept() -> None:
    found = story(message(date="3-MAY-1987 15:01:01.79&#5;&#5;&#5;F G"))
    assert found.times.version_created is not None
    assert notes(found)[0] == ("header", "F G")


def test_a_brief_is_an_alert() -> None:
    brief = f"&#2;\n******<TITLE>{TITLE}</TITLE>\nBlah blah blah.\n&#3;\n"
    found = story(message(brief, kind=' TYPE="BRIEF"'))
    assert (found.headline_raw, found.headline, found.text) == (f"******{TITLE}", TITLE, "")
    assert found.lifecycle.kind == "alert"
    assert ("boilerplate", "Blah blah blah.") in notes(found)


def test_unprocessed_text_is_read_as_it_was_sent() -> None:
    table = "&#2;\nFERRY TRAFFIC - MAY 3\n Visby.......644 vs.....1,337\n Slite.......680 vs.......425\n Reuter\n&#3;"
    found = story(message(table, kind=' TYPE="UNPROC"'))
    assert found.headline == "FERRY TRAFFIC - MAY 3"
    assert found.text == " Visby.......644 vs.....1,337\n Slite.......680 vs.......425"


def test_the_same_message_with_and_without_tags_is_the_same_story() -> None:
    raw = (
        "\x16\x16\x01f0704\x1freute\nu f BC-SWEDEN-FERRY   05-03 0105\x02\n"
        f"{TITLE}\n    VISBY, Sweden, May 3 - A ferry ran aground off Gotland today.\n Reuter\n\x03"
    )
    tagged = message(
        f"&#2;\n<TITLE>{TITLE}</TITLE>\n<DATELINE>    VISBY, Sweden, May 3 - </DATELINE><BODY>A ferry ran aground off"
        " Gotland today.\n Reuter\n&#3;</BODY>"
    )
    (bare,) = decode(RawStory(value=raw.encode(), source="t", sha256="0", format="anpa1312"))
    assert isinstance(bare, Story)
    assert (story(tagged).id, story(tagged).text) == (bare.id, bare.text)


def test_an_author_that_no_byline_names_is_one_all_the_same() -> None:
    text = f"&#2;\n<TITLE>{TITLE}</TITLE>\n<AUTHOR>    Ana Lima, Reuters</AUTHOR>\n<BODY>{BODY}</BODY>"
    found = story(message(text))
    assert (found.byline, found.text) == (("Ana Lima",), TEXT)
    assert ("byline", "Ana Lima, Reuters") in notes(found)


def test_without_controls_nothing_is_missed() -> None:
    text = f"<TITLE>{TITLE}</TITLE><DATELINE>VISBY, May 3 -</DATELINE><BODY>Nobody was hurt.</BODY>"
    found = story(f"<REUTERS><TEXT>{text}</TEXT></REUTERS>")
    assert (found.headline, found.text, found.agency, found.issues) == (TITLE, "Nobody was hurt.", "Reuters", ())


def test_a_file_of_many() -> None:
    found = parts("".join(message().replace(TITLE, f"{TITLE} {n}") for n in range(200)))
    assert [part.headline for part in found if isinstance(part, Story)] == [f"{TITLE} {n}" for n in range(200)]


def test_a_document_of_the_trec_form() -> None:
    found = story(
        "<DOC>\n<DOCNO> AP240503-0001 </DOCNO>\n<FILEID>AP-NR-05-03-88 1230GMT</FILEID>\n<FIRST>u i AM-Ferry 05-03 0398"
        "</FIRST>\n<HEAD>Ferry Runs Aground off Gotland</HEAD>\n<BYLINE>By ANA LIMA</BYLINE>\n"
        "<DATELINE>VISBY, Sweden (AP) </DATELINE>\n<TEXT>\n   A ferry ran aground off Gotland.\n   Nobody &amp; nothing"
        " was hurt.\n</TEXT>\n</DOC>\n"
    )
    assert (found.headline, found.agency, found.byline) == ("Ferry Runs Aground off Gotland", "AP", ("ANA LIMA",))
    assert found.text == "A ferry ran aground off Gotland.\n\nNobody & nothing was hurt."
    assert found.times.version_created == datetime(1988, 5, 3, 12, 30, tzinfo=UTC)


def test_a_document_with_paragraphs() -> None:
    found = story(
        '<DOC id="AFP_ENG_19940512.0001" type="story">\n<HEADLINE>\nFerry runs aground\n</HEADLINE>\n<DATELINE>\nVisby,'
        " May 3 (AFP)\n</DATELINE>\n<TEXT>\n<P>\nA ferry ran aground.\n</P>\n<P>\nNobody was\nhurt.\n</P>\n"
        "</TEXT>\n</DOC>"
    )
    assert (found.headline, found.agency) == ("Ferry runs aground", "AFP")
    assert found.text == "A ferry ran aground.\n\nNobody was hurt."


def test_a_file_that_breaks_off() -> None:
    found = parts(message() + message()[:-60])
    assert len(found) == 2
    last = found[-1]
    assert isinstance(last, Story)
    assert "cut_off" in [one.code for one in last.issues]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("no tags at all", "malformed"),
        ("<REUTERS></REUTERS>", "empty"),
        ("<REUTERS><DATE>3-MAY-1987 15:01:01.79</DATE><TEXT></TEXT></REUTERS>", "empty"),
    ],
)
def test_refused(value: str, code: str) -> None:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    assert part.code == code


@pytest.mark.parametrize(
    "value",
    [
        "<REUTERS>" + "<TITLE>" * 20_000,
        "<REUTERS><TEXT>" + "<" * 20_000,
        "<REUTERS>" * 100 + "&#999999;&#0;&#55296;",
        "</REUTERS><TEXT>",
    ],
)
def test_broken_markup_does_no_harm(value: str) -> None:
    assert parts(value)
