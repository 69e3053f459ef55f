"""Formats and charsets: what is detected, what is refused and with which code, what is repaired and noted."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story


def parts(value: bytes, **fields: object) -> tuple[Story | Failure, ...]:
    raw = {"value": value, "source": "t", "sha256": hashlib.sha256(value).hexdigest(), **fields}
    return decode(RawStory.model_validate(raw))


def story(value: bytes, **fields: object) -> Story:
    (part,) = parts(value, **fields)
    assert isinstance(part, Story)
    return part


def codes(found: Story) -> list[str]:
    return [issue.code for issue in found.issues]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Talks resume")
    return out.getvalue()


REFUSED = (
    (b"", "empty", ""),
    (b" \n\t\r\n\x00 ", "empty", ""),
    (b"\xef\xbb\xbf", "empty", ""),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary", ""),
    (b"%PDF-1.4\n...", "binary", ""),
    (bytes(range(256)) * 4, "binary", ""),
    (b"RIFF\x24\x08\x00\x00WAVEfmt ", "binary", ""),
    (b"ID3\x03\x00\x00\x00\x00\x0fv", "binary", ""),
    (b"OggS\x00\x02\x00\x00", "binary", ""),
    (b"GIF89a\x10\x00\x10\x00\x80\x00", "binary", ""),
    (zipped(), "unsupported_format", "zip"),
    (gzip.compress(b"Talks"), "unsupported_format", "gzip"),
    (b"{\\rtf1\\ansi Talks}", "unsupported_format", "rtf"),
    (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "unsupported_format", "calendar"),
    (b"<anything><p>Talks</p></anything>", "unsupported_format", "xml"),
    (b'[{"a": 1}]', "unsupported_format", "json"),
    (b'{"$schema": "http://json-schema.org/draft-07/schema#", "title": "x"}', "unsupported_format", "json"),
    (b"<html><body><script>run()</script></body></html>", "no_story", ""),
    (b"\x01eca0157 4 i 211\r\n\x02\r\n\x03", "no_story", ""),
    (b"\x16\x16\x01f0001\x1freute\nu f BC-TALKS 05-03 0001\x02\n \n\x03", "no_story", ""),
)


@pytest.mark.parametrize(("value", "code", "name"), REFUSED)
def test_refused(value: bytes, code: str, name: str) -> None:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    assert (part.stage, part.code, part.part) == ("decode", code, 0)
    assert name in part.reason


@pytest.mark.parametrize(
    "value",
    [
        b"<Talks> resume, the minister of Portugal said.",
        b"{Talks} resume.",
        b"From: Porto to Oslo\n\nThe way is long.",
        b"[Talks resume]\n\nThey resumed.",
        b"Date: unknown\n\nNobody knows it.",
        b"A < B and B > C.",
        b"RIFFA, Bahrain, May 3 (Reuters) - Talks resumed.",
        b"ID3 tags are no news.",
        b"OggS is a word, he said.",
    ],
)
def test_plain_copy_is_not_mistaken(value: bytes) -> None:
    assert story(value).source.format == "plaintext"


def test_a_named_format_is_not_detected() -> None:
    assert story(b"<p>Talks resume.</p> He left.", format="plaintext").text == "<p>Talks resume.</p> He left."
    (part,) = parts(b"Talks resume.", format="nitf")
    assert isinstance(part, Failure)
    assert part.code == "malformed"


@pytest.mark.parametrize(
    ("value", "content_type"),
    [
        ("Müller sagte „nein“ in Zürich.".encode(), None),
        (codecs.BOM_UTF8 + "Müller sagte „nein“ in Zürich.".encode(), None),
        (codecs.BOM_UTF16_LE + "Müller sagte „nein“ in Zürich.".encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + "Müller sagte „nein“ in Zürich.".encode("utf-16-be"), "text/plain; charset=latin-1"),
        ("Müller sagte „nein“ in Zürich.".encode("cp1252"), None),
        ("Müller sagte „nein“ in Zürich.".encode("cp1252"), "text/plain; charset=iso-8859-1"),
        ("Müller sagte „nein“ in Zürich.".encode("mac-roman"), 'text/plain; charset="macroman"'),
    ],
)
def test_charsets(value: bytes, content_type: str | None) -> None:
    assert story(value, content_type=content_type).text == "Müller sagte „nein“ in Zürich."


def test_bytes_that_no_charset_explains_are_replaced_and_noted() -> None:
    found = story(b"Talks \xff\xff resume, he said.", content_type="text/plain; charset=ascii")
    assert found.text == "Talks \ufffd\ufffd resume, he said."
    assert codes(found) == ["undecodable_bytes"]
    assert found.steps["decode"].status == "partial"


def test_a_wrong_label_of_utf8_is_not_believed() -> None:
    assert (
        story("Zürich, he said.".encode("latin-1"), content_type="text/plain; charset=utf-8").text == "Zürich, he said."
    )


def test_mojibake_is_repaired_and_noted_and_quotes_stay() -> None:
    found = story("The cafÃ© in ZÃ¼rich was “open”, he said.".encode())
    assert found.text == "The café in Zürich was “open”, he said."
    assert codes(found) == ["mojibake_repaired"]


@pytest.mark.parametrize(
    "text", ["L’été à Zürich, dit-il.", "Ångström och Ärlig.", "“It’s ‘fine’”, he said…", "São Tomé e Príncipe ½."]
)
def test_good_text_is_left_alone(text: str) -> None:
    found = story(text.encode(), format="plaintext")
    assert (found.text or found.headline) == text
    assert codes(found) == []


def test_controls_are_removed_and_noted() -> None:
    found = story(b"Talks \x07re\x00sume in\x1b Porto, he said.")
    assert found.text == "Talks resume in Porto, he said."
    assert codes(found) == ["control_characters_removed"]
    assert found.steps["decode"].status == "ok"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends(end: str) -> None:
    found = story(end.join(("Talks resume", "", "PORTO (AP) — They met.", "", "They left.", "")).encode())
    assert (found.headline, found.text) == ("Talks resume", "They met.\n\nThey left.")


def test_unicode_spaces_count_as_spaces() -> None:
    found = story("Talks\u00a0resume\n\nPORTO\u00a0(AP)\u2009—\u00a0They\u3000met.\n".encode())
    assert found.headline == "Talks resume"
    assert found.dateline is not None
    assert found.dateline.text == "PORTO (AP) —"
    assert found.text == "They met."


def test_a_cut_off_message_is_partial() -> None:
    found = story(
        b"\x16\x16\x01f0001\x1freute\nu f BC-TALKS 05-03 0001\x02\nTALKS RESUME\n    PORTO, May 3 - Talks resu"
    )
    assert found.headline == "TALKS RESUME"
    assert codes(found) == ["cut_off"]
    assert found.steps["decode"].status == "partial"


def test_source_is_taken_over_from_the_record() -> None:
    found = story(
        b"Talks resume, he said.", uri="file:a", topic="wire.raw", partition=3, offset=9, content_type="text/plain"
    )
    assert found.source.model_dump(exclude={"sha256", "received_at"}) == {
        "name": "t",
        "format": "plaintext",
        "content_type": "text/plain",
        "uri": "file:a",
        "part": 0,
        "topic": "wire.raw",
        "partition": 3,
        "offset": 9,
    }


def test_ap_header_lines_and_trailer() -> None:
    found = story(
        b"\x16\x16\x01w0001\x1fasian\nr i\x13\x11 BC-Porto-Talks, 1st Ld     05-03 0212\n\x02BC-Porto-Talks, "
        b"1st Ld,0212<\n^Talks resume in Porto <\n"
        b"^Eds: UPDATES with vote.<\n^By ANA COSTA=\n^Associated Press Writer=\n\t   PORTO, Portugal (AP) _ "
        b"They met. \n \n\t   They left. \n\x03AP-NY-05-03-98 1621GMT"
    )
    assert (found.headline, found.slug, found.agency, found.priority) == (
        "Talks resume in Porto",
        "BC-Porto-Talks",
        "AP",
        "r",
    )
    assert found.byline == ("ANA COSTA",)
    assert found.lifecycle.tags == ("1st Ld",)
    assert found.lifecycle.kind == "update"
    assert found.times.version_created is not None
    assert found.times.version_created.isoformat() == "1998-05-03T16:21:00+00:00"
    assert found.text == "They met.\n\nThey left."


@pytest.mark.parametrize("opening", ["Talks resumed.", "PORTO, Portugal (AP) _ They met."])
def test_ap_s_trailer_says_whose_story_it_is(opening: str) -> None:
    found = story(
        b"\x16\x16\x01w0001\x1fasian\nr i\x13\x11 BC-Porto-Talks     05-03 0212\n\x02^Talks resume in Porto <\n\t   "
        + opening.encode()
        + b" \n\x03AP-NY-05-03-98 1621GMT"
    )
    assert found.agency == "AP"
    assert found.id.startswith("ap-")


FERRY = """w2870 asian-----
u i BC-AS--Fiji-Ferry, 1stLd-Writethru   05-03 0150
^BC-AS--Fiji-Ferry Grounding, 1st Ld-Writethru,150<
^Ferry runs aground off Fiji; all 63 aboard are safe<
^AP Photo SUV101, SUV102<
^Eds: Updates with quotes. With AP Photos.<
^A ferry ran onto a reef off Fiji and all 63 people on it were taken off, police said.<
^By SITIVENI VULA=
^Associated Press=
   SUVA, Fiji (AP) _ A ferry ran onto a reef on Sunday, police
