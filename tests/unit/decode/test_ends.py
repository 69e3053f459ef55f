"""How agencies close a story: sign-offs alone and glued, bylines and credits at the foot, notices behind them."""

from __future__ import annotations

import json

import pytest

from pipeline.decode.anatomy import take_apart
from pipeline.decode.anatomy.captions import caption_of
from pipeline.decode.anatomy.marks import closes, glued_signoff, note_kind, slug_of
from pipeline.decode.anatomy.people import credits_of, is_credits
from pipeline.decode.words import phrases
from tests.unit.decode.test_ninjs import BASE, story

P1 = "Talks on the harbour resumed on Monday after a storm, the minister said."
P2 = "They had been broken off in April, and nobody said why."
FRONT = f"Talks on harbour resume\n\nLisbon (AFP) - {P1}\n\n"
A, B, C = "Ana Costa", "Bo Lind", "Cy Day"

CLOSES = (
    "/ab/DP/cd|/abc/de/fg|/ab/|/AB/|abc/ def/|ab/ cd/ ef/|ABC-DEF|ABC // DEF|ABC (DEF) // GHI|ABC (DEF/GHI) // JKL|"
    "Ab cd|(SEGUE).|(SEGUE)|(Sigue)|(foto)|(Foto) (Vídeo) (Audio)|(foto)(vídeo)|(Schluss) abc/def|(Forts. mögl.)|"
    "(end) ab.cd|./.|./.BD/|/ritzau/AFP|/ritzau/Reuters/|Lusa/Fim|Lusa/fim|reopens|(reopens)|Enditem/AB|Enditem/ab|"
    "MORE ab/cd|More coming.|WAM/Bo Lind|WAM/Ana al Costa|AGERPRES/(AS - editor: Ana Costa, EN - editor: Bo Lind)|"
    "AFP, REUTERS|(AFP, REUTERS)|STT–AFP–Reuters|(SDA-ATS/ab)|(Keystone-ATS)|(Abc/Adnkronos)|(KNA - abc-89-00123)|"
    "dpa-infocom GmbH|END [Copyright The Example Press, Ltd.]|14:30 LOCAL TIME 11:30 GMT|0012|"
    "===|(ABC/DEF)|(ABC, DEF)|. (ABC, DEF)|ABC (DEF)|(END/2001)|(END/IPS/ab/cd/01)|(FIN/2001)|[END/2001]|"
    "www.example.org (Juche108.5.3.)|(NAN) (www.example.org)|■"
)
NO_CLOSES = (
    "Ends meet|More soup|No comment.|UK-based|(EU)|And so on|He left|Reuters said so.|AFP reported it first|"
    "PA Media denied it|2012|A and B|So they say.|The end of it|She left/he stayed|www.example.org|Juche|"
    "More is coming, he said.|(END of 2001)|The WAM/BSS building|(He later left.)|Segue o jogo"
)


@pytest.mark.parametrize("line", sorted(phrases(CLOSES)))
def test_a_line_at_the_foot(line: str) -> None:
    assert closes(line)
    parts = take_apart(f"{FRONT}{P2}\n\n{line}\n")
    assert parts.text == f"{P1}\n\n{P2}"
    assert line in [note.text for note in parts.notes]


@pytest.mark.parametrize("line", sorted(phrases(NO_CLOSES)))
def test_no_line_that_closes(line: str) -> None:
    assert not closes(line)


GLUED = (
    " EFE| EFE ab/cd/ef| (ABC/DEF)|/.ABC/DEF/| ./.ABC/| EFECOM| GNA| UNI ABC 1015| PTI ABC DEF| ab/cd| bur-ab/cd|"
    "/ab/cd| /ab/cd|/ab/DP/cd|"
    " --IANS ab/cd| (ANSA-REUTERS).| (ANSA-AFP).| (SEGUE).| (end) ab.cd| (Schluss) ab/cd| (AP) ABC DEF|"
    " (Abc/Adnkronos)| (©NTB)| (NAN) (www.example.org)| (foto)(vídeo)| ■| Enditem|/.| - AFP| (dpa/lby)"
)


@pytest.mark.parametrize("mark", sorted(phrases(GLUED)))
def test_a_signoff_glued_to_the_last_sentence(mark: str) -> None:
    assert glued_signoff(P2 + mark) == (P2, mark.strip())
    parts = take_apart(f"{FRONT}{P2}{mark}\n")
    assert parts.text == f"{P1}\n\n{P2}"
    assert not parts.captions
    assert [note.text for note in parts.notes] == [mark.strip()]


