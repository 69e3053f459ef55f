"""Kills, holds and embargoes: what withholds, what kills, whom it kills, and which words stay out of a tombstone."""

from __future__ import annotations

import hashlib

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story

BODY = "PORTO, May 3 (Reuters) - Talks on the harbour resumed on Monday, the minister said.\n\nNobody said why.\n"
LONG = "The harbour master told the story of the harbour again. " * 90
ANPA = "\x16\x16\x01w1742\x1fasian\nu i\x11\x13 {slug}     05-03 0412\n\x02{copy}\x03\nAP-NY-05-03-23 1810GMT\n"


def parts(copy: str) -> tuple[Story | Failure, ...]:
    value = copy.encode()
    return decode(RawStory(value=value, source="t", sha256=hashlib.sha256(value).hexdigest()))


def stories(copy: str) -> list[Story]:
    found = [part for part in parts(copy) if isinstance(part, Story)]
    assert len(found) == len(parts(copy))
    return found


def story(copy: str) -> Story:
    (found,) = stories(copy)
    return found


def band(found: Story) -> int:
    return found.version >> 50


WITHHELD = {
    "a hold that says until when": "HOLD HOLD HOLD\n\nOwner to buy port\n\nEditors: please do not use until the hold "
    f"is lifted.\n\n{BODY}",
    "a hold whose text speaks of release": f"HOLD-Owner to buy port\n\n{BODY}\nThe names may now be published.\n",
    "an advisory under embargo": f"ADVISORY-Port story\n\nEMBARGOED UNTIL 0001 GMT MAY 4\n\n{BODY}\nPhotos may now be "
    "used.\n",
    "an editors' note": f"Owner to buy port\n\nEds: Embargoed for release until 0001 GMT May 4.\n\n{BODY}",
    "an editors' note at the foot": f"Owner to buy port\n\n{BODY}\n(EDS: HOLD for release at 0001 GMT)\n",
    "AP's marked note": ANPA.format(
        slug="BC-Porto-Talks",
        copy="^Talks resume <\n^Eds: Embargoed for release until 0001 GMT May 4.<\n\tPORTO (AP) _ A.",
    ),
    "AP's slug": ANPA.format(slug="BC-Porto-Talks, EMBARGOED", copy="^Talks resume <\n\tPORTO (AP) _ They met."),
    "under embargo": f"Owner to buy port\n\nUNDER EMBARGO UNTIL 0001 GMT MAY 4\n\n{BODY}",
    "please note": f"PLEASE NOTE EMBARGO: NOT FOR USE BEFORE 0001 GMT, MAY 4\n\nOwner to buy port\n\n{BODY}",
    "a sentence": f"Owner to buy port\n\nThis story is embargoed until 0001 GMT on May 4.\n\n{BODY}",
    "behind the headline": f"Owner to buy port (EMBARGOED)\n\n{BODY}",
    "a hold under another tag": f"CORRECTED-HOLD-Owner to buy port\n\n{BODY}",
    "a hold on a line of its own": f"HOLD\n\nOwner to buy port\n\n{BODY}",
    "a hold in AP's slug": f"BC-Porto-Talks, HOLD\n\nTalks resume\n\n{BODY}",
    "a kill tag in capitals without an order": f"KILL - OWNER TO BUY PORT\n\n{BODY}",
}


@pytest.mark.parametrize("copy", WITHHELD.values(), ids=WITHHELD.keys())
def test_withheld(copy: str) -> None:
    assert [found.status for found in stories(copy)] == ["withheld"]


def test_an_embargo_that_runs_into_the_text_withholds_and_is_noted() -> None:
    found = story("EMBARGOED UNTIL 0001 GMT MAY 4. PORTO, May 3 (Reuters) - " + "The talks will resume today. " * 20)
    assert found.status == "withheld"
    assert "embargo_glued" in [issue.code for issue in found.issues]


def test_an_editors_note_says_until_when() -> None:
    found = story(f"Owner to buy port\n\nEds: Embargoed for release until 0001 GMT May 4, 2024.\n\n{BODY}")
    assert found.times.embargo_until is not None
    assert found.times.embargo_until.isoformat() == "2024-05-04T00:01:00+00:00"