said.
   ^Strong winds=
   It had left in strong winds.

   AP-WF-05-03-98 1621GMT
"""


def controlled(message: str, selector: str = "\x1f") -> str:
    """A message that was saved without its control characters, with them."""
    number, fields, copy = message.split("\n", 2)
    text, _, trailer = copy.rpartition("\n   AP-")
    return f"\x16\x16\x01{number.replace(' ', selector)}\r\n{fields}\r\n\x02{text}\n\x03AP-{trailer}\x04"


@pytest.mark.parametrize(
    "message",
    [
        FERRY,
        controlled(FERRY),
        controlled(FERRY, " "),
        controlled(FERRY).replace("u i BC", "u i\x13\x11BC"),
        "\x05\x05\x05A T\r\n" + controlled(FERRY),
        "ZCZC\n" + FERRY + "NNNN\n",
        FERRY.replace("BC-AS--Fiji-Ferry, 1stLd-Writethru", "BC-AS--Fiji-FerryGrounding 1stLd-Writethru"),
        FERRY.replace("<\n^AP Photo", "< ^AP Photo"),
        FERRY.replace("\n", "\r\n"),
    ],
    ids=[
        "no controls",
        "controls",
        "a blank for US",
        "format marks",
        "desk codes",
        "telex",
        "cut slug",
        "two",
        "CR LF",
    ],
)
def test_one_message_of_ap_however_it_was_saved(message: str) -> None:
    found = story(message.encode())
    assert found.source.format == "anpa1312"
    assert (found.headline, found.byline) == ("Ferry runs aground off Fiji; all 63 aboard are safe", ("SITIVENI VULA",))
    assert (found.slug, found.agency, found.priority) == ("BC-AS--Fiji-Ferry Grounding", "AP", "u")
    assert [(code.scheme, code.code) for code in found.categories] == [("anpa1312", "i")]
    assert found.text == (
        "A ferry ran onto a reef on Sunday, police said.\n\nStrong winds\n\nIt had left in strong winds."
    )
    assert [note.text for note in found.notes if note.kind == "abstract"] == [
        "A ferry ran onto a reef off Fiji and all 63 people on it were taken off, police said."
    ]
    assert found.refs[0].value == "w2870:--05-03"
    assert found.times.version_created is not None
    assert found.times.version_created.isoformat() == "1998-05-03T16:21:00+00:00"
    assert found.lifecycle.kind == "update"
    assert codes(found) == []


@pytest.mark.parametrize("form", [str, controlled], ids=["no controls", "controls"])
def test_several_messages_of_anpa_in_one_file(form: Callable[[str], str]) -> None:
    second = FERRY.replace("w2870", "w2871").replace("Ferry", "Liner")
    found = parts((form(FERRY) + "\r\n" + form(second)).encode())
    assert [part.headline for part in found if isinstance(part, Story)] == [
        "Ferry runs aground off Fiji; all 63 aboard are safe",
        "Liner runs aground off Fiji; all 63 aboard are safe",
    ]


@pytest.mark.parametrize(
    ("fields", "kind", "headline"),
    [
        ("f a APNewsAlert", "alert", None),
        ("d v BC-Asia-Digest", "advisory", "Asia stories"),
        ("d v BC-AP News Digest 9 am", "advisory", "AP News Digest 9 am"),
        ("r a BC-AP-News-Digest", "advisory", None),
        ("b a BC-AP News Alert", "alert", None),
        ("r i BC-Alert-News", "story", "Up"),
        ("r i BC-X", "story", "Up"),
    ],
)
def test_what_a_message_is_by_its_slug_or_category(fields: str, kind: str, headline: str | None) -> None:
    line = f"^{headline}<\n" if headline else ""
    found = story(f"a0001-----\n{fields}   05-03 0021\n{line}   PORTO (AP) _ Talks resumed.\n".encode())
    assert (found.lifecycle.kind, found.headline) == (kind, headline)


@pytest.mark.parametrize(
    ("slug", "lines", "headline", "kind"),
    [
        ("BC-Bolton-Deal", "^BC-Porto-Deal, HOLD,0130<\n^HOLD HOLD HOLD<\n^Port to Buy<\n", "Port to Buy", "hold"),
        ("BKN--Scores", "^BC-BKN--NBA-Glance,0040<\n^National Association<\n", "National Association", "story"),
        ("BC-Porto-Ferry", "^BC-Porto Ferry Sinks, 1st Ld,0130<\n^Ferry Sinks<\n", "Ferry Sinks", "update"),
        ("Ferry", "^Porto-Ferry, 2nd Ld-Writethru,0130<\n^Ferry Sinks<\n", "Ferry Sinks", "update"),
        ("BC-Porto, 1st Add", "^BC-Porto, 1st Add, a0430,0120<\n^PORTO, Portugal: before dawn.<\n", None, "story"),
        ("BC-Porto-Quake, 1st Add", "^NEW YORK: he said.<\n", None, "story"),
        ("X", "^Ferry Sinks<\n", "Ferry Sinks", "story"),
        ("BC-X", "^AP-Example Poll: Most like ships<\n", "AP-Example Poll: Most like ships", "story"),
        ("BC-X", "^Porto-Lisbon line reopens<\n", "Porto-Lisbon line reopens", "story"),
        ("BC-X", "^PORTO: A city of ships<\n", "PORTO: A city of ships", "story"),
        ("BC-X", "^Ferry sinks, 1,200<\n", "Ferry sinks, 1,200", "story"),
    ],
)  # fmt: skip
def test_which_marked_line_of_ap_is_the_headline(slug: str, lines: str, headline: str | None, kind: str) -> None:
    text = "Rescuers came on Monday. They left in the night."
    found = story(f"a0433\nr i {slug}   05-03 0130\n{lines}   {text}\n\nAP-NY-05-03-98 0533EST\n".encode())
    assert (found.headline, found.lifecycle.kind, found.text) == (headline, kind, text)


def test_tables_of_anpa() -> None:
    found = story(
        b"\x16\x16\x01s0123\x1fsport-----\r\nr s\x12\x11BC-BBO--Standings      05-03 0050\r\n"
        b"\x02^BC-BBO--Standings,0050<\r\n^BASEBALL AT A GLANCE<\r\n^Eastern Division<\r\n\x08;W;L;Pct.;GB\r\n"
        b"\x08Boston;18;10;.643;--\r\n"
        b"\x08New York;17;10;.630;{\r\n\x08Baltimore;15;14;.517;3{\r\n\x03AP-NY-05-03-98 1621EDT<\r\n"
    )
    assert found.headline == "BASEBALL AT A GLANCE"
    assert found.text.split("\n") == [
        "Eastern Division", "", "W   L   Pct.   GB", "Boston   18   10   .643   --", "New York   17   10   .630   ½",
        "Baltimore   15   14   .517   3½",
    ]  # fmt: skip
    assert codes(found) == []


@pytest.mark.parametrize(
    ("message", "agency", "headline", "text"),
    [
        (
            "\x05\x05\x05\x01a0482\x1freute\nr f\x13\x11BC-KENYA-TEA   02-26 0085\n"
            "\x02TEA PRICES RISE AT MOMBASA AUCTION\n    MOMBASA, Feb 26 - Prices for tea rose.\n Reuter\n\x03",
            "Reuters", "TEA PRICES RISE AT MOMBASA AUCTION", "Prices for tea rose.",
        ),
        (
            "\x01a0105KYODO\x1fkoko-\nu i  BC-JAPAN-PORT   09-12 0089\n"
            "\x02Dockers in Kobe end strike after\npay deal+\n"
            "     KOBE, Sept. 12 Kyodo - Dockers ended a strike.\n==Kyodo\n\x03KWS-21:37-12-09-18\n",
            "Kyodo", "Dockers in Kobe end strike after pay deal", "Dockers ended a strike.",
        ),
        (
            "\x01g1234\x1f\nr n\x13\x11BC-Harbour-Strike      25-03 0150\n\x02^HL:Halifax dockers vote on\noffer@<\n"
            "^By Jean Fortin@=\n^THE CANADIAN PRESS@=\n    HALIFAX _ Dockers vote on Sunday.\n    INDEX: LABOUR\n"
            "\x03\n",
            "CP", "Halifax dockers vote on offer", "Dockers vote on Sunday.",
        ),
        (
            "\x01a0123\x1fupi\nu a\x13\x11am-ferry      5-14 0150\n\x02^Ferry sinks off Maine<\n"
            "\tPORTLAND, Maine (UPI) -- A ferry sank.\n\x03upi 05-14-88 02:13 aed\n",
            "UPI", "Ferry sinks off Maine", "A ferry sank.",
        ),
        (
            "\x01r0042\x1f \nr s  CRICKET QLD  02-03 0120\n\x02CRIK: Bulls all out in Hobart\n"
            "   HOBART, Feb 3 AAP - Queensland were all out for 99.\n   AAP abc/de\n\x03\n03-02-98 1621\n",
            "AAP", "CRIK: Bulls all out in Hobart", "Queensland were all out for 99.",
        ),
    ],
    ids=["reuters", "kyodo", "cp", "upi", "aap"],
)  # fmt: skip
def test_the_habits_of_agencies_in_anpa(message: str, agency: str, headline: str, text: str) -> None:
    found = story(message.encode())
    assert (found.agency, found.headline, found.text) == (agency, headline, text)


def test_what_is_missing_of_a_message_of_anpa_is_told() -> None:
    assert codes(story(controlled(FERRY).replace("\x02", "").encode())) == ["header_without_end"]
    assert codes(story(controlled(FERRY).partition("\x03")[0].encode())) == ["cut_off"]


PORTO = "Ferry resumes in Porto\n\nPORTO, May 3 (Reuters) - The ferry resumed on Monday.\n\nIt had been idle.\n"
OSLO = "Oil rises in Oslo\n\nOSLO, May 3 (Reuters) - Oil rose on Monday.\n\nIt had fallen.\n"


@pytest.mark.parametrize("between", ["NNNN\n", "\x0c", "-30-\n", "-0-\n\n", "###\n\n", "\n\nNNNN\n\n\n"])
def test_several_stories_of_plain_copy(between: str) -> None:
    found = [part for part in parts((PORTO + between + OSLO).encode()) if isinstance(part, Story)]
    assert [one.headline for one in found] == ["Ferry resumes in Porto", "Oil rises in Oslo"]
    assert [one.text for one in found] == [
        "The ferry resumed on Monday.\n\nIt had been idle.",
        "Oil rose on Monday.\n\nIt had fallen.",
    ]


@pytest.mark.parametrize(
    ("between", "following"),
    [
        ("\x0c", "The second page of a story has no dateline.\n"),
        ("###\n\n", "About the ferry\n\nThe ferry is old.\n"),
        ("-30-\n", ""),
        ("\n", OSLO),
        ("-----\n", OSLO),
    ],
)
def test_a_file_is_parted_only_where_that_is_certain(between: str, following: str) -> None:
    found = story((PORTO + between + following).encode())
    assert found.headline == "Ferry resumes in Porto"


PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Ferry resumes in Porto | The Site</title></head><body>
<nav><ul><li>Home</li></ul></nav><header><h1>Ferry resumes in Porto</h1></header>{}
<footer>About us</footer></body></html>"""
ARTICLE = """<article><p>By Ana Costa</p><p>PORTO, May 3 (Reuters) - The ferry resumed on <b>Monday</b>.</p>
<aside>Read more</aside><p>It had been idle.</p></article>"""


