"""NewsML 1.0 to 1.2: what is read on the way to the text, agencies' variants, what is refused."""

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
SWEDISH = (
    "<p>En färja gick på grund utanför Gotland på fredagen med 212 personer ombord. Ingen skadades, enligt polisen.</p>"
)


def parts(value: str) -> tuple[Story | Failure, ...]:
    data = value.encode()
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest()))


def story(value: str) -> Story:
    (part,) = parts(value)
    assert isinstance(part, Story)
    return part


def code(value: str) -> str:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    return part.code


def text(
    content: str, role: str = "", *, kind: str = "Text", mime: str = "", lines: str = "", language: str = ""
) -> str:
    """A component with one piece of text."""
    return (
        "<NewsComponent>"
        + (f'<Role FormalName="{role}"/>' if role else "")
        + (f"<NewsLines>{lines}</NewsLines>" if lines else "")
        + (f'<DescriptiveMetadata><Language FormalName="{language}"/></DescriptiveMetadata>' if language else "")
        + f'<ContentItem><MediaType FormalName="{kind}"/>'
        + (f'<MimeType FormalName="{mime}"/>' if mime else "")
        + f"<DataContent>{content}</DataContent></ContentItem></NewsComponent>"
    )


def nitf(copy: str = COPY, head: str = "") -> str:
    return f"<nitf><body><body.head>{head}</body.head><body.content>{copy}</body.content></body></nitf>"


PICTURE = '<ContentItem Href="1.jpg"><MediaType FormalName="Photo"/><Format FormalName="JPEG Baseline"/></ContentItem>'


def item(
    content: str, *, lines: str = f"<HeadLine>{HEADLINE}</HeadLine>", identifier: str = "", management: str = "",
    status: str = "Usable", admin: str = '<Provider><Party FormalName="AFP"/></Provider>', descriptive: str = "",
    more: str = "",
) -> str:  # fmt: skip
    return (
        f"<NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f'<NewsManagement><NewsItemType FormalName="News"/><Status FormalName="{status}"/>{management}</NewsManagement>'
        f"<NewsComponent>{more}<NewsLines>{lines}</NewsLines><AdministrativeMetadata>{admin}</AdministrativeMetadata>"
        f"<DescriptiveMetadata>{descriptive}</DescriptiveMetadata>{content}</NewsComponent></NewsItem>"
    )


def newsml(*items: str, envelope: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><NewsML Version="1.2"><NewsEnvelope>{envelope}</NewsEnvelope>'
        f"{''.join(items)}</NewsML>"
    )


def identified(revision: int = 1, *, previous: int = 0, update: str = "N", public: str | None = None) -> str:
    named = f"urn:newsml:afp.com:20240503:TX-1:{revision}" if public is None else public
    return (
        "<ProviderId>afp.com</ProviderId><DateId>20240503</DateId><NewsItemId>TX-1</NewsItemId>"
        f'<RevisionId PreviousRevision="{previous}" Update="{update}">{revision}</RevisionId>'
        f"<PublicIdentifier>{named}</PublicIdentifier>"
    )


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def test_a_whole_item() -> None:
    found = story(
        newsml(
            item(
                text(nitf(), "Main"),
                identifier=identified(),
                management="<FirstCreated>20240503T143000Z</FirstCreated>"
                '<ThisRevisionCreated>20240503T164500+0200</ThisRevisionCreated><Urgency FormalName="4"/>',
                lines=f"<HeadLine>{HEADLINE}</HeadLine><SubHeadLine>Captain asleep</SubHeadLine>"
                "<ByLine>By Ana Lima</ByLine><DateLine>Visby, Sweden, May 3, 2024 (AFP) -</DateLine>"
                "<SlugLine>Sweden-ferry</SlugLine>"
                "<CopyrightLine>(c) AFP 2024</CopyrightLine><KeywordLine>ferry;Gotland</KeywordLine>",
                descriptive='<Language FormalName="en"/><Genre FormalName="Article"/><SubjectCode>'
                '<Subject FormalName="03000000"/><SubjectMatter FormalName="03010000" Scheme="IptcSubjectCodes"/>'
                '</SubjectCode><Property FormalName="Keyword" Value="Sweden"/>',
            ),
            envelope='<Priority FormalName="4"/>',
        )
    )
    assert (found.headline, found.subheadline, found.text) == (HEADLINE, "Captain asleep", TEXT)
    assert (found.agency, found.slug, found.language, found.urgency, found.priority) == (
        "AFP", "Sweden-ferry", "en", 4, "4",
    )  # fmt: skip
    assert found.byline == ("Ana Lima",)
    assert found.dateline is not None
    assert (found.dateline.places, found.dateline.region, found.dateline.date) == (("Visby",), "Sweden", "2024-05-03")
    assert notes(found) == [("rights", "(c) AFP 2024")]
    assert found.keywords == ("ferry", "Gotland", "Sweden")
    assert [code.code for code in found.categories] == ["Article"]
    assert [(code.scheme, code.code) for code in found.subjects] == [
        (None, "03000000"),
        ("IptcSubjectCodes", "03010000"),
    ]
    assert found.times.first_created == datetime(2024, 5, 3, 14, 30, tzinfo=UTC)
    assert found.times.version_created == datetime(2024, 5, 3, 14, 45, tzinfo=UTC)
    assert [ref.value for ref in found.refs if ref.kind == "guid"] == ["urn:newsml:afp.com:20240503:TX-1"]
    assert (found.source.format, found.lifecycle.kind, found.issues) == ("newsml12", "story", ())


VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    "AFP: paragraphs without a document, a slug in the name, an agency's domain": (
        newsml(
            item(text(COPY), admin='<Provider><Party FormalName="afp.com"/></Provider>').replace(
                "</Identification>", "<NameLabel>Sweden-ferry-accident</NameLabel></Identification>"
            )
        ),
        {"agency": "AFP", "slug": "Sweden-ferry-accident", "text": TEXT},
    ),
    "AFP: creators for a byline": (
        newsml(item(text(nitf()), admin='<Creator><Party FormalName="Ana Lima with Rui Reis in Visby "/></Creator>')),
        {"byline": ("Ana Lima", "Rui Reis")},
    ),
    "EFE: initials are no names": (
        newsml(item(text(nitf()), admin='<Creator><Party FormalName="daa/mt"/></Creator>')), {"byline": (), "notes": ()}
    ),
    "EFE: sub-headline and abstract in both envelopes": (
        newsml(
            item(
                text(nitf(head=f"<hedline><hl1>{HEADLINE}</hl1><hl2>SUECIA MAR</hl2></hedline><abstract><p>A ferry ran"
                          " aground off Gotland on Friday with 212 people</p></abstract>")),
                lines=f"<HeadLine>{HEADLINE}</HeadLine><SubHeadLine>SUECIA MAR</SubHeadLine>",
                admin='<Provider><Party FormalName="Agencia EFE"/></Provider>',
            )
        ),
        {"agency": "EFE", "subheadline": "SUECIA MAR", "notes": (), "text": TEXT},
    ),
    "Kyodo, ATS: a document type with an entity for another": (
        newsml(item(text(nitf()), lines=f"<HeadLine>{HEADLINE}</HeadLine><CreditLine>Kyodo</CreditLine>", admin=""))
        .replace("<NewsML", '<!DOCTYPE NewsML SYSTEM "n.dtd" [<!ENTITY % nitf SYSTEM "nitf.dtd"> %nitf;]><NewsML', 1),
        {"agency": "Kyodo", "text": TEXT, "issues": ()},
    ),
    "TASS: a text of complex data, urgency as text, no identifier": (
        newsml(
            item(
                text(nitf(), "Main", kind="ComplexData", mime="text/vnd.IPTC.NITF"),
                management="<Urgency>2</Urgency>",
                admin='<Provider><Party FormalName="www.itar-tass.com"/></Provider>',
            )
        ),
        {"agency": "TASS", "urgency": 2, "text": TEXT},
    ),
    "Business Wire: roles for everything, the sender for an agency": (
        newsml(
            item(
                text("<html><head><title/></head><body><p>Seafarers Inc.</p></body></html>", "Contact")
                + text("<html><body><p><b>Ferry</b></p></body></html>", "HeadLine")
                + text("<html><body><ul><li>Captain asleep</li><li>Tugs sent</li></ul></body></html>", "SubHeadLine")
                + text(".bw {margin: 0}", "StyleSheet", mime="text/css")
                + text("Nobody hurt.", "Abstract", mime="text/plain")
                + text(f"<html><body>{COPY}</body></html>", "Body", mime="text/xhtml")
                + text("<p>Ferry! Aground!</p>", "TweetText"),
                admin='<Source><Party FormalName="Seafarers Inc."/></Source>',
                more='<BasisForChoice Rank="1">./NewsComponent/Role</BasisForChoice>',
            ),
            envelope='<SentFrom><Party FormalName="Business Wire"/></SentFrom>',
        ),
        {"agency": "Business Wire", "subheadline": "Captain asleep Tugs sent", "text": TEXT, "headline": HEADLINE},
    ),
    "Belga: lead and body, text with its markup escaped": (
        newsml(
            item(text("A ferry ran aground off &lt;b&gt;Gotland&lt;/b&gt;.", "Lead") + text("Nobody was hurt.", "Body"))
        ),
        {"text": "A ferry ran aground off Gotland.\n\nNobody was hurt."},
    ),
    "Belga: two languages, of which the first is the item's": (
        newsml(
            item(text(nitf(), language="en") + text(nitf(SWEDISH * 3), language="sv"),
                 descriptive='<Language FormalName="EN"/>')
        ),
        {"language": "en", "text": TEXT},
    ),
    "ANP: empty lines, keywords in one": (
        newsml(
            item(text(nitf()), lines=f"<HeadLine>{HEADLINE}</HeadLine><ByLine/><DateLine/>"
                 "<KeywordLine>ECO/ECO10;ECO-POST</KeywordLine>",
                 descriptive='<Language FormalName="nl-nl"/>', admin='<Provider><Party FormalName="ANP"/></Provider>')
        ),
        {"agency": "ANP", "keywords": ("ECO/ECO10", "ECO-POST"), "language": "nl-NL", "dateline": None},
    ),
    "dpa: plain copy with lines of its own": (
        newsml(item(text("A ferry ran aground off Gotland on Friday\nwith 212 people on board.\n\n"
                         "Nobody was hurt, police said."))),
        {"text": TEXT},
    ),
    "ANA: HTML in a section of data": (newsml(item(text(f"<![CDATA[{COPY}]]>"))), {"text": TEXT}),
    "a plain rendition beside the marked-up one": (
        newsml(item(text(TEXT.replace("\n\n", "\n") + " ") + text(nitf()))), {"text": TEXT}
    ),
    "a take that goes on": (
        newsml(item(text(nitf()) + text("<p>The ferry was built in 1987.</p>"))),
        {"text": f"{TEXT}\n\nThe ferry was built in 1987."},
    ),
    "the headline in the document alone": (
        newsml(item(text(nitf(head=f"<hedline><hl1>{HEADLINE}</hl1></hedline>")), lines="<HeadLine/>")),
        {"headline": HEADLINE},
    ),
    "an abstract and nothing else": (newsml(item(text("Nobody was hurt.", "Summary"))), {"text": "Nobody was hurt."}),
    "an alert": (newsml(item("", lines="<HeadLine>FERRY AGROUND OFF GOTLAND</HeadLine>")), {"text": ""}),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_agencies_variants(name: str) -> None:
    value, wanted = VARIANTS[name]
    found = story(value)
    assert {key: getattr(found, key) for key in wanted} == wanted


