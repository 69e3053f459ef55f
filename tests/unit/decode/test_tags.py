"""Lifecycle tags in every agency's own form, and words that look like one: headline, slug line and what they say."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.decode import decode
from pipeline.decode.anatomy.headline import read_headline
from pipeline.decode.anatomy.marks import slug_of
from pipeline.decode.lifecycle import known_tags
from pipeline.story import RawStory, Story

BODY = "LISBON, May 3 - Talks on the harbour resumed on Monday, the minister said.\n\nNobody said why.\n"
TALKS = "Talks on harbour resume in Lisbon"

# Headline as sent · headline without tags · tags · kind · number
HEADLINES: tuple[tuple[str, str, tuple[str, ...], str, int | None], ...] = (
    # Reuters
    ("UPDATE 1-{}", TALKS, ("UPDATE 1",), "update", 1),
    ("UPDATE 12-{}", TALKS, ("UPDATE 12",), "update", 12),
    ("UPDATE 1 - {}", TALKS, ("UPDATE 1",), "update", 1),
    ("UPDATE 1: {}", TALKS, ("UPDATE 1",), "update", 1),
    ("Update 1: {}", TALKS, ("Update 1",), "update", 1),
    ("WRAPUP 2-{}", TALKS, ("WRAPUP 2",), "wrapup", 2),
    ("WRAPUP-{}", TALKS, ("WRAPUP",), "wrapup", None),
    ("RPT-{}", TALKS, ("RPT",), "repeat", None),
    ("RPT-UPDATE 3-{}", TALKS, ("RPT", "UPDATE 3"), "repeat", 3),
    ("RPT-WRAPUP 4-{}", TALKS, ("RPT", "WRAPUP 4"), "repeat", 4),
    ("REFILE-{}", TALKS, ("REFILE",), "refile", None),
    ("REFILE-UPDATE 2-{}", TALKS, ("REFILE", "UPDATE 2"), "refile", 2),
    ("REFILE-CORRECTED-UPDATE 2-{}", TALKS, ("REFILE", "CORRECTED", "UPDATE 2"), "refile", 2),
    ("CORRECTED-{}", TALKS, ("CORRECTED",), "correction", None),
    ("CORRECTED-UPDATE 1-{}", TALKS, ("CORRECTED", "UPDATE 1"), "correction", 1),
    ("CORRECTED (OFFICIAL)-{}", TALKS, ("CORRECTED (OFFICIAL)",), "correction", None),
    ("OFFICIAL CORRECTION-{}", TALKS, ("OFFICIAL CORRECTION",), "correction", None),
    ("Corrected: {}", TALKS, ("Corrected",), "correction", None),
    ("CORRECTION: {}", TALKS, ("CORRECTION",), "correction", None),
    ("URGENT-{}", TALKS, ("URGENT",), "update", None),
    ("NEWSBREAK-{}", TALKS, ("NEWSBREAK",), "update", None),
    ("EXCLUSIVE-{}", TALKS, ("EXCLUSIVE",), "story", None),
    ("EXCLUSIVE-UPDATE 1-{}", TALKS, ("EXCLUSIVE", "UPDATE 1"), "update", 1),
    ("UPDATE 2-EXCLUSIVE-{}", TALKS, ("UPDATE 2", "EXCLUSIVE"), "update", 2),
    ("RPT-EXCLUSIVE-{}", TALKS, ("RPT", "EXCLUSIVE"), "repeat", None),
    ("ANALYSIS-{}", TALKS, ("ANALYSIS",), "story", None),
    ("RPT-ANALYSIS-{}", TALKS, ("RPT", "ANALYSIS"), "repeat", None),
    ("FACTBOX-{}", TALKS, ("FACTBOX",), "story", None),
    ("Factbox-{}", TALKS, ("Factbox",), "story", None),
    ("Exclusive-{}", TALKS, ("Exclusive",), "story", None),
    ("Analysis-{}", TALKS, ("Analysis",), "story", None),
    ("Corrected-{}", TALKS, ("Corrected",), "correction", None),
    ("Update 2-{}", TALKS, ("Update 2",), "update", 2),
    ("AP Analysis: {}", TALKS, ("AP Analysis",), "story", None),
    ("+++ Eilmeldung +++ {}", TALKS, ("+++", "Eilmeldung"), "alert", None),
    ("+++ EIL +++ {} +++", TALKS, ("+++", "EIL"), "alert", None),
    ("(AMPLIACIÓN) {}", TALKS, ("AMPLIACIÓN",), "update", None),
    ("(CORRECCIÓN) {}", TALKS, ("CORRECCIÓN",), "correction", None),
    ("(Repetición) {}", TALKS, ("Repetición",), "repeat", None),
    ("(Correção) {}", TALKS, ("Correção",), "correction", None),
    ("(Wiederholung) {}", TALKS, ("Wiederholung",), "repeat", None),
    ("(2. Zusammenfassung) {}", TALKS, ("2. Zusammenfassung",), "wrapup", 2),
    ("(Rectificación) {}", TALKS, ("Rectificación",), "correction", None),
    ("(Atualização) {}", TALKS, ("Atualização",), "update", None),
    ("(Rettifica) {}", TALKS, ("Rettifica",), "correction", None),
    ("(Aggiornamento) {}", TALKS, ("Aggiornamento",), "update", None),
    ("FACTBOX - {}", TALKS, ("FACTBOX",), "story", None),
    ("SPECIAL REPORT-{}", TALKS, ("SPECIAL REPORT",), "story", None),
    ("PRESS DIGEST-{}", TALKS, ("PRESS DIGEST",), "story", None),
    ("TABLE-{}", TALKS, ("TABLE",), "story", None),
    ("SNAPSHOT-{}", TALKS, ("SNAPSHOT",), "story", None),
    ("INTERVIEW-UPDATE 1-{}", TALKS, ("INTERVIEW", "UPDATE 1"), "update", 1),
    ("ADVISORY-{}", TALKS, ("ADVISORY",), "advisory", None),
    ("BREAKING NEWS: {}", TALKS, ("BREAKING NEWS",), "alert", None),
    ("BREAKING: {}", TALKS, ("BREAKING",), "alert", None),
    ("Breaking: {}", TALKS, ("Breaking",), "alert", None),
    ("FLASH-{}", TALKS, ("FLASH",), "alert", None),
    ("FLASH: {}", TALKS, ("FLASH",), "alert", None),
    ("SNAP: {}", TALKS, ("SNAP",), "alert", None),
    ("BULLETIN - {}", TALKS, ("BULLETIN",), "alert", None),
    ("ALERT: {}", TALKS, ("ALERT",), "alert", None),
    # the same in Reuters' other services
    ("ACTUALIZA 2-{}", TALKS, ("ACTUALIZA 2",), "update", 2),
    ("ATUALIZA 1-{}", TALKS, ("ATUALIZA 1",), "update", 1),
    ("RESUMEN 3-{}", TALKS, ("RESUMEN 3",), "wrapup", 3),
    ("CORREGIDO-{}", TALKS, ("CORREGIDO",), "correction", None),
    ("CORREÇÃO-{}", TALKS, ("CORREÇÃO",), "correction", None),
    ("LEAD 2-{}", TALKS, ("LEAD 2",), "update", 2),
    ("AGGIORNA 1-{}", TALKS, ("AGGIORNA 1",), "update", 1),
    ("WDHLG-{}", TALKS, ("WDHLG",), "repeat", None),
    # AP
    ("AP NewsAlert: {}", TALKS, ("AP NewsAlert",), "alert", None),
    ("APNewsAlert: {}", TALKS, ("APNewsAlert",), "alert", None),
    ("NewsAlert: {}", TALKS, ("NewsAlert",), "alert", None),
    ("AP News Alert: {}", TALKS, ("AP News Alert",), "alert", None),
    ("APNewsBreak: {}", TALKS, ("APNewsBreak",), "update", None),
    ("AP NewsBreak: {}", TALKS, ("AP NewsBreak",), "update", None),
    ("AP Exclusive: {}", TALKS, ("AP Exclusive",), "story", None),
    ("1st Ld-Writethru: {}", TALKS, ("1st Ld-Writethru",), "update", 1),
    ("3rd Ld - {}", TALKS, ("3rd Ld",), "update", 3),
    ("2ND LEAD: {}", TALKS, ("2ND LEAD",), "update", 2),
    ("Correction: Harbour-Talks story", "Harbour-Talks story", ("Correction",), "correction", None),
    ("Clarification: Harbour-Talks story", "Harbour-Talks story", ("Clarification",), "correction", None),
    ("CORRECTIVE: Harbour-Talks story", "Harbour-Talks story", ("CORRECTIVE",), "correction", None),
    # AFP
    ("LEAD {}", TALKS, ("LEAD",), "update", None),
    ("2ND LEAD {}", TALKS, ("2ND LEAD",), "update", 2),
    ("3rdlead {}", TALKS, ("3rdlead",), "update", 3),
    ("WRAP {}", TALKS, ("WRAP",), "wrapup", None),
    ("UPDATE {}", TALKS, ("UPDATE",), "update", None),
    ("URGENT {}", TALKS, ("URGENT",), "update", None),
    ("ALERT {}", TALKS, ("ALERT",), "alert", None),
    ("ALERTE /// {} ///", TALKS, ("ALERTE",), "alert", None),
    ("URGENT /// {} ///", TALKS, ("URGENT",), "update", None),
    ("URGENT ¥¥¥ {}", TALKS, ("URGENT",), "update", None),
    ("-- CORRECTION -- {}", TALKS, ("CORRECTION",), "correction", None),
    ("CORRECTION /// {} ///", TALKS, ("CORRECTION",), "correction", None),
    ("/// {} ///", TALKS, ("///",), "alert", None),
    # dpa and the German agencies
    ("2. Zusammenfassung {}", TALKS, ("2. Zusammenfassung",), "wrapup", 2),
    ("Zusammenfassung - {}", TALKS, ("Zusammenfassung",), "wrapup", None),
    ("3. Nachtrag {}", TALKS, ("3. Nachtrag",), "update", 3),
    ("EIL {}", TALKS, ("EIL",), "alert", None),
    ("Eil: {}", TALKS, ("Eil",), "alert", None),
    ("EILMELDUNG - {}", TALKS, ("EILMELDUNG",), "alert", None),
    ("BLITZ: {}", TALKS, ("BLITZ",), "alert", None),
    ("KORREKTUR: {}", TALKS, ("KORREKTUR",), "correction", None),
    ("Korrektur: {}", TALKS, ("Korrektur",), "correction", None),
    ("BERICHTIGUNG: {}", TALKS, ("BERICHTIGUNG",), "correction", None),
    ("Wiederholung: {}", TALKS, ("Wiederholung",), "repeat", None),
    ("{} (wiederholt)", TALKS, ("wiederholt",), "repeat", None),
    ("{} (Zusammenfassung 1530)", TALKS, ("Zusammenfassung 1530",), "wrapup", None),
    ("{} (2. Zusammenfassung)", TALKS, ("2. Zusammenfassung",), "wrapup", 2),
    ("ROUNDUP: {}", TALKS, ("ROUNDUP",), "wrapup", None),
    ("ROUNDUP 2: {}", TALKS, ("ROUNDUP 2",), "wrapup", 2),
    ("ROUNDUP/{}", TALKS, ("ROUNDUP",), "wrapup", None),
    ("WDH/ROUNDUP: {}", TALKS, ("WDH", "ROUNDUP"), "repeat", None),
    ("KORREKTUR/ROUNDUP 2: {}", TALKS, ("KORREKTUR", "ROUNDUP 2"), "correction", 2),
    ("WDH: {}", TALKS, ("WDH",), "repeat", None),
    ("LEAD: {}", TALKS, ("LEAD",), "update", None),
    ("1st LEAD {}", TALKS, ("1st LEAD",), "update", 1),
    ("URGENT - {}", TALKS, ("URGENT",), "update", None),
    # Xinhua, Yonhap, Kyodo
    ("1st LD: {}", TALKS, ("1st LD",), "update", 1),
    ("(1st LD) {}", TALKS, ("1st LD",), "update", 1),
    ("2nd LD-Writethru: {}", TALKS, ("2nd LD-Writethru",), "update", 2),
    ("2nd LD-Writethru-{}", TALKS, ("2nd LD-Writethru",), "update", 2),
    ("{} (Recasts)", TALKS, ("Recasts",), "update", None),
    ("{} (1st LD)", TALKS, ("1st LD",), "update", 1),
    ("Urgent: {}", TALKS, ("Urgent",), "update", None),
    ("Flash: {}", TALKS, ("Flash",), "alert", None),
    ("Roundup: {}", TALKS, ("Roundup",), "wrapup", None),
    ("Xinhua Headlines: {}", TALKS, ("Xinhua Headlines",), "story", None),
    ("News Analysis: {}", TALKS, ("News Analysis",), "story", None),
    ("(LEAD) {}", TALKS, ("LEAD",), "update", None),
    ("(2nd LD) {}", TALKS, ("2nd LD",), "update", 2),
    ("(CORRECTED) - {}", TALKS, ("CORRECTED",), "correction", None),
    ("(RPT) {}", TALKS, ("RPT",), "repeat", None),
    ("(URGENT) {}", TALKS, ("URGENT",), "update", None),
    ("(News Focus) {}", TALKS, ("News Focus",), "story", None),
    ("URGENT: {}", TALKS, ("URGENT",), "update", None),
    ("1ST LD: {}", TALKS, ("1ST LD",), "update", 1),
    ("3RD LD: {}", TALKS, ("3RD LD",), "update", 3),
    ("UPDATE2: {}", TALKS, ("UPDATE2",), "update", 2),
    # EFE, ANSA, TASS, PTI, AAP, PA, CP
    ("URGENTE {}", TALKS, ("URGENTE",), "update", None),
    ("URGENTE - {}", TALKS, ("URGENTE",), "update", None),
    ("ALERTA: {}", TALKS, ("ALERTA",), "alert", None),
    ("{} (AMPLIACIÓN)", TALKS, ("AMPLIACIÓN",), "update", None),
    ("{} (Actualiza)", TALKS, ("Actualiza",), "update", None),
    ("{} (Corrección)", TALKS, ("Corrección",), "correction", None),
    ("+++ {} +++", TALKS, ("+++",), "alert", None),
    ("++ {} ++", TALKS, ("++",), "alert", None),
    ("+++ EIL +++ {} +++", TALKS, ("+++", "EIL"), "alert", None),
    ("ANSA/ {}", TALKS, ("ANSA/",), "story", None),
    ("{} (RPT)", TALKS, ("RPT",), "repeat", None),
    ("RPT ++ {} ++", TALKS, ("RPT", "++"), "repeat", None),
    ("UPDATE: {}", TALKS, ("UPDATE",), "update", None),
    ("LD ALL {}", TALKS, ("LD ALL",), "update", None),
    ("2ND LD {}", TALKS, ("2ND LD",), "update", 2),
    ("CP NewsAlert: {}", TALKS, ("CP NewsAlert",), "alert", None),
    ("{} - UPDATE 2", TALKS, ("UPDATE 2",), "update", 2),
    ("{} -- 2nd Update", TALKS, ("2nd Update",), "update", 2),
    ("{} -- Update", TALKS, ("Update",), "update", None),
    ("{} (UPDATE)", TALKS, ("UPDATE",), "update", None),
    ("{} (LEAD)", TALKS, ("LEAD",), "update", None),
    ("{} (WRAP)", TALKS, ("WRAP",), "wrapup", None),
    ("{} [UPDATED]", TALKS, ("UPDATED",), "update", None),
    ("[UPDATE] {}", TALKS, ("UPDATE",), "update", None),
    ("*** {}", TALKS, ("***",), "alert", None),
    # tags of other kinds, stacked
    ("HFR-{}", TALKS, ("HFR",), "story", None),
    ("EMBARGOED-UPDATE 1-{}", TALKS, ("EMBARGOED", "UPDATE 1"), "update", 1),
    ("TAKE 2-{}", TALKS, ("TAKE 2",), "story", 2),
    ("UPDATE 1-{}=2", TALKS, ("UPDATE 1",), "update", 1),
)

NO_TAGS = (
    "PRECIOUS-Gold steadies as dollar slips",
    "METALS-Copper rises",
    "Soccer-Lions beat Tigers",
    "Correction in tech stocks deepens",
    "Correction talk returns to metals",
    "Correction: a new novel by Ana Costa is out",
    "Clarification sought on harbour tax",
    "Update on harbour talks expected",
    "Updates to harbour law are planned",
    "Urgent talks on harbour resume",
    "Urgent appeal for blood",
    "Alert level raised at volcano",
    "Alert as storm nears Lisbon",
    "Flash floods kill ten",
    "Flash-flood warning for Lisbon",
    "Lead poisoning found in harbour town",
    "Lead in water worries Lisbon",
    "LEAD-ZINC PRICES RISE",
    "LEAD PRICES RISE IN LONDON",
    "LEAD IN WATER WORRIES LISBON",
    "URGENT TALKS ON HARBOUR RESUME",
    "UPDATE ON HARBOUR TALKS EXPECTED",
    "ALERT LEVEL RAISED AT VOLCANO",
    "FLASH FLOODS KILL TEN",
    "BULLETIN BOARD FIRM BOUGHT",
    "WRAP MAKER BUYS RIVAL",
    "Wrap maker buys rival",
    "HOLD-UP AT BANK",
    "Hold the line, says Costa",
    "Kill the bill, says Costa",
    "Killed in action: a soldier's story",
    "Withdrawn drug returns to shops",
    "Withdrawal from Lisbon begins",
    "Exclusive club opens in Lisbon",
    "Breaking point: harbour workers speak",
    "Snap election called in Portugal",
    "SNAP ELECTION CALLED IN PORTUGAL",
    "Roundup of wild horses begins",
    "Analysis of harbour water shows lead",
    "Eilat closes its port",
    "EILAT CLOSES PORT",
    "Blitz on fare dodgers in Lisbon",
    "Advance in Lisbon: rebels take harbour",
    "ADVANCE AUTO PARTS Q2 PROFIT RISES",
    "Repeat offender held in Lisbon",
    "Reinstated coach wins in Lisbon",
    "Second lead for Costa in polls",
    "2nd update to software is out",
    "3rd lead singer leaves band",
    "Profile of a harbour town",
    "Take 2 pills and call me, says Costa",
    "Harbour talks (live)",
    "Harbour talks (video)",
    "Harbour talks: an update",
    "POLL-TAX RIOTS SPREAD",
    "KILL-OR-CURE BUDGET PASSED",
    "TABLE-TENNIS FINAL IN LISBON",
    "TEXT-MESSAGE TAX PLANNED",
    "FEATURE-LENGTH FILM ON HARBOUR",
    "C++ compilers ++ compared",
    "Exclusive-rights deal signed in Lisbon",
    "Update-Pflicht für Handys kommt",
    "Alert-System für Häfen geplant",
    "Analysis-paralysis grips Lisbon",
    "Wiederholungstäter in Haft",
    "AP Analysis of harbour data shows leak",
    "Urgente, dice Costa",
    "A+++ rating for Lisbon +++",
    "EUR/USD falls /// dollar rises",
)


@pytest.mark.parametrize(("form", "text", "tags", "kind", "number"), HEADLINES, ids=[form for form, *_ in HEADLINES])
def test_tags_of_a_headline(form: str, text: str, tags: tuple[str, ...], kind: str, number: int | None) -> None:
    raw = form.format(TALKS)
    found = read_headline(raw)
    assert (found.raw, found.text, found.tags) == (raw, text, tags)
    story = story_of(f"{raw}\n\n{BODY}")
    assert (story.headline_raw, story.lifecycle.tags, story.lifecycle.kind) == (raw, tags, kind)
    assert story.lifecycle.number == number
    assert story.lifecycle.exclusive == any("EXCLUSIVE" in tag.upper() for tag in tags)


@pytest.mark.parametrize(
    ("form", "kind", "early"),
    [
        (
            form,
            kind,
            any(tag.lower().startswith(("urgent", "newsbreak", "apnewsbreak", "ap newsbreak")) for tag in tags),
        )
        for form, _, tags, kind, _ in HEADLINES
        if TALKS in form.format(TALKS) and kind in ("alert", "update", "wrapup") and not form.endswith("=2")
    ],
)
def test_versions_of_one_story_have_their_order(form: str, kind: str, early: bool) -> None:
    plain, tagged = story_of(f"{TALKS}\n\n{BODY}"), story_of(f"{form.format(TALKS)}\n\n{BODY}")
    assert plain.id == tagged.id
    assert (tagged.version < plain.version) == (kind == "alert" or early)


@pytest.mark.parametrize("raw", NO_TAGS)
def test_a_word_that_is_no_tag(raw: str) -> None:
    assert read_headline(raw).tags == ()
    story = story_of(f"{raw}\n\n{BODY}")
    assert (story.headline_raw, story.lifecycle.kind, story.status) == (raw, "story", "usable")


# Slug line · slug · tags of the story
SLUGS: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("GLOBAL-OIL/ (UPDATE 1)", "GLOBAL-OIL/", ("UPDATE 1",), "update"),
    ("GLOBAL-OIL/ (UPDATE 1, PIX)", "GLOBAL-OIL/", ("UPDATE 1",), "update"),
    ("GLOBAL-OIL/ (WRAPUP 2)", "GLOBAL-OIL/", ("WRAPUP 2",), "wrapup"),
    ("GLOBAL-OIL/ (CORRECTED)", "GLOBAL-OIL/", ("CORRECTED",), "correction"),
    ("GLOBAL-OIL/LISBON (URGENT)", "GLOBAL-OIL/LISBON", ("URGENT",), "update"),
    ("BC-PT--Harbour-Talks,1st Ld-Writethru", "BC-PT--Harbour-Talks", ("1st Ld-Writethru",), "update"),
    ("BC-PT--Harbour-Talks, 2nd Ld-Writethru, 500", "BC-PT--Harbour-Talks", ("2nd Ld-Writethru",), "update"),
    ("BC-PT--Harbour Talks, 3rd Ld-Writethru", "BC-PT--Harbour Talks", ("3rd Ld-Writethru",), "update"),
    (
        "BC-EU--Portugal-Harbour Talks,7th Ld-Writethru,a0345",
        "BC-EU--Portugal-Harbour Talks",
        ("7th Ld-Writethru",),
        "update",
    ),
    ("BC-US--APNewsAlert", "BC-US--APNewsAlert", ("APNewsAlert",), "alert"),
    ("BC-APNewsAlert", "BC-APNewsAlert", ("APNewsAlert",), "alert"),
    ("BC-AP News Alert", "BC-AP News Alert", ("AP News Alert",), "alert"),
    ("BC-US--AP-NewsAlert", "BC-US--AP-NewsAlert", ("AP-NewsAlert",), "alert"),
    ("BC-AP-News-Digest", "BC-AP-News-Digest", ("AP-News-Digest",), "advisory"),
    ("BC-AP Sports Digest", "BC-AP Sports Digest", ("AP Sports Digest",), "advisory"),
    ("BC-Fake-News-Alert", "BC-Fake-News-Alert", (), "story"),
    ("BC-US--Correction-Harbour Talks", "BC-US--Correction-Harbour Talks", ("Correction",), "correction"),
    ("BC-US--Harbour Talks,CORRECTIVE", "BC-US--Harbour Talks", ("CORRECTIVE",), "correction"),
    ("BC-AP News Coverage Advisory,ADVISORY", "BC-AP News Coverage Advisory", ("ADVISORY",), "advisory"),
    ("AM-Harbour-Talks, Bulletin", "AM-Harbour-Talks", ("Bulletin",), "alert"),
    ("AP-Harbour-Talks, Urgent, 1st Ld", "AP-Harbour-Talks", ("Urgent", "1st Ld"), "update"),
    ("Peru-Chile-diplomacy,WRAP", "Peru-Chile-diplomacy", ("WRAP",), "wrapup"),
    ("Peru-Chile-diplomacy,LEAD", "Peru-Chile-diplomacy", ("LEAD",), "update"),
    ("Peru-Chile-diplomacy,2ndlead", "Peru-Chile-diplomacy", ("2ndlead",), "update"),
    ("Peru-Chile-diplomacy,URGENT", "Peru-Chile-diplomacy", ("URGENT",), "update"),
    ("Peru-Chile-diplomacy,ALERT", "Peru-Chile-diplomacy", ("ALERT",), "alert"),
    ("Peru-Chile-diplomacy,CORRECTION", "Peru-Chile-diplomacy", ("CORRECTION",), "correction"),
    ("Portugal-Harbour/", "Portugal-Harbour/", (), "story"),
    ("S.Africa-Gold/", "S.Africa-Gold/", (), "story"),
    ("US-Clinton/", "US-Clinton/", (), "story"),
    ("Portugal-Harbour/LEAD/", "Portugal-Harbour/LEAD/", ("LEAD",), "update"),
    ("Hafen/Portugal/KORREKTUR/", "Hafen/Portugal/KORREKTUR/", ("KORREKTUR",), "correction"),
    ("POLITICS Harbour Nightlead", "POLITICS Harbour", ("Nightlead",), "update"),
    ("POLITICS Harbour Substitute", "POLITICS Harbour", ("Substitute",), "update"),
    ("1 POLITICS Harbour Nightlead", "POLITICS Harbour", ("Nightlead",), "update"),
    ("HARBOUR-TALKS LD ALL", "HARBOUR-TALKS", ("LD ALL",), "update"),
    ("HARBOUR-TALKS 2ND LD", "HARBOUR-TALKS", ("2ND LD",), "update"),
)


@pytest.mark.parametrize(("line", "slug", "tags", "kind"), SLUGS)
def test_a_slug_line(line: str, slug: str, tags: tuple[str, ...], kind: str) -> None:
    found = slug_of(line)
    assert found is not None
    assert found[0] == slug
    story = story_of(f"{line}\n\n{TALKS}\n\n{BODY}")
    assert (story.slug, story.headline, story.lifecycle.kind) == (slug, TALKS, kind)
    assert story.lifecycle.tags == tags


@pytest.mark.parametrize(
    "line",
    [
        "PORT CLOSED BY STORM",
        "Talks resume, ministers say",
        "Portugal-Spain talks resume",
        "U.S.-led talks resume",
        "Ana Costa-Lind, minister",
        "Lisbon-Porto: 2-1",
        "Costa wins",
        "US-LED TALKS RESUME, MINISTER SAYS",
    ],
)
def test_no_slug_line(line: str) -> None:
    assert slug_of(line) is None


@pytest.mark.parametrize(
    ("part", "tags"),
    [
        ("2nd Ld-Writethru", ("2nd Ld-Writethru",)),
        ("UPDATE 1", ("UPDATE 1",)),
        ("RPT-UPDATE 1", ("RPT", "UPDATE 1")),
        ("Mayor held", ()),
        ("Kill Bill", ()),
        ("Hold baggage", ()),
        ("KILL", ("KILL",)),
        ("ADV03", ("ADV03",)),
        ("ADV 03-04", ("ADV 03-04",)),
        ("HFR", ("HFR",)),
        ("HFR 05-03", ("HFR",)),
        ("Advisers leave", ()),
        ("ADVISORY", ("ADVISORY",)),
        ("Alerts", ()),
        ("Leader resigns", ()),
        ("Updating law", ()),
        ("LEAD", ("LEAD",)),
    ],
)
def test_known_tags_of_a_slug_s_part(part: str, tags: tuple[str, ...]) -> None:
    assert known_tags(part) == tags


# What stands in the copy instead of a tag · kind
NOTES: tuple[tuple[str, str], ...] = (
    ("(Corrects number of ships in first paragraph)", "correction"),
    ("(Corrects May 3 story to say 14, not 41, in first paragraph)", "correction"),
    ("Eds: CORRECTS spelling of name in third paragraph.", "correction"),
    ("(EDS: CORRECTING SPELLING OF NAME)", "correction"),
    ("(This May 3 story corrects paragraph two to say 14 ships)", "correction"),
    ("(This story has been corrected to fix the number of ships)", "correction"),
    ("Eds: UPDATES with vote.", "update"),
    ("Eds: RECASTS, UPDATES with vote. With AP Photos.", "update"),
    ("(EDS: UPDATING WITH DETAILS)", "update"),
    ("(EDS: RECASTING)", "update"),
    ("(ATTN: UPDATES with more details in paras 4-6)", "update"),
    ("ATTENTION - ADDS details ///", "update"),
    ("(Refiles to fix spelling)", "refile"),
    ("(Repeats with no changes to text)", "repeat"),
    ("Eds: Updates with vote.", "story"),
    ("(Adds quotes)", "story"),
    ("(Note to editors: Contains language that some may find offensive)", "story"),
    ("Eds: With AP Photos.", "story"),
)


@pytest.mark.parametrize(("note", "kind"), NOTES)
def test_what_the_notes_say_where_no_tag_does(note: str, kind: str) -> None:
    found = story_of(f"{TALKS}\n\n{note}\n\n{BODY}")
    assert (found.lifecycle.kind, found.lifecycle.tags) == (kind, ())
    assert note in [one.text for one in found.notes]
    assert found.headline == TALKS


@pytest.mark.parametrize(("note", "kind"), [(note, kind) for note, kind in NOTES if kind != "story"])
def test_a_tag_is_believed_before_a_note(note: str, kind: str) -> None:
    assert story_of(f"WRAPUP 2-{TALKS}\n\n{note}\n\n{BODY}").lifecycle.kind == "wrapup"


@pytest.mark.parametrize(
    ("copy", "tags", "kind"),
    [
        ("(LEAD) SEOUL, May 3 (Yonhap) -- Talks on the harbour resumed on Monday.", ("LEAD",), "update"),
        ("ALERT\n\nLISBON, May 3 (AFP) - Talks on the harbour resumed on Monday.", ("ALERT",), "alert"),
        ("URGENT\n\n{talks}\n\n{body}", ("URGENT",), "update"),
        ("UPDATE 2\n\n{talks}\n\n{body}", ("UPDATE 2",), "update"),
        ("CORRECTION\n\n{talks}\n\n{body}", ("CORRECTION",), "correction"),
        ("-- CORRECTION --\n\n{talks}\n\n{body}", ("CORRECTION",), "correction"),
        ("ADVISORY\n\n{talks}\n\n{body}", ("ADVISORY",), "advisory"),
        ("2ND LEAD\n\n{talks}\n\n{body}", ("2ND LEAD",), "update"),
        ("{talks}\n\n2ND LEAD\n\n{body}", ("2ND LEAD",), "update"),
        ("{talks}\n\nKORREKTUR\n\n{body}", ("KORREKTUR",), "correction"),
    ],
)
def test_a_tag_on_a_line_of_its_own(copy: str, tags: tuple[str, ...], kind: str) -> None:
    found = story_of(copy.format(talks=TALKS, body=BODY))
    assert (found.lifecycle.tags, found.lifecycle.kind) == (tags, kind)
    assert found.headline in (None, TALKS)
    assert found.text


def story_of(copy: str) -> Story:
    value = copy.encode()
    (found,) = decode(RawStory(value=value, source="t", sha256=hashlib.sha256(value).hexdigest()))
    assert isinstance(found, Story)
    return found
