"""ninjs: the three branches, senders' own fields, packages and pictures, what is broken or hostile."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

HEADLINE = "Ferry runs aground off Gotland"
FIRST = "A ferry ran aground off Gotland on Friday with 212 people on board, and stayed there."
SECOND = "Nobody was hurt, police said."
TEXT = f"{FIRST}\n\n{SECOND}"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
NITF = (
    f"<nitf><body><body.head/><body.content><block><p>{FIRST}</p><p>{SECOND}</p></block></body.content></body></nitf>"
)
BASE = {"uri": "urn:x:1", "type": "text", "headline": HEADLINE, "body_xhtml": HTML}
PICTURE = {"uri": "urn:x:9", "type": "picture", "headline": "Ferry", "description_text": "The ferry on a rock"}


def parts(value: object, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    raw = RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest(), format="ninjs")
    return decode(raw, supplier)


def story(value: object, supplier: Supplier = UNKNOWN) -> Story:
    (part,) = parts(value, supplier)
    assert isinstance(part, Story)
    return part


def code(value: object) -> str:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    return part.code


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def refs(found: Story) -> dict[str, str]:
    return {ref.kind: ref.value for ref in found.refs if ref.role == "self"}


def test_an_item_of_branch_1() -> None:
    found = story({
        **BASE, "version": "4", "versioncreated": "2024-05-03T14:30:00+02:00", "firstcreated": "2024-05-03T10:00:00Z",
        "pubstatus": "usable", "urgency": 3, "language": "en", "byline": "By Ana Lima and Rui d'Almeida",
        "located": "VISBY, Sweden", "slugline": "SWEDEN-FERRY", "ednote": "Adds quotes from the coast guard.",
        "usageterms": "No archive", "copyrightnotice": "(c) 2024 The Example Wire", "copyrightholder": "TT",
        "headline_subhead": "All on board are safe", "description_text": "Rescue took four hours.",
        "description_html": "<p>Rescue took four hours.</p>", "keywords": ["ferry", "Gotland"],
        "genre": [{"code": "Feature", "name": "Feature"}],
        "subject": [{"code": "medtop:20000150", "name": "maritime accident"}, {"name": "Baltic Sea"}],
        "place": [{"scheme": "http://cv.example/place/", "code": "gotland", "name": "Gotland"}],
        "altids": {"usn": "nL5N2AB3CD"}, "renditions": {"a": {"href": "http://x.example"}}, "trustindicator": [{}],
    })  # fmt: skip
    assert (found.headline, found.subheadline, found.text) == (HEADLINE, "All on board are safe", TEXT)
    assert (found.agency, found.slug, found.urgency, found.language) == ("TT", "SWEDEN-FERRY", 3, "en")
    assert found.byline == ("Ana Lima", "Rui d'Almeida")
    assert found.dateline is not None
    assert (found.dateline.places, found.dateline.region) == (("VISBY",), "Sweden")
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert found.times.first_created == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert found.keywords == ("ferry", "Gotland")
    assert [(one.scheme, one.code, one.name) for one in found.categories] == [(None, "Feature", "Feature")]
    assert [(one.scheme, one.code, one.name) for one in found.subjects] == [
        ("medtop", "20000150", "maritime accident"),
        (None, None, "Baltic Sea"),
        ("http://cv.example/place/", "gotland", "Gotland"),
    ]
    assert notes(found) == [
        ("editor_note", "Adds quotes from the coast guard."),
        ("abstract", "Rescue took four hours."),
        ("rights", "No archive"),
        ("rights", "(c) 2024 The Example Wire"),
    ]
    assert found.lifecycle.kind == "update"
    assert refs(found)["guid"] == "urn:x:1"
    assert refs(found)["usn"] == "nL5N2AB3CD"
    assert found.source.format == "ninjs"
    assert found.issues == ()


@pytest.mark.parametrize("camel", [True, False])
def test_branches_2_and_3_tell_roles_in_lists(camel: bool) -> None:
    item = {
        "uri": "urn:x:1", "type": "text", "version": "4", "versionCreated": "2024-05-03T12:30:00Z",
        "pubStatus": "usable", "copyrightHolder": "TT", "edNote": "Check names.", "by": "Ana Lima/TT",
        "headlines": [
            {"role": "subhead", "value": "All on board are safe"},
            {"role": "main", "value": "Ferry runs <em>aground</em> off Gotland"},
        ],
        "bodies": [
            {"role": "text", "contentType": "text/plain", "value": f"{HEADLINE}\n{FIRST}\n{SECOND}"},
            {"role": "html5", "contentType": "text/html", "value": f"<html><h1>{HEADLINE}</h1>{HTML}</html>"},
            {"role": "own", "contentType": "application/xml", "value": "<OWN><P>A ferry</P></OWN>"},
        ],
        "descriptions": [{"role": "text", "value": FIRST[:50]}, {"role": "creditline", "value": "TT"}],
        "genres": [{"literal": "INR", "uri": "http://tt.example/INR", "name": "Inrikes"}],
        "subjects": [{"uri": "http://cv.example/topic/20000150", "name": "accident"}],
        "altIds": [{"role": "USN", "value": "nL5N2AB3CD"}],
    }  # fmt: skip
    found = story(item if camel else json.loads(json.dumps(item).replace("contentType", "contenttype").lower()))
    if camel:
        assert (found.headline, found.subheadline, found.text) == (HEADLINE, "All on board are safe", TEXT)
        assert (found.agency, found.byline) == ("TT", ("Ana Lima",))
        assert notes(found) == [("editor_note", "Check names."), ("byline", "Ana Lima/TT")]
    assert [(one.scheme, one.code) for one in found.subjects] == [("http://cv.example/topic/", "20000150")]
    assert [one.code for one in found.categories] in (["INR"], ["inr"])
    assert refs(found)["usn"].lower() == "nl5n2ab3cd"


def test_of_several_renditions_the_fullest_is_read() -> None:
    short = {"role": "text", "contentType": "text/plain", "value": SECOND}
    nitf = {"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": NITF}
    assert story({**BASE, "body_xhtml": "", "bodies": [short, nitf]}).text == TEXT
    assert (
        story(
            {"uri": "x", "headline": HEADLINE, "body_text": f"{FIRST}\n\n{SECOND}", "body_html": "<p>A ferry</p>"}
        ).text
        == TEXT
    )
    assert story({"uri": "x", "headline": HEADLINE, "body_nitf": NITF, "body_html": HTML}).text == TEXT


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"{FIRST}\r\n{SECOND}", TEXT),
        (f"   {FIRST[:41]}\n{FIRST[42:]}\n   {SECOND}", TEXT),
        (f"<p>{FIRST}</p>\n<p>{SECOND}</p>", TEXT),
        (f"{FIRST}\n\n{SECOND}", TEXT),
        ("Results:\n\nLions   3   1\nBears   2   2", "Results:\n\nLions   3   1\nBears   2   2"),
    ],
)
def test_plain_bodies(body: str, text: str) -> None:
    assert story({"uri": "x", "headline": HEADLINE, "body_text": body}).text == text


def test_html_without_a_tag_is_folded() -> None:
    assert (
        story({**BASE, "body_xhtml": "\n   A ferry ran\n   aground &amp; sank.\n "}).text
        == "A ferry ran aground & sank."
    )


def test_a_company_is_no_tag() -> None:
    found = story({**BASE, "headline": "Gotland Line <GOTL> & <B>partners</B> say &quot;no&quot;", "body_xhtml": FIRST})
    assert found.headline == 'Gotland Line <GOTL> & partners say "no"'


def test_a_dateline_in_the_body_goes_before_the_field() -> None:
    found = story({**BASE, "located": "Visby", "body_xhtml": f"<p>VISBY, Sweden (AP) — {FIRST}</p>"})
    assert found.dateline is not None
    assert (found.dateline.text, found.agency, found.text) == ("VISBY, Sweden (AP) —", "AP", FIRST)


def test_the_only_text_of_a_text_item_is_its_description() -> None:
    found = story({"uri": "x", "type": "text", "headline": HEADLINE, "description_text": FIRST})
    assert (found.text, notes(found)) == (FIRST, [])


@pytest.mark.parametrize(
    ("fields", "status", "until"),
    [
        ({"pubstatus": "withheld"}, "withheld", None),
        ({"pubstatus": "embargoed"}, "withheld", None),
        ({"embargoed": ""}, "usable", None),
        ({"embargoed": None}, "usable", None),
        ({"embargoed": "2024-05-04T00:00:00Z"}, "withheld", datetime(2024, 5, 4, tzinfo=UTC)),
        ({"embargoedUntil": "2024-05-04T02:00:00+02:00"}, "withheld", datetime(2024, 5, 4, tzinfo=UTC)),
        ({"embargoed": "2024-05-04T00:00:00Z", "versioncreated": "2024-05-04T00:00:00Z"}, "usable", None),
        ({"ednote": "EMBARGOED UNTIL 0600 GMT MAY 4"}, "withheld", None),
    ],
)
def test_status(fields: dict[str, Any], status: str, until: datetime | None) -> None:
    found = story({**BASE, **fields})
    assert (found.status, found.times.embargo_until) == (status, until)


@pytest.mark.parametrize("status", ["canceled", "cancelled", "killed", "recalled"])
def test_what_was_canceled_leaves_no_word(status: str) -> None:
    usable, killed = (
        story({**BASE, "version": "2"}),
        story({**BASE, "version": "3", "pubstatus": status, "ednote": "Wrong."}),
    )
    assert (killed.status, killed.text, killed.headline, notes(killed)) == ("canceled", "", None, [("kill", "Wrong.")])
    assert killed.id == usable.id
    assert killed.version > usable.version


def test_versions() -> None:
    first, second = story({**BASE, "version": "9"}), story({**BASE, "version": 10, "headline": "Ferry afloat"})
    assert first.id == second.id
    assert first.version < second.version
    timed = [
        story({**BASE, "version": f"20240503T12{at}00", "versioncreated": f"2024-05-03T12:{at}:00Z"}) for at in (30, 31)
    ]
    assert timed[0].id == first.id
    assert timed[0].version < timed[1].version


def test_times_without_a_zone_need_the_supplier() -> None:
    item = {**BASE, "versioncreated": "2024-05-03T12:30:00"}
    found = story(item)
    assert found.times.version_created is None
    assert [one.code for one in found.issues] == ["time_not_read"]
    there = story(item, Supplier(time_zone=ZoneInfo("Europe/Stockholm")))
    assert there.times.version_created == datetime(2024, 5, 3, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"signals": ["sig:update"]}, "update"),
        ({"genre": [{"code": "Correction"}]}, "correction"),
        ({"ednote": "Corrects spelling of name"}, "correction"),
        ({"ednote": "Noe utvidet."}, "update"),
        ({"evolvedfrom": "urn:x:0"}, "update"),
        ({"profile": "alert"}, "alert"),
        ({"headline": f"WRAPUP 2-{HEADLINE}", "signals": ["update"]}, "wrapup"),
        ({"genre": [{"code": "Article"}], "profile": "text-only"}, "story"),
    ],
)
def test_lifecycle(fields: dict[str, Any], kind: str) -> None:
    assert story({**BASE, **fields}).lifecycle.kind == kind


@pytest.mark.parametrize(
    ("fields", "agency"),
    [
        ({"provider": "AP", "source": "Reuters"}, "AP"),
        ({"source": "The Example Herald"}, "The Example Herald"),
        ({"infosources": [{"name": "ASSOCIATED PRESS"}]}, "AP"),
        ({"byline": "Von Ana Lima, dpa"}, "dpa"),
        ({"byline": "Ana Lima, The Example Herald"}, "The Example Herald"),
        ({"copyrightholder": "Australian Associated Press"}, "AAP"),
        ({"copyrightholder": "Example Ltd"}, None),
        ({}, None),
    ],
)
def test_agency(fields: dict[str, Any], agency: str | None) -> None:
    assert story({**BASE, **fields}).agency == agency


@pytest.mark.parametrize(
    ("byline", "names", "kept"),
    [
        ("Ana Lima", ("Ana Lima",), False),
        ("By ANA LIMA and RUI REIS, Associated Press", ("ANA LIMA", "RUI REIS"), True),
        ("Av Anna Ek og Per Li, NTB", ("Anna Ek", "Per Li"), True),
        ("Robert de Niro & Ana Lima", ("Robert de Niro", "Ana Lima"), False),
        ("Ana Lima, Example State University", ("Ana Lima",), True),
        ("Ana Lima in Visby", ("Ana Lima",), True),
        ("NTB", (), True),
        ("The Example Desk", (), True),
    ],
)
def test_bylines(byline: str, names: tuple[str, ...], kept: bool) -> None:
    found = story({**BASE, "byline": byline})
    assert found.byline == names
    assert [note.text for note in found.notes if note.kind == "byline"] == [byline] * kept


def test_pictures_of_a_story_are_captions() -> None:
    credited = {**PICTURE, "byline": "Karl Ek/TT"}
    again = {"type": "picture", "descriptions": [{"role": "caption", "value": "The ferry on a rock."}]}
    video = {"type": "video", "description_text": "Waves"}
    for carried in ({"a": credited, "b": again, "c": video, "d": None}, [credited, again, video]):
        found = story({**BASE, "associations": carried})
        assert [(one.text, one.credit, one.photographer, one.agency) for one in found.captions] == [
            ("The ferry on a rock", "Karl Ek/TT", "Karl Ek", "TT")
        ]


def test_texts_that_come_with_an_item_are_stories_of_their_own() -> None:
    box = {"uri": "urn:x:2", "type": "text", "headline": "The ferry", "body_text": SECOND}
    link = {"uri": "urn:x:3", "type": "text", "headline": "Earlier"}
    found = parts({**BASE, "associations": {"box": box, "link": link}})
    assert [part.headline for part in found if isinstance(part, Story)] == [HEADLINE, "The ferry"]
    assert [part.source.part for part in found if isinstance(part, Story)] == [0, 1]
    package = {
        "uri": "p",
        "type": "composite",
        "associations": [{"uri": "q", "type": "package", "associations": [box]}],
    }
    assert story(package).headline == "The ferry"


@pytest.mark.parametrize(
    ("item", "code_"),
    [
        (PICTURE, "picture"),
        ({**PICTURE, "type": "graphic"}, "graphic"),
        ({**PICTURE, "type": "audio"}, "audio"),
        ({**PICTURE, "type": "ninat:video"}, "video"),
        ({**PICTURE, "type": None, "mimetype": "image/jpeg"}, "picture"),
        ({"uri": "x", "type": "event", "title": "Fair"}, "planning"),
        ({"uri": "x", "title": "Fair", "eventDetails": {}, "bodies": [{"value": FIRST}]}, "planning"),
        ({"uri": "x", "title": "Fair", "plannedCoverage": []}, "planning"),
        (
            {"uri": "x", "type": "composite", "associations": {"a": {"uri": "y", "type": "text", "headline": "z"}}},
            "package",
        ),
        ({"uri": "x", "type": "composite", "associations": {"a": PICTURE}}, "picture"),
        ({"uri": "x", "type": "text"}, "no_story"),
        ({"uri": "x", "type": "data", "title": "Scores"}, "data"),
        (
            {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "x", "properties": {}},
            "unsupported_format",
        ),
        ({"id": 1, "description": "an order", "sum": 12}, "unsupported_format"),
        ({}, "unsupported_format"),
        ([], "unsupported_format"),
        ([{"a": 1}] * 1000, "unsupported_format"),
        (12, "unsupported_format"),
    ],
)
def test_refused(item: object, code_: str) -> None:
    assert code(item) == code_


def test_several_items() -> None:
    items = [{**BASE, "uri": f"urn:x:{n}"} for n in range(3)]
    for value in (items, {"items": items}, {"data": {"items": [{"item": item} for item in items]}}, {"hits": items}):
        assert len(parts(value)) == 3
    lines = b"\n".join(json.dumps(item).encode() for item in items)
    assert len(parts(lines)) == 3
    cut = parts(lines[:-20])
    assert [part.code for part in cut if isinstance(part, Failure)] == ["malformed"]
    assert len(cut) == 3
    mixed = parts([*items, PICTURE, {"a": 1}])
    assert [part.code for part in mixed if isinstance(part, Failure)] == ["picture", "unsupported_format"]
    assert [getattr(part, "part", None) for part in mixed if isinstance(part, Failure)] == [3, 4]


def test_an_address_of_one_delivery_does_not_name_the_story() -> None:
    ap = {**BASE, "uri": "https://api.example/5ee9?qt=a", "altids": {"itemid": "5ee9"}}
    assert story(ap).id == story({**ap, "uri": "https://api.example/5ee9?qt=b"}).id
    wire = {**BASE, "uri": "http://FEED/8d58-e55/2024-05-03T12:00:00Z/1", "usn": "8d58-e55", "version": "1"}
    assert story(wire).id == story({**wire, "uri": "http://FEED/8d58-e55/2024-05-03T13:00:00Z/2", "version": "2"}).id


def test_the_ninjs_of_a_newsroom_gateway() -> None:
    found = story({
        "uri": "http://PA_FEED/8d58-e55/2024-05-03T12:00:00Z/1", "source-feed": "PA_FEED", "usn": "8d58-e55",
        "version": "1", "status": "", "firstVersion": "2024-05-03T12:00:00.000Z",
        "versionCreated": "2024-05-03T12:30:00.000Z", "slug": "SWEDEN Ferry", "headline": HEADLINE, "subhead": HEADLINE,
        "priority": "4", "subjects": {"code": ["news", "news:world"]}, "mediaCatCodes": "f+i", "usage": "UK only",
        "keywords": "ferry+Gotland", "organisation": {"symbols": ""}, "byline": "", "abstract": "", "ednote": "",
        "copyrightHolder": "", "location": "", "body_text": HTML, "embargo": "2024-05-04T00:00:00Z",
    })  # fmt: skip
    assert (found.agency, found.slug, found.priority, found.subheadline) == ("PA", "SWEDEN Ferry", "4", None)
    assert (found.text, found.keywords, found.status) == (TEXT, ("ferry", "Gotland"), "withheld")
    assert [one.code for one in found.categories] == ["f", "i"]
    assert [(one.scheme, one.code) for one in found.subjects] == [(None, "news"), ("news", "world")]
    assert notes(found) == [("rights", "UK only")]
    assert found.times.first_created == datetime(2024, 5, 3, 12, tzinfo=UTC)


def test_dpas_digitalwires() -> None:
    found = story({
        "format": "digitalwires@1.0", "type": "composite", "urn": "urn:newsml:dpa.com:20090101:240503-99-1",
        "version": 3, "version_created": "2024-05-03T14:30:00+02:00", "pubstatus": None, "embargoed": None,
        "language": "de", "urgency": 3, "headline": "Fähre läuft auf Grund", "subhead": "Alle gerettet",
        "teaser": "Vier Stunden bis zur Rettung.", "byline": "Von Ana Lima, dpa", "dateline": "Visby (dpa) -",
        "article_html": "<section><p>Visby (dpa) - Eine Fähre lief auf Grund.</p></section>",
        "notepad": {"header_html": "<h3>Notizblock</h3>", "nonpublic_html": "<p>Autorin: Ana Lima</p>"},
        "ednotes": [{"role": "dpaednoterole:editorialnote", "ednote": "Neu: mehr Details"}],
        "associations": [{"type": "image", "caption": "Die Fähre", "creditline": "Rui Reis/dpa"}],
        "categories": [
            {"type": "dnltype:keyword", "name": "Fähre", "qcode": None},
            {"type": "dnltype:desk", "name": "vm", "qcode": "dpacat:vm"},
            {"type": "dnltype:dpasubject", "name": "Unfall", "qcode": "dpasubject:7"},
            {"type": "dnltype:provider", "name": "dpa", "qcode": "dnlprov:dpa"},
        ],
    })  # fmt: skip
    assert (found.agency, found.text, found.subheadline) == ("dpa", "Eine Fähre lief auf Grund.", "Alle gerettet")
    assert (found.keywords, [one.code for one in found.categories]) == (("Fähre",), ["vm"])
    assert [(one.scheme, one.code, one.name) for one in found.subjects] == [("dpasubject", "7", "Unfall")]
    assert [(one.text, one.photographer, one.agency) for one in found.captions] == [("Die Fähre", "Rui Reis", "dpa")]
    kept = notes(found)
    assert ("not_for_publication", "Autorin: Ana Lima") in kept
    assert ("editor_note", "Neu: mehr Details") in kept
    assert ("abstract", "Vier Stunden bis zur Rettung.") in kept


def test_odd_values_do_no_harm() -> None:
    odd = (
        b'{"uri": "x", "uri": "urn:x:1", "type": "text", "version": '
        + b"9" * 5000
        + (
            b', "urgency": NaN, "headline": "Ferry \\ud83d runs\x0baground", "body_text": "' + FIRST.encode() + b'\n",'
            b' "subject": [null, 3, {"code": null}, "medtop:1"], "associations": [1, "x", null], "language": ["en"],'
            b' "byline": {"a": 1}, "keywords": {"name": "k"}, "altids": 5, "usageterms": {}, "ednote": 7}'
        )
    )
    found = story(odd)
    assert (found.headline, found.text) == ("Ferry \ufffd runs aground", FIRST)
    assert refs(found)["guid"] == "urn:x:1"
    assert (found.urgency, [one.code for one in found.subjects]) == (None, ["1"])


@pytest.mark.parametrize(
    "value",
    [b'{"a":' * 50_000, b"[" * 50_000 + b"]" * 50_000, b'{"uri": "x", "headline": "Fer', b"{]", b"\xff\xfe", b"null x"],
)
def test_what_is_no_json_is_malformed(value: bytes) -> None:
    raw = RawStory(value=value, source="t", sha256="0", format="ninjs")
    assert [part.code for part in decode(raw) if isinstance(part, Failure)] in (["malformed"], ["empty"])
