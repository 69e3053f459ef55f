"""The forms of plain copy, each in an invented example: datelines, tags, credits, captions, notes, layout."""

from __future__ import annotations

import pytest

from pipeline.decode import decode
from pipeline.decode.anatomy import take_apart
from pipeline.decode.anatomy.captions import caption_of, glued_caption
from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.headline import read_headline
from pipeline.decode.anatomy.hyphens import joined
from pipeline.decode.anatomy.marks import is_signoff, note_kind, slug_of
from pipeline.decode.anatomy.people import byline_of, credits_of, is_credits
from pipeline.story import RawStory, Story

DATELINES = (
    ("PORTO (Reuters) - Talks", ("PORTO",), None, None, "Reuters"),
    ("May 12 (Reuters) - Shares", (), None, "--05-12", "Reuters"),
    ("OSLO, Sept 6 (Reuters) - Talks", ("OSLO",), None, "--09-06", "Reuters"),
    ("LIMA, Peru (AP) _ For", ("LIMA",), "Peru", None, "AP"),
    ("EUGENE, Ore. (AP) — A", ("EUGENE",), "Ore.", None, "AP"),
    ("ST. PAUL (AP) — The", ("ST. PAUL",), None, None, "AP"),
    ("RIGA/OSLO, May 3 (Reuters) - The", ("RIGA", "OSLO"), None, "--05-03", "Reuters"),
    ("Lille, 3 mar 2019 (AFP) - Trois", ("Lille",), None, "2019-03-03", "AFP"),
    ("Accra (AFP) – It", ("Accra",), None, None, "AFP"),
    ("OMSK, March 9. /TASS/. The", ("OMSK",), None, "--03-09", "TASS"),
    ("AMMAN, Nov. 4 (Xinhua) -- Officials", ("AMMAN",), None, "--11-04", "Xinhua"),
    ("QUITO, 7 abr (Xinhua) -- El", ("QUITO",), None, "--04-07", "Xinhua"),
    ("Mainz (dpa) - Ver", ("Mainz",), None, None, "dpa"),
    ("Mainz (dpa/lrs) - Ver", ("Mainz",), None, None, "dpa"),
    ("Genf (ats afp) Les", ("Genf",), None, None, "ATS"),
    ("KOBE, Japan, Oct. 2 Kyodo - Kobe", ("KOBE",), "Japan", "--10-02", "Kyodo"),
    ("ABOARD AIR FORCE ONE (Reuters) - A", ("ABOARD AIR FORCE ONE",), None, None, "Reuters"),
    ("(ANSA) - BARI, 3 MAR - Il", ("BARI",), None, "--03-03", "ANSA"),
    ("Vigo, 3 mar (EFE).- El", ("Vigo",), None, "--03-03", "EFE"),
    ("PUNE, Jan 5 (PTI) The", ("PUNE",), None, "--01-05", "PTI"),
    ("BOSTON, Oct. 4, 2016 (AP) — A", ("BOSTON",), None, "2016-10-04", "AP"),
    ("LEEDS, March 3, 2020 /PRNewswire/ -- A", ("LEEDS",), None, "2020-03-03", "PRNewswire"),
    ("PERM. March 9 (Interfax) - A", ("PERM",), None, "--03-09", "Interfax"),
    ("MAPUTO, Feb 26 - Rebels", ("MAPUTO",), None, "--02-26", None),
    ("DAYTON, Ohio, Feb 26 - The", ("DAYTON",), "Ohio", "--02-26", None),
    ("DAYTON, Ohio Feb 26 - The", ("DAYTON",), "Ohio", "--02-26", None),
    ("OCALA, Fla., - March 4 - The", ("OCALA",), "Fla.", "--03-04", None),
    ("New york, March 2 - The", ("New york",), None, "--03-02", None),
    ("ASSEN, the Netherlands, March 31 - The", ("ASSEN",), "the Netherlands", "--03-31", None),
    ("GENEVA — The", ("GENEVA",), None, None, None),
    ("****OSLO, March 5 - The", ("OSLO",), None, "--03-05", None),
    ("TULSA, Okla., March 11, Reuter - The", ("TULSA",), "Okla.", "--03-11", "Reuters"),
    ("BERN, Feb 29 (Reuters) - The", ("BERN",), None, "--02-29", "Reuters"),
    ("BERN, Feb 31 (Reuters) - The", ("BERN",), None, None, "Reuters"),
    ("(Reuters) - The", (), None, None, "Reuters"),
    ("UNITED NATIONS, May 3 (Reuters) - The", ("UNITED NATIONS",), None, "--05-03", "Reuters"),
    ("NEAR KIRKUK, Iraq (AP) — The", ("NEAR KIRKUK",), "Iraq", None, "AP"),
    ("VIENNA, 2 March 2021 (IAEA) - The", ("VIENNA",), None, "2021-03-02", "IAEA"),
    ("DUBAI, Monday, May 3 (Reuters) - The", ("DUBAI",), None, "--05-03", "Reuters"),
)
NO_DATELINES = (
    "The agency (Reuters) said it",
    "He told him (AP) - no",
    "She ran 30 laps and (AP) - no",
    "Talks resumed - after a week",
    "SOYBEANS - prices fell",
    "In May 3 (three) people",
    "“OSLO (Reuters) - no",
    "A man, March 4 - said",
    "",
    "-",
    "(Reuters)",
)