@pytest.mark.parametrize(
    "page",
    [
        PAGE.format(ARTICLE),
        PAGE.format(ARTICLE).replace("article>", "main>"),
        PAGE.format(f"<div class='story-body'>{ARTICLE}</div>").replace("article>", "div>"),
        PAGE.format(f"<article>Another one</article>{ARTICLE}"),
        "<html lang='en-GB'><body><a href='x'>Home</a><h1>Ferry resumes in Porto</h1>"
        + ARTICLE.replace("article", "div"),
        ARTICLE.replace("<article>", "<article lang='en-GB'><h2>Ferry resumes in Porto</h2>"),
    ],
    ids=["article", "main", "by its class", "two articles", "the whole page", "a fragment"],
)
def test_a_page_is_read_as_plain_copy(page: str) -> None:
    found = story(page.encode(), content_type="text/html")
    assert (found.source.format, found.headline, found.language) == ("plaintext", "Ferry resumes in Porto", "en-GB")
    assert (found.byline, found.agency) == (("Ana Costa",), "Reuters")
    assert found.text == "The ferry resumed on Monday.\n\nIt had been idle."


def test_a_page_that_is_only_plain_copy() -> None:
    found = story(f"<html><head><title>a.txt</title></head><body><pre>{PORTO}</pre></body></html>".encode())
    assert (found.headline, found.text) == (
        "Ferry resumes in Porto",
        "The ferry resumed on Monday.\n\nIt had been idle.",
    )


