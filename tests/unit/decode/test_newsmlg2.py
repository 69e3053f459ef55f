"""NewsML-G2: what is read of an item and a message, agencies' variants, what is refused."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story

HEADLINE = "Ferry runs aground off Gotland"
COPY = "<p>A ferry ran aground off Gotland on Friday with 212 people on board.</p><p>Nobody was hurt, police said.</p>"
TEXT = "A ferry ran aground off Gotland on Friday with 212 people on board.\n\nNobody was hurt, police said."
DECLARED = "<?xml version='1.0'?>"
NAR, XHTML = 'xmlns="http://iptc.org/std/nar/2006-10-01/"', 'xmlns="http://www.w3.org/1999/xhtml"'


def parts(value: str) -> tuple[Story | Failure, ...]:
    data = value.encode()
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest()))


def story(value: str) -> Story:
    (part,) = parts(value)
    assert isinstance(part, Story)
    return part


def xhtml(copy: str = COPY) -> str:
    return (
        f'<inlineXML contenttype="application/xhtml+xml"><html {XHTML}><head><title>x</title></head><body>{copy}</body>'
        "</html></inlineXML>"
    )


def item(
    content: str = xhtml(), *, kind: str = "ninat:text", headline: str = f"<headline>{HEADLINE}</headline>",
    meta: str = "", about: str = "", rights: str = "", more: str = "", status: str = "stat:usable",
    provider: str = '<provider literal="reuters.com"/>',
    attributes: str = 'guid="tag:example.org,2024:1" version="2" xml:lang="en"',
) -> str:  # fmt: skip
    return (
        f'<newsItem {NAR} standard="NewsML-G2" standardversion="2.28" {attributes}>'
        f"<rightsInfo>{rights}</rightsInfo><itemMeta>"
        + (f'<itemClass qcode="{kind}"/>' if kind else "")
        + f"{provider}<versionCreated>2024-05-03T16:45:00+02:00</versionCreated>"
        + (f'<pubStatus qcode="{status}"/>' if status else "")
        + f"{meta}</itemMeta><contentMeta>{about}{headline}</contentMeta>{more}<contentSet>{content}</contentSet>"
        + "</newsItem>"
    )


def message(*items: str) -> str:
    return (
        f"{DECLARED}<newsMessage {NAR}><header><sent>2024-05-03T14:46:00Z</sent><priority>4</priority></header>"
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def test_a_whole_item() -> None:
    found = story(
        message(
            item(
                xhtml(COPY.replace("<p>A ferry", "<p>VISBY, Sweden (Reuters) - A ferry")),
                meta="<firstCreated>2024-05-03T14:30:00.000Z</firstCreated><edNote>With a map.</edNote>"
                '<signal qcode="sig:update"/>',
                about='<urgency>3</urgency><infoSource literal="Acme"/><altId type="idType:USN">L1N3H00AB</altId>'
                '<language tag="en"/><genre qcode="genre:Article"><name>Article</name></genre>'
                '<subject qcode="medtop:20000148" type="cpnat:abstract"><name xml:lang="en-GB">transport accident'
                '</name><name xml:lang="de">Verkehrsunfall</name></subject><subject qcode="a1312cat:i"/>'
                '<subject type="cpnat:person"><name>Ana Lima</name></subject>'
                "<slugline>SWEDEN-FERRY/ (UPDATE 1)</slugline><by>By Rui Reis</by>"
                "<creditline>Reuters</creditline><keyword>ferry</keyword>"
                '<description role="drol:summary">Gale warnings were out.</description>',
                rights="<copyrightHolder literal='Acme'/><copyrightNotice>(c) Acme 2024</copyrightNotice>"
                "<usageTerms>NO ARCHIVAL USE</usageTerms>",
            )
        )
    )
    assert (found.headline, found.text, found.agency) == (HEADLINE, TEXT, "Reuters")
    assert (found.slug, found.urgency, found.priority, found.language) == ("SWEDEN-FERRY/", 3, "4", "en")
    assert (found.byline, found.keywords) == (("Rui Reis",), ("ferry",))
    assert found.dateline is not None
    assert found.dateline.text == "VISBY, Sweden (Reuters) -"
    assert notes(found) == [
        ("rights", "(c) Acme 2024"),
        ("rights", "NO ARCHIVAL USE"),
        ("editor_note", "With a map."),
        ("abstract", "Gale warnings were out."),
    ]
    assert [(code.scheme, code.code, code.name) for code in found.categories] == [
        ("genre", "Article", "Article"),
        ("a1312cat", "i", None),
    ]
    assert [(code.scheme, code.code, code.name) for code in found.subjects] == [
        ("medtop", "20000148", "transport accident"),
        (None, None, "Ana Lima"),
    ]
    assert found.times.first_created == datetime(2024, 5, 3, 14, 30, tzinfo=UTC)
    assert found.times.version_created == datetime(2024, 5, 3, 14, 45, tzinfo=UTC)
    assert [(ref.kind, ref.value) for ref in found.refs if ref.kind in ("guid", "usn")] == [
        ("guid", "tag:example.org,2024:1"),
        ("usn", "L1N3H00AB"),
    ]
    assert (found.source.format, found.lifecycle.kind, found.lifecycle.tags) == ("newsmlg2", "update", ("UPDATE 1",))
    assert (found.status, found.issues) == ("usable", ())


WIRE = """(Adds prices)
    * Rye up 2 pct

    By Rui Reis
    VISBY, May 3 (Reuters) - Rye rose on Friday for the third day