@pytest.mark.parametrize(("text", "places", "region", "date", "agency"), DATELINES)
def test_dateline(text: str, places: tuple[str, ...], region: str | None, date: str | None, agency: str | None) -> None:
    found = dateline_of(text)
    assert found is not None
    dateline, rest = found
    assert (dateline.places, dateline.region, dateline.date, dateline.agency) == (places, region, date, agency)
    assert f"{dateline.text} {rest}" == text
    assert len(rest.split()) == 1


@pytest.mark.parametrize("text", NO_DATELINES)
def test_no_dateline(text: str) -> None:
    assert dateline_of(text) is None


HEADLINES = (
    ("Ferry sinks off Masbate", "Ferry sinks off Masbate", (), None),
    ("UPDATE 1-Ferry sinks", "Ferry sinks", ("UPDATE 1",), None),
    ("RPT-UPDATE 3-Ferry sinks", "Ferry sinks", ("RPT", "UPDATE 3"), None),
    ("CORRECTED-(OFFICIAL)-Ferry", "Ferry", ("CORRECTED-(OFFICIAL)",), None),
    ("CORRECTED-(OFFICIAL)-UPDATE 1-Ferry", "Ferry", ("CORRECTED-(OFFICIAL)", "UPDATE 1"), None),
    ("UPDATE 1-CORRECTED-(OFFICIAL)-Ferry", "Ferry", ("UPDATE 1", "CORRECTED-(OFFICIAL)"), None),
    ("CORRECTED (OFFICIAL)-BRIEF-Ferry", "Ferry", ("CORRECTED (OFFICIAL)", "BRIEF"), None),
    ("CORRECTED-OFFICIAL-UPDATE 2-Ferry", "Ferry", ("CORRECTED-OFFICIAL", "UPDATE 2"), None),
    ("RPT-CORRECTED-(ISSUED BY OWNER)-Ferry", "Ferry", ("RPT", "CORRECTED-(ISSUED BY OWNER)"), None),
    ("CORRECTED-(OFFICIAL)-BANK CUTS RATE", "BANK CUTS RATE", ("CORRECTED-(OFFICIAL)",), None),
    ("DELAYED-UPDATE 1-Ferry sinks", "Ferry sinks", ("DELAYED", "UPDATE 1"), None),
    ("CORRECTED-(ECB) rate is cut", "(ECB) rate is cut", ("CORRECTED",), None),
    ("CORRECTED-Official-looking ship sinks", "Official-looking ship sinks", ("CORRECTED",), None),
    ("DELAYED-ACTION BOMB FOUND", "DELAYED-ACTION BOMB FOUND", (), None),
    ("Delayed-action bomb found", "Delayed-action bomb found", (), None),
    ("WRAPUP 2-Tanker hit, two hurt: ministry", "Tanker hit, two hurt", ("WRAPUP 2",), "ministry"),
    ("Exclusive: Ferry owner fined - sources", "Ferry owner fined", ("Exclusive",), "sources"),
    ("Portugal reopens harbours: ministry", "Portugal reopens harbours", (), "ministry"),
    ("Five sailors dead off Porto: coastguard", "Five sailors dead off Porto", (), "coastguard"),
    ("Five sailors dead off Porto - police", "Five sailors dead off Porto", (), "police"),
    ("Five hurt in blast: rescuers", "Five hurt in blast", (), "rescuers"),
    ("Portugal drops harbour law – von der Leyen", "Portugal drops harbour law", (), "von der Leyen"),
    ("Portugal drops law - PM", "Portugal drops law", (), "PM"),
    ("PORTUGAL DROPS LAW - PM", "PORTUGAL DROPS LAW", (), "PM"),
    ("Portugal drops its harbour law - de la", "Portugal drops its harbour law - de la", (), None),
    ("Harbour fire: police", "Harbour fire: police", (), None),
    ("Talks on harbour: mission accomplished", "Talks on harbour: mission accomplished", (), None),
    ("Portugal reopens harbours: Costa", "Portugal reopens harbours: Costa", (), None),
    ("Exclusive: Owner of ferry fined - sources", "Owner of ferry fined", ("Exclusive",), "sources"),
    ("ALERT-PRESIDENT OF UTOPIA RESIGNS -STATE TV", "PRESIDENT OF UTOPIA RESIGNS", ("ALERT",), "STATE TV"),
    ("Army moves regiment to border — Defense Ministry", "Army moves regiment to border", (), "Defense Ministry"),
    ("Talks must go on despite walkout: Costa", "Talks must go on despite walkout", (), "Costa"),
    ("Talks must go on: what we know so far", "Talks must go on: what we know so far", (), None),
    ("PRECIOUS-Gold steadies", "PRECIOUS-Gold steadies", (), None),
    ("Correction talk returns to metals", "Correction talk returns to metals", (), None),
    ("LEAD-ZINC PRICES RISE", "LEAD-ZINC PRICES RISE", (), None),
    ("POLL-TAX RIOTS SPREAD", "POLL-TAX RIOTS SPREAD", (), None),
    ("KILL-OR-CURE BUDGET PASSED", "KILL-OR-CURE BUDGET PASSED", (), None),
    ("2ND LEAD Ferry sinks", "Ferry sinks", ("2ND LEAD",), None),
    ("Ferry sinks (UPDATE 2)", "Ferry sinks", ("UPDATE 2",), None),
    ("Ferry sinks (Corrected)", "Ferry sinks", ("Corrected",), None),
    ("******BANK CUTS RATE", "BANK CUTS RATE", ("******",), None),
    ("CORRECTED - BANK CUTS RATE", "BANK CUTS RATE", ("CORRECTED",), None),
    ("Soccer-Lions beat Tigers 2 - Lions", "Soccer-Lions beat Tigers 2 - Lions", (), None),
    ("Ferry to sail again by the end of May: report", "Ferry to sail again by the end of May", (), "report"),
    ("Ferry to sail again by the end of May -report", "Ferry to sail again by the end of May", (), "report"),
    ("Ferry to sail again in May: opposition leader", "Ferry to sail again in May", (), "opposition leader"),
    ("Ferry to sail again in May - army chief", "Ferry to sail again in May", (), "army chief"),
    ("Ferry to sail again in May -WHO chief", "Ferry to sail again in May", (), "WHO chief"),
    ("Ferry to sail again in May: coast guard", "Ferry to sail again in May", (), "coast guard"),
    ("Ferry to sail again in May: air force", "Ferry to sail again in May", (), "air force"),
    ("Ferry to sail again in May -think tank", "Ferry to sail again in May", (), "think tank"),
    ("Ferry to sail again in May: executives", "Ferry to sail again in May", (), "executives"),
    ("Ferry to sail again in May: airline", "Ferry to sail again in May", (), "airline"),
    ("Ferry to sail again in May: report card", "Ferry to sail again in May: report card", (), None),
    ("Ferry to sail again in May: live", "Ferry to sail again in May: live", (), None),
    ("Ferry to sail again in May: who is leader", "Ferry to sail again in May: who is leader", (), None),
    ("Ferry to sail again in May: by force", "Ferry to sail again in May: by force", (), None),
    ("Ferry to sail again in May with new tank", "Ferry to sail again in May with new tank", (), None),
    ("Correction: Ferry-Sinking story", "Ferry-Sinking story", ("Correction",), None),
)