@pytest.mark.parametrize(
    "paragraph",
    [
        "He told the U.S. Reuters",
        "He met her at 4 p.m. PA",
        "The minister denied it (AFP).",
        "They went home. He told AFP.",
        "They went home. AFP reported it first.",
        "Prices rose. (See table)",
        "“We go on.” (They did.)",
        "Ask them. (they/them)",
        "He ran. and/or",
        "The list is at www.example.org/ab/cd",
        "The paper was shown to Reuters/Ipsos",
        "It was over. More",
        "The road is closed. Ends meet",
    ],
)
def test_no_signoff_in_a_sentence(paragraph: str) -> None:
    assert glued_signoff(paragraph) is None


TAILS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "rights behind initials": ("ab-cd/ef\n\n© Agence France-Presse", [("signoff", "ab-cd/ef"), ("rights", "")]),
    "a notice behind the agency": (
        "PTI ABC DEF\n\n(This story has not been edited by our staff and is auto-generated from a syndicated feed.)",
        [("signoff", "PTI ABC DEF"), ("boilerplate", "")],
    ),
    "initials between credits and rights": (
        "(Reporting by Ana Costa)\n\nab/cd\n\nContact: Bo Lind, +1 555 0100\n\n© Example",
        [("credits", ""), ("signoff", "ab/cd"), ("contact", ""), ("rights", "")],
    ),
    "a rule and notices": (
        "___\n\nAP writer Ana Costa contributed.\n\n___\n\nAP sports: https://example.org/sports",
        [("boilerplate", "___"), ("credits", ""), ("boilerplate", "___"), ("boilerplate", "")],
    ),
    "lines under the last paragraph": ("--SPA\n14:30 LOCAL TIME 11:30 GMT\n0012", [("signoff", "--SPA")]),
    "topics of a page": (
        "Suggested Topics:\n\nPorts\n\nStorms and floods\n\nOur Standards: The Thomson Reuters Trust Principles.",
        [("boilerplate", "Suggested Topics:"), ("boilerplate", "Ports"), ("boilerplate", "Storms and floods")],
    ),
}


@pytest.mark.parametrize("name", TAILS)
def test_notes_behind_a_signoff(name: str) -> None:
    tail, wanted = TAILS[name]
    parts = take_apart(f"{FRONT}{P2}\n\n{tail}\n")
    assert parts.text == f"{P1}\n\n{P2}"
    found = [(note.kind, note.text) for note in parts.notes][: len(wanted)]
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    assert all(text == other for (_, text), (_, other) in zip(found, wanted, strict=True) if other)


@pytest.mark.parametrize("line", ["AFP", "ab/cd", "Ana Costa, Reuters"])
def test_what_text_follows_closes_nothing(line: str) -> None:
    parts = take_apart(f"{FRONT}{P2}\n\n{line}\n\nThe talks go on in Porto on Tuesday, the minister said.\n")
    assert line in parts.text


FEET: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("Ana Costa, The Canadian Press", (A,), "CP"),
    ("Ana Costa and Bo Lind, The Canadian Press", (A, B), "CP"),
    ("--- Von Ana Costa, dpa ---", (A,), "dpa"),
    ("Ana Costa/TT", (A,), "TT"),
    ("By Ana Costa, Reuters", (A,), "Reuters"),
)


@pytest.mark.parametrize(("line", "names", "agency"), FEET)
def test_a_byline_at_the_foot(line: str, names: tuple[str, ...], agency: str) -> None:
    copy = f"Talks on harbour resume\n\nLISBON — {P1}\n\n{P2}\n\n{line}\n\n© Example\n"
    parts = take_apart(copy)
    assert (parts.byline, parts.agency, parts.text) == (names, agency, f"{P1}\n\n{P2}")
    assert [note.kind for note in parts.notes] == ["byline", "rights"]


def test_a_byline_at_the_head_and_at_the_foot_is_one() -> None:
    parts = take_apart(f"Talks resume\n\nBy Ana Costa\n\nLISBON (AFP) - {P1}\n\n{P2}\n\n(By Ana Costa and Bo Lind)\n")
    assert parts.byline == (A, B)
    assert [note.kind for note in parts.notes] == ["byline", "byline"]


def test_an_author_in_a_notebook_is_no_byline() -> None:
    parts = take_apart(f"{FRONT}{P2}\n\n# dpa-Notizblock\n\nVon Ana Costa, dpa\n\ndpa ac bl\n")
    assert parts.byline == ()
    assert [note.kind for note in parts.notes] == ["not_for_publication", "not_for_publication", "signoff"]