@pytest.mark.parametrize(
    "copy",
    [
        f"Ministers extend arms embargo on Utopia\n\n(Adds details of embargo)\n\n* Embargo stays\n\n{BODY}",
        f"Owner to buy port\n\nEds: Updates with vote on oil embargo.\n\n{BODY}",
        f"STORY KILLED OFF IN NEW SERIES\n\n{BODY}",
        f"URGENT KILL ORDER FOR WOLVES\n\n{BODY}",
        f"Under embargo rules ships wait, the port said on Monday.\n\n{BODY}",
        f"HOLD-up at bank leaves two hurt\n\n{BODY}",
        f"KILLED-in-action medal for soldier\n\n{BODY}",
        f"KILL-zone: Inside the harbour\n\n{BODY}",
        f"Director shoots again (Kill)\n\n{BODY}",
        f"UPDATE 1-eShop to buy port\n\n{BODY}",
    ],
)
def test_usable(copy: str) -> None:
    found = story(copy)
    assert found.status == "usable"
    assert found.lifecycle.kind in ("story", "update")


KILLS = {
    "behind a number": "nL5N2AB3CD\nKILL KILL KILL\n\nPlease kill the story on the port.",
    "behind a number, withdrawn": "USN: nL5N2AB3CD\n\nSTORY KILLED-Owner to buy port\n\nThe story is withdrawn.",
    "behind a slug": f"BC-PT--Advisory\n\nKILL KILL KILL\n\n{BODY}",
    "with the whole story": f"KILL KILL KILL\n\nOwner to buy port\n\n{BODY}\n{LONG}",
    "a tag over the whole story": f"KILL-Owner to buy port\n\n{BODY}\n{LONG}",
    "in capitals": "STORY KILLED-OWNER TO BUY PORT\n\nReuters has killed this story because it was wrong.",
    "in capitals, alone": "STORY WITHDRAWN-OWNER TO BUY PORT\n\nNo substitute will be sent.",
    "on a line of its own": f"KILL\n\nOwner to buy port\n\n{BODY}",
    "bulletin": "BULLETIN KILL\n\nKill BC-Port-Sale. A kill is mandatory.",
    "mandatory": "MANDATORY KILL PORT SALE\n\nIt is wrong.",
    "advisory": 'ADVISORY-Port story withdrawn\n\nThe story headlined "Owner to buy port" has been withdrawn.',
    "a slug's tag and an order": "BC-Sale-Port, KILL\n\nEDITORS: Kill the story slugged BC-Sale-Port. It is wrong.",
    "editors": "EDITORS: PLEASE KILL PORT STORY NL5N2AB3CD",
}


@pytest.mark.parametrize("copy", KILLS.values(), ids=KILLS.keys())
def test_kills(copy: str) -> None:
    found = story(copy)
    assert (found.status, found.lifecycle.kind, found.text, found.headline) == ("canceled", "kill", "", None)
    assert band(found) == 1


@pytest.mark.parametrize(
    ("copy", "ids"),
    [
        (
            "KILL KILL KILL\n\nPlease kill stories nL5N2AB3CD and nL5N2XY9ZZ. Both are wrong.",
            ["nL5N2AB3CD", "nL5N2XY9ZZ"],
        ),
        ("KILL-Owner to buy port\n\nUSN nL5N2KKKK1\n\nPlease kill story nL5N2AB3CD.", ["nL5N2AB3CD"]),
        ("KILL KILL KILL\n\nPlease kill these stories:\nnL5N2AB3CD\nnL5N2XY9ZZ\n", ["nL5N2AB3CD", "nL5N2XY9ZZ"]),
        ("KILL KILL KILL\n\nPlease kill story nL5N2AB3CD. A substitute is nL5N2XY9ZZ.", ["nL5N2AB3CD"]),
        ("nL5N2AB3CD\nKILL KILL KILL\n\nPlease kill the story on the port.", ["nL5N2AB3CD"]),
        (f"KILL KILL KILL\n\nPlease kill story nL5N2AB3CD.\n\n{BODY}\n{LONG}\n\nSee nL5N2XY9ZZ", ["nL5N2AB3CD"]),
    ],
)
def test_one_tombstone_for_each_story_that_is_named(copy: str, ids: list[str]) -> None:
    found = stories(copy)
    assert [one.id for one in found] == [f"reuters-usn-{usn}" for usn in ids]
    assert [one.source.part for one in found] == list(range(len(ids)))
    assert [(ref.kind, ref.value, ref.role) for one in found for ref in one.refs if ref.kind == "usn"] == [
        ("usn", usn, "kills") for usn in ids
    ]


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("REUTERS-" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "reuters-abcdefghijklmnopqrstuvwxyz"),
        ("Reuters-USN-nL5N2AB3CD", "reuters-usn-nL5N2AB3CD"),
        ("a" * 20 + "-usn-" + "b" * 39, "a" * 20 + "-usn-" + "b" * 39),
        ("a" * 21 + "-usn-" + "b" * 39, None),
        ("a" * 20 + "-usn-" + "b" * 40, None),
        ("reuter\u017f-usn-nL5N2AB3CD", None),
    ],
)
def test_an_id_is_taken_over_only_where_it_can_be_one(name: str, wanted: str | None) -> None:
    found = story(f"KILL KILL KILL\n\nPlease kill the story id: {name}\n")
    assert len(found.id) <= 64
    if wanted:
        assert found.id == wanted
    else:
        assert found.id.startswith("wire-")