@pytest.mark.parametrize(("raw", "text", "tags", "attribution"), HEADLINES)
def test_headline(raw: str, text: str, tags: tuple[str, ...], attribution: str | None) -> None:
    found = read_headline(raw)
    assert (found.text, found.tags, found.attribution) == (text, tags, attribution)
    assert found.raw == raw


CREDITS = (
    (
        "Reporting by Ana Costa; Editing by Bo Lind",
        [("reporting", ("Ana Costa",), None), ("editing", ("Bo Lind",), None)],
    ),
    (
        "(Reporting by Ana Costa and Bo Lind Writing by Cy Day Editing by Di Eng)",
        [("reporting", ("Ana Costa", "Bo Lind"), None), ("writing", ("Cy Day",), None), ("editing", ("Di Eng",), None)],
    ),
    (
        "(Reporting by Ana Costa in Porto and Bo Lind in Oslo; editing by Cy Day)",
        [("reporting", ("Ana Costa",), "Porto"), ("reporting", ("Bo Lind",), "Oslo"), ("editing", ("Cy Day",), None)],
    ),
    (
        "Additional reporting by Ana Costa, Bo Lind and Cy Day in New York, editing by Di Eng",
        [("additional reporting", ("Ana Costa", "Bo Lind", "Cy Day"), "New York"), ("editing", ("Di Eng",), None)],
    ),
    ("(Writing and editing by Ana Costa)", [("writing and editing", ("Ana Costa",), None)]),
    ("(Compiled by Ana Costa)", [("compiled", ("Ana Costa",), None)]),
    (
        "Reporting by Ana de la Cruz; Writing by Bo van Lind",
        [("reporting", ("Ana de la Cruz",), None), ("writing", ("Bo van Lind",), None)],
    ),
    ("(Reporting By Ana Costa; ((ana@example.org; +1 555 0100)))", [("reporting", ("Ana Costa",), None)]),
    (
        "Associated Press writers Ana Costa in Porto and Bo Lind in Oslo contributed to this report.",
        [("contributing", ("Ana Costa",), "Porto"), ("contributing", ("Bo Lind",), "Oslo")],
    ),
)


@pytest.mark.parametrize(("line", "people"), CREDITS)
def test_credits(line: str, people: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    assert is_credits(line)
    assert [(credit.role, credit.names, credit.place) for credit in credits_of(line)] == people


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by the bank's auditors showed a loss of two million.",
        "Editing by hand is slow, the printers said, and they asked for more time.",
        "Writing by candlelight was common.",
    ],
)
def test_no_credits(line: str) -> None:
    assert not is_credits(line)


BYLINES = (
    ("By Ana Costa", ("Ana Costa",), None),
    ("By ANA COSTA", ("ANA COSTA",), None),
    ("By Ana Costa, Reuters", ("Ana Costa",), "Reuters"),
    ("By Ana Costa and Bo van Lind", ("Ana Costa", "Bo van Lind"), None),
    ("By Ana Costa, Associated Press Writer", ("Ana Costa",), "AP"),
    ("by Ana Costa, Bo Lind", ("Ana Costa", "Bo Lind"), None),
    ("Von Ana Costa, dpa", ("Ana Costa",), "dpa"),
)