running, dealers said.
    Oats fell.

 (Reporting by Rui Reis; Editing by Ana Lima)"""
DPA_PAGE = (
    '<header><ul class="slugline"><li class="subject">Schiffe</li></ul><time class="publicationDate">03.05.2024</time>'
    f'<p class="genre">Meldung</p><h1>{HEADLINE}</h1></header><section class="main"><p><span class="dateline">Visby '
    '<span class="credit">(dpa)</span> - </span>A ferry ran aground off Gotland on Friday with 212 people on board.</p>'
    "<p>Nobody was hurt, police said.</p><p> </p></section>"
)
NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head>'
    "<hedline><hl1>Another headline</hl1></hedline><byline>By Ana Lima, <byttl>Staff Reporter</byttl></byline>"
    f"</body.head><body.content>{COPY}</body.content></body></nitf></inlineXML>"
)
TT_BODY = (
    '<inlineXML contenttype="application/ttnitf+xml"><BODY xmlns=""><TEXT><RUBRIK>' + HEADLINE + "</RUBRIK><INGRESS>"
    "<P>A ferry ran aground off Gotland on Friday with 212 people on board.</P></INGRESS><BRODTEXT><CITAT>Nobody was "
    "hurt, police said.</CITAT></BRODTEXT></TEXT></BODY></inlineXML>"
)

VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "Reuters: plain wire copy in one paragraph": (
        item(xhtml(f"<p>{WIRE}</p>")),
        {
            "text": "Rye rose on Friday for the third day running, dealers said.\n\nOats fell.",
            "byline": ("Rui Reis",),
            "agency": "Reuters",
        },
    ),
    "Reuters: a description of slug and headline, a time for a dateline": (
        item(about="<slugline>SWEDEN-FERRY/</slugline><dateline>2024-05-03 14:45:00 GMT+00:00</dateline>"
             f'<description role="descRole:caption">SWEDEN-FERRY/:{HEADLINE}</description>'),
        {"notes": (), "dateline": None},
    ),
    "dpa: a page header that repeats the metadata": (
        item(xhtml(DPA_PAGE), provider='<provider qcode="nprov:dpa"><name xml:lang="en">Deutsche Presse-Agentur GmbH'
             "</name></provider>", about="<dateline>Visby (dpa) - </dateline><creditline>dpa</creditline>"
             '<creator qcode="dpa-ad:lima.ana"><name>lima.ana</name></creator>',
             attributes='guid="urn:newsml:dpa.com:20090101:240503-99-1" version="3" xml:lang="de"'),
        {"text": TEXT, "agency": "dpa", "byline": (), "language": "de"},
    ),
    "AP: a slug with its tags, a block in the document": (
        item(NITF.replace("<p>A", "<block><p>A").replace("said.</p>", "said.</p></block>"),
             provider='<provider qcode="approviderid:AP"><name>AP</name></provider>',
             about="<slugline>BC-SWE--Ferry, 1st Ld-Writethru</slugline><dateline>VISBY, Sweden</dateline>"),
        {"agency": "AP", "slug": "BC-SWE--Ferry", "text": TEXT, "byline": ("Ana Lima",)},
    ),
    "ANSA: data that calls itself plain, with lines of its own": (
        item('<inlineData contenttype="text/plain"><![CDATA[\n<p>\n          \n            (ANSA) - ROME, MAY 3 - A '
             "ferry ran aground off\nGotland on Friday with 212 people on board.\n   Nobody was hurt, police "
             "said.\n      </p>]]></inlineData>", provider='<provider literal="ansa.it"/>'),
        {"text": TEXT, "agency": "ANSA"},
    ),
    "TT: its own vocabulary": (
        item(TT_BODY, provider='<provider literal="TT"/>'), {"text": TEXT, "agency": "TT"}
    ),
    "TT: figures, a line of section and source": (
        item(xhtml(f'<article><h1>{HEADLINE}</h1><div class="dat"><span>Sjöfart</span><span>TT</span></div>'
                   '<figure><img/><div class="byline">Rui Reis/TT</div><figcaption>The ferry.</figcaption></figure>'
                   f"{COPY}</article>")),
        {"text": TEXT},
    ),
    "STT: empty fields, a byline in capitals, times without a zone": (
        item(about="<slugline/><dateline/><by>ANA LIMA, RUI REIS </by><description role='drol:summary'/><urgency/>",
             provider='<provider literal="STT"/>').replace("16:45:00+02:00", "16:45:00"),
        {"agency": "STT", "byline": ("ANA LIMA", "RUI REIS"), "slug": None, "urgency": None, "notes": ()},
    ),
    "GlobeNewswire: an abstract that breaks off": (
        item(about='<description role="MWdrole:abstract">A ferry ran aground off Gotland on Friday with 212 peo...'
             "</description>", provider='<provider literal="globenewswire.com"/>'),
        {"agency": "GLOBE NEWSWIRE", "notes": ()},
    ),
    "prefixes": (
        '<n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" version="1"><n:itemMeta><n:itemClass '
        f'qcode="ninat:text"/></n:itemMeta><n:contentMeta><n:headline>{HEADLINE}</n:headline></n:contentMeta>'
        '<n:contentSet><n:inlineXML><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:body>'
        f'{COPY.replace("p>", "h:p>")}</h:body></h:html></n:inlineXML></n:contentSet></n:newsItem>',
        {"headline": HEADLINE, "text": TEXT},
    ),
    "a newspaper for a provider": (
        item(provider="<provider><name>The Visby Post</name></provider>"), {"agency": "The Visby Post"}
    ),
    "the headline in the document alone": (item(NITF, headline=""), {"headline": "Another headline", "text": TEXT}),
    "headlines by role": (
        item(headline=f'<headline role="hld:subHeadline">Captain asleep</headline><headline rank="3">Ferries</headline>'
             f'<headline rank="1">{HEADLINE}</headline>'),
        {"headline": HEADLINE, "subheadline": "Captain asleep"},
    ),
    "a title where there is no headline": (
        item(headline="", meta="<title>Ferry off Gotland</title>"), {"headline": "Ferry off Gotland"}
    ),
    "a title that is a slug": (
        item(headline="", meta="<title>LT--Ferry-Gotland</title>"), {"headline": None, "text": TEXT}
    ),
    "a description and nothing else": (
        item("", about="<description role='drol:summary'>Nobody was hurt.</description>"),
        {"text": "Nobody was hurt.", "notes": ()},
    ),
    "no content yet": (item("<inlineXML><!-- to come --></inlineXML>"), {"headline": HEADLINE, "text": ""}),
    "the fullest rendition": (
        item(f'<inlineData contenttype="text/plain">A ferry ran aground.</inlineData>{xhtml()}'), {"text": TEXT}
    ),
    "the item's language": (
        item(xhtml("<p>En färja gick på grund utanför Gotland.</p>" * 9).replace("XML", "XML xml:lang='sv'", 1)
             + xhtml().replace("XML", "XML xml:lang='en'", 1)),
        {"text": TEXT},
    ),
    "a creator": (
        item(about="<creator uri='http://example.org/ana'><name>Ana Lima</name></creator>"
             "<creator><name>Acme Media</name></creator>"),
        {"byline": ("Ana Lima",)},
    ),
    "a class that is missing": (item(kind=""), {"text": TEXT}),
    "a composite with text in it": (item(kind="ninat:composite"), {"text": TEXT}),
    "a version that is no number": (
        item(attributes='guid="urn:x:1" version="x"'), {"headline": HEADLINE}
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_agencies_variants(name: str) -> None:
    value, wanted = VARIANTS[name]
    found = story(value)
    assert {key: getattr(found, key) for key in wanted} == wanted


def test_a_dateline_of_its_own() -> None:
    found = story(item(about="<dateline>VISBY, Sweden, May 3 (Reuters)</dateline>"))
    assert found.dateline is not None
    assert (found.dateline.places, found.dateline.region, found.dateline.date) == (("VISBY",), "Sweden", "--05-03")


def test_a_caption_in_the_body() -> None:
    value, _ = VARIANTS["TT: figures, a line of section and source"]
    (caption,) = story(value).captions
    assert (caption.text, caption.photographer, caption.agency) == ("The ferry.", "Rui Reis", "TT")


def test_notes_to_editors_by_role() -> None:
    found = story(
        item(
            meta='<edNote role="dpaednoterole:notepad"><section xmlns="http://www.w3.org/1999/xhtml"><p>All of it</p>'
            '</section></edNote><edNote role="dpaednoterole:closingline">dpa al xx n1</edNote>'
            '<edNote role="dpaednoterole:dpacontacts">Ana Lima, ana@example.org</edNote>'
            '<edNote role="dpaednoterole:editorialnote">With a map.</edNote>'
        )
    )
    assert notes(found) == [
        ("signoff", "dpa al xx n1"),
        ("contact", "Ana Lima, ana@example.org"),
        ("editor_note", "With a map."),
    ]


def test_names_that_are_asserted_elsewhere_in_the_item() -> None:
    found = story(
        item(
            about='<subject qcode="apgeo:2f"/><subject qcode="apgeo:3a"><name xml:lang="de">Gotland</name></subject>'
            '<subject><mainConcept qcode="medtop:1"><name>ships</name></mainConcept></subject>'
            '<subject literal="a:b c"/>',
            more='<assert qcode="apgeo:2f"><name>Visby</name></assert>',
        )
    )
    assert [(code.scheme, code.code, code.name) for code in found.subjects] == [
        ("apgeo", "2f", "Visby"),
        ("apgeo", "3a", None),
        ("medtop", "1", "ships"),
        (None, "a:b c", None),
    ]


@pytest.mark.parametrize(
    ("status", "embargoed", "wanted", "until"),
    [
        ("stat:usable", "", "usable", None),
        ("", "", "usable", None),
        ("stat:withheld", "", "withheld", None),
        ("stat:usable", "<embargoed/>", "withheld", None),
        ("stat:usable", "<embargoed>2024-05-04T06:00:00+02:00</embargoed>", "withheld", "2024-05-04T04:00:00Z"),
        ("stat:usable", "<embargoed>2024-05-03T14:45:00Z</embargoed>", "usable", None),
        ("stat:usable", "<embargoed>next week</embargoed>", "withheld", None),
        ("stat:usable", "<edNote>Embargoed until Saturday noon</edNote>", "withheld", None),
    ],
)
def test_status_and_embargo(status: str, embargoed: str, wanted: str, until: str | None) -> None:
    found = story(item(status=status, meta=embargoed))
    assert found.status == wanted
    assert found.text == TEXT
    assert found.model_dump(mode="json")["times"]["embargo_until"] == until


def test_versions_are_ordered_under_one_id() -> None:
    first, second = (story(item(attributes=f'guid="urn:x:1" version="{n}"')) for n in (9, 10))
    assert first.id == second.id
    assert first.version < second.version


@pytest.mark.parametrize("content", [xhtml(), ""])
def test_a_canceled_item_leaves_a_tombstone(content: str) -> None:
    found = story(item(content, status="stat:canceled", headline="", meta="<edNote>Please kill.</edNote>"))
    assert (found.status, found.headline, found.text) == ("canceled", None, "")
    assert notes(found) == [("kill", "Please kill.")]
    assert found.id == story(item()).id


@pytest.mark.parametrize(
    ("meta", "kind"),
    [
        ('<signal qcode="sig:correction"/>', "correction"),
        ('<signal qcode="edStat:U"/>', "update"),
        ("<edNote>Eds: Corrects name of the ferry.</edNote>", "correction"),
        ("<edNote>Eds: UPDATES: Adds quotes.</edNote>", "update"),
        ('<signal qcode="nmsig:atomic"/>', "story"),
    ],
)
def test_lifecycle(meta: str, kind: str) -> None:
    assert story(item(meta=meta)).lifecycle.kind == kind


EVENTS = "<inlineXML><events><event><name>Meeting</name></event></events></inlineXML>"
SCORES = (
    '<inlineXML contenttype="application/sportsml+xml"><sports-content><standing><team id="1"/></standing>'
    "</sports-content></inlineXML>"
)
PICTURE = '<remoteContent href="1.jpg" contenttype="image/jpeg"/>'


def other(kind: str, inner: str = "") -> str:
    return f'<{kind} {NAR} guid="urn:x:1" version="1">{inner}</{kind}>'


REFUSED = {
    "a picture with its caption": (
        item(PICTURE, kind="ninat:picture", about="<description>The ferry.</description>"), "picture"
    ),
    "a graphic": (item(kind="ninat:graphic"), "graphic"),
    "an animation": (item(kind="ninat:animation"), "graphic"),
    "sound": (item("", kind="ninat:audio"), "audio"),
    "a video with a script": (item(kind="icls:video"), "video"),
    "a composite of pictures": (item(PICTURE, kind="ninat:composite", headline=""), "picture"),
    "events": (item(EVENTS, kind="ninat:composite"), "planning"),
    "scores": (item(SCORES), "data"),
    "neither headline nor text": (item("", headline=""), "no_story"),
    "a package": (other("packageItem", "<groupSet><group><itemRef residref='urn:x:2'/></group></groupSet>"), "package"),
    "a person": (other("conceptItem", "<concept><conceptId qcode='x:1'/></concept>"), "concept"),
    "a vocabulary": (other("knowledgeItem", "<conceptSet><concept/></conceptSet>"), "concept"),
    "an event": (other("conceptItem", "<concept><eventDetails/></concept>"), "planning"),
    "a plan": (other("planningItem"), "planning"),
    "a catalogue": (other("catalogItem"), "catalogue"),
    "an empty message": (message(), "no_story"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    value, code = REFUSED[name]
    (part,) = parts(DECLARED + value.removeprefix(DECLARED))
    assert isinstance(part, Failure)
    assert part.code == code


def test_an_article_within_data_is_copy() -> None:
    inner = SCORES.replace(
        "<standing>", f"<article><nitf><body><body.content>{COPY}</body.content></body></nitf></article><standing>"
    )
    assert story(item(inner)).text == TEXT


def test_a_message_in_order() -> None:
    found = parts(
        message(
            other("packageItem", "<groupSet/>"), item(), item(PICTURE, kind="ninat:picture"),
            item(headline="<headline>B</headline>"),
        )
    )  # fmt: skip
    assert [part.headline if isinstance(part, Story) else part.code for part in found] == [HEADLINE, "picture", "B"]
    assert [part.source.part if isinstance(part, Story) else part.part for part in found] == [0, 1, 2]


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    whole = message(item())
    found = story(whole[: whole.index("police said") + 6])
    assert (found.headline, found.text.split("\n\n")[1]) == (HEADLINE, "Nobody was hurt, police")
    assert [issue.code for issue in found.issues] == ["markup_broken"]


def test_hostile_messages() -> None:
    bomb = '<!DOCTYPE newsItem [<!ENTITY a "xxxxxxxx"><!ENTITY b "yyyy"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    found = story(f"<?xml version='1.0'?>{bomb}{item(xhtml(f'{COPY}<p>&b;&c;</p>'))}")
    assert found.text == f"{TEXT}\n\n&b;&c;"
    deep = story(f"<?xml version='1.0'?>{item('<inlineXML>' + '<div>' * 100_000)}")
    assert deep.headline == HEADLINE


def test_wide_messages() -> None:
    assert len(parts(message(*[item("", headline="")] * 5_000))) == 5_000
    subjects = "".join(f'<subject qcode="medtop:{n}"/>' for n in range(20_000))
    assert len(story(item(about=subjects)).subjects) == 20_000


@pytest.mark.parametrize(
    ("headline", "body", "kind"),
    [
        ("FERRY AGROUND OFF GOTLAND - POLICE", "<p> </p>", "alert"),
        ("FERRY AGROUND OFF GOTLAND - POLICE", COPY, "story"),
        ("Ferry aground off Gotland - police", "<p> </p>", "story"),
    ],
)
def test_a_line_in_capitals_without_text_is_an_alert_though_a_field_has_its_dateline(
    headline: str, body: str, kind: str
) -> None:
    found = story(item(xhtml(body), headline=f"<headline>{headline}</headline><dateline>VISBY</dateline>"))
    assert (found.lifecycle.kind, found.headline_raw) == (kind, headline)


@pytest.mark.parametrize(
    ("received", "year", "ahead"),
    [
        (datetime(2024, 5, 3, 15, tzinfo=UTC), 2124, True),
        (datetime(2024, 5, 3, 15, tzinfo=UTC), 2026, True),
        (datetime(2024, 5, 3, 15, tzinfo=UTC), 2025, False),
        (datetime(2024, 5, 3, 15, tzinfo=UTC), 1994, False),
        (None, 2124, False),
    ],
)
@pytest.mark.parametrize("status", ["usable", "canceled"])
def test_a_time_years_ahead_of_its_receipt_is_none(
    status: str, received: datetime | None, year: int, *, ahead: bool
) -> None:
    value = item(status=f"stat:{status}").replace("2024-05-03T16:45", f"{year}-05-03T16:45").encode()
    raw = RawStory(value=value, source="t", sha256="0" * 64, received_at=received)
    (found,) = decode(raw)
    assert isinstance(found, Story)
    assert (found.times.version_created is None) == ahead
    assert ("time_ahead" in [issue.code for issue in found.issues]) == ahead
    (again,) = decode(raw.model_copy(update={"received_at": None}))
    assert isinstance(again, Story)
    assert again.version == found.version