def test_lines_to_editors() -> None:
    def line(kind: str, told: str) -> str:
        return f'<NewsLine><NewsLineType FormalName="{kind}"/><NewsLineText>{told}</NewsLineText></NewsLine>'

    lines = (
        line("AdvisoryLine", "ADDS quotes, UPDATES throughout") + line("ProductLine", "(Picture+Video)")
        + line("Summary", "Gale warnings were out") + line("storyType", "news")
    )  # fmt: skip
    found = story(
        newsml(
            item(text(nitf()), lines=f"<HeadLine>{HEADLINE}</HeadLine>{lines}", more="<Comment>With a map.</Comment>")
        )
    )
    assert notes(found) == [
        ("trash_line", "ADDS quotes, UPDATES throughout"),
        ("editor_note", "With a map."),
        ("header", "(Picture+Video)"),
        ("abstract", "Gale warnings were out"),
    ]
    assert found.lifecycle.kind == "update"


def test_pictures_give_captions() -> None:
    photo = (
        '<NewsComponent Duid="photo0"><NewsLines><HeadLine>FERRY</HeadLine><CreditLine>AFP</CreditLine>'
        f"<ByLine>Rui Reis</ByLine></NewsLines>{text('<p>The ferry on the rocks.</p>', 'Caption')}"
        f'<NewsComponent><Role FormalName="Quicklook"/>{PICTURE}</NewsComponent></NewsComponent>'
    )
    logo = f'<NewsComponent><Role FormalName="Logo"/>{PICTURE}</NewsComponent>'
    titled = (
        '<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>The captain. (Photo: Acme)</HeadLine>'
        f"</NewsLines>{PICTURE}</NewsComponent>"
    )
    found = story(newsml(item(text(f"{nitf()}<p>The captain. (Photo: Acme)</p>") + photo + logo + titled)))
    assert found.text == TEXT
    assert [(caption.text, caption.credit, caption.photographer, caption.agency) for caption in found.captions] == [
        ("The ferry on the rocks.", "AFP", "Rui Reis", "AFP"),
        ("The captain.", "(Photo: Acme)", None, None),
    ]