@pytest.mark.parametrize(("line", "names", "agency"), BYLINES)
def test_byline(line: str, names: tuple[str, ...], agency: str | None) -> None:
    assert byline_of(line) == (names, agency)


@pytest.mark.parametrize(
    "line", ["By the time he came it was over.", "By Monday", "By 2030 it may be", "By contrast", "Bypass opens"]
)
def test_no_byline(line: str) -> None:
    assert byline_of(line) is None


CAPTIONS = (
    (
        "A ship in Porto, May 4, 2019. REUTERS/Ana Costa",
        "A ship in Porto, May 4, 2019.",
        "REUTERS/Ana Costa",
        "Ana Costa",
        "Reuters",
    ),
    (
        "A ship in Porto, May 4, 2019. REUTERS/Ana Costa/File Photo",
        "A ship in Porto, May 4, 2019.",
        "REUTERS/Ana Costa/File Photo",
        "Ana Costa",
        "Reuters",
    ),
    (
        "A ship in Porto, May 4, 2019. REUTERS/File Photo",
        "A ship in Porto, May 4, 2019.",
        "REUTERS/File Photo",
        None,
        "Reuters",
    ),
    ("A ship. Ana Costa/Pool via REUTERS", "A ship.", "Ana Costa/Pool via REUTERS", "Ana Costa", "Reuters"),
    (
        "A ship. Port Office/Handout via REUTERS/File Photo",
        "A ship.",
        "Port Office/Handout via REUTERS/File Photo",
        None,
        "Reuters",
    ),
    ("A ship in Porto (AFP Photo/Ana Costa)", "A ship in Porto", "(AFP Photo/Ana Costa)", "Ana Costa", "AFP"),
    (
        "A ship in Porto. (AP Photo/Ana Costa, File)",
        "A ship in Porto.",
        "(AP Photo/Ana Costa, File)",
        "Ana Costa",
        "AP",
    ),
    (
        "A ship in Porto. (Photo by Ana Costa / AFP)",
        "A ship in Porto.",
        "(Photo by Ana Costa / AFP)",
        "Ana Costa",
        "AFP",
    ),
    ("A ship in Porto. (Xinhua/Ana Costa)", "A ship in Porto.", "(Xinhua/Ana Costa)", "Ana Costa", "Xinhua"),
    (
        "Costa at the U.N., May 4, 2019. REUTERS/J. R. Lind",
        "Costa at the U.N., May 4, 2019.",
        "REUTERS/J. R. Lind",
        "J. R. Lind",
        "Reuters",
    ),
)


@pytest.mark.parametrize(("flat", "text", "credit", "photographer", "agency"), CAPTIONS)
def test_caption(flat: str, text: str, credit: str, photographer: str | None, agency: str) -> None:
    found = caption_of(flat)
    assert found is not None
    assert (found.text, found.credit, found.photographer, found.agency) == (text, credit, photographer, agency)


@pytest.mark.parametrize(
    "flat", ["He told Reuters he would go.", "The paper was shown to REUTERS.", "A source told AFP/", "It was on FILE."]
)
def test_no_caption(flat: str) -> None:
    assert caption_of(flat) is None


def test_a_caption_glued_to_the_dateline_comes_off() -> None:
    found = glued_caption("A ship. Ana Costa/Pool via REUTERS/File PhotoOSLO, Aug 21 (Reuters) - The talks")
    assert found is not None
    assert found[0].credit == "Ana Costa/Pool via REUTERS/File Photo"
    assert found[1] == "OSLO, Aug 21 (Reuters) - The talks"


NOTES = (
    ("(Adds quotes, background)", "trash_line"),
    ("(Recasts with vote)", "trash_line"),
    ("(Updates prices)", "trash_line"),
    ("(Corrects spelling of name in second paragraph)", "correction"),
    ("(Refiles to fix headline)", "editor_note"),
    ("(Repeats with no changes to text)", "editor_note"),
    ("((desk@example.org; +1 555 0100))", "editor_note"),
    ("Eds: Updates with vote.", "editor_note"),
    ("Editor's note: contains language", "editor_note"),
    ("EMBARGOED UNTIL 1000 GMT MAY 3", "embargo"),
    ("NOT FOR RELEASE BEFORE NOON", "embargo"),
    ("Embargo: 3 May 2024", "embargo"),
    ("HOLD HOLD HOLD", "embargo"),
    ("Related Coverage", "boilerplate"),
    ("ADVERTISEMENT", "boilerplate"),
    ("Our Standards: The Thomson Reuters Trust Principles.", "boilerplate"),
    ("Contact: Ana Costa, +1 555 0100", "contact"),
    ("Ana Costa, press office, ana@example.org", "contact"),
    ("(c) Copyright The Example Press.", "rights"),
    ("© 2019 AFP", "rights"),
    ("Copyright 2019 The Example Press. All rights reserved.", "rights"),
    ("nL5N2AB3CD", "usn"),
    ("USN: nL5N2AB3CD", "usn"),
    ("The following information is not intended for publication", "not_for_publication"),
)


@pytest.mark.parametrize(("flat", "kind"), NOTES)
def test_note(flat: str, kind: str) -> None:
    assert note_kind(flat) == kind