def test_a_byline_under_a_headline_alone_leaves_it_the_headline() -> None:
    parts = take_apart("Storms\n\nBy Ana Costa, Reuters\n")
    assert parts.headline is not None
    assert (parts.headline.text, parts.byline) == ("Storms", (A,))


@pytest.mark.parametrize(
    "line",
    ["By Monday night all was quiet.", "REUTERS/Ana Costa", "Ana Costa/dpa", "(Utopian Ports Inc)", "--- Day two ---"],
)
def test_no_byline_at_the_foot(line: str) -> None:
    assert take_apart(f"{FRONT}{P2}\n\n{line}\n").byline == ()


Person = tuple[str, tuple[str, ...], str | None]
CREDITS: tuple[tuple[str, list[Person]], ...] = (
    (
        "Associated Press writers Ana Costa and Bo Lind in Rome, Cy Day in St. Paul, Minnesota, and Di Eng in Nice "
        "contributed to this report.",
        [("contributing", (A, B), "Rome"), ("contributing", (C,), "St. Paul"), ("contributing", ("Di Eng",), "Nice")],
    ),
    ("AP writer Ana B. Costa in St. Louis contributed.", [("contributing", ("Ana B. Costa",), "St. Louis")]),
    (
        "AP writers Ana Costa in Jackson, Mississippi, and Bo Lind in Austin, Texas, contributed to this report.",
        [("contributing", (A,), "Jackson"), ("contributing", (B,), "Austin")],
    ),
    ("AP writer Ana Costa in Santa Fe, New Mexico, contributed.", [("contributing", (A,), "Santa Fe")]),
    ("AP Business Writers Ana Costa in Rome and Bo Lind in Oslo contributed.",
     [("contributing", (A,), "Rome"), ("contributing", (B,), "Oslo")]),
    ("AP Science Writer Ana Costa and video journalist Bo Lind contributed.", [("contributing", (A, B), None)]),
    ("Associated Press journalist Ana Costa contributed reporting from Rome.", [("contributing", (A,), "Rome")]),
    ("AP writer Ana Costa contributed to this report from Rome.", [("contributing", (A,), "Rome")]),
    ("Example Times staff contributed to this report.", [("contributing", ("Example Times staff",), None)]),
    ("Costa reported from Lisbon, Portugal.", [("reporting", ("Costa",), "Lisbon")]),
    (
        "Al-Costa reported from Gaza City, Gaza Strip, and Lind from Jerusalem.",
        [("reporting", ("Al-Costa",), "Gaza City"), ("reporting", ("Lind",), "Jerusalem")],
    ),
    (
        "Costa and Lind reported from Columbia, South Carolina. AP writer Cy Day in Oslo contributed.",
        [("reporting", ("Costa", "Lind"), "Columbia"), ("contributing", (C,), "Oslo")],
    ),
    ("(Reporting by Ana Costa in Washington, D.C.; Editing by Bo Lind)",
     [("reporting", (A,), "Washington"), ("editing", (B,), None)]),
    ("(Reporting by Ana Costa in Rome, Kusno in Jakarta)",
     [("reporting", (A,), "Rome"), ("reporting", ("Kusno",), "Jakarta")]),
    ("(Reporting by Ana CostaEditing by Bo Lind)", [("reporting", (A,), None), ("editing", (B,), None)]),
    ("(Reporting by Reuters bureaux)", [("reporting", ("Reuters bureaux",), None)]),
    ("(Polling by Ana Costa; Reporting by Bo Lind)", [("polling", (A,), None), ("reporting", (B,), None)]),
    ("(Text by Ana Costa; Editing by Bo Lind)", [("text", (A,), None), ("editing", (B,), None)]),
    ("(By Ana Costa, editing by Bo Lind)", [("reporting", (A,), None), ("editing", (B,), None)]),
    ("(Ana Costa, editing Bo Lind)", [("reporting", (A,), None), ("editing", (B,), None)]),
    ("(Ana Costa, in redazione Bo Lind)", [("reporting", (A,), None), ("in redazione", (B,), None)]),
    ("(Tradotto da Ana Costa, editing Bo Lind)", [("tradotto", (A,), None), ("editing", (B,), None)]),
    ("(Ana Costa, version française Bo Lind)", [("reporting", (A,), None), ("version française", (B,), None)]),
    ("(Reporte de Ana Costa en Lisboa y Bo Lind en Oslo; editado en español por Cy Day)",
     [("reporte", (A,), "Lisboa"), ("reporte", (B,), "Oslo"), ("editado", (C,), None)]),
    ("(Por Ana Costa, em Lisboa; edição de Bo Lind)", [("por", (A,), "Lisboa"), ("edição", (B,), None)]),
    ("(Reportagem de Marta Costa e Silva e Bo Lind)", [("reportagem", ("Marta Costa e Silva", B), None)]),
    ("(Bericht von Ana Costa, redigiert von Bo Lind. Bei Rückfragen wenden Sie sich an ab@example.org)",
     [("bericht", (A,), None), ("redigiert", (B,), None)]),
    ("(Reporter: Ana Costa; redigiert von Bo Lind)", [("reporter", (A,), None), ("redigiert", (B,), None)]),
    ("(Mitarbeit: Ana Costa)", [("mitarbeit", (A,), None)]),
    ("Translator: Ana Costa, Editor: Bo Lind", [("translator", (A,), None), ("editor", (B,), None)]),
    ("With files from Ana Costa in Rome and The Associated Press",
     [("contributing", (A,), "Rome"), ("contributing", ("The Associated Press",), None)]),
    ("— With files from Reuters", [("contributing", ("Reuters",), None)]),
    ("With contributions from Ana Costa", [("contributing", (A,), None)]),
    ("--With assistance from Ana Costa and Bo Lind.", [("contributing", (A, B), None)]),
    ("(Lisbon newsroom)", []),
    ("(New York Newsroom: +1 555 0100)", []),
    ("(Redazione Milano, +39 02 0100)", []),
)  # fmt: skip