def test_a_long_kill_keeps_only_its_first_words() -> None:
    found = story(f"KILL KILL KILL\n\nPlease kill story nL5N2AB3CD.\n\nOwner bribed mayor\n\n{BODY}\n{LONG}")
    (note,) = found.notes
    assert 500 < len(note.text) <= 600
    assert note.text.split()[-1] in LONG.split()
    assert [issue.code for issue in found.issues] == ["kill_text_dropped"]


def test_nothing_but_the_note_of_a_tombstone_has_words_of_the_killed_story() -> None:
    copy = "^Eds: please kill the story nL5N2AB3CD.<\n"
    found = story(ANPA.format(slug="BC-Porto-Talks, Costa bribed mayor, KILL", copy=copy))
    assert found.lifecycle.tags == ("KILL",)
    assert found.slug is None
    assert [ref.kind for ref in found.refs] == ["usn"]
    assert "bribed" not in found.model_dump_json()


@pytest.mark.parametrize(
    ("copy", "tags"),
    [
        ("MANDATORY KILL PORT SALE FRAUD\n\nPlease kill the story on the port.", ("MANDATORY KILL",)),
        (f"HOLD HOLD HOLD\n\nBC-Costa-Arrest, Mayor Costa arrested\n\n{BODY}", ("HOLD HOLD HOLD",)),
        (f"BC-Costa-Arrest, 2nd Ld-Writethru, Mayor Costa held\n\nTalks resume\n\n{BODY}", ("2nd Ld-Writethru",)),
        (f"HARBOUR-TALKS/ (RPT-UPDATE 1)\n\nTalks resume\n\n{BODY}", ("RPT", "UPDATE 1")),
        (f"RPT-EXCLUSIVE-Talks resume\n\n{BODY}", ("RPT", "EXCLUSIVE")),
    ],
)
def test_tags_are_known_words_only(copy: str, tags: tuple[str, ...]) -> None:
    assert story(copy).lifecycle.tags == tags


def test_a_reinstatement_does_not_outrank_a_kill() -> None:
    kill = story("KILL KILL KILL\n\nPlease kill story nL5N2AB3CD.")
    back = story(f"REINSTATED-Talks resume\n\n{BODY}\nnL5N2AB3CD\n")
    assert back.id == kill.id
    assert back.lifecycle.tags == ("REINSTATED",)
    assert ("usn", "nL5N2AB3CD") in [(ref.kind, ref.value) for ref in back.refs]
    assert back.version < kill.version


@pytest.mark.parametrize("weeks", range(6))
@pytest.mark.parametrize(
    "copy", ["HOLD-Talks resume\n\n{body}", "Talks resume\n\n(Corrects weeks in first paragraph)\n\n{body}"]
)
def test_a_hold_and_a_correction_stand_above_the_plain_story(copy: str, weeks: int) -> None:
    plain = story(f"Talks resume\n\n{BODY}")
    other = story(copy.format(body=BODY.replace("Monday", f"day {weeks}")))
    assert plain.id == other.id
    assert plain.version < other.version


@pytest.mark.parametrize(
    ("copy", "role"),
    [
        ("ADVISORY-Hold on port story nL5N2AB3CD lifted\n\nEditors: the hold is lifted.\n\n{body}", "releases"),
        ("ADVISORY-Port story nL5N2AB3CD\n\nEditors: wait until the hold is lifted.\n\n{body}", None),
        ("ADVISORY-Port story nL5N2AB3CD\n\n{body}\nThe hold is lifted, he said.\n", None),
        ("HOLD HOLD HOLD\n\nPort story nL5N2AB3CD\n\nEditors: the hold is lifted.\n\n{body}", "holds"),
    ],
)
def test_only_an_advisory_releases(copy: str, role: str | None) -> None:
    roles = [ref.role for ref in story(copy.format(body=BODY)).refs if ref.kind == "usn"]
    assert roles == ([role] if role else [])