@pytest.mark.parametrize(
    "flat",
    [
        "The embargo was lifted on Monday.",
        "Embargo talks resume",
        "(He did not say more.)",
        "He signed up for the army.",
        "nothing",
        "Contacts between the two sides resumed on Monday.",
        "Telephone and data firms rose.",
        "Holders of bonds were paid.",
        "Copyright law was changed, the minister said.",
        "Advertisement spending fell in May.",
        "Follow-up talks are planned.",
    ],
)
def test_no_note(flat: str) -> None:
    assert note_kind(flat) is None


@pytest.mark.parametrize(
    "line", ["Reuter", "REUTER...", "-30-", "END", "ENDS", "Enditem", "(MORE)", "(END)", "###", "-0-", "NNNN"]
)
def test_signoff(line: str) -> None:
    assert is_signoff(line)


def test_slug_lines() -> None:
    assert slug_of("GLOBAL-OIL/ (UPDATE 1)") == ("GLOBAL-OIL/", ("UPDATE 1",))
    assert slug_of("SOCCER-GREECE/RESULTS (UPDATE 2)") == ("SOCCER-GREECE/RESULTS", ("UPDATE 2",))
    assert slug_of("BC-LT--Truce, 2nd Ld-Writethru") == ("BC-LT--Truce", ("2nd Ld-Writethru",))
    assert slug_of("Peru-Chile-diplomacy,WRAP") == ("Peru-Chile-diplomacy", ("WRAP",))
    assert slug_of("PORT CLOSED BY STORM") is None


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (
            ("The government bought gold on the market and gold fu-", "tures eased."),
            "The government bought gold on the market and gold futures eased.",
        ),
        (
            ("They moved their money into the so-called safe-", "haven assets."),
            "They moved their money into the so-called safe-haven assets.",
        ),
        (
            ("He left for a conference of the bankers in Stock-", "holm."),
            "He left for a conference of the bankers in Stockholm.",
        ),
        (
            ("A treaty between the U.S. and the Saudi-", "led coalition."),
            "A treaty between the U.S. and the Saudi-led coalition.",
        ),
        (
            ("The measures were taken by the Portuguese govern-", "ment."),
            "The measures were taken by the Portuguese government.",
        ),
        (
            ("Members of a broker's ring were found out then --", "and went."),
            "Members of a broker's ring were found out then -- and went.",
        ),
        (
            ("It is the third round of talks in the years 1985-", "86."),
            "It is the third round of talks in the years 1985-86.",
        ),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, ...], text: str) -> None:
    assert joined(lines)[0] == text


THE_LINES = (
    "out-side|in-side|hos-tage|destr-oyed|sus-pended|re-jected|peo-ple|vehi-cles|arti-cle|vil-lages|"
    "of-ficials|offi-cer|presi-dent|mil-lion|per-cent|with-draw|some-thing|every-one|them-selves|be-cause|to-gether|"
    "com-mittee|com-pass|coun-tries|spokes-man|police-men|over-throw|under-stand|there-fore|inte-rnational|gove-rnment|"
    "ele-ctions|op-position|dis-tributed|negoti-ations|con-tinued|pas-sed"
)
THE_WORDS = (
    "well-known|vice-president|co-operate|co-operation|medium-sized|full-size|two-pence|five-story|semi-official|"
    "anti-missile|multi-party|out-of|no-one|oil-rich|above-mentioned|long-term|re-election|mid-size|ill-advised|"
    "two-ply|middle-age|Saudi-led|Iraqi-born|self-inflicted|cross-section|non-performing|low-lying|flag-raising|"
    "heavy-handed|ski-jumper|forty-mph|life-saving|short-lived|north-west|war-torn|never-ending|hard-pressed|by-election|"
    "buy-out|air-to|side-by|week-long|world-wide|dot-com-era|example.com-owned"
)


@pytest.mark.parametrize("word", THE_LINES.split("|"))
def test_a_hyphen_that_is_the_line_s(word: str) -> None:
    left, right = word.split("-")
    before = "The minister of the country spoke on Monday of the"
    assert joined((f"{before} {left}-", f"{right} again."))[0] == f"{before} {left}{right} again."


@pytest.mark.parametrize("word", THE_WORDS.split("|"))
def test_a_hyphen_that_is_the_word_s(word: str) -> None:
    left, _, right = word.rpartition("-")
    before = "The minister of the country spoke on Monday of the"
    assert joined((f"{before} {left}-", f"{right} again."))[0] == f"{before} {word} again."


def test_wrapped_and_indented_paragraphs() -> None:
    parts = take_apart(
        "Talks resume\n    PORTO, May 3 (Reuters) - Talks on the harbour resumed in\nPorto on Monday.\n    They "
        "had been broken off.\n"
    )
    assert parts.text == "Talks on the harbour resumed in Porto on Monday.\n\nThey had been broken off."


def test_one_paragraph_a_line() -> None:
    long = (
        "PORTO (Reuters) - Talks on the harbour resumed in Porto on Monday after a week of storms that had kept "
        "the ministers of both countries at home."
    )
    parts = take_apart(f"Talks resume\n{long}\nThey had been broken off.\nNobody said why.\n")
    assert parts.headline is not None
    assert parts.headline.text == "Talks resume"
    assert parts.text.split("\n\n")[1:] == ["They had been broken off.", "Nobody said why."]


