"""The identity law where a format carries the provider's identifier: versions meet, strangers don't, kills hit."""

from __future__ import annotations

import json

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

DESK = Supplier(agency="ANP")


def parts(raw: str, supplier: Supplier = UNKNOWN) -> list[Story | Failure]:
    return list(decode(RawStory(value=raw.encode(), source="test", sha256="0" * 64), supplier))


def story(raw: str, supplier: Supplier = UNKNOWN) -> Story:
    (found,) = parts(raw, supplier)
    assert isinstance(found, Story), found
    return found


def ninjs(**fields: object) -> str:
    return json.dumps({"uri": "x1", "type": "text", "versioncreated": "2024-05-03T10:00:00Z", **fields})


def told(**fields: object) -> str:
    return ninjs(headline="Port reopens", body_text="UTRECHT (ANP) - The port reopened on Friday.", **fields)


def g2(
    status: str = "stat:usable", *, guid: str = "urn:x:1", version: str = "", copy: str = "<p>The port reopened.</p>"
) -> str:
    numbered = f' version="{version}"' if version else ""
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.30"'
        f' conformance="power" guid="{guid}"{numbered} xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/>'
        '<provider literal="ANP"/>'
        f'<versionCreated>2024-05-03T10:00:00Z</versionCreated><pubStatus qcode="{status}"/></itemMeta>'
        "<contentMeta><headline>Port reopens</headline></contentMeta>"
        '<contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body>'
        f"<body.content>{copy}</body.content></body></nitf></inlineXML></contentSet></newsItem>"
    )


@pytest.mark.parametrize("guid", ["urn:newsml:anp.nl:2024:x1", "tag:anp.nl,2024:x1", "http://anp.nl/x1", "<x1@anp.nl>"])
def test_a_canceled_item_meets_its_story_without_naming_an_agency(guid: str) -> None:
    assert story(ninjs(uri=guid, pubstatus="canceled", version="2")).id == story(told(uri=guid, version="1")).id


def test_a_short_identifier_is_the_suppliers_own() -> None:
    killed, alive = story(ninjs(pubstatus="canceled", version="2"), DESK), story(told(version="1"), DESK)
    assert killed.id == alive.id
    assert killed.version > alive.version
    assert story(told(version="1"), Supplier(agency="NTB")).id != alive.id


def test_long_names_of_agencies_are_told_apart() -> None:
    ids = {story(told(source=f"Nieuwsdienst Noord en Oost {city}")).id for city in ("Breda", "Assen")}
    assert len(ids) == 2


def test_two_feeds_of_one_site_give_one_entry_one_id() -> None:
    feed = (
        '<rss version="2.0"><channel><title>{}</title><item><title>Port reopens</title>'
        "<guid>https://anp.nl/x1</guid><description>The port reopened.</description></item></channel></rss>"
    )
    assert story(feed.format("ANP Sport")).id == story(feed.format("ANP News")).id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("URN:NewsML:anp.nl:x1", "urn:newsml:anp.nl:x1"),
        (" urn:x:1 ", "urn:x:1"),
        ("HTTP://ANP.nl/x1", "http://anp.nl/x1"),
    ],
)
def test_an_identifier_has_many_spellings(one: str, other: str) -> None:
    assert story(told(uri=one)).id == story(told(uri=other)).id


def test_case_counts_within_an_identifier() -> None:
    assert story(told(uri="urn:x:aB1")).id != story(told(uri="urn:x:Ab1")).id


def test_a_kill_without_a_number_kills_numbered_and_timed_versions() -> None:
    numbered, timed = story(told(version="3")), story(told())
    kills = parts(ninjs(pubstatus="canceled"))
    assert [kill.id for kill in kills if isinstance(kill, Story)] == [timed.id, numbered.id]
    assert all(
        isinstance(kill, Story) and kill.status == "canceled" and kill.version > numbered.version for kill in kills
    )
    assert [kill.source.part for kill in kills if isinstance(kill, Story)] == [0, 1]
    assert [kill.id for kill in parts(ninjs(pubstatus="canceled", version="4")) if isinstance(kill, Story)] == [
        numbered.id
    ]


