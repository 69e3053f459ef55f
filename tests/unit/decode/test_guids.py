"""The identity law where a format carries the provider's identifier: versions meet, strangers don't, kills hit."""

from __future__ import annotations

import json

import pytest

from pipeline.decode import decode
from pipeline.decode.identity import normal
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


def test_a_first_version_needs_no_number() -> None:
    """Where NewsML-G2 gives no `version` it is 1, and so with all: 1 and none are ordered by their time, 2 is later."""
    unnumbered = story(told())
    first = story(told(version="1", versioncreated="2024-05-03T10:05:00Z"))
    second, third = (story(told(version=number, versioncreated="2024-05-03T09:00:00Z")) for number in ("2", "3"))
    states = [unnumbered, first, second, third]
    assert len({state.id for state in states}) == 1
    assert [state.version for state in states] == sorted({state.version for state in states})


def test_a_kill_without_a_number_kills_numbered_and_timed_versions() -> None:
    numbered, timed = story(told(version="3")), story(told())
    killed = story(ninjs(pubstatus="canceled"))
    assert killed.id == numbered.id == timed.id
    assert killed.status == "canceled"
    assert killed.version > max(numbered.version, timed.version)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2024-05-03T10:00:00", "2024-05-03T10:00:01"),
        ("2024-05-03T23:00:00", "2024-05-04"),
        ("20240503", "20240504"),
        ("2024-05-03", "2024-05-03T08:00:00"),
    ],
)
def test_times_without_a_zone_and_days_order_versions_though_they_are_not_shown(earlier: str, later: str) -> None:
    one, other = story(told(versioncreated=earlier)), story(told(versioncreated=later))
    assert one.id == other.id
    assert one.version < other.version
    assert one.times.version_created is None
    one, other = story(nitf(issued=earlier)), story(nitf(issued=later))
    assert one.id == other.id
    assert one.version < other.version


def nitf(*, status: str = "usable", guid: str = "x1", issued: str = "20240503T100000Z") -> str:
    named = f'<doc-id regsrc="ANP" id-string="{guid}"/>' if guid else ""
    return (
        f'<nitf><head><docdata management-status="{status}">{named}<date.issue norm="{issued}"/></docdata></head><body>'
        "<body.head><hedline><hl1>Port reopens</hl1></hedline><distributor>ANP</distributor></body.head>"
        "<body.content><p>UTRECHT (ANP) - The port reopened.</p></body.content></body></nitf>"
    )


def test_a_canceled_item_without_an_identifier_meets_its_story_by_what_it_says_of_itself() -> None:
    alive, killed = story(nitf(guid="")), story(nitf(guid="", status="canceled", issued="20240503T120000Z"))
    assert (killed.id, killed.status, killed.text, killed.headline) == (alive.id, "canceled", "", None)
    assert killed.version > alive.version
    copy = {"headline": "Port reopens", "body_text": "UTRECHT (ANP) - The port reopened on Friday."}
    alive, killed = (
        story(json.dumps({"type": "text", "versioncreated": "2024-05-03T10:00:00Z", "pubstatus": status, **copy}))
        for status in ("usable", "canceled")
    )
    assert (killed.id, killed.status) == (alive.id, "canceled")
    alive, killed = (story(g2(status).replace(' guid="urn:x:1"', "")) for status in ("stat:usable", "stat:canceled"))
    assert (killed.id, killed.status, killed.text) == (alive.id, "canceled", "")
    assert [ref.kind for ref in killed.refs if ref.role == "kills"] == ["headline"]


def entry(guid: str, *, title: str, site: str, link: str = "/ports") -> str:
    return (
        f'<rss version="2.0"><channel><title>{title}</title><link>{site}</link><item><title>Port reopens</title>'
        f"{guid and f'<guid>{guid}</guid>'}<link>{site}{link}</link>"
        "<description>The port reopened.</description></item></channel></rss>"
    )