def test_a_paragraph_broken_by_a_caption_is_whole() -> None:
    parts = take_apart(
        "Talks resume\n\nPORTO (Reuters) - Talks resumed.\n\nThey had been broken off by the ministers of\n\n"
        "A ship in Porto, May 4, 2019. REUTERS/Ana Costa\n\nPortugal and Spain.\n"
    )
    assert parts.text == "Talks resumed.\n\nThey had been broken off by the ministers of Portugal and Spain."
    assert len(parts.captions) == 1


def test_a_table_keeps_its_rows() -> None:
    parts = take_apart(
        "Prices\n\nPORTO (Reuters) - Prices rose.\n\nItem     2015   2014\nFish    1,200  1,100\nBread      80     "
        "75\n\nThat is all.\n"
    )
    assert (
        parts.text == "Prices rose.\n\nItem     2015   2014\nFish    1,200  1,100\nBread      80     75\n\nThat is all."
    )


def test_front_matter_in_any_order() -> None:
    parts = take_apart(
        "EMBARGOED UNTIL 1000 GMT MAY 3\nSlug: HARBOUR-TALKS\nHARBOUR-TALKS/ (UPDATE 1)\n\nUPDATE 1-Talks resume "
        "after storm\n\n"
        "Ministers meet in Porto\n\n(Adds quotes)\n\n* Talks resume\n* Storm over\n\nBy Ana Costa\n\nPORTO, May 3 "
        "(Reuters) - They met.\n"
    )
    assert parts.headline is not None
    assert parts.headline.text == "Talks resume after storm"
    assert parts.subheadline == "Ministers meet in Porto"
    assert parts.slug == "HARBOUR-TALKS/"
    assert [note.kind for note in parts.notes] == [
        "embargo",
        "header",
        "header",
        "trash_line",
        "bullets",
        "bullets",
        "byline",
    ]
    assert parts.text == "They met."


def test_what_closes_a_story() -> None:
    parts = take_apart(
        "Talks resume\n\nPORTO (Reuters) - They met.\n\n(Reporting by Ana Costa;\nEditing by Bo Lind)\n\nContact: "
        "Ana Costa, +1 555 0100\n\n"
        "nL5N2AB3CD\n\n(c) Copyright The Example Press.\n\n(MORE)\n"
    )
    assert parts.text == "They met."
    assert parts.usn == "nL5N2AB3CD"
    assert [note.kind for note in parts.notes] == ["credits", "contact", "usn", "rights", "signoff"]


@pytest.mark.parametrize(
    ("copy", "headline", "text"),
    [
        ("The minister left Porto on Monday.", None, "The minister left Porto on Monday."),
        ("PORT CLOSED BY STORM", "PORT CLOSED BY STORM", ""),
        (
            "Talks resume in Porto\n\nThe minister came on Monday.",
            "Talks resume in Porto",
            "The minister came on Monday.",
        ),
        ("PORTO (AP) — The minister came.", None, "The minister came."),
        ("UPDATE 1-Talks resume", "Talks resume", ""),
        ("Will the talks resume?\n\nPORTO (AP) — The minister came.", "Will the talks resume?", "The minister came."),
        ("Talks resume =\n\nPorto (dpa) - The minister came.", "Talks resume", "The minister came."),
        ("Will talks resume?\n\nBy Ana Costa\n\nThe minister came.", "Will talks resume?", "The minister came."),
        ("Over!\n\nMay 3, 2019 9:12 AM\n\nThe minister came.", "Over!", "The minister came."),
        (
            "“Is it over?”\n\nMinisters meet in Porto\n\nBy Ana Costa\n\nThe minister came.",
            "“Is it over?”",
            "The minister came.",
        ),
        ("Will talks resume?\n\nNobody knows.", None, "Will talks resume?\n\nNobody knows."),
        ("He came. By Ana Costa's account he left.", None, "He came. By Ana Costa's account he left."),
    ],
)
def test_is_there_a_headline(copy: str, headline: str | None, text: str) -> None:
    parts = take_apart(copy)
    assert (parts.headline.text if parts.headline else None, parts.text) == (headline, text)


def test_what_a_web_page_puts_around_a_story() -> None:
    parts = take_apart(
        "Talks resume\n\n3 Min Read\n\nPORTO (Reuters) - They met.\n\n___\n\nKeywords: PORTUGAL TALKS/\n\n"
        "Our Standards: The Thomson Reuters Trust Principles.\n"
    )
    assert parts.dateline is not None
    assert parts.text == "They met."
    assert [note.kind for note in parts.notes] == ["boilerplate", "boilerplate", "header", "boilerplate"]


def test_a_short_line_under_the_headline_is_the_sub_headline() -> None:
    parts = take_apart("Talks resume in Porto\nMinister says storm is over\nBy Ana Costa\nPORTO (AP) — They met.\n")
    assert parts.headline is not None
    assert parts.headline.text == "Talks resume in Porto"
    assert parts.subheadline == "Minister says storm is over"
    assert parts.byline == ("Ana Costa",)


