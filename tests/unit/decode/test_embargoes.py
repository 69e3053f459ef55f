# ruff: noqa: E501  (each line of copy on a line of its own, a list to read down)
"""Embargoes in the words of many desks: on a line, to editors, in a heading, in a field's headline; and news of embargoes."""

from __future__ import annotations

import json

import pytest

from pipeline.decode import decode
from pipeline.story import RawStory, Story

BODY = (
    "BERGEN, March 4 (Reuters) - Stocks of cod halved in ten years, researchers said on Monday.\n\n"
    "They gave no reason for it. Fishermen said that they had seen it coming.\n"
)
TITLE = "Cod stocks halve in ten years"


def story(value: str | bytes, content_type: str | None = None) -> Story:
    value = value.encode() if isinstance(value, str) else value
    (found,) = decode(RawStory(value=value, source="test", sha256="0" * 64, content_type=content_type))
    assert isinstance(found, Story), found
    return found


LINES = """
EMBARGO UNTIL 2000 GMT
EMBARGO UNTIL 2015 ON TUESDAY
EMBARGOED UNTIL 2000
EMBARGOED TO 2230 MONDAY MARCH 4
+++ EMBARGO: Tuesday 0600 +++
!! EMBARGO - 6 a.m. Tuesday !!
EMBARGO FOR RELEASE AT 0001 GMT MARCH 5
EMBARGO AGAINST DELIVERY
EMBARGO: on delivery of the speech
Embargo 6 March, 00.01 GMT
NOT FOR PUBLICATION OR BROADCAST BEFORE 0001 HOURS ON TUESDAY, MARCH 5
Not for publication, broadcast or use on club tapes before 22.30hrs on Monday 4 March
NOT FOR PUBLICATION, BROADCAST OR USE ON SOCIAL MEDIA UNTIL 0001 TUESDAY
NOT FOR BROADCAST OR ONLINE USE BEFORE NOON
NOT FOR RELEASE, PUBLICATION OR DISTRIBUTION UNTIL 7 A.M. MARCH 5
NOT TO BE PUBLISHED BEFORE 0600 GMT ON TUESDAY
Not to be used or quoted from until 6 p.m. EST
MUST NOT BE USED BEFORE 2230 GMT
FOR RELEASE: 10:00 A.M. EST, TUESDAY, MARCH 5, 2024
FOR RELEASE - 0001 GMT TUESDAY
FOR RELEASE ON TUESDAY, MARCH 5
FOR RELEASE NOT BEFORE 6 A.M. TUESDAY
For publication at noon on Tuesday
FOR USE AFTER 10 A.M. TUESDAY
HOLD UNTIL 6 A.M. EST TUESDAY
MOVED IN ADVANCE; not for use until Sunday
This material is embargoed until 00:01 GMT on Tuesday, 5 March
All information is strictly embargoed until Tuesday 5 March at 06:00 CET
The following story is under embargo until 6 a.m. local time on March 5
Research embargoed until 0001 GMT
+++ SPERRFRIST: 5. März 2024, 10.00 Uhr +++
ACHTUNG, SPERRFRIST! Nicht vor Dienstag, 0.01 Uhr
Achtung - Sperrfrist: Dienstag, 10.00 Uhr
WICHTIG: Sperrfrist Dienstag, 10 Uhr
Bitte Sperrfrist beachten: Dienstag, 5. März, 10.00 Uhr
Mit Sperrfrist bis Dienstag, 10.00 Uhr
Gesperrt bis Dienstag, 5. März, 10.00 Uhr
Frei ab Dienstag, 5. März, 10.00 Uhr
Nicht zur Veröffentlichung vor Dienstag, 10.00 Uhr
SOUS EMBARGO JUSQU'A MARDI 18H00 GMT
EMBARGO MARDI 5 MARS 06H00
A ne pas publier avant mardi 5 mars, 06h00
Ne pas diffuser avant 18h00
EMBARGADO HASTA LAS 00.01 DEL MARTES
BAJO EMBARGO HASTA EL MARTES
NO PUBLICAR ANTES DE LAS 06.00 DEL MARTES
EMBARGO FINO ALLE 12 DI MARTEDI' 5 MARZO
DA NON PUBBLICARE PRIMA DELLE 12 DI MARTEDI'
EMBARGO ATÉ ÀS 00:01 DE TERÇA-FEIRA
NÃO PUBLICAR ANTES DAS 06:00 DE TERÇA-FEIRA
EMBARGO TOT DINSDAG 00.01 UUR
ONDER EMBARGO TOT DINSDAG 5 MAART 06.00 UUR
NIET PUBLICEREN VOOR DINSDAG 06.00 UUR
KLAUSULERT TIL TIRSDAG KL. 0001
Klausuleret til tirsdag den 5. marts kl. 06.00
SPERREFRIST: Tirsdag kl. 06.00
EMBARGO TILL TISDAG KL 06.00
Eds: For release at 10 a.m. EST Tuesday.
Eds: Not for publication or broadcast before noon.
Editors: This must not be published before 0600 GMT.
(Eds: Story is for release at 10 a.m. EDT Thursday)
(Editors: Embargoed until 0900 GMT Thursday)
(Achtung Redaktionen: Sperrfrist Dienstag, 10.00 Uhr)
""".strip().split("\n")  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_embargoes(line: str) -> None:
    found = story(f"{line}\n\n{TITLE}\n\n{BODY}")
    assert (found.status, found.headline) == ("withheld", TITLE)
    assert [note.text for note in found.notes if note.kind == "embargo"] == [line]


