"""IPTC 7901 and telex frames: header, keywords, heading, notebook, trailer, several messages, lost controls."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.decode.formats.stamps import stamp_of
from pipeline.decode.formats.title import title_of
from pipeline.decode.formats.transmission import frames
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

DPA = """\x01eca0157 3 i 310  dpa 0904\r
\r
Moldova/energy/\r
\x02\r
2ND LEAD\r
Moldova opens new power line to\r
Romania\r
By Ion Brasov, dpa =\r
\r
Chisinau (dpa) - Moldova opened a power line to Romania on Monday,\r
the energy ministry said.\r
\r
It cost 60 million euros.\r
\r
# Notebook\r
\r
## Note to editors\r
- adds cost in graf 2\r
\r
## Internet links\r
- [Ministry](https://energy.example)\r
\r
* * * *\r
The following information is not intended for publication\r
\r
## Editorial contacts\r
- Reporting by: Ion Brasov in Chisinau, Vera Lupu in Iasi\r
- Editing by: Anne Holt, +49 30 555 0100, <desk@news.example>\r
\r
dpa ib yyzz a3 ah\r
\x03\r
161142 GMT Jan 23\r
\x04"""


def parts_of(message: str | bytes, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    value = message if isinstance(message, bytes) else message.encode()
    return decode(RawStory(value=value, source="t", sha256=hashlib.sha256(value).hexdigest()), supplier)


def stories(message: str | bytes, supplier: Supplier = UNKNOWN) -> list[Story]:
    return [part for part in parts_of(message, supplier) if isinstance(part, Story)]


def story(message: str | bytes, supplier: Supplier = UNKNOWN) -> Story:
    (only,) = stories(message, supplier)
    assert only.source.format == "iptc7901"
    return only


def notes(found: Story, kind: str) -> list[str]:
    return [note.text for note in found.notes if note.kind == kind]


def value(found: Story, kind: str) -> str | None:
    return next((ref.value for ref in found.refs if ref.kind == kind), None)


def test_a_message_of_dpa() -> None:
    found = story(DPA)
    assert found.headline == "Moldova opens new power line to Romania"
    assert found.byline == ("Ion Brasov",)
    assert (found.agency, found.priority, found.urgency) == ("dpa", "3", 3)
    assert [(code.scheme, code.code) for code in found.categories] == [("iptc7901", "i")]
    assert (found.slug, found.keywords) == ("Moldova/energy/", ("Moldova", "energy"))
    assert found.dateline is not None
    assert (found.dateline.text, found.dateline.places) == ("Chisinau (dpa) -", ("Chisinau",))
    assert found.text == (
        "Moldova opened a power line to Romania on Monday, the energy ministry said.\n\nIt cost 60 million euros."
    )
    assert found.lifecycle.tags == ("2ND LEAD",)
    assert found.times.version_created is not None
    assert found.times.version_created.isoformat() == "2023-01-16T11:42:00+00:00"
    assert value(found, "item") == "dpa 0904:--01-16"
    assert found.issues == ()


def test_dpa_s_notebook_becomes_notes_and_credits() -> None:
    found = story(DPA)
    assert [(credit.role, credit.names, credit.place) for credit in found.credits] == [
        ("reporting", ("Ion Brasov",), "Chisinau"),
        ("reporting", ("Vera Lupu",), "Iasi"),
        ("editing", ("Anne Holt",), None),
    ]
    assert notes(found, "editor_note") == ["## Note to editors - adds cost in graf 2"]
    assert notes(found, "signoff") == ["dpa ib yyzz a3 ah"]
    private = " ".join(notes(found, "not_for_publication"))
    assert "energy.example" in private
    assert "555 0100" in private


def test_the_header_and_the_time_are_notes() -> None:
    assert notes(story(DPA), "header") == [
        "eca0157 3 i 310 dpa 0904 Moldova/energy/",
        "2ND LEAD",
        "161142 GMT Jan 23",
    ]


@pytest.mark.parametrize(
    "message",
    [
        DPA.replace("\r\n", "\r\r\n"),
        DPA.replace("\r\n", "\n"),
        "\x16\x16" + DPA,
        "ZCZC\r\n" + DPA + "\r\nNNNN\r\n",
        DPA.replace("\x01", "").replace("\x02\r\n", "\r\n").replace("\x03", "").replace("\x04", ""),
        re.sub("[\x01-\x04]", " ", DPA),
        DPA.replace("2ND LEAD", "2ND LEAD\x07\x07"),
        DPA.replace("\x04", "\x7f\x7f"),
    ],
    ids=["CR CR LF", "LF", "SYN", "telex frame", "no controls", "blanks for controls", "bells", "fill"],
)
def test_one_message_however_it_was_saved(message: str) -> None:
    found = story(message)
    whole = story(DPA)
    assert (found.headline, found.text, found.slug) == (whole.headline, whole.text, whole.slug)
    assert (found.id, found.version, found.byline, found.credits) == (
        whole.id, whole.version, whole.byline, whole.credits,
    )  # fmt: skip


def test_several_messages_in_one_file() -> None:
    second = "\x01bdt0311 4 wi 92  dpa 0611\r\n\r\nFirma/\r\n\x02Firma baut =\r\n\r\nJena (dpa) - Sie baut.\r\n\x03\r\n"
    for file in (DPA + second, re.sub("[\x01-\x04]", "", DPA + "\r\n" + second)):
        found = stories(file)
        assert [one.headline for one in found] == ["Moldova opens new power line to Romania", "Firma baut"]
        assert [one.source.part for one in found] == [0, 1]
        assert [one.text for one in found][1] == "Sie baut."
        assert found[1].language == "de"


def test_a_heading_in_brackets_and_a_summary() -> None:
    found = story(
        "bdt0001 3 vm 120  dpa 0011\n\nHafen/Bremen/\n"
        "(Berichtigung: Die Firma heißt nicht Holm, sondern\nHolms.)\n(KORR-Bericht)\n"
        "Werft baut zwei Fähren\nVon Jana Holt, dpa\n(Foto Produktion) =\n\n"
        "Eine Werft baut. Das freut viele.\n\n"
        "Bremen (dpa) - Die Werft hat einen Auftrag.\n\n# Notizblock\n\n## Redaktionelle Hinweise\n- Foto folgt\n\n"
        "* * * *\nDie folgenden Informationen sind nicht zur Veröffentlichung bestimmt\n\n"
        "## Kontakte\n- Autor/in: Jana Holt, holt@news.example\n\ndpa jh/su yysw n1 ab\n\n241205 Sep 24\n"
    )
    assert (found.headline, found.byline) == ("Werft baut zwei Fähren", ("Jana Holt",))
    assert notes(found, "correction") == ["(Berichtigung: Die Firma heißt nicht Holm, sondern Holms.)"]
    assert notes(found, "abstract") == ["Eine Werft baut. Das freut viele."]
    assert notes(found, "editor_note") == ["## Redaktionelle Hinweise - Foto folgt"]
    assert "holt@news.example" in notes(found, "not_for_publication")[-1]
    assert found.text == "Die Werft hat einen Auftrag."
    assert found.lifecycle.kind == "correction"
    assert found.language == "de"


@pytest.mark.parametrize(
    ("message", "agency", "headline", "slug", "text"),
    [
        (
            "bsf037 4 su 174 gef 1388\n\nPort GE\n\nPort GE:\nLe port de Genève rouvre =\n\n"
            "Genève (ats) Le port a rouvert lundi.\n\n(SDA\\/mf ba)\n\n211005 jan 19\n",
            "ATS", "Le port de Genève rouvre", "Port GE", "Le port a rouvert lundi.",
        ),
        (
            "APA0186 5 AI 0219 MA/CI      Di, 03.Apr 2012\n\nHafen/Steuern\n\nHafenchef rechnet nach\n"
            "Utl.: Kein Spielraum für Steuern =\n\nWien (APA) - Der Hafenchef rechnet.\n(Schluss) mar/ral\n\n"
            "APA0186    2012-04-03/11:05\n\n031105 Apr 12\n",
            "APA", "Hafenchef rechnet nach", "Hafen/Steuern", "Der Hafenchef rechnet.",
        ),
        (
            "bkn014 4 pl 171 vvvvb KNA 170123-89-00065#2\n\nBund/Hafen\n\nBund prüft Hafen =\n\n"
            "Berlin (KNA) Der Bund prüft den Hafen.\n\nkna/abc\n\n231010 Jan 17\n",
            "KNA", "Bund prüft Hafen", "Bund/Hafen", "Der Bund prüft den Hafen.",
        ),
        (
            "\x01rtr0412 4 i 127  reuters 0412\n\nPORT-STRIKE/\n\x02UPDATE 1-Work resumes at port =\n\n (Adds owner)\n"
            "    ANTWERP, Oct 9 (Reuters) - Work resumed.\n (Reporting by Ana Costa)\n\x03091442 GMT Oct 19\n",
            "Reuters", "Work resumes at port", "PORT-STRIKE/", "Work resumed.",
        ),
        (
            "BEL0123 3 POL 0210\n\nPORT/GREVE/ANVERS\n\nLe travail reprend à Anvers\n\n"
            "ANVERS 03/03 (BELGA) = Le travail a repris lundi.\n./.BD\n\n031234 MAR 18\n",
            "Belga", "Le travail reprend à Anvers", "PORT/GREVE/ANVERS", "Le travail a repris lundi.",
        ),
        (
            "\x01EFE0123 4 SOC 0210\n\nPUERTO-HUELGA\n\x02El puerto de Vigo reabre\n\n"
            "   Vigo, 3 mar (EFE).- El puerto reabrió. EFE\n   abc/de\n\x03031234 GMT MAR 18\n",
            "EFE", "El puerto de Vigo reabre", "PUERTO-HUELGA", "El puerto reabrió.",
        ),
        (
            "\x01LUS0123 4 SOC 0210\nPorto/Greve/\n\x02Greve acaba =\n\nPorto, 03 mar (Lusa) - A greve acabou.\n\n"
            "ABC // DEF\n\nLusa/fim\n\x03031234 MAR 18\n",
            "Lusa", "Greve acaba", "Porto/Greve/", "A greve acabou.",
        ),
    ],
    ids=["ats", "apa", "kna", "reuters", "belga", "efe", "lusa"],
)  # fmt: skip
def test_the_habits_of_agencies(message: str, agency: str, headline: str, slug: str, text: str) -> None:
    found = story(message)
    assert (found.agency, found.headline, found.slug, found.text) == (agency, headline, slug, text)


def test_a_sub_headline_of_apa() -> None:
    found = story(
        "APA0186 5 AI 0219 MA/CI\n\nHafen\n\nHafen wächst\nUtl.: Zehn Kräne mehr =\n\nWien (APA) - Er wächst.\n"
    )
    assert found.subheadline == "Utl.: Zehn Kräne mehr"


@pytest.mark.parametrize("frame", ["{}{}{}", "\x01{}\x02{}\x03{}\x04"], ids=["no controls", "controls"])
@pytest.mark.parametrize("mark", ["Eil", "EIL", "Eilmeldung", "BLITZ"])
def test_a_mark_of_urgency_above_the_keywords(mark: str, frame: str) -> None:
    head, text = (
        f"bdt0402 1 pl 20 dpa 1440\n\n{mark}\nHafen/Streik/\n",
        "Streik endet =\n\n   Berlin (dpa) - Der Streik endet.\n",
    )
    found = story(frame.format(head, text, "041502 Mai 05\n"))
    assert (found.headline, found.slug, found.lifecycle.kind) == ("Streik endet", "Hafen/Streik/", "alert")
    assert found.lifecycle.tags == (mark,)


def test_a_number_with_its_version_of_kna() -> None:
    message = "bkn014 4 pl 171 vvvvb KNA 170123-89-00065#{}\n\nBund/Hafen\n\nBund prüft =\n\nBonn (KNA) Er prüft.\n"
    second, third = (story(message.format(number)) for number in (2, 3))
    assert value(second, "guid") == "170123-89-00065"
    assert second.id == third.id
    assert second.version < third.version


@pytest.mark.parametrize(
    ("message", "headline", "category", "text"),
    [
        (
            "ZCZC3456/SXA\nXCI30456_SXA_QBXB\nR CRO S0A QBXB\nPorto: nave ferma a Genova\n\n"
            "   (ANSA) - GENOVA, 3 MAR - Una nave e' ferma. (ANSA).\n\n     ABC\n03-MAR-18 12:34 NNNN\n",
            "Porto: nave ferma a Genova", "CRO", "Una nave e' ferma.",
        ),
        (
            "ZCZC3457/SXA\nB POL S0A QBXB\n++ Nave ferma a Genova ++\n\n"
            "   (ANSA) - GENOVA, 3 MAR - Una nave e' ferma. (ANSA).\n03-MAR-18 12:34 NNNN\n",
            "Nave ferma a Genova", "POL", "Una nave e' ferma.",
        ),
        (
            "ZCZC3458/SX4\nORX40458\nU POL SX4 S0A S4B QBXB\nNave ferma a Genova\n(ANSA) - GENOVA, 3 MAR - Una nave e' "
            "ferma\nin porto. (ANSA).\n    COM-RED\n03-MAR-18 12:34 NNN\n",
            "Nave ferma a Genova", "POL", "Una nave e' ferma in porto.",
        ),
        (
            "ZCZC3459/SXA\nYBR40459\n\nR ECO S0A QBXB\n\nG20, nave ferma a Genova\n\n(ANSA) - GENOVA, 3 MAR - Una nave "
            "e' ferma.\n(ANSA).\nYAB-CDE\n03-MAR-18 12:34\nNNN\n",
            "G20, nave ferma a Genova", "ECO", "Una nave e' ferma.",
        ),
        (
            "ZCZC AAP\n%A\n#Ferry\n^Ferry found in harbour\n:(BRISBANE)\n*07000000\n@QLD\n+00\n"
            "A ferry was found.\nAAP RTV\nNNNN\n",
            "Ferry found in harbour", "A", "A ferry was found.",
        ),
    ],
    ids=["ansa", "ansa alert", "ansa with its number", "ansa with gaps", "aap"],
)  # fmt: skip
def test_telex_frames_without_a_message_inside(message: str, headline: str, category: str, text: str) -> None:
    found = story(message)
    assert (found.headline, found.text) == (headline, text)
    assert [code.code for code in found.categories] == [category]
    assert found.priority in ("R", "B", "U", None)


def test_frames_one_after_the_other() -> None:
    frame = "ZCZC{0}/SXA\nR CRO S0A QBXB\nNave {0} ferma\n\n   (ANSA) - ROMA, 3 MAR - Nave {0}.\n03-MAR-18 12:34 NNNN\n"
    assert [one.headline for one in stories(frame.format(1) + "\n\n" + frame.format(2))] == [
        "Nave 1 ferma", "Nave 2 ferma",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "named"),
    [
        (
            "\x01eca0163 2 i 55  dpa 0915\n\nADVISORY\n\x02KILL KILL KILL =\n\n"
            'Please kill item dpa 0904 of January 16, slugged Moldova/energy/, headlined "Line opens".\n'
            "\x03161204 GMT Jan 23\n",
            "dpa 0904",
        ),
        (
            "dpe0001 2 i 10  dpa 0012\n\nPuerto/\n*** ELIMINAR - ELIMINAR ***\nATENCION REDACCIONES =\n\n"
            "Rogamos eliminen la nota dpa 0010.\n\n161204 GMT Jan 23\n",
            "dpa 0010",
        ),
    ],
)
def test_a_kill(message: str, named: str) -> None:
    found = story(message)
    assert (found.status, found.lifecycle.kind, found.text, found.headline) == ("canceled", "kill", "", None)
    assert value(found, "item") == f"{named}:--01-16"


def test_a_supplier_s_zone_and_priorities() -> None:
    message = DPA.replace(" GMT", "")
    assert story(message).times.version_created is None
    here = Supplier(time_zone=ZoneInfo("Europe/Berlin"), priorities={"3": 5})
    found = story(message, here)
    assert found.times.version_created is not None
    assert found.times.version_created.isoformat() == "2023-01-16T10:42:00+00:00"
    assert (found.priority, found.urgency) == ("3", 5)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (DPA[:400], "cut_off"),
        (DPA.replace("\x02\r\n", ""), "header_without_end"),
        (DPA.replace("power line to Romania on", "power\x0f line to Romania on"), "control_characters_removed"),
    ],
)
def test_what_is_missing_is_told(message: str, code: str) -> None:
    found = story(message)
    assert [issue.code for issue in found.issues] == [code]
    assert found.headline == "Moldova opens new power line to Romania"


@pytest.mark.parametrize(
    ("line", "day", "moment"),
    [
        ("161142 GMT Jan 23", "--01-16", "2023-01-16T11:42:00+00:00"),
        ("161142 CET Jan 23", "--01-16", "2023-01-16T10:42:00+00:00"),
        ("131137 Nov 13", "--11-13", None),
        ("031234 MÄR", "--03-03", None),
        ("031234 GMT Mrz", "--03-03", None),
        ("APA0186 2018-03-03/11:05", "--03-03", None),
        ("03-MAR-18 12:34 NNNN", "--03-03", None),
        ("AP-NY-05-03-98 1621EDT", "--05-03", "1998-05-03T20:21:00+00:00"),
        ("KWS-21:37-12-09-18", "--09-12", "2018-09-12T12:37:00+00:00"),
        ("upi 05-14-88 02:13 pes", "--05-14", "1988-05-14T19:13:00+00:00"),
        ("Reut12:34 02-26-98", "--02-26", None),
        ("310299 GMT Foo 23", None, None),
        ("320000 GMT Jan 23", None, None),
        ("300000 GMT Feb 23", "--02-30", None),
    ],
)
def test_stamps(line: str, day: str | None, moment: str | None) -> None:
    found = stamp_of([line], None)
    assert (found.day if found else None) == day
    assert (found.moment.isoformat() if found and found.moment else None) == moment


def test_a_text_without_an_end_of_its_heading_keeps_all_its_copy() -> None:
    title, copy = title_of("2ND LEAD\nLine opens\n\nOslo (dpa) - It opened.\n", None)
    assert (title.tags, title.headline) == (("2ND LEAD",), None)
    assert copy == "Line opens\n\nOslo (dpa) - It opened.\n"


HEADS = (
    "eca0157 3 i 310  dpa 0904\n\nOslo/\n",
    "bsf037 4 su 174\n\nPort GE\n",
    "rtr0412 4 i 127  reuters 0412\n\nA-B/\n",
)
LINES = (
    "2ND LEAD", "Line opens =", "Line opens", "=", "By Ion Brasov, dpa =", "(Berichtigung: Der Name fehlte)",
    "Oslo (dpa) - A line opened.", "It cost 60 million euros.", "# Notebook", "## Note to editors", "- adds cost",
    "* * * *", "The following information is not intended for publication", "- Reporting by: Ion Brasov in Oslo",
    "  and Vera Lupu in Bergen", "dpa ib yyzz a3", "(SDA/mf ba)", "161142 GMT Jan 23", "NNNN", "Utl.: Mehr", "", "",
    "x", "eca0001 3 i 20", "ZCZC", "- von Ion Brasov -", "EFE", "ab/cd", "(ANSA).", "REFILE", "(Eil", "Oslo/",
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(HEADS), st.lists(st.sampled_from(LINES), max_size=14), st.booleans())
def test_no_word_is_lost_or_told_twice(head: str, lines: list[str], controls: bool) -> None:
    body = "\n".join(lines)
    message = f"\x01{head}\x02{body}\n\x03161142 GMT Jan 23\n" if controls else f"{head}\n{body}\n\n161142 GMT Jan 23\n"
    told: Counter[str] = Counter()
    found_stories = stories(message)
    assume(len(found_stories) == len(parts_of(message)))
    for found in found_stories:
        parts = [found.headline_raw or "", found.subheadline or "", found.dateline.text if found.dateline else ""]
        parts += [found.text, *(note.text for note in found.notes)]
        parts += [caption.text + (caption.credit or "") for caption in found.captions]
        told += Counter(filter(str.isalnum, "".join(parts)))
    assert told == Counter(filter(str.isalnum, message))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ZCZC\na\nNNNN\nZCZC\nb\nNNNN\n\n", ("ZCZC\na\nNNNN\n", "ZCZC\nb\nNNNN\n\n")),
        ("a\nNNNN\n\nNNNN\nZCZC\nb\nNNNN\n", ("a\nNNNN\n\nNNNN\n", "ZCZC\nb\nNNNN\n")),
        ("ZCZC\nZCZC\na\nNNNN", ("ZCZC\nZCZC\na\nNNNN",)),
        ("a NNNN b\nNNNNO\nsays ZCZC\n", ("a NNNN b\nNNNNO\nsays ZCZC\n",)),
        ("", ("",)),
    ],
)
def test_frames(text: str, pieces: tuple[str, ...]) -> None:
    assert frames(text) == pieces
