"""Orders about an agency's own copy that are told in prose, holds and embargoes in every form, and whom each names."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.decode import decode
from pipeline.story import RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

BODY = "LISBON, May 3 (Reuters) - Talks on the harbour resumed on Monday, the minister said.\n\nNobody said why.\n"
LONG = "The harbour master told the story of the harbour again. " * 40


def stories(copy: str, supplier: Supplier = UNKNOWN) -> list[Story]:
    value = copy.encode()
    found = decode(RawStory(value=value, source="t", sha256=hashlib.sha256(value).hexdigest()), supplier)
    assert all(isinstance(one, Story) for one in found)
    return [one for one in found if isinstance(one, Story)]


def story(copy: str, supplier: Supplier = UNKNOWN) -> Story:
    (found,) = stories(copy, supplier)
    return found


def refs(found: Story, role: str) -> set[tuple[str, str]]:
    return {(ref.kind, ref.value) for ref in found.refs if ref.role == role}


KILLS = (
    # the agency speaks of itself
    'Reuters has withdrawn the story headlined "Owner to buy port", which was issued on May 3.\n',
    'Harbour story\n\nLISBON (Reuters) - Reuters has withdrawn the story headlined "Owner to buy port".\n',
    "Harbour story\n\nMay 3 (Reuters) - Reuters withdraws its story about the sale of a port. A substitute will "
    "follow.\n",
    "The Associated Press has withdrawn its story about the sale of the port of Lisbon.\n\nThe story was wrong.\n",
    "LISBON, Portugal (AP) — The Associated Press has withdrawn its story about the sale of the port of Lisbon.\n",
    "LISBON (AP) — The AP is withdrawing its story about the sale of the port. The sale was called off.\n",
    "Lisbon (AFP) - AFP is withdrawing its report on the sale of the port, which was based on a false statement.\n",
    "AFP has retracted its alert on the sale of the port of Lisbon.\n",
    'dpa has killed the item "Owner to buy port" (dpa 157). It was wrong.\n',
    "Note to clients\n\nReuters has deleted the story headlined “Owner to buy port” as it was sent in error.\n",
    "We have withdrawn our story headlined “Owner to buy port”.\n\nIt was sent in error.\n",
    # clients are asked
    "Please disregard our earlier story on the sale of the port of Lisbon. It was sent in error.\n",
    "Please disregard the previous item headlined “Owner to buy port”.\n",
    "Please ignore the alert “OWNER TO BUY PORT”, which was sent in error.\n",
    "Kindly disregard our earlier report on the port.\n",
    "Editors: please disregard our earlier story on the port. It was sent in error.\n",
    "EDITORS - Please do not use the story slugged HARBOUR-SALE/, which was sent in error.\n",
    "Clients are asked to disregard the item headlined “Owner to buy port”.\n",
    "Subscribers are asked not to use the story headlined “Owner to buy port”.\n",
    "Desks: Please withdraw the story “Owner to buy port” from your pages.\n",
    "Please cancel our item dpa 157 “Owner to buy port”.\n",
    "Please delete the story “Owner to buy port” issued on May 3.\n",
    # AP's own form
    "LISBON, Portugal (AP) — Please kill the story Harbour-Sale, V5414. The owner has not bought the port.\n\nA kill "
    "is "
    "mandatory.\n\nMake certain the story is not published.\n",
    "Kill the Harbour-Port Sale story, V5414. The source denies that the port was sold.\n",
    "Kill BC-PT--Harbour-Sale, a0345. The port was not sold. A kill is mandatory.\n",
    # the item is spoken of
    'The LISBON item headlined "Owner to buy port" is withdrawn. The story was transmitted in error.\n',
    "The LISBON item headlined 'Owner to buy port, minister's aide says' is withdrawn; no replacement will be "
    "issued.\n",
    "The story headlined “Owner to buy port” has been withdrawn. No substitute will be issued.\n",
    "The item “Owner to buy port” (nL5N2AB3CD) is withdrawn.\n",
    "Our earlier story on the sale of the port is withdrawn. There will be no substitute.\n",
    "The following story has been withdrawn: “Owner to buy port”. No replacement will follow.\n",
    "Story withdrawn\n\nThe story “Owner to buy port” was sent in error. No replacement will be issued.\n",
    "This story has been withdrawn. A substitute will be issued.\n",
    # other languages
    "Bitte die Meldung dpa 157 „Eigner kauft Hafen“ nicht verwenden. Sie ist falsch.\n",
    "Die Meldung „Eigner kauft Hafen“ (dpa 157) wird zurückgezogen.\n",
    "Veuillez annuler notre dépêche « Le port est vendu ».\n",
    "Rogamos anulen la noticia titulada “El puerto se vende”.\n",
)


@pytest.mark.parametrize("copy", KILLS)
def test_a_kill_that_is_told_in_prose(copy: str) -> None:
    for found in stories(copy):
        assert (found.status, found.lifecycle.kind, found.text, found.headline) == ("canceled", "kill", "", None)
        assert found.version >> 50 == 1


NO_KILLS = (
    # another's withdrawal, reported
    "Lisbon (AFP) - Reuters has withdrawn the story headlined “Owner to buy port”, its editor said on Monday.\n",
    "LISBON (Reuters) - The Associated Press has withdrawn its story about the sale of the port of Lisbon.\n",
    "LISBON (AP) — Reuters on Monday withdrew a story about the sale of the port, the news agency said.\n",
    "AP withdraws story\n\nLISBON (Reuters) - The Associated Press has withdrawn its story about the port.\n",
    "The Herald has withdrawn its story about the sale of the port of Lisbon.\n",
    "LISBON (Reuters) - The Herald has withdrawn its story headlined “Owner to buy port”, it said on Monday.\n",
    "LISBON (Reuters) - The ministry has withdrawn its report on the harbour.\n",
    "LISBON (Reuters) - The report on the harbour was withdrawn on Monday by the ministry.\n",
    "LISBON (Reuters) - The story of the harbour has been withdrawn from sale. No replacement is planned.\n",
    "LISBON (Reuters) - The Herald's story headlined “Owner to buy port” has been withdrawn, its editor said.\n",
    "LISBON (Reuters) - The item was withdrawn from the auction after it failed to reach its price.\n",
    f"LISBON (Reuters) - Reuters has withdrawn the story headlined “Owner to buy port” and named a new "
    f"editor.\n\n{LONG}",
    "LISBON (Reuters) - Reuters has withdrawn its staff from the harbour, the news agency said on Monday.\n",
    "LISBON (Reuters) - The Associated Press has withdrawn its reporters from the story of the harbour.\n",
    # the words of others
    "LISBON (Reuters) - “Please disregard our earlier report,” the bank told its clients on Monday.\n",
    "“Please disregard our earlier report,” the bank told its clients on Monday.\n",
    "LISBON (Reuters) - Costa said: please disregard the story.\n",
    "LISBON (Reuters) - The bank asked its clients to disregard an earlier report on the harbour.\n",
    "LISBON (Reuters) - Kill the bill, said Costa. The story of the bill is long.\n",
    "LISBON (Reuters) - Please kill the lights, he told them.\n",
    "Costa tells papers: kill the story\n\nLISBON (Reuters) - Costa told papers to kill the story on the harbour.\n",
    "LISBON (Reuters) - Clients are asked to disregard the fee, the bank said.\n",
    # a newer version of the same story
    f"Owner to buy port\n\nEds: Please disregard the previous version of this story and use the following.\n\n{BODY}",
    f"Owner to buy port\n\nEds: Please disregard the story headlined “Port sold” sent earlier.\n\n{BODY}",
    f"Owner to buy port\n\nEds: Please disregard the earlier version.\n\n{BODY}",
    f"Owner to buy port\n\n(This story replaces an earlier one that was withdrawn)\n\n{BODY}",
    f"Owner to buy port\n\n{BODY}\nPlease disregard the story headlined “Port sold” sent earlier.\n\n{LONG}",
)


@pytest.mark.parametrize("copy", NO_KILLS)
def test_a_story_that_speaks_of_a_withdrawal_is_none(copy: str) -> None:
    found = story(copy)
    assert (found.status, found.lifecycle.kind) == ("usable", "story")
    assert found.text


def test_whose_copy_it_is_may_be_known_from_the_settings() -> None:
    copy = "The Associated Press has withdrawn its story about the sale of the port of Lisbon.\n"
    assert story(copy, Supplier(agency="AP")).status == "canceled"
    assert story(copy, Supplier(agency="AFP")).status == "usable"


HELD = {
    "dpa": "Portugal-Port/\nHOLD HOLD HOLD =\n\nPlease hold item dpa 123 “Owner to buy port”. There is some doubt.\n",
    "prose": "Please hold our story on the sale of the port of Lisbon. There is some doubt.\n",
    "prose to editors": "Editors: please hold the story headlined “Owner to buy port” until further notice.\n",
    "HFR": f"HFR-Owner to buy port\n\n{BODY}",
    "HFR in a slug": f"BC-PT--Harbour-Sale, HFR\n\nOwner to buy port\n\n{BODY}",
    "hold for release": f"HOLD FOR RELEASE\n\nOwner to buy port\n\n{BODY}",
    "hold for release until": f"Hold for release until 0001 GMT May 4\n\nOwner to buy port\n\n{BODY}",
    "hold for a day": f"HOLD FOR SUNDAY, MAY 4\n\nOwner to buy port\n\n{BODY}",
    "an advance": f"ADVANCE FOR SUNDAY, MAY 4, AND THEREAFTER\n\nOwner to buy port\n\n{BODY}",
    "an advance in small letters": f"Advance for release Sunday, May 4\n\nOwner to buy port\n\n{BODY}",
    "for release": f"For release Sunday\n\nOwner to buy port\n\n{BODY}",
    "for release on a day": f"FOR RELEASE MAY 4\n\nOwner to buy port\n\n{BODY}",
    "for release at an hour": f"FOR RELEASE AT 0001 GMT, MAY 4\n\nOwner to buy port\n\n{BODY}",
    "for use": f"For use Sunday, May 4, and thereafter\n\nOwner to buy port\n\n{BODY}",
    "a budget advance": f"BUDGET ADVANCE\n\nOwner to buy port\n\n{BODY}",
    "an advance in a slug": f"BC-PT--Harbour-Sale, ADV04\n\nOwner to buy port\n\n{BODY}",
    "an advance of two days": f"BC-PT--Harbour-Sale, Adv 04-05\n\nOwner to buy port\n\n{BODY}",
    "embargoed until": f"Embargoed until 0001 GMT May 4\n\nOwner to buy port\n\n{BODY}",
    "embargoed for": f"EMBARGOED FOR 0001 GMT MAY 4\n\nOwner to buy port\n\n{BODY}",
    "strictly": f"Strictly embargoed until May 4\n\nOwner to buy port\n\n{BODY}",
    "strict embargo": f"UNDER STRICT EMBARGO UNTIL MAY 4\n\nOwner to buy port\n\n{BODY}",
    "not for use": f"Not for use before 0001 GMT May 4\n\nOwner to buy port\n\n{BODY}",
    "not for publication": f"Not for publication until May 4\n\nOwner to buy port\n\n{BODY}",
    "do not publish": f"Do not publish before Sunday\n\nOwner to buy port\n\n{BODY}",
    "with a colon": f"EMBARGO: May 4, 0001 GMT\n\nOwner to buy port\n\n{BODY}",
    "German": f"Sperrfrist: Sonntag, 4. Mai, 10.00 Uhr\n\nOwner to buy port\n\n{BODY}",
    "German, until": f"Sperrfrist bis 4. Mai 10.00 Uhr\n\nOwner to buy port\n\n{BODY}",
    "German, loud": f"ACHTUNG SPERRFRIST: 4. Mai\n\nOwner to buy port\n\n{BODY}",
    "German, in brackets": f"(Achtung: Sperrfrist 4. Mai 10.00 Uhr)\n\nOwner to buy port\n\n{BODY}",
    "German, not before": f"Bitte nicht vor Sonntag, 4. Mai, veröffentlichen\n\nOwner to buy port\n\n{BODY}",
    "French": f"Sous embargo jusqu'au 4 mai\n\nOwner to buy port\n\n{BODY}",
    "French, short": f"EMBARGO JUSQU'AU 4 MAI\n\nOwner to buy port\n\n{BODY}",
    "Spanish": f"Embargado hasta el 4 de mayo\n\nOwner to buy port\n\n{BODY}",
    "Italian": f"EMBARGO FINO ALLE 10 DEL 4 MAGGIO\n\nOwner to buy port\n\n{BODY}",
    "a note to editors": f"Owner to buy port\n\n(Note to editors: Embargoed until 0001 GMT May 4)\n\n{BODY}",
    "an editors' note of AP": f"Owner to buy port\n\nEds: Moved in advance; not for use until Sunday, May 4.\n\n{BODY}",
    "moved in advance": f"Owner to buy port\n\nEds: ADVANCE FOR SUNDAY, MAY 4.\n\n{BODY}",
    "under the headline": f"Owner to buy port\nEMBARGO UNTIL 0001 GMT MAY 4\n\n{BODY}",
    "behind the headline": f"Owner to buy port (HFR)\n\n{BODY}",
}


@pytest.mark.parametrize("copy", HELD.values(), ids=HELD.keys())
def test_held_back(copy: str) -> None:
    assert story(copy).status == "withheld"


@pytest.mark.parametrize(
    "copy",
    [
        f"FOR IMMEDIATE RELEASE\n\nOwner to buy port\n\n{BODY}",
        f"Advance for Costa in polls\n\n{BODY}",
        f"Advance team in Lisbon\n\n{BODY}",
        f"ADVANCE AUTO PARTS Q2 PROFIT RISES\n\n{BODY}",
        f"Hold for talks, says Costa\n\n{BODY}",
        f"For release of hostages, Costa pays\n\n{BODY}",
        f"Embargo lifted\n\n{BODY}",
        f"Owner to buy port\n\nFor use of the port ships will pay more, the owner said on Monday.\n\n{BODY}",
        f"Owner to buy port\n\n{BODY}\nPlease hold the line, she said.\n",
        f"Owner to buy port\n\n{BODY}\nUnder embargo until May, the island has no oil.\n",
        f"Advertising firm Adv 04 sold\n\n{BODY}",
        f"Sperrfrist law changed\n\n{BODY}",
    ],
)
def test_not_held_back(copy: str) -> None:
    assert story(copy).status == "usable"


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 12:01 A.M. EDT SUNDAY, MAY 4, 2025", "2025-05-04T04:01:00+00:00"),
        ("EMBARGOED UNTIL 10:00 AEST MAY 4, 2025", "2025-05-04T00:00:00+00:00"),
        ("EMBARGOED UNTIL 10:00 PDT MAY 4, 2025", "2025-05-04T17:00:00+00:00"),
        ("Sperrfrist: 4. Mai 2025, 10.00 Uhr MESZ", "2025-05-04T08:00:00+00:00"),
        ("EMBARGOED UNTIL 1000 GMT+2 MAY 4, 2025", None),
        ("EMBARGOED UNTIL 10:00 IST MAY 4, 2025", None),
        ("EMBARGOED UNTIL 10:00 EST MAY 4, 2025", None),
        ("Sperrfrist: 4. Mai 2025, 10.00 Uhr", None),
    ],
)
def test_until_when(line: str, until: str | None) -> None:
    found = story(f"{line}\n\nOwner to buy port\n\n{BODY}").times.embargo_until
    assert (found.isoformat() if found else None) == until


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("Sperrfrist: 4. Mai 2025, 10.00 Uhr", "2025-05-04T08:00:00+00:00"),
        ("Sperrfrist: 4. Mai 2025, 10 Uhr", "2025-05-04T08:00:00+00:00"),
        ("EMBARGOED UNTIL 10:00 p.m. MAY 4, 2025", "2025-05-04T20:00:00+00:00"),
        ("EMBARGOED UNTIL 10:00 GMT MAY 4, 2025", "2025-05-04T10:00:00+00:00"),
        ("EMBARGOED UNTIL 10:00 EST MAY 4, 2025", None),
        ("EMBARGOED UNTIL MAY 4, 2025", None),
    ],
)
def test_until_when_in_the_supplier_s_zone(line: str, until: str | None) -> None:
    berlin = Supplier.model_validate({"time_zone": "Europe/Berlin"})
    found = story(f"{line}\n\nOwner to buy port\n\n{BODY}", berlin).times.embargo_until
    assert (found.isoformat() if found else None) == until


# A kill · what it names beside the headline
TARGETS: tuple[tuple[str, set[tuple[str, str]]], ...] = (
    (
        "US-Space/\nKILL KILL KILL =\n\nPlease kill item dpa 157 “Owner to buy port”. It is wrong.\n",
        {("item", "dpa 157"), ("slug", "US-Space/")},
    ),
    ("KILL KILL KILL\n\nPlease kill item dpa 157 of 13 Nov. It is wrong.\n", {("item", "dpa 157:--11-13")}),
    ("KILL KILL KILL\n\nPlease kill item dpa 157 of Nov. 13, 2024. It is wrong.\n", {("item", "dpa 157:2024-11-13")}),
    (
        "KILL KILL KILL\n\nBitte die Meldung dpa 0157 vom 13. November nicht verwenden.\n",
        {("item", "dpa 0157:--11-13")},
    ),
    (
        "KILL KILL KILL\n\nPlease kill the story slugged BC-PT--Harbour-Sale, a0345.\n",
        {("slug", "PT--Harbour-Sale"), ("item", "a0345")},
    ),
    ("KILL KILL KILL\n\nPlease kill the story slugged HARBOUR-SALE/ of May 3.\n", {("slug", "HARBOUR-SALE/:--05-03")}),
    (
        "BULLETIN KILL\n\nKill BC-PT--Harbour-Sale, A0345. A kill is mandatory.\n",
        {("slug", "PT--Harbour-Sale"), ("item", "a0345")},
    ),
    (
        "Please kill the story Harbour-Sale, V5414. A kill is mandatory.\n",
        {("slug", "Harbour-Sale"), ("item", "v5414")},
    ),
    ("Kill the Port-Harbour Sale story, V5414.\n", {("slug", "Port-Harbour Sale"), ("item", "v5414")}),
    ("KILL KILL KILL\n\nPlease kill item no. 157 of May 3.\n", {("item", "157:--05-03")}),
    ("KILL KILL KILL\n\nPlease kill our item eca062.\n", {("item", "eca062")}),
)


@pytest.mark.parametrize(("copy", "names"), TARGETS)
def test_what_a_kill_names(copy: str, names: set[tuple[str, str]]) -> None:
    found = refs(story(copy), "kills")
    assert {one for one in found if one[0] != "headline"} == names


@pytest.mark.parametrize(
    "words",
    [
        "Please kill the story headlined “Owner's son to buy port”. It is wrong.",
        "Please kill the story headlined \"Owner's son to buy port\". It is wrong, the ministers' aides say.",
        "Please kill the story headlined 'Owner's son to buy port'. It's wrong, the ministers' aides say.",
        "Please kill item dpa 157 “Owner's son to buy port”. It is wrong.",
        "Please kill the item “Owner's son to buy port” of May 3.",
        "Please kill the story entitled ‘Owner's son to buy port’, it is wrong.",
    ],
)
def test_the_headline_that_a_kill_names(words: str) -> None:
    target = story(f"Owner's son to buy port\n\n{BODY}")
    own = {ref.value.split(":")[1] for ref in target.refs if ref.kind == "headline"}
    named = {
        value.split(":")[1]
        for kind, value in refs(story(f"KILL KILL KILL\n\n{words}\n"), "kills")
        if kind == "headline"
    }
    assert named == own


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Please kill items dpa 157 and dpa 158.", [{("item", "dpa 157")}, {("item", "dpa 158")}]),
        ("Please kill stories a0345, a0346 and a0347 of May 3.", [{("item", f"a034{n}:--05-03")} for n in (5, 6, 7)]),
        (
            "Please kill the stories slugged HARBOUR-SALE/ and HARBOUR-TALKS/.",
            [{("slug", "HARBOUR-SALE/")}, {("slug", "HARBOUR-TALKS/")}],
        ),
    ],
)
def test_a_tombstone_for_each_item(words: str, names: list[set[tuple[str, str]]]) -> None:
    assert [refs(one, "kills") for one in stories(f"KILL KILL KILL\n\n{words}\n")] == names


# A correction · what it corrects beside a headline
CORRECTS: tuple[tuple[str, set[tuple[str, str]]], ...] = (
    (f"CORRECTED-Owner to buy port\n\n(Corrects story nL5N2AB3CD)\n\n{BODY}", {("usn", "nL5N2AB3CD")}),
    (
        f"CORRECTED-Owner to buy port\n\n(In item dpa 157 of 3 May, corrects name)\n\n{BODY}",
        {("item", "dpa 157:--05-03")},
    ),
    (
        f"CORRECTED-Owner to buy port\n\n(In story slugged BC-PT--Harbour-Sale, corrects name)\n\n{BODY}",
        {("slug", "PT--Harbour-Sale")},
    ),
    (
        f"HARBOUR-SALE/\n\nCORRECTED-Owner to buy port\n\n(In Aug. 3 story, corrects name)\n\n{BODY}",
        {("slug", "HARBOUR-SALE/:--08-03")},
    ),
    (
        f"HARBOUR-SALE/\n\nCORRECTED-Owner to buy port\n\n(Corrects May 2 story to say 14)\n\n{BODY}",
        {("slug", "HARBOUR-SALE/:--05-02")},
    ),
    (
        "Correction: Harbour-Sale story\n\nLISBON (AP) — In a story May 2 about the sale of the port, The Associated "
        "Press "
        "reported erroneously that the owner was 40. He is 41.\n",
        {("slug", "Harbour-Sale:--05-02")},
    ),
    (
        "Clarification: Harbour-Sale story\n\nLISBON (AP) — In a story May 2 about the sale, The Associated Press "
        "reported it.\n",
        {("slug", "Harbour-Sale:--05-02")},
    ),
    (f"Owner to buy port\n\nEds: CORRECTS a0345 of May 2.\n\n{BODY}", {("item", "a0345:--05-02")}),
    (f"CORRECTED-Owner to buy port\n\n(Corrects name in second paragraph)\n\n{BODY}", set()),
)


@pytest.mark.parametrize(("copy", "names"), CORRECTS)
def test_what_a_correction_names(copy: str, names: set[tuple[str, str]]) -> None:
    found = story(copy)
    assert found.lifecycle.kind == "correction"
    assert refs(found, "corrects") == names


def test_the_headline_that_a_correction_names() -> None:
    target = story(f"Owner to buy port\n\n{BODY}")
    own = {ref.value for ref in target.refs if ref.kind == "headline"}
    found = story(f"CORRECTED-Man to buy port\n\n(In story headlined “Owner to buy port”, corrects headline)\n\n{BODY}")
    assert {value for kind, value in refs(found, "corrects") if kind == "headline"} == own


def test_one_story_that_is_named_twice_has_one_tombstone() -> None:
    (found,) = stories("KILL KILL KILL\n\nPlease kill story nL5N2AB3CD.\nid: reuters-usn-nL5N2AB3CD\n")
    assert found.id == "reuters-usn-nL5N2AB3CD"


def test_what_a_release_and_a_hold_name() -> None:
    release = story(
        "ADVISORY-Hold on port story lifted\n\nEditors: the hold on item dpa 157 of 3 May “Owner to buy port” is "
        "lifted.\n"
    )
    assert release.lifecycle.kind == "advisory"
    assert {kind for kind, _ in refs(release, "releases")} == {"item", "headline"}
    assert ("item", "dpa 157:--05-03") in refs(release, "releases")
    hold = story("HOLD HOLD HOLD\n\nPlease hold item dpa 123 “Owner to buy port”. There is some doubt.\n")
    assert {kind for kind, _ in refs(hold, "holds")} == {"item", "headline"}