NEWS = """
Embargo toughens life in Cuba
Embargo to stay, minister says
Embargo to be lifted in May, Havana says
Embargo forces farmers to plough with oxen
Embargo for Libya: What it means
Embargo not working, EU diplomats say
Embargo against Iran to be extended
Embargo until 2030 is too long, farmers say
Embargo bis 2030 verlängert
Embargo 60 years on: How Cuba copes
Embargo: How Cuba copes without oil
Embargo lifted
Embargo till peace, rebels demand
Embargoed for decades, Cuba turns to the sun
Under embargo for years, Cuba turns to the sun
Sperrfrist gekippt: Ärzte dürfen früher zurück
Sperrfrist aufgehoben
Frei ab 18: Kinos melden Rekord
Frei ab Montag: Schüler freuen sich auf Ferien
Gesperrt bis Ostern: Tunnel am Brenner bleibt zu
Nicht vor Ostern zu erwarten: Schnee im Harz
Not for use in homes before 2030, agency says of paint
Not for sale before Christmas, toy maker says
Not for the first time, cod is scarce
No release before trial, judge tells trawler captain
Hold until Monday, captain tells crew
Hold until spring, farmers told
Moved in advance of the storm, boats return
For release of hostages, rebels want ship
For release from jail, captain pays fine
For use at sea only: a new net
For publication of cartoons, editor gets a year
FOR IMMEDIATE RELEASE
FOR RELEASE: IMMEDIATELY
Klausul i avtalet stoppar fisket
No publicar fotos de menores, pide el juez
Iran deal falls apart - embargo to stay
Cuba (embargo 1960-2024) opens up
Cod sold (embargoed goods, say police)
Captain breaks oil embargo: police
Oil embargo: EU ministers agree
""".strip().split("\n")  # fmt: skip


@pytest.mark.parametrize("line", NEWS)
def test_news_of_embargoes(line: str) -> None:
    assert story(f"{line}\n\n{BODY}").status == "usable"


@pytest.mark.parametrize(
    "passage",
    [
        "The report is embargoed until Thursday, but a newspaper printed its figures on Monday.",
        "The study was under embargo until Tuesday when a newspaper printed it.",
        "Embargoed until Tuesday, the study had been sent to 20 newspapers, one of which printed it.",
        "Not for use before 2030, the nets are kept in a shed at the harbour of Bergen.",
        "Not to be outdone before the vote, the party of the fishermen asked for twice as much.",
        "Für die Meldung galt eine Sperrfrist bis Dienstag.",
        "(Editors: The embargo on this story has been lifted.)",
        "Eds: This story is no longer embargoed.",
        "(Achtung Redaktionen: Die Sperrfrist ist aufgehoben.)",
    ],
)
def test_passages_that_speak_of_embargoes(passage: str) -> None:
    assert story(f"{TITLE}\n\n{BODY}\n{passage}\n").status == "usable"