def test_a_picture_in_the_texts_own_component() -> None:
    picture = PICTURE.replace("</ContentItem>", '<Property FormalName="caption" value="The ferry."/></ContentItem>')
    body = f"<body><body.content><![CDATA[{COPY.replace('</p><p>', '<BR><BR>')}]]></body.content></body>"
    found = story(newsml(item(text(body).replace("</NewsComponent>", f"{picture}</NewsComponent>"))))
    assert found.text == TEXT
    assert [caption.text for caption in found.captions] == ["The ferry."]


IDENTIFIERS = {
    "with the revision behind": ("urn:newsml:afp.com:20240503:TX-1:3", "urn:newsml:afp.com:20240503:TX-1"),
    "with revision and update mark": ("urn:newsml:afp.com:20240503:TX-1:3N", "urn:newsml:afp.com:20240503:TX-1"),
    "without a revision": ("urn:newsml:afp.com:20240503:TX-1", "urn:newsml:afp.com:20240503:TX-1"),
    "no identifier at all": ("urn:newsml:www.belga.be", "urn:newsml:afp.com:20240503:TX-1"),
    "empty": ("", "urn:newsml:afp.com:20240503:TX-1"),
    "an item called as its revision": ("urn:newsml:afp.com:20240503:3", "urn:newsml:afp.com:20240503:3"),
}


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_identifiers(name: str) -> None:
    public, guid = IDENTIFIERS[name]
    found = story(newsml(item(text(nitf()), identifier=identified(3, previous=2, public=public))))
    assert [ref.value for ref in found.refs if ref.kind == "guid"] == [guid]
    assert found.lifecycle.kind == "update"


def test_revisions_are_ordered_under_one_id() -> None:
    first, second = (story(newsml(item(text(nitf()), identifier=identified(n)))) for n in (9, 10))
    assert first.id == second.id
    assert first.version < second.version


def test_a_revision_that_is_a_time_of_day_orders_nothing() -> None:
    identifier = identified(1).replace(">1</RevisionId>", ">11839114654855</RevisionId>")
    created = "<ThisRevisionCreated>20240503T1430{:02}Z</ThisRevisionCreated>"
    first, second = (
        story(newsml(item(text(nitf()), identifier=identifier, management=created.format(n)))) for n in (1, 2)
    )
    assert first.id == second.id
    assert first.version < second.version


CREATED = "<ThisRevisionCreated>20240503T120000Z</ThisRevisionCreated>"
CHANGE = (
    '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>{}</DateAndTime></StatusWillChange>' + CREATED
)