CANCELED = (
    "canceled", "cancelled", "stat:canceled", "http://cv.iptc.org/newscodes/pubstatusg2/canceled", "#canceled",
    "Killed", "withdrawn", "retracted", "spiked", "recalled", "deleted",
)  # fmt: skip
WITHHELD = ("withheld", "http://cv.iptc.org/newscodes/pubstatusg2/withheld", "on hold", "quarantined", "?")
USABLE = ("usable", "stat:usable", "http://cv.iptc.org/newscodes/pubstatusg2/usable", "published", "")


@pytest.mark.parametrize(
    ("printed", "status"),
    [
        *((one, "canceled") for one in CANCELED),
        *((one, "withheld") for one in WITHHELD),
        *((one, "usable") for one in USABLE),
    ],
)
def test_a_status_is_read_in_any_spelling(printed: str, status: str) -> None:
    assert story(told(version="1", pubstatus=printed)).status == status
    assert story(g2(printed, version="1")).status == status


def test_an_unknown_status_withholds_and_says_so() -> None:
    assert [issue.code for issue in story(g2("stat:quarantined")).issues] == ["status_unknown"]
    assert [issue.code for issue in story(told(pubstatus="quarantined")).issues] == ["status_unknown"]
    assert story(g2("stat:usable")).issues == ()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"embargoed": ""}, "usable"),
        ({"embargoed": None}, "usable"),
        ({"embargoed": "  "}, "usable"),
        ({"embargoed": "2024-05-03T12:00:00Z"}, "withheld"),
        ({"embargoed": "2024-05-03T09:00:00Z"}, "usable"),
        ({"pubstatus": "embargoed", "embargoed": "2024-05-03T09:00:00Z"}, "usable"),
        ({"pubstatus": "embargoed", "embargoed": "2024-05-03T12:00:00Z"}, "withheld"),
        ({"pubstatus": "embargoed"}, "withheld"),
    ],
)
def test_an_embargo_holds_until_it_ends(fields: dict[str, object], status: str) -> None:
    assert story(told(**fields)).status == status


def test_a_canceled_item_with_only_a_number_is_a_tombstone() -> None:
    item = (
        g2("stat:canceled", copy="").replace(' guid="urn:x:1"', "").replace("<headline>Port reopens</headline>", "{}")
    )
    killed = story(item.format('<altId type="idtype:USN">nL5N2AB3CD</altId>'))
    assert (killed.status, killed.id) == ("canceled", "reuters-usn-nL5N2AB3CD")
    (nothing,) = parts(item.format(""))
    assert isinstance(nothing, Failure)


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({"uri": "urn:x:1", "version": "2"}, "guid-"),
        ({"altids": {"usn": "nL5N2AB3CD"}}, "reuters-usn-nL5N2AB3CD"),
        ({"altids": [{"role": "usn", "value": "nL5N2AB3CD"}]}, "reuters-usn-nL5N2AB3CD"),
    ],
)
def test_a_canceled_item_needs_no_more_than_its_identifier(fields: dict[str, object], id: str) -> None:
    killed = story(json.dumps({"pubstatus": "canceled", **fields}))
    assert killed.status == "canceled"
    assert killed.id.startswith(id)


@pytest.mark.parametrize("bare", [{"pubstatus": "usable", "uri": "urn:x:1"}, {"pubstatus": "canceled"}])
def test_an_identifier_alone_is_no_news_item(bare: dict[str, str]) -> None:
    (found,) = parts(json.dumps(bare))
    assert isinstance(found, Failure)


@pytest.mark.parametrize(
    "pair", [("DAX -5 pct", "DAX +5 pct"), ("DAX −5 pct", "DAX 5 pct"), ("Yen at 1.5", "Yen at 15")]
)
def test_a_sign_before_a_figure_tells_two_stories_apart(pair: tuple[str, str]) -> None:
    ids = {story(f"{headline}\n\nFRANKFURT, May 3 (Reuters) - The index moved on Friday.").id for headline in pair}
    assert len(ids) == 2


def test_the_dashes_between_figures_are_no_signs() -> None:
    ids = {
        story(f"{headline}\n\nFRANKFURT, May 3 (Reuters) - It was so on Friday.").id
        for headline in ("A 2-1 win", "A 2–1 win")
    }
    assert len(ids) == 1