FRONT = """
EMBARGOED UNTIL 00:01 MONDAY
EMBARGOED UNTIL 0001 GMT
Embargoed until 6 March
Under embargo until 6 March, 00:01 GMT
STRICTLY EMBARGOED UNTIL 6 A.M. EST MARCH 6
STRICT EMBARGO 00:01 MARCH 6
EMBARGO 6 March 00.01
EMBARGO
Embargo: 6 March
PRESS RELEASE - EMBARGOED UNTIL 6 MARCH
News release embargoed until 6 March
Sperrfrist 6. März, 10 Uhr
SPERRFRIST: 6.3., 10.00 Uhr
Sous embargo jusqu'au 6 mars
Embargado hasta el 6 de marzo
Onder embargo tot 6 maart
Not for release before 6 March
FOR RELEASE 6 MARCH
""".strip().split("\n")
SUBJECTS = [
    *(f"{front}: {TITLE}" for front in FRONT),
    *(f"{front} - {TITLE}" for front in FRONT if front != "EMBARGO"),
    *(f"[{front}] {TITLE}" for front in FRONT),
    *(f"({front}) {TITLE}" for front in FRONT),
    *(f"{TITLE} - {front}" for front in FRONT),
    *(f"{TITLE} ({front})" for front in FRONT),
    *(f"{TITLE} [{front}]" for front in FRONT),
    f"EMBARGOED: {TITLE}",
    f"HFR: {TITLE}",
    f"{TITLE} (EMBARGOED)",
    f"{TITLE} | Embargo 6 March 00:01 GMT",
]


def item(**fields: str) -> Story:
    return story(
        json.dumps(
            {"uri": "urn:newsml:example.com:1", "type": "text", "pubstatus": "usable", "body_text": BODY, **fields}
        )
    )


@pytest.mark.parametrize("headline", SUBJECTS)
def test_an_embargo_in_a_headline_s_field(headline: str) -> None:
    found = item(headline=headline)
    assert (found.status, found.headline, found.headline_raw) == ("withheld", TITLE, headline)


@pytest.mark.parametrize("slug", ["COD-STUDY (EMBARGOED)", "EMBARGOED-COD-STUDY", "Cod-EMBARGOED", "HFR-Cod", "COD STUDY, EMBARGOED UNTIL 6 MARCH", "Embargoed: Cod"])  # fmt: skip
def test_an_embargo_in_a_slug_s_field(slug: str) -> None:
    assert item(headline=TITLE, slugline=slug).status == "withheld"


@pytest.mark.parametrize("line", NEWS)
def test_news_of_embargoes_in_fields(line: str) -> None:
    assert item(headline=line, slugline="CUBA-EMBARGO").status == "usable"


def mail(subject: str, copy: str) -> Story:
    head = f"From: Institute <press@institute.example>\r\nTo: desk@example.org\r\nSubject: {subject}\r\nDate: Mon, 4 Mar 2024 14:10:00 +0100\r\nMessage-ID: <1@x.example>\r\n"
    return story(
        (
            head
            + 'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'
            + copy
        ).encode()
    )


@pytest.mark.parametrize("subject", SUBJECTS)
def test_an_embargo_in_a_subject(subject: str) -> None:
    own = mail(subject, f"{TITLE}\n\n{BODY}")
    assert (own.status, own.headline) == ("withheld", TITLE)
    none = mail(subject, BODY)
    assert (none.status, none.headline) == ("withheld", TITLE)


@pytest.mark.parametrize("line", NEWS)
def test_news_of_embargoes_in_a_subject(line: str) -> None:
    assert mail(line, f"{TITLE}\n\n{BODY}").status == "usable"
    assert mail(f"Fwd: {line}", BODY).status == "usable"


def test_until_when_by_a_headline_s_field() -> None:
    until = item(headline=f"EMBARGOED UNTIL 00:01 GMT 6 March 2024: {TITLE}").times.embargo_until
    assert until is not None
    assert until.isoformat() == "2024-03-06T00:01:00+00:00"