@pytest.mark.parametrize(
    ("status", "management", "wanted", "until"),
    [
        ("USABLE", "", "usable", None),
        ("Withheld", "", "withheld", None),
        ("Embargoed", "", "withheld", None),
        ("Embargoed", CHANGE.format("20240504T000100+0100"), "withheld", "2024-05-03T23:01:00Z"),
        ("Embargoed", CHANGE.format("20240503T110000Z"), "usable", None),
        ("Usable", CHANGE.format("20240504T000100Z"), "usable", None),
        ("", "", "usable", None),
    ],
)
def test_status_and_embargo(status: str, management: str, wanted: str, until: str | None) -> None:
    found = story(newsml(item(text(nitf()), status=status, management=management)))
    assert found.status == wanted
    assert found.model_dump(mode="json")["times"]["embargo_until"] == until


def test_a_canceled_item_leaves_a_tombstone() -> None:
    kill = story(newsml(item("", status="Canceled", identifier=identified(2, previous=1))))
    assert (kill.status, kill.headline, kill.text) == ("canceled", None, "")
    assert kill.id == story(newsml(item(text(nitf()), identifier=identified(1)))).id


@pytest.mark.parametrize(("order", "kind"), [("Rectify", "correction"), ("Update", "update"), ("Add", "story")])
def test_instructions(order: str, kind: str) -> None:
    found = story(newsml(item(text(nitf()), management=f'<Instruction FormalName="{order}"/>')))
    assert found.lifecycle.kind == kind


REFUSED = {
    "a photo with its caption": (item(text("<p>The ferry.</p>", "Caption") + PICTURE), "picture"),
    "a video": (item('<ContentItem Href="1.mpg"><MediaType FormalName="Video"/></ContentItem>'), "video"),
    "a graphic": (item('<ContentItem Href="1.svg"><MediaType FormalName="Graphic"/></ContentItem>'), "graphic"),
    "sound": (item('<ContentItem Href="1.mp3"><MimeType FormalName="audio/mpeg"/></ContentItem>'), "audio"),
    "pointers": (item('<NewsItemRef NewsItem="urn:newsml:afp.com:20240503:TX-2"/>', lines=""), "package"),
    "an index without a word": (item("", lines=""), "no_story"),
    "topics": ("<TopicSet FormalName='x'><Topic><FormalName>03000000</FormalName></Topic></TopicSet>", "concept"),
    "a catalogue": ("<Catalog><Resource><Urn>urn:x</Urn></Resource></Catalog>", "catalogue"),
    "an envelope alone": ("", "no_story"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    inner, wanted = REFUSED[name]
    assert code(newsml(inner)) == wanted


def test_several_items_in_order() -> None:
    found = parts(
        newsml(
            item(text(nitf())),
            item('<NewsItemRef NewsItem="urn:x"/>', lines=""),
            item(text("<p>The ferry.</p>", "Caption") + PICTURE),
            item(text(nitf("<p>The ferry is free.</p>")), lines="<HeadLine>Ferry is free</HeadLine>"),
        )
    )
    assert [part.headline if isinstance(part, Story) else part.code for part in found] == [
        HEADLINE, "picture", "Ferry is free",
    ]  # fmt: skip


def test_an_item_within_an_item_is_a_story_of_its_own() -> None:
    inner = item(text(nitf("<p>The ferry is free.</p>")), lines="<HeadLine>Ferry is free</HeadLine>")
    found = parts(newsml(item(text(nitf()) + f"<NewsComponent>{inner}</NewsComponent>")))
    assert [part.text for part in found if isinstance(part, Story)] == [TEXT, "The ferry is free."]


def test_broken_markup_is_read_as_far_as_it_goes() -> None:
    whole = newsml(item(text(nitf()), identifier=identified()))
    found = story(whole[: whole.index("police said") + 6])
    assert (found.headline, found.text.split("\n\n")[1]) == (HEADLINE, "Nobody was hurt, police")
    assert [issue.code for issue in found.issues] == ["markup_broken"]


def test_deep_and_wide_items() -> None:
    deep = newsml(item("<NewsComponent>" * 100_000))
    assert isinstance(parts(deep)[0], Story)
    wide = item(text(nitf()) + "<NewsComponent/>" * 20_000 + "<NewsComponent><ContentItem/></NewsComponent>" * 20_000)
    assert story(newsml(wide)).text == TEXT