@pytest.mark.parametrize(("line", "people"), CREDITS)
def test_credits(line: str, people: list[Person]) -> None:
    assert is_credits(line)
    assert [(credit.role, credit.names, credit.place) for credit in credits_of(line)] == people


@pytest.mark.parametrize(
    "line",
    [
        "With inputs from farmers, the ministry drew up a plan in May.",
        "With files from the archive, she proved it.",
        "With help from Ana Costa, he won.",
        "The union contributed to the report.",
        "Costa contributed to the report, which will be out in May.",
        "The Lisbon newsroom was closed.",
        "(Lisbon newsrooms were closed.)",
        "(Redaktion und Verlag schwiegen)",
        "Text by the minister was read out.",
        "Polling by the ministry shows that few agree.",
        "(The text was shown by phone; editing by hand is slow)",
        "(The editing Costa did was slow)",
        "Reporter: Why did you leave?",
        "Translator: a machine.",
        "(He spoke by video from Lisbon.)",
        "(Por la tarde, el puerto cerró.)",
        "(Edición especial)",
        "(Texto de la ley)",
        "(EDITORS: STORY CAN END HERE)",
        "(Editor: Adds Quotes)",
        "Costa reported from Lisbon that the port was closed.",
        "The minister reported from Lisbon. He had no comment.",
        "Editor Ana Costa, who had covered the port, resigned.",
    ],
)
def test_no_credits(line: str) -> None:
    assert not is_credits(line)


NOTICES: dict[str, tuple[str, ...]] = {
    "boilerplate": (
        "AP NBA: https://example.org/NBA",
        "More AP soccer: https://example.org/soccer and https://example.com/AP_Sports",
        "The Associated Press receives support from several foundations. The AP is solely responsible for all content.",
        "The Associated Press’ harbour coverage receives support from many. AP is solely responsible for all content. "
        "Find AP’s standards at AP.org.",
        "Associated Press coverage of ports receives support. The AP is solely responsible for this content.",
        "The Reuters Daily Briefing newsletter provides all the news you need to start your day. Sign up here.",
        "Get a look at the day ahead in ports with the Morning Tide newsletter. Sign up here.",
        "Keep up with ports and ships with the Tide newsletter. Sign up for it here.",
        "Suggested Topics:",
        "Acquire Licensing Rights",
        "Source: Reuters/ec",
        "Source: AFP",
        "Related news: Port closed by storm",
        "Companies in this story: (TSX:RY, TSX:TD)",
        "Information from: Lisbon Times, http://www.example.org",
        "(This report has been published as part of an auto-generated syndicated wire feed.)",
        "Issued on: 04/03/2024 - 14:12",
        "2 min",
        "Up Next",
        "Up next",
    ),
    "correction": (
        "CORRECTION: An earlier version of this story gave the wrong name for the union.",
        "Correction: A previous version of this article misstated the day.",
        "An earlier version of this story misspelled the name of the owner.",
        "An earlier version of this report misstated the day.",
    ),
    "rights": ("Copyright Agencia EFE. Todos los derechos reservados.", "Copyright ANSA"),
}
NO_NOTICES = (
    "UP NEXT",
    "AP soccer writers met in Lisbon.",
    "AP Moller-Maersk: the port is full",
    "The port is solely responsible for all ships.",
    "The newsletter is read by thousands, he said.",
    "He told them to sign up here.",
    "Sources: the port is full",
    "An earlier version of this report was leaked to the press.",
    "An earlier version of this treaty was signed in May.",
    "Correction officers joined the march.",
    "Companies in this town: few",
    "Information from: nobody",
    "Copyright rules were not discussed.",
    "Issued on Monday, the order holds for a year.",
    "2 minutes",
)