HEADING = "\x01bdt0302 4 wi 130  dpa 0955\r\n\r\nFisch/Studie/\r\n\x02{lines} =\r\n\r\nBergen (dpa) - Die Bestände an Dorsch haben sich halbiert.\r\n{notebook}\r\ndpa gl yyni n1 kb\r\n\x03\r\n060900 Mär 24\r\n\x04"


def heading(*lines: str, notebook: str = "") -> Story:
    return story(HEADING.format(lines="\r\n".join(lines), notebook=notebook).encode("latin-1"))


@pytest.mark.parametrize(
    "line",
    [
        "(Sperrfrist: Donnerstag, 7. März, 10.00 Uhr)",
        "(Achtung: Sperrfrist bis Donnerstag, 7. März, 10.00 Uhr)",
        "(Achtung Sperrfrist: Donnerstag, 10.00 Uhr)",
        "(Sperrfrist)",
        "(gesperrt bis Donnerstag, 10 Uhr)",
        "(Sous embargo jusqu'à jeudi, 10h00)",
        "(Editors: Embargoed until 0900 GMT Thursday)",
        "Sperrfrist: Donnerstag, 7. März, 10.00 Uhr",
        "Achtung, Sperrfrist: Donnerstag, 10.00 Uhr",
        "+++ Sperrfrist: Donnerstag, 10.00 Uhr +++",
        "EMBARGOED UNTIL 0900 GMT THURSDAY",
    ],
)
def test_an_embargo_over_a_heading(line: str) -> None:
    for lines in ((line, "Dorsch wird selten"), ("Dorsch wird selten", line)):
        found = heading(*lines)
        assert (found.status, found.headline) == ("withheld", "Dorsch wird selten")
        assert [note.text for note in found.notes if note.kind == "embargo"] == [line]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("(Achtung: Neuer Termin)", "Dorsch wird selten"), "advisory"),
        (("(Achtung: Sperrfrist aufgehoben)", "Dorsch wird selten"), "advisory"),
        (("EU verlängert nach langem Streit der Minister", "Embargo bis 2030"), "story"),
        (("Streit über Öl:", "Embargo gegen Kuba bleibt"), "story"),
    ],
)
def test_headings_without_an_embargo(lines: tuple[str, ...], kind: str) -> None:
    found = heading(*lines)
    assert (found.status, found.lifecycle.kind) == ("usable", kind)


NOTEBOOK = "\r\n# Notizblock\r\n\r\n## Redaktionelle Hinweise\r\n- {line}\r\n- Bild folgt bis 12.00 Uhr\r\n\r\n## Internet\r\n- [Studie](dpaq.de/abc)\r\n"


@pytest.mark.parametrize("line", ["Achtung: Sperrfrist Donnerstag, 7. März, 10.00 Uhr", "Sperrfrist: Donnerstag, 10.00 Uhr", "Bitte beachten Sie die Sperrfrist Donnerstag, 10.00 Uhr"])  # fmt: skip
def test_an_embargo_in_a_notebook(line: str) -> None:
    found = heading("Dorsch wird selten", notebook=NOTEBOOK.format(line=line))
    assert found.status == "withheld"
    assert [note.text for note in found.notes if note.kind == "embargo"] == [f"- {line}"]


@pytest.mark.parametrize(
    "line", ["Die Sperrfrist ist aufgehoben", "Zusammenfassung bis 15.00 Uhr", "Sperrfrist abgelaufen"]
)
def test_a_notebook_without_an_embargo(line: str) -> None:
    assert heading("Dorsch wird selten", notebook=NOTEBOOK.format(line=line)).status == "usable"


def test_an_embargo_to_editors_in_a_header_line_of_ap() -> None:
    value = "\x16\x16\x01a0210\x1fad---\r\nr a\x13\x11BC-US--Cod   05-03 0250\r\n\x02^BC-US--Cod,250<\r\n^Cod stocks halve<\r\n^Eds: For release at 10 a.m. EDT Thursday.<\r\n^By ANA COSTA=\r\n\t   BOSTON (AP) _ Stocks of cod halved in ten years, a study said. \r\n\t   It gave no reason. \r\n\x03AP-WF-05-03-18 1912GMT\r\n\x04"
    found = story(value)
    assert (found.status, found.headline) == ("withheld", "Cod stocks halve")