def test_the_numbers_of_a_site_are_its_own_whatever_its_feeds_are_called() -> None:
    one = story(entry("81", title="ANP Sport", site="https://www.anp.nl"))
    assert story(entry("81", title="ANP News", site="https://anp.nl")).id == one.id
    assert story(entry("81", title="ANP Sport", site="https://ntb.no")).id != one.id


FEEDS = (
    ("<link>https://anp.nl</link>", "<link>https://ntb.no</link>"),
    ('<atom:link rel="self" href="https://anp.nl/f"/>', '<atom:link rel="self" href="https://ntb.no/f"/>'),
    ("<id>urn:uuid:1</id>", "<id>urn:uuid:2</id>"),
)


def numbered(feed: str, *, title: str = "News", date: str = "", text: str = "The port reopened.") -> str:
    return (
        f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>{title}</title>{feed}<item>'
        f"<title>Port</title><guid>81</guid>{date}<description>{text}</description></item></channel></rss>"
    )


@pytest.mark.parametrize(("one", "other"), FEEDS, ids=["page", "own address", "identifier"])
def test_feeds_of_one_title_number_their_entries_each_for_itself(one: str, other: str) -> None:
    assert story(numbered(one)).id != story(numbered(other)).id
    assert story(numbered(one)).id == story(numbered(one, text="The port reopened on Friday.")).id


def test_feeds_of_one_title_without_an_address_are_told_apart_by_the_first_date() -> None:
    dates = [f"<pubDate>Fri, 0{day} May 2024 12:30:00 GMT</pubDate>" for day in (3, 4)]
    one, other = (story(numbered("", date=date)) for date in dates)
    assert one.id != other.id
    assert story(numbered("", date=dates[0], text="The port reopened on Friday.")).id == one.id
    one, other = (story(numbered("", title="ANP Sport", date=date)) for date in dates)
    assert one.id == other.id


def test_the_address_of_a_whole_site_names_no_entry() -> None:
    (one, other) = (
        story(entry("", title="ANP", site="https://anp.nl", link="/").replace("Port reopens", headline))
        for headline in ("Port reopens", "Port closes")
    )
    assert one.id != other.id


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
    untyped = story(item.format("<altId>20240503-81</altId>"))
    assert (untyped.status, untyped.id) == ("canceled", "anp-usn-20240503-81")
    alive = g2().replace(' guid="urn:x:1"', "").replace("<headline>", "<altId>20240503-81</altId><headline>")
    assert story(alive).id == untyped.id


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
    "pair",
    [
        ("DAX -5 pct", "DAX +5 pct"),
        ("DAX −5 pct", "DAX 5 pct"),
        ("Yen at 1.5", "Yen at 15"),
        ("Rate at 3.5", "Rate at 3-5"),
        ("Oil at $5", "Oil at €5"),
        ("Bonds cut to BB-", "Bonds cut to BB+"),
        ("Bonds cut to BB-", "Bonds cut to BB"),
    ],
)
def test_signs_and_marks_of_figures_tell_two_stories_apart(pair: tuple[str, str]) -> None:
    ids = {story(f"{headline}\n\nFRANKFURT, May 3 (Reuters) - The index moved on Friday.").id for headline in pair}
    assert len(ids) == 2


def test_the_dashes_between_figures_are_no_signs() -> None:
    ids = {
        story(f"{headline}\n\nFRANKFURT, May 3 (Reuters) - It was so on Friday.").id
        for headline in ("A 2-1 win", "A 2–1 win")
    }
    assert len(ids) == 1


@pytest.mark.parametrize(
    "pair", [("Up 3.5 pct.", "Up 3.5 pct"), ("Deal in N-\nY.", "Deal in N Y"), ("1,000 flee", "1.000 flee")]
)
def test_marks_that_tell_nothing_apart_do_not_count(pair: tuple[str, str]) -> None:
    assert len(set(map(normal, pair))) == 1
