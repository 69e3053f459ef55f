"""Whole pieces of copy as agencies send them and pages are scraped, each taken apart; nothing of them is lost."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.decode.anatomy import take_apart
from pipeline.decode.charset import to_text, without_controls
from pipeline.story import RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

P1 = "Talks on the harbour resumed on Monday after a storm, the minister said."
P2 = "They had been broken off in April. Nobody said why."
P3 = "“We will go on,” the minister told reporters."
HEAD = "Talks on harbour resume after storm"
A, B = "Ana Costa", "Bo Lind"

COPIES: dict[str, tuple[str, dict[str, Any]]] = {
    "Reuters' page of 2019": (
        f"World News May 3, 2019 / 10:15 AM / Updated 2 hours ago\n\n{HEAD}\n\nAna Costa, Bo Lind\n\n3 Min Read\n\n"
        f"LISBON (Reuters) - {P1}\n\n{P2}\n\nSlideshow (4 Images)\n\n{P3}\n\nReporting by Ana Costa; Editing by Bo "
        f"Lind\n\n"
        "Our Standards: The Thomson Reuters Trust Principles.\n",
        {
            "headline": HEAD,
            "byline": (A, B),
            "dateline": "LISBON (Reuters) -",
            "text": [P1, P2, P3],
            "notes": ["header", "byline", "boilerplate", "boilerplate", "credits", "boilerplate"],
        },
    ),
    "Reuters' page of 2022": (
        f"{HEAD}\n\nBy Ana Costa and Bo Lind\n\nLISBON, May 3 (Reuters) - {P1}\n\nRegister now for FREE unlimited "
        f"access to "
        f"Reuters.com\n\n{P2}\n\nReporting by Ana Costa in Lisbon; Editing by Bo Lind\n\nOur Standards: The Thomson "
        f"Reuters "
        "Trust Principles., opens new tab\n\nPurchase Licensing Rights, opens new tab\n",
        {
            "headline": HEAD,
            "byline": (A, B),
            "dateline": "LISBON, May 3 (Reuters) -",
            "text": [P1, P2],
            "notes": ["byline", "boilerplate", "credits", "boilerplate", "boilerplate"],
        },
    ),
    "Reuters' page with staff and time": (
        f"{HEAD}\n\nBy Reuters Staff\n\n2 Min Read\n\nMay 3 (Reuters) - {P1}\n\n{P2}\n",
        {"headline": HEAD, "byline": (), "agency": "Reuters", "text": [P1, P2], "notes": ["byline", "boilerplate"]},
    ),
    "Reuters' page of 2012": (
        f"{HEAD}\n\nFri May 3, 2012 10:15am EDT\n\nBy Ana Costa\n\nLISBON (Reuters) - {P1}\n\n{P2}\n\n(Reporting By "
        f"Ana Costa;"
        "Editing by Bo Lind)\n",
        {"headline": HEAD, "byline": (A,), "text": [P1, P2], "notes": ["header", "byline", "credits"]},
    ),
    "a byline glued to the dateline": (
        f"{HEAD}\n\nBy Ana Costa and Bo Lind LISBON (Reuters) - {P1}\n\n{P2}\n",
        {"headline": HEAD, "byline": (A, B), "dateline": "LISBON (Reuters) -", "text": [P1, P2], "notes": ["byline"]},
    ),
    "a glued byline without a headline": (
        f"By Ana Costa LISBON, May 3 (Reuters) - {P1}\n\n{P2}\n",
        {"headline": None, "byline": (A,), "dateline": "LISBON, May 3 (Reuters) -", "text": [P1, P2]},
    ),
    "Reuters' wire": (
        f"HARBOUR-TALKS/ (UPDATE 2)\n\nUPDATE 2-{HEAD}\n\n* Talks resume at noon\n* Storm is over\n\n(Adds "
        f"quotes)\n\nBy Ana Costa\n\n"
        f"    LISBON, May 3 (Reuters) - Talks on the harbour resumed on\nMonday after a storm, the minister said.\n  "
        f"  {P2}\n\n"
        " (Reporting by Ana Costa; Editing by Bo Lind)\n ((ana@example.org; +351 21 0100; Reuters "
        "Messaging:\nana@example.org))\n"
        "\nKeywords: HARBOUR TALKS/\n",
        {
            "headline": HEAD,
            "slug": "HARBOUR-TALKS/",
            "byline": (A,),
            "text": [P1, P2],
            "notes": ["header", "bullets", "bullets", "trash_line", "byline", "credits", "editor_note", "header"],
            "kind": "update",
            "number": 2,
        },
    ),
    "AP's wire": (
        "BC-PT--Harbour Talks, 1st Ld-Writethru, 500\nTalks on harbour resume after storm\nEds: UPDATES with vote. "
        "With AP Photos.\n"
        "By ANA COSTA\nAssociated Press\n"
        f"   LISBON, Portugal (AP) _ Talks on the harbour resumed on Monday\nafter a storm, the minister said.\n   "
        f"{P2}\n   ___\n"
        "   Associated Press writer Bo Lind in Oslo contributed to this report.\n",
        {
            "headline": HEAD,
            "slug": "BC-PT--Harbour Talks",
            "byline": ("ANA COSTA",),
            "agency": "AP",
            "text": [P1, P2],
            "region": "Portugal",
            "kind": "update",
            "notes": ["header", "editor_note", "byline", "byline", "boilerplate", "credits"],
        },
    ),
    "AP's page": (
        f"{HEAD}\n\nBy ANA COSTA and BO LIND\n\nMay 3, 2019 GMT\n\nLISBON, Portugal (AP) — "
        f"{P1}\n\nADVERTISEMENT\n\n{P2}\n\n___\n\n"
        "Costa reported from Lisbon. Associated Press writer Bo Lind in Oslo contributed to this report.\n\n___\n\n"
        "Follow AP's coverage of harbours at https://example.org/harbours\n",
        {
            "headline": HEAD,
            "byline": ("ANA COSTA", "BO LIND"),
            "text": [P1, P2],
            "notes": ["byline", "header", "boilerplate", "boilerplate", "credits", "boilerplate", "boilerplate"],
        },
    ),
    "AP's page with a correction at its foot": (
        f"{HEAD}\n\nLISBON (AP) — {P1}\n\n{P2}\n\n___\n\nThis story has been corrected to show that the storm was in "
        f"April.\n",
        {"text": [P1, P2], "kind": "correction", "notes": ["boilerplate", "correction"]},
    ),
    "AFP": (
        f"Portugal-harbour-talks,LEAD\n{HEAD}\n\nLisbon, May 3, 2019 (AFP) - {P1}\n\n{P2}\n\nab-cd/ef\n\nAFP\n",
        {
            "headline": HEAD,
            "slug": "Portugal-harbour-talks",
            "text": [P1, P2],
            "kind": "update",
            "notes": ["header", "signoff", "signoff"],
        },
    ),
    "AFP with details to editors": (
        f"URGENT {HEAD}\n\nATTENTION - ADDS details ///\n\nLisbon, May 3, 2019 (AFP) - {P1}\n\n{P2}\n\nab/cd\n",
        {"headline": HEAD, "text": [P1, P2], "kind": "update", "notes": ["trash_line", "signoff"]},
    ),
    "AFP's alert": (
        "ALERT\n\nTalks on harbour resume: minister\n",
        {"headline": "Talks on harbour resume", "text": [], "kind": "alert"},
    ),
    "dpa": (
        f"Portugal-Harbour/\nLEAD: {HEAD}\nEds: Updates with vote\nBy Ana Costa, dpa =\n\n   Lisbon (dpa) - {P1}\n   "
        f"{P2}\n\ndpa ac bl\n",
        {
            "headline": HEAD,
            "slug": "Portugal-Harbour/",
            "byline": (A,),
            "agency": "dpa",
            "text": [P1, P2],
            "kind": "update",
            "notes": ["header", "editor_note", "byline", "signoff"],
        },
    ),
    "dpa in German": (
        "Hafen/Portugal/\n(Zusammenfassung 1530 - neu: Minister)\nGespräche über Hafen gehen weiter =\n\nLissabon "
        "(dpa) - Die Gespräche "
        "gehen weiter, sagte der Minister.\n\nNiemand sagte, warum.\n\ndpa ac yyzz bl\n",
        {"headline": "Gespräche über Hafen gehen weiter", "slug": "Hafen/Portugal/", "dateline": "Lissabon (dpa) -"},
    ),
    "Xinhua": (
        f"Source: Xinhua| 2019-05-03 10:15:31|Editor: cyd\n\n{HEAD}\n\n    LISBON, May 3 (Xinhua) -- {P1}\n\n    "
        f"{P2}\n\nEnditem\n",
        {"headline": HEAD, "agency": "Xinhua", "text": [P1, P2], "notes": ["header", "signoff"]},
    ),
    "Xinhua's writers": (
        f"{HEAD}\n\nby Xinhua writer Ana Costa\n\nLISBON, May 3 (Xinhua) -- {P1}\n\n{P2} Enditem\n",
        {"headline": HEAD, "byline": (A,), "text": [P1, P2], "notes": ["byline", "signoff"]},
    ),
    "TASS": (
        f"{HEAD} — ministry\n\nLISBON, May 3. /TASS/. {P1}\n\n{P2}\n",
        {"headline": HEAD, "attribution": "ministry", "dateline": "LISBON, May 3. /TASS/.", "text": [P1, P2]},
    ),
    "Kyodo": (
        f"URGENT: {HEAD}\n\nTOKYO, May 3 Kyodo\n\n{P1}\n\n{P2}\n\n==Kyodo\n",
        {
            "headline": HEAD,
            "dateline": "TOKYO, May 3 Kyodo",
            "agency": "Kyodo",
            "text": [P1, P2],
            "kind": "update",
            "notes": ["signoff"],
        },
    ),
    "Yonhap": (
        f"(2nd LD) {HEAD}\n\n(ATTN: UPDATES with more details in paras 4-6)\n\nSEOUL, May 3 (Yonhap) -- "
        f"{P1}\n\n{P2}\n\n(END)\n",
        {"headline": HEAD, "text": [P1, P2], "kind": "update", "number": 2, "notes": ["trash_line", "signoff"]},
    ),
    "PTI": (
        f"{HEAD}\n\nPTI\n\nPublished: May 3, 2019 10:15 am\n\nNew Delhi, May 3 (PTI) {P1}\n\n{P2} PTI ABC XYZ\n",
        {
            "headline": HEAD,
            "agency": "PTI",
            "dateline": "New Delhi, May 3 (PTI)",
            "text": [P1, P2],
            "notes": ["byline", "header", "signoff"],
        },
    ),
    "ANI": (
        f"{HEAD}\n\nANI | Updated: May 03, 2019 10:15 IST\n\nNew Delhi [India], May 3 (ANI): {P1}\n\n{P2} (ANI)\n",
        {"headline": HEAD, "region": "India", "agency": "ANI", "text": [P1, P2], "notes": ["header", "signoff"]},
    ),
    "EFE": (
        f"{HEAD}\n\nLisboa, 3 may (EFE).- {P1}\n\n{P2}\n\nEFE\n\nac-bl/cd\n",
        {"dateline": "Lisboa, 3 may (EFE).-", "text": [P1, P2], "notes": ["signoff", "signoff"]},
    ),
    "ANSA": (
        f"++ {HEAD} ++\n\n(ANSA) - ROMA, 3 MAG - {P1}\n\n{P2} (ANSA).\n",
        {"headline": HEAD, "kind": "alert", "places": ("ROMA",), "text": [P1, P2], "notes": ["signoff"]},
    ),
    "Anadolu": (
        f"{HEAD}\n\nBy Ana Costa\n\nANKARA\n\n{P1}\n\n{P2}\n",
        {"headline": HEAD, "byline": (A,), "dateline": "ANKARA", "places": ("ANKARA",), "text": [P1, P2]},
    ),
    "PA": (
        f"POLITICS Harbour Nightlead\nBy Ana Costa, PA Political Editor\n\n{P1}\n\n{P2}\n\nmfl\n",
        {
            "headline": None,
            "slug": "POLITICS Harbour",
            "byline": (A,),
            "agency": "PA",
            "text": [P1, P2],
            "kind": "update",
            "notes": ["header", "byline", "signoff"],
        },
    ),
    "CP": (
        f"{HEAD}\n\n(Note to editors: Contains language that some may find offensive)\n\nAna Costa, The Canadian "
        f"Press\n\n"
        f"OTTAWA — {P1}\n\n{P2}\n\nThis report by The Canadian Press was first published May 3, 2019.\n",
        {
            "headline": HEAD,
            "byline": (A,),
            "agency": "CP",
            "dateline": "OTTAWA —",
            "text": [P1, P2],
            "notes": ["editor_note", "byline", "boilerplate"],
        },
    ),
    "a column of a page": (
        f"{HEAD}\nMinister says storm is over\nBy Ana Costa | Reuters | Lisbon\nMay 3, 2019\n\nLISBON (Reuters) - "
        f"{P1}\n{P2}\n",
        {"headline": HEAD, "subheadline": "Minister says storm is over", "byline": (A,), "notes": ["byline", "header"]},
    ),
    "page furniture above the headline": (
        f"Skip to content\n\nAdvertisement\n\n{HEAD}\n\nLISBON (Reuters) - {P1}\n\nShare "
        f"this:\n\nTweet\n\n{P2}\n\nRelated stories:\n",
        {"headline": HEAD, "text": [P1, P2], "notes": ["boilerplate"] * 5},
    ),
    "a caption between headline and dateline": (
        f"{HEAD}\n\nA ship in Lisbon, May 3, 2019. REUTERS/Ana Costa\n\nLISBON (Reuters) - {P1}\n\n{P2}\n",
        {"headline": HEAD, "captions": 1, "text": [P1, P2]},
    ),
    "a caption and its credit apart": (
        f"{HEAD}\n\nFILE PHOTO: A ship in Lisbon, May 3, 2019.\n\nREUTERS/Ana Costa\n\nLISBON (Reuters) - "
        f"{P1}\n\n{P2}\n",
        {"headline": HEAD, "captions": 1, "text": [P1, P2]},
    ),
    "a caption before all": (
        f"FILE PHOTO: A ship in Lisbon, May 3, 2019. REUTERS/Ana Costa\n\n{HEAD}\n\nLISBON (Reuters) - {P1}\n\n{P2}\n",
        {"headline": HEAD, "captions": 1, "text": [P1, P2]},
    ),
    "AP's wire with its marks": (
        "w1304 wstm-\nr i BC-PT--Harbour-Talks     05-03 0412\n^BC-PT--Harbour-Talks,0412<\n^Talks on harbour resume "
        "after storm<\n"
        "^Eds: LEADS with 2 grafs to UPDATE with talks.<\n^By ANA COSTA=\n^Associated Press Writer=\n   LISBON, "
        "Portugal (AP) _ Talks on "
        f"the harbour resumed on\nMonday after a storm, the minister said.\n   {P2}\n   (ac-bl)\n\nAP-WS-05-03-98 "
        f"1015EDT\n",
        {
            "headline": HEAD,
            "byline": ("ANA COSTA",),
            "agency": "AP",
            "slug": "BC-PT--Harbour-Talks",
            "text": [P1, P2],
            "kind": "update",
            "notes": ["header", "header", "header", "editor_note", "byline", "byline", "signoff", "signoff"],
        },
    ),
    "an archive's copy of AP": (
        f"XYZ19980503.1015\nNEWS STORY\n05/03/1998 10:15:00\n{HEAD}\nBy ANA COSTA\nAssociated Press Writer\n\n   "
        f"LISBON, Portugal (AP) _ "
        f"{P1}\n   {P2}\n",
        {
            "headline": HEAD,
            "byline": ("ANA COSTA",),
            "text": [P1, P2],
            "notes": ["header", "header", "header", "byline", "byline"],
        },
    ),
    "a newspaper's service": (
        f"{HEAD}\nBy ANA COSTA\nc.1998 The Example News Service\n\n   LISBON, Portugal _ {P1}\n   (BEGIN OPTIONAL "
        f"TRIM)\n   {P2}\n"
        f"   (END OPTIONAL TRIM)\n   {P3}\n   (STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS.)\n   {P1}\n   nn\n",
        {
            "headline": HEAD,
            "byline": ("ANA COSTA",),
            "dateline": "LISBON, Portugal _",
            "text": [P1, P2, P3, P1],
            "notes": ["byline", "rights", "editor_note", "editor_note", "editor_note", "signoff"],
        },
    ),
    "a headline that begins like a dateline": (
        f"GAZA - Talks on harbour resume\n\nGAZA (Reuters) - {P1}\n",
        {"headline": "GAZA - Talks on harbour resume", "dateline": "GAZA (Reuters) -", "text": [P1]},
    ),
    "no dateline": (f"{HEAD}\n\n{P1}\n\n{P2}\n", {"headline": HEAD, "dateline": None, "text": [P1, P2]}),
    "no headline": (f"LISBON (AP) — {P1}\n\n{P2}\n", {"headline": None, "text": [P1, P2]}),
    "a headline that is a question": (
        f"Will talks resume?\n\nLISBON (AP) — {P1}\n",
        {"headline": "Will talks resume?", "text": [P1]},
    ),
    "a headline that ends in a full stop": (
        f"Talks resume in U.S.\n\nLISBON (AP) — {P1}\n",
        {"headline": "Talks resume in U.S.", "text": [P1]},
    ),
    "a dateline on its own line": (
        f"{HEAD}\n\nLISBON, May 3 (Reuters) -\n\n{P1}\n\n{P2}\n",
        {"headline": HEAD, "text": [P1, P2]},
    ),
    "a dateline broken over two lines": (
        f"{HEAD}\n\n   ABOARD THE OCEAN STAR OFF THE COAST OF PORTUGAL, May 3\n(Reuters) - {P1}\n",
        {"dateline": "ABOARD THE OCEAN STAR OFF THE COAST OF PORTUGAL, May 3 (Reuters) -", "text": [P1]},
    ),
    "64 columns": (
        f"{HEAD}\n\n    LISBON, May 3 (Reuters) - Talks on the harbour resumed on Mon-\nday after a storm, the "
        f"minister of the Portuguese "
        "govern-\nment said.\n    They had been broken off in April. Nobody\nsaid why.\n",
        {
            "text": [
                "Talks on the harbour resumed on Mon-day after a storm, the minister of the Portuguese government "
                "said.",
                P2,
            ]
        },
    ),
    "lines without indent or blank lines": (
        f"{HEAD}\nLISBON, May 3 (Reuters) - Talks on the harbour resumed on\nMonday after a storm, the minister "
        f"said.\n",
        {"headline": HEAD, "text": [P1]},
    ),
    "a paragraph that scraping broke": (
        f"{HEAD}\n\nLISBON (Reuters) - Talks on the harbour resumed on Monday after\n\na storm, the minister "
        f"said.\n\n{P2}\n",
        {"text": [P1, P2]},
    ),
    "a list": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\nThe talks are about:\n\n- ships\n- fish\n- the harbour wall\n\n{P2}\n",
        {"text": [P1, "The talks are about:", "- ships", "- fish", "- the harbour wall", P2]},
    ),
    "a subheading in the body": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\nSTORM IS OVER\n\n{P2}\n",
        {"text": [P1, "STORM IS OVER", P2]},
    ),
    "text that goes on": (f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n(MORE)\n", {"text": [P1], "notes": ["signoff"]}),
    "the second take": (f"{HEAD}=2\n\n{P1}\n\n{P2}\n", {"headline": HEAD, "text": [P1, P2]}),
    "ends with its agency": (
        f"{HEAD}\n\nLisbon (AFP) - {P1}\n\n{P2} - AFP\n",
        {"text": [P1, P2], "notes": ["signoff"]},
    ),
    "credits glued to the text": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n{P2} (Reporting by Ana Costa in Lisbon; Editing by Bo Lind)\n",
        {"text": [P1, P2], "notes": ["credits"]},
    ),
    "credits glued to the text without a blank": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n{P2}Additional reporting by Ana Costa; Editing by Bo Lind\n",
        {"text": [P1, P2], "notes": ["credits"]},
    ),
    "credits and contacts glued to the text": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n{P2} (Reporting by Ana Costa; Editing by Bo Lind) ((ana@example.org; "
        f"+1 555 "
        "0100))\n\n© 2019 Example\n",
        {"text": [P1, P2], "notes": ["credits", "rights"]},
    ),
    "no credits at the end of a paragraph": (
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n{P2} Reporting by the ministry was slow, he said.\n",
        {"text": [P1, f"{P2} Reporting by the ministry was slow, he said."], "notes": []},
    ),
    "a page's summary": (
        f"{HEAD}\n\nBy Ana Costa\n\nMay 3, 2021 10:15 AM UTC Updated 2 years ago\n\nSummary\n\nCompanies\n\nTalks "
        f"resume at noon\n\nStorm is over"
        f"\n\nLISBON, May 3 (Reuters) - {P1}\n\n{P2}\n",
        {
            "headline": HEAD,
            "subheadline": None,
            "text": [P1, P2],
            "notes": ["byline", "header", "boilerplate", "boilerplate", "bullets", "bullets"],
        },
    ),
    "a place before the time": (
        f"{HEAD}\n\nBy Ana Costa\n\nLISBON | Fri May 3, 2012 10:15am EDT\n\n(Reuters) - {P1}\n",
        {"headline": HEAD, "dateline": "(Reuters) -", "text": [P1], "notes": ["byline", "header"]},
    ),
    "an invisible character before the dateline": (
        f"{HEAD}\n\n\u200bLISBON (Reuters) - {P1}\n",
        {"headline": HEAD, "places": ("LISBON",), "text": [P1]},
    ),
    "AP's alert": (
        f"BC-US--APNewsAlert\n\n   LISBON, Portugal (AP) _ {P1}\n",
        {"headline": None, "slug": "BC-US--APNewsAlert", "kind": "alert", "text": [P1]},
    ),
    "AP's alert under a word": (
        f"AP News Alert\n\nLISBON, Portugal (AP) _ {P1}\n",
        {"headline": None, "kind": "alert", "text": [P1], "notes": ["header"]},
    ),
    "SAPA": (
        f"{HEAD.upper()}\n\nJOHANNESBURG May 3 Sapa\n\n{P1}\n\n{P2}\n\nSAPA /ab/cd\n",
        {"places": ("JOHANNESBURG",), "agency": "SAPA", "text": [P1, P2]},
    ),
    "Bernama's section": (
        f"GENERAL\n\n{HEAD}\n\nKUALA LUMPUR, May 3 (Bernama) -- {P1}\n\n-- BERNAMA\n",
        {"headline": HEAD, "agency": "Bernama", "text": [P1], "notes": ["header", "signoff"]},
    ),
    "an agency that only signs": (
        f"{HEAD}\n\n{P1}\n\n{P2}\n\nPTI ABC DEF\n",
        {"agency": "PTI", "text": [P1, P2], "notes": ["signoff"]},
    ),
    "initials that are no agency": (
        f"{HEAD}\n\n{P1}\n\n{P2}\n\nap/bl\n",
        {"agency": None, "text": [P1, P2], "notes": ["signoff"]},
    ),
    "a tag with a colon on a line of its own": (
        f"URGENT:\n\n{HEAD}\n\nLisbon, May 3 (AFP) - {P1}\n",
        {"headline": HEAD, "subheadline": None, "kind": "update", "text": [P1], "notes": ["header"]},
    ),
    "a note to editors over two lines": (
        f"HOLD HOLD HOLD\n{HEAD}\nBy Ana Costa, dpa =\n\n(Editors: Please hold this item until further notice. The "
        f"owner\ndisputes the "
        f"price. An advisory will follow.)\n\nLisbon (dpa) - {P1}\n\n{P2} ==Kyodo\n",
        {"headline": HEAD, "kind": "hold", "byline": (A,), "text": [P1, P2]},
    ),
    "a telex": (
        f"ZCZC LAC123\n\na0345\n\nBC-Harbour-Talks, 1st Ld\n\n{HEAD}\n\nLISBON (AP) _ {P1}\n\n{P2}\n\nAP-WF-05-03-19 "
        f"1015GMT\nNNNN\n",
        {
            "headline": HEAD,
            "slug": "BC-Harbour-Talks",
            "text": [P1, P2],
            "notes": ["header", "header", "header", "signoff", "signoff"],
        },
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_whole_piece_of_copy(name: str) -> None:
    copy, wanted = COPIES[name]
    story = story_of(copy)
    dateline = story.dateline
    found: dict[str, Any] = {
        "headline": story.headline, "subheadline": story.subheadline, "slug": story.slug, "byline": story.byline,
        "attribution": story.headline_attribution, "agency": story.agency, "captions": len(story.captions),
        "dateline": dateline.text if dateline else None, "places": dateline.places if dateline else (),
        "region": dateline.region if dateline else None, "text": story.text.split("\n\n") if story.text else [],
        "notes": [note.kind for note in story.notes], "kind": story.lifecycle.kind, "number": story.lifecycle.number,
    }  # fmt: skip
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize("name", COPIES)
def test_every_character_has_one_home(name: str) -> None:
    story = story_of(COPIES[name][0])
    homes = [
        story.headline_raw or "",
        story.subheadline or "",
        story.dateline.text if story.dateline else "",
        story.text,
    ]
    homes += [caption.text + (caption.credit or "") for caption in story.captions]
    homes += [note.text for note in story.notes]
    hyphens = next((issue.message for issue in story.issues if issue.code == "line_hyphens_joined"), "0")
    sent = Counter(re.sub(r"\s", "", without_controls(to_text(COPIES[name][0].encode(), None).text)[0]))
    sent["-"] -= int(hyphens.split()[0])
    assert +sent == +Counter(re.sub(r"\s", "", "".join(homes)))


PAGE = f"{HEAD}\n\nLisbon - {P1}\n\nBrought to you by the Example\n\n{P2}\n"


def test_a_supplier_s_dateline_and_boilerplate() -> None:
    supplier = Supplier(dateline="title", boilerplate=("Brought to you by",))
    parts = take_apart(PAGE, supplier=supplier)
    assert parts.dateline is not None
    assert (parts.dateline.text, parts.dateline.places) == ("Lisbon -", ("Lisbon",))
    assert parts.text.split("\n\n") == [P1, P2]
    assert [(note.kind, note.text) for note in parts.notes] == [("boilerplate", "Brought to you by the Example")]


def test_a_supplier_without_datelines() -> None:
    parts = take_apart(f"{HEAD}\n\nLISBON (Reuters) - {P1}\n", supplier=Supplier(dateline="none"))
    assert parts.dateline is None
    assert parts.text == f"LISBON (Reuters) - {P1}"


def test_without_a_supplier_a_place_in_title_case_is_text() -> None:
    parts = take_apart(PAGE, supplier=UNKNOWN)
    assert parts.dateline is None
    assert parts.text.startswith("Lisbon - Talks")


@pytest.mark.parametrize(
    "copy",
    [
        f"Brought to you by the Example\n{HEAD}\n\nLISBON (Reuters) - {P1}\n",
        f"Brought to you by the Example\n\n{HEAD}\n\nLISBON (Reuters) - {P1}\n",
        f"{HEAD}\nBrought to you by the Example\n\nLISBON (Reuters) - {P1}\n",
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\nBrought to you by the Example\n",
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\n  Brought to you by the Example\n",
        f"{HEAD}\n\nLISBON (Reuters) - {P1}\n\nBROUGHT TO YOU BY THE EXAMPLE\n",
    ],
)
def test_a_supplier_s_boilerplate_wherever_it_stands(copy: str) -> None:
    parts = take_apart(copy, supplier=Supplier(boilerplate=("Brought to you by",)))
    assert parts.headline is not None
    assert (parts.headline.text, parts.text) == (HEAD, P1)
    assert [(note.kind, note.text.lower()) for note in parts.notes] == [
        ("boilerplate", "brought to you by the example")
    ]


def test_a_supplier_s_boilerplate_that_runs_over_lines() -> None:
    notice = "This report was brought to you by the Example and must not be\nused by anybody who has not paid for it."
    parts = take_apart(
        f"{HEAD}\n\n    LISBON (Reuters) - {P1}\n{notice}\n",
        supplier=Supplier(boilerplate=("This report was brought",)),
    )
    assert parts.text == P1
    assert [note.text for note in parts.notes] == [" ".join(notice.split())]


def test_very_much_boilerplate_ends() -> None:
    """Where the cost grew with the square of the lines, the run would not end."""
    copy = "Brought to you by the Example, in whose name these lines are set\n" * 100_000
    assert take_apart(copy, supplier=Supplier(boilerplate=("Brought to you by",))).text == ""


LONG = f"{P1} {P2} " * 5


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"{P1}\n\n{P2}", [P1, P2]),
        (LONG.strip(), [LONG.strip()]),
        ("A short first paragraph\n\nAnd another", ["A short first paragraph", "And another"]),
        ("STORM IS OVER\n\nThat is what he said", ["STORM IS OVER", "That is what he said"]),
        ("Talks end with\n\nthe harbour", ["Talks end with", "the harbour"]),
        ("* ships\n\n* fish\n\nThat is all.", ["* ships", "* fish", "That is all."]),
        ("- ships\n\n- fish", ["- ships", "- fish"]),
        ("Ship   Tons\nAna   40\nBo   7", ["Ship   Tons\nAna   40\nBo   7"]),
        (f"{P1}\n\nAna   40", [P1, "Ana   40"]),
        (
            f"{P1}\n\nA long row of a table with many words in its first cell, so long that it is long   40\nAnother "
            f"  7",
            [P1, "A long row of a table with many words in its first cell, so long that it is long   40\nAnother   7"],
        ),
        ("He came,\n\nHe saw of\n\nThe harbour", ["He came,", "He saw of", "The harbour"]),
        (f"Slug: of the harbour\n\n{P1}", ["Slug: of the harbour", P1]),
        (f"HARBOUR-TALKS/\n\n{P1}", ["HARBOUR-TALKS/", P1]),
        (f"May 3, 2019\n\n{P1}", ["May 3, 2019", P1]),
    ],
)
def test_a_body_in_whole_paragraphs_is_left_alone(body: str, text: list[str]) -> None:
    parts = take_apart(body, HEAD, body_only=True)
    assert parts.text.split("\n\n") == text
    assert parts.notes == []
    assert parts.subheadline is None
    assert (parts.joined_paragraphs, parts.joined_hyphens) == (0, 0)


def test_what_is_taken_out_of_a_body_in_whole_paragraphs() -> None:
    parts = take_apart(
        f"By Ana Costa\n\nLISBON, May 3 (Reuters) - {P1}\n\nA ship in Lisbon, May 3, 2019. REUTERS/Ana "
        f"Costa\n\n{P2}\n\n"
        "(Reporting by Ana Costa; Editing by Bo Lind)\n\n((ana@example.org))\n\n© 2019 Example\n\n-30-\n",
        HEAD,
        body_only=True,
    )
    assert parts.text.split("\n\n") == [P1, P2]
    assert parts.byline == (A,)
    assert parts.dateline is not None
    assert [note.kind for note in parts.notes] == ["byline", "credits", "editor_note", "rights", "signoff"]
    assert len(parts.captions) == 1


def test_a_byline_glued_to_the_dateline_of_a_body() -> None:
    parts = take_apart(f"By Ana Costa, Reuters LISBON, May 3 - {P1}\n\n{P2}", HEAD, body_only=True)
    assert parts.byline == (A,)
    assert parts.dateline is not None
    assert (parts.dateline.text, parts.text.split("\n\n")) == ("LISBON, May 3 -", [P1, P2])


def test_a_body_that_repeats_its_headline() -> None:
    parts = take_apart(f"{HEAD}\n\nLISBON (Reuters) - {P1}\n", HEAD, body_only=True)
    assert parts.text.split("\n\n")[-1] == P1


def story_of(copy: str) -> Story:
    value = copy.encode()
    (found,) = decode(RawStory(value=value, source="t", sha256=hashlib.sha256(value).hexdigest(), format="plaintext"))
    assert isinstance(found, Story)
    return found