def test_dpa_s_notebook_is_not_for_publication() -> None:
    parts = take_apart(
        "Talks resume\n\nPorto (dpa) - They met.\n\n# Notebook\n\n## Contacts\n- Ana Costa, +49 30 0100\n"
    )
    assert parts.text == "They met."
    assert {note.kind for note in parts.notes} == {"not_for_publication"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(The opinions expressed here are those of the author, a columnist for Reuters.)", "editor_note"),
        ("(Company corrects to say 40 ships, not 14)", "correction"),
        ("(Bien lire au 2e paragraphe: Costa, et non Costas)", "correction"),
        ("(Berichtigt im 2. Absatz den Namen)", "correction"),
        ("(Im zweiten Absatz wurde der Name berichtigt.)", "correction"),
        ("(Corregge il nome nel secondo capoverso)", "correction"),
        ("(Avec détails)", "trash_line"),
        ("(Actualisé avec réactions)", "trash_line"),
        ("(Atualiza com mais informações)", "trash_line"),
        ("(Texto atualizado com mais informações)", "trash_line"),
        ("ADDS quotes from union", "trash_line"),
        ("(Foto - Archiv)", "editor_note"),
        ("(Grafik: 40721)", "editor_note"),
        ("[in der Nachricht vom Montag]", "editor_note"),
        ("Note to readers: This story contains details of violence.", "editor_note"),
        ("May 3, 20199:12 AM UTCUpdated 3 hours ago", "header"),
        ("9:12 AM UTC", "header"),
        ("03-May-2019 14:12:10", "header"),
        ("2019-05-03T14:12:10Z", "header"),
        ("Updated - May 03, 2019 02:12 pm IST - PORTO", "header"),
        ("May 3, 2019 / 2:12 PM EST / CBS/AP", "header"),
        ("AFP | Porto | Published 03.05.19, 02:12 PM", "header"),
        ("PTI | Porto | Updated: 03-05-2019 14:12 IST", "header"),
        ("03 May 2019•Update: 04 May 2019", "header"),
        ("1 of 3", "boilerplate"),
        ("1 of 12 |", "boilerplate"),
        ("In this article:", "boilerplate"),
        ("BHP", "boilerplate"),
        ("-1.25%", "boilerplate"),
        ("Curfew from 9:00 pm to 5:00 am", None),
        ("Port workers back (at last)", None),
        ("Lisbon | Porto", None),
        ("Costa 2 of 3", None),
    ],
)
def test_a_line_between_headline_and_dateline(line: str, kind: str | None) -> None:
    parts = take_apart(f"Talks resume in Porto\n\n{line}\n\nBy Ana Costa\n\nPORTO, May 3 (Reuters) - They met.\n")
    assert parts.subheadline == (None if kind else line)
    assert [note.kind for note in parts.notes] == [*([kind] if kind else []), "byline"]
    assert (parts.byline, parts.text) == (("Ana Costa",), "They met.")


def test_text_above_the_dateline_does_not_stop_the_reading() -> None:
    parts = take_apart(
        "Talks resume in Porto\n\nMinisters met in the harbour of Porto on Monday. They will meet again.\n\nBy Ana "
        "Costa\n\n9:12 AM UTC\n\n(Adds quotes)\n\nPORTO, May 3 (Reuters) - They met.\n"
    )
    assert (parts.byline, parts.subheadline) == (("Ana Costa",), None)
    assert [note.kind for note in parts.notes] == ["byline", "header", "trash_line"]
    assert parts.dateline is not None
    assert parts.text == "Ministers met in the harbour of Porto on Monday. They will meet again.\n\nThey met."


def test_a_sentence_above_the_byline_of_a_page_without_a_dateline() -> None:
    parts = take_apart("Talks resume\n\nThe harbour was closed.\n\nBy Ana Costa\n\n9:12 AM UTC\n\nThe minister came.\n")
    assert parts.byline == ("Ana Costa",)
    assert parts.text == "The harbour was closed.\n\nThe minister came."


def test_a_bracket_without_a_dateline_below_it_is_text() -> None:
    body = "(He was born in the harbour of Porto.)\n\nHe said that he would come."
    assert take_apart(f"Talks resume in Porto\n\n{body}\n").text == body


def test_names_without_by_above_the_agency_or_the_time() -> None:
    for below in ("Associated Press", "May 3, 2019 9:12 AM"):
        parts = take_apart(f"Talks resume in Porto\n\nANA COSTA\n{below}\n\nThe minister came on Monday.\n")
        assert (parts.byline, parts.text) == (("ANA COSTA",), "The minister came on Monday.")
    parts = take_apart(
        "Talks resume in Porto\n\nMinister Calls Storm Over\n\nMay 3, 2019\n\nThe minister came on Monday.\n"
    )
    assert (parts.byline, parts.subheadline) == ((), "Minister Calls Storm Over")
    parts = take_apart("Talks resume in Porto\n\nAna Costa\n\nThe minister came on Monday.\n")
    assert parts.byline == ()


@pytest.mark.parametrize(
    ("first", "second", "parted"),
    [
        ("Ferry catches fire off Corfu, many are taken off", "Two missing, says minister", True),
        ("Ferry Catches Fire off Corfu, Many Are Taken", "Off by Minister", False),
        ("Ferry that was on its way to Corfu is on fire and many were", "British, says minister", False),
    ],
)
def test_a_headline_s_next_line(first: str, second: str, parted: bool) -> None:
    parts = take_apart(f"{first}\n{second}\n\nATHENS, May 3 (AFP) - A ferry caught fire on Friday.\n")
    assert parts.headline is not None
    assert parts.headline.text == (first if parted else f"{first} {second}")
    assert parts.subheadline == (second if parted else None)