@pytest.mark.parametrize(("line", "kind"), [(line, kind) for kind, lines in NOTICES.items() for line in lines])
def test_a_notice_at_the_foot(line: str, kind: str) -> None:
    assert note_kind(line) == kind


@pytest.mark.parametrize("line", NO_NOTICES)
def test_no_notice(line: str) -> None:
    assert note_kind(line) is None


@pytest.mark.parametrize(
    ("text", "credit", "photographer", "agency"),
    [
        ("A ship in Lisbon on March 2, 2024", "© Ana Costa / AFP", A, "AFP"),
        ("A ship in Lisbon on March 2, 2024", "© Ana Costa, AFP", A, "AFP"),
        ("A ship in Lisbon, May 3, 2019.", "Mandatory Credit: Ana Costa-USA TODAY Sports", A, None),
        ("A goal in Lisbon, May 3, 2019.", "Mandatory Credit: Ana Costa-Imagn Images via Reuters", A, "Reuters"),
        ("A ship in Lisbon, May 3, 2019.", "(ANSA-AFP)", None, "ANSA"),
        ("A ship in Lisbon, May 3, 2019.", "Photo: VNA", None, "VNA"),
    ],
)
def test_a_caption(text: str, credit: str, photographer: str | None, agency: str | None) -> None:
    found = caption_of(f"{text} {credit}")
    assert found is not None
    assert (found.text, found.credit, found.photographer, found.agency) == (text, credit, photographer, agency)


@pytest.mark.parametrize(
    "flat",
    [
        f"{P1} (ANSA-AFP).",
        f"{P1} (AFP, REUTERS)",
        "(AFP, REUTERS)",
        "© 2024 AFP",
        "The book is his. © Reuters",
        "The winner was seen on Monday by USA TODAY Sports",
    ],
)
def test_no_caption(flat: str) -> None:
    assert caption_of(flat) is None


def test_a_story_of_one_paragraph_keeps_it() -> None:
    parts = take_apart(f"Talks resume\n\n(ANSA-AFP) - ATENE, 05 MAR - {P1} (ANSA-AFP).\n")
    assert parts.text == P1
    assert not parts.captions


@pytest.mark.parametrize(
    ("line", "slug"), [("1 HEALTH Obesity", "HEALTH Obesity"), ("12 COURTS Harbour", "COURTS Harbour")]
)
def test_a_numbered_slug(line: str, slug: str) -> None:
    assert slug_of(line) == (slug, ())
    parts = take_apart(f"{line}\n\nTALKS 'TO RESUME'\n\nBy Ana Costa, PA\n\n{P1}\n\nend\n")
    assert (parts.slug, parts.byline, parts.agency, parts.text) == (slug, (A,), "PA", P1)


@pytest.mark.parametrize(
    "line", ["2 NATO Soldiers Killed", "10 DOWNING Street", "HEALTH Obesity", "3 RAF Pilots", "4 HEALTH tips"]
)
def test_no_numbered_slug(line: str) -> None:
    assert slug_of(line) is None


@pytest.mark.parametrize("field", [{"byline": A}, {"byline": f"{A}/CP"}, {}])
def test_the_credit_in_the_caption_of_ninjs(field: dict[str, str]) -> None:
    picture = {"type": "picture", "description_text": f"{P1[:-1]}, May 3, 2019. THE CANADIAN PRESS/{A}", **field}
    (caption,) = story(json.loads(json.dumps({**BASE, "associations": {"main": picture}}))).captions
    assert (caption.text, caption.credit) == (f"{P1[:-1]}, May 3, 2019.", f"THE CANADIAN PRESS/{A}")
    assert (caption.photographer, caption.agency) == (A, "CP")


def test_a_byline_is_the_credit_of_a_caption_that_has_none() -> None:
    picture = {"type": "picture", "description_text": P1, "byline": A}
    (caption,) = story({**BASE, "associations": {"main": picture}}).captions
    assert (caption.text, caption.credit, caption.photographer) == (P1, A, A)