@pytest.mark.parametrize(
    "copy",
    [
        "EMBARGOED UNTIL 0001 GMT MAY 4, 20١٦\n\nTalks resume\n\nPORTO, May 3 (Reuters) - They met.\n",
        "EMBARGOED UNTIL ٠001 GMT MAY 4, 2016\n\nTalks resume\n\nPORTO, May 3, 20١٦ (Reuters) - They met.\n",
        "EMBARGOED UNTIL 0001 GMT MAY 4\n\nTalks resume\n\nPORTO, May 3, 20١٦ (Reuters) - They met.\n",
        "UPDATE ٣-Talks resume\n\nPORTO, May ٣ (Reuters) - They met.\n",
    ],
)
def test_figures_of_other_scripts_are_no_numbers(copy: str) -> None:
    found = story(copy.encode())
    assert found.times.embargo_until is None
    assert found.lifecycle.number is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the talks in the harbour of Porto will go on for a week.", "en"),
        ("PORT OF PORTO CLOSED BY STORM", "en"),
        (
            "Die Minister haben sich am Dienstag in der Stadt auf ein neues Gesetz für den Hafen geeinigt, hieß es.",
            "de",
        ),
        ("El ministro dijo que las conversaciones en el puerto van a seguir una semana, según la agencia.", "es"),
        (
            "Bakan limanda yapılan görüşmelerin bir hafta daha süreceğini ve gemilerin beklediğini söyledi dün akşam.",
            "tr",
        ),
        ("Министр сказал что переговоры в порту будут продолжаться ещё одну неделю и суда должны ждать.", "ru"),
        ("Costa Lind Porto", None),
        ("PRECOS SOBEM", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert story(text.encode()).language == language


def test_the_word_of_a_format_stands_even_where_the_copy_contradicts_it() -> None:
    german = "Die Minister haben sich am Dienstag in der Stadt auf ein neues Gesetz für den Hafen geeinigt, hieß es."
    found = story(json.dumps({"uri": "urn:x", "type": "text", "language": "en", "body_text": german}).encode())
    assert found.language == "en"
    assert [issue.code for issue in found.issues] == ["language_doubted"]
    honest = story(json.dumps({"uri": "urn:x", "type": "text", "language": "de", "body_text": german}).encode())
    assert honest.issues == ()