REUTERS_PAGES = (
    "Talks resume: Costa\n\nWorld News\nOctober 14, 2016 / 9:12 AM / in 2 years\n\nTalks to go on\n\nAna Costa"
    "\n\n3 Min Read\n\n",
    "World News\nOctober 14, 2016 / 9:12 AM / 2 years ago\nTalks resume: Costa\nAna Costa\n3 Min Read\n\n",
    "Business News\n\nTalks resume: Costa\nAna Costa\nOctober 14, 2016 / 9:12 AM\n\n",
)


@pytest.mark.parametrize("top", REUTERS_PAGES)
def test_a_page_s_section_above_or_below_its_headline(top: str) -> None:
    parts = take_apart(f"{top}LISBON (Reuters) - The talks on the harbour resumed on Monday after a storm.\n")
    assert parts.headline is not None
    assert (parts.headline.raw, parts.byline) == ("Talks resume: Costa", ("Ana Costa",))
    assert parts.subheadline in (None, "Talks to go on")
    assert parts.text == "The talks on the harbour resumed on Monday after a storm."


def test_anadolu_s_page() -> None:
    parts = take_apart(
        "Talks resume in Porto\n\nMinister says storm is over\n\nAna Costa\n03 May 2019•Update: 03 May 2019\n\nISTANBUL"
        "\n\nThe talks on the harbour resumed on Monday after a storm.\n"
    )
    assert parts.dateline is not None
    assert (parts.subheadline, parts.dateline.text) == ("Minister says storm is over", "ISTANBUL")
    assert parts.text == "The talks on the harbour resumed on Monday after a storm."


ANADOLU = "Agency website contains only a portion of the news stories offered to subscribers. Please contact us."


@pytest.mark.parametrize(
    ("place", "places", "region"),
    [("ANKARA", ("ANKARA",), None), ("GAZA CITY, Palestine", ("GAZA CITY",), "Palestine"),
     ("GENEVA / BRUSSELS", ("GENEVA", "BRUSSELS"), None)],
)  # fmt: skip
def test_anadolu_s_older_page(place: str, places: tuple[str, ...], region: str | None) -> None:
    parts = take_apart(
        "Two hurt in storm: Health Ministry\n\nStorm hits harbour, says ministry\n\nAna Costa  | 12.03.2019 - Update : "
        f"12.03.2019\n\n{place} \n\nTwo people were hurt in a storm on Wednesday, the ministry said.\n\n*Writing by "
        f"Bo Lind\n\nAnadolu {ANADOLU}\n"
    )
    assert parts.dateline is not None
    assert (parts.dateline.places, parts.dateline.region) == (places, region)
    assert (parts.byline, parts.subheadline) == (("Ana Costa",), "Storm hits harbour, says ministry")
    assert parts.text == "Two people were hurt in a storm on Wednesday, the ministry said."
    assert [note.kind for note in parts.notes] == ["byline", "credits", "boilerplate"]


def test_a_heading_in_capitals_under_a_byline_is_no_place() -> None:
    for heading in ("THE TALKS, Again", "MARKETS", "WHAT NEXT, Portugal"):
        parts = take_apart(
            f"Talks resume in Porto\n\nBy Ana Costa\n\n{heading}\n\nThe talks on the harbour resumed today.\n"
        )
        assert parts.dateline is None


def test_a_notice_above_the_headline() -> None:
    parts = take_apart(
        "This is unedited, unformatted feed from the Press Trust of India wire.\n\nTwo held at harbour\n\nGoa, May 3 "
        "(PTI) Two men were held on Friday, police said. PTI ABC DEF\n"
    )
    assert parts.headline is not None
    assert (parts.headline.text, parts.text) == ("Two held at harbour", "Two men were held on Friday, police said.")
    assert [note.kind for note in parts.notes] == ["boilerplate", "signoff"]


def test_pa_s_first_version_says_its_number() -> None:
    parts = take_apart("1 HEALTH Harbour\n\nHARBOUR 'IS ILL'\n\nBy Ana Costa, PA Health Correspondent\n\nIt is ill.\n")
    assert parts.headline is not None
    assert (parts.slug, parts.headline.text, parts.byline) == ("HEALTH Harbour", "HARBOUR 'IS ILL'", ("Ana Costa",))
    for line in ("10 KILLED In Blast", "HEALTH Harbour", "3 HEALTH workers held", "12 Health Harbour"):
        assert slug_of(line) is None


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("c.2014 New York Times News Service", "New York Times News Service"),
        ("c. 2005 The Atlanta Journal-Constitution", "Atlanta Journal-Constitution"),
        ("c.2014 was the year of the dam", None),
    ],
)
def test_a_news_service_signs_above_its_copy(line: str, agency: str | None) -> None:
    copy = f"Dam gives way\n\nBy ANA COSTA\n\n{line}\n\nATLANTA — A dam gave way on Tuesday, the governor said.\n"
    (story,) = decode(RawStory(value=copy.encode(), source="test", sha256="0" * 64))
    assert isinstance(story, Story)
    assert story.agency == agency
