"""RSS and Atom: feeds and single entries, what modules add, what is broken or hostile."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

FIRST = "A ferry ran aground off Gotland on Friday with 212 people on board, and stayed there."
SECOND = "Nobody was hurt, police said."
TITLE = "Ferry runs aground off Gotland"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def parts(value: str | bytes, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    data = value.encode() if isinstance(value, str) else value
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest(), format="rss"), supplier)


def story(value: str | bytes, supplier: Supplier = UNKNOWN) -> Story:
    (part,) = parts(value, supplier)
    assert isinstance(part, Story)
    return part


def code(value: str) -> str:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    return part.code


def rss(item: str, channel: str = "") -> str:
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{channel}<item>{item}</item></channel></rss>'


def atom(entry: str, feed: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{feed}<entry>{entry}</entry></feed>'


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def guid(found: Story) -> str | None:
    return next((ref.value for ref in found.refs if ref.kind == "guid"), None)


def test_an_item_of_rss_2() -> None:
    found = story(
        rss(
            f"<title>{TITLE} &amp; stays</title><link>https://herald.example/1</link>"
            "<guid isPermaLink='false'>herald-1</guid><pubDate>Fri, 03 May 2024 14:30:00 +0200</pubDate>"
            "<dc:creator><![CDATA[By Ana Lima and Rui Reis]]></dc:creator>"
            "<category domain='https://herald.example/desks'>World</category><category>medtop:20000150</category>"
            "<media:keywords>ferry, Gotland</media:keywords>"
            f"<description><![CDATA[<p>{FIRST}</p> Read more]]></description>"
            f"<content:encoded><![CDATA[<p>VISBY (Reuters) - {FIRST}</p><p>{SECOND}</p><script>x()</script>"
            "<p>The post <a href='x'>Ferry</a> appeared first on <a href='y'>Herald</a>.</p>]]></content:encoded>",
            "<title>The Example Herald</title><language>en-gb</language><copyright>(c) 2024 Example</copyright>"
            "<description>News</description><atom:link href='x' rel='self'/>",
        )
    )
    assert (found.headline, found.text) == (f"{TITLE} & stays", f"{FIRST}\n\n{SECOND}")
    assert (found.agency, found.byline, found.language) == ("Reuters", ("Ana Lima", "Rui Reis"), "en-GB")
    assert guid(found) == "herald-1"
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert found.times.first_created is None
    assert [(one.scheme, one.code) for one in found.categories] == [
        ("https://herald.example/desks", "World"),
        ("medtop", "20000150"),
    ]
    assert found.keywords == ("ferry", "Gotland")
    assert found.dateline is not None
    assert found.dateline.places == ("VISBY",)
    assert notes(found) == [
        ("boilerplate", "The post Ferry appeared first on Herald."),
        ("rights", "(c) 2024 Example"),
    ]
    assert found.source.format == "rss"


def test_an_entry_of_atom() -> None:
    found = story(
        atom(
            f"<title type='html'>Ferry &lt;b&gt;runs&lt;/b&gt; aground</title><id>tag:herald.example,2024:1</id>"
            "<link href='https://herald.example/1'/><published>2024-05-03T10:00:00Z</published>"
            "<updated>2024-05-03T14:30:00+02:00</updated><author><name>Ana Lima</name><email>a@x</email></author>"
            "<category term='world' scheme='https://herald.example/desks' label='World'/><rights>Free</rights>"
            f"<summary>Rescue took four hours.</summary><content type='xhtml' xml:lang='sv'><div><p>{FIRST}</p><ul>"
            f"<li>{SECOND}</li></ul></div></content>",
            "<title>Example</title><updated>2024-05-04T00:00:00Z</updated>",
        )
    )
    assert (found.headline, found.text) == ("Ferry runs aground", f"{FIRST}\n\n* {SECOND}")
    assert (found.agency, found.byline, guid(found)) == ("Example", ("Ana Lima",), "tag:herald.example,2024:1")
    assert found.language == "sv"
    assert found.times.first_created == datetime(2024, 5, 3, 10, tzinfo=UTC)
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert [(one.code, one.name) for one in found.categories] == [("world", "World")]
    assert notes(found) == [("abstract", "Rescue took four hours."), ("rights", "Free")]


def test_rss_1() -> None:
    found = story(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="http://h.example/"><title>Example</title>'
        '<items><rdf:Seq><rdf:li rdf:resource="http://h.example/1"/></rdf:Seq></items></channel>'
        f'<item rdf:about="http://h.example/1"><title>{TITLE}</title><description>{FIRST}</description>'
        "<dc:date>2024-05-03T14:30:00+02:00</dc:date><dc:subject>Sea</dc:subject><dc:language>pt</dc:language>"
        "<dc:publisher>Lusa</dc:publisher></item></rdf:RDF>"
    )
    assert (guid(found), found.text, found.agency, found.language) == ("http://h.example/1", FIRST, "Lusa", "pt")
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert [one.code for one in found.subjects] == ["Sea"]


@pytest.mark.parametrize(
    "wrapped",
    [
        "{}",
        "<rss version='2.0'><channel>{}</channel></rss>",
        "<rss>{}</rss>",
        "<channel>{}</channel>",
    ],
)
def test_an_entry_alone(wrapped: str) -> None:
    found = story(
        wrapped.format(f"<item><title>{TITLE}</title><guid>1</guid><description>{FIRST}</description></item>")
    )
    assert (found.headline, found.text, guid(found)) == (TITLE, FIRST, "1")


@pytest.mark.parametrize(
    ("description", "text"),
    [
        (f"{FIRST} &lt;a href='x'&gt;Read more&lt;/a&gt;", FIRST),
        (f"&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;", f"{FIRST}\n\n{SECOND}"),
        (f"&amp;lt;p&amp;gt;{FIRST}&amp;lt;/p&amp;gt;", FIRST),
        (f"{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND}"),
        (f"<p>{FIRST}</p>", FIRST),
        (f"<![CDATA[<p>{FIRST}</p><p>Continue reading...</p>]]>", FIRST),
    ],
)
def test_the_description_is_the_text_of_a_teaser(description: str, text: str) -> None:
    assert story(rss(f"<title>{TITLE}</title><description>{description}</description>")).text == text


def test_an_empty_content_does_not_hide_the_description() -> None:
    found = story(
        rss(f"<content:encoded><![CDATA[<img src='a.jpg'>]]></content:encoded><description>{FIRST}</description>")
    )
    assert (found.headline, found.text) == (None, FIRST)


@pytest.mark.parametrize(
    "media",
    [
        "<media:content url='a.jpg'><media:description>The ferry</media:description>"
        "<media:credit>Karl Ek/AFP</media:credit></media:content>",
        "<media:group><media:content medium='image' url='a'/><media:credit>Karl Ek/AFP</media:credit>"
        "<media:description>The ferry</media:description></media:group>",
        "<media:content type='image/png' url='a'/><media:description>The ferry</media:description>"
        "<media:credit>Karl Ek/AFP</media:credit>",
    ],
)
def test_pictures_have_captions(media: str) -> None:
    found = story(rss(f"<title>{TITLE}</title><description>{FIRST}</description>{media}"))
    assert found.text == FIRST
    assert [(one.text, one.credit, one.photographer, one.agency) for one in found.captions] == [
        ("The ferry", "Karl Ek/AFP", "Karl Ek", "AFP")
    ]


def test_a_film_has_none() -> None:
    media = "<media:content url='a.mp4' medium='video'><media:description>Waves</media:description></media:content>"
    assert story(rss(f"<title>{TITLE}</title>{media}")).captions == ()


@pytest.mark.parametrize(
    ("entry", "channel", "supplier", "agency"),
    [
        ("<dc:publisher>AFP</dc:publisher>", "<title>Herald</title>", UNKNOWN, "AFP"),
        ("<source url='x'>The Example Herald</source>", "", UNKNOWN, "The Example Herald"),
        ("<dc:creator>Reuters</dc:creator>", "<title>Herald</title>", UNKNOWN, "Reuters"),
        ("", "<title>AP Top News</title>", UNKNOWN, "AP"),
        ("", "<title>Herald</title>", UNKNOWN, "Herald"),
        ("", "<title>Herald</title>", Supplier(agency="PA"), "PA"),
        ("", "", UNKNOWN, None),
    ],
)
def test_agency(entry: str, channel: str, supplier: Supplier, agency: str | None) -> None:
    assert story(rss(f"<title>{TITLE}</title>{entry}", channel), supplier).agency == agency


def test_authors() -> None:
    item = f"<title>{TITLE}</title><author>desk@herald.example (Ana Lima)</author>"
    assert story(rss(item)).byline == ("Ana Lima",)
    assert story(rss(f"<title>{TITLE}</title><author>desk@herald.example</author>")).byline == ()
    assert story(atom(f"<title>{TITLE}</title>", "<author><name>Rui Reis</name></author>")).byline == ("Rui Reis",)


@pytest.mark.parametrize(
    ("date", "moment"),
    [
        ("Fri, 03 May 2024 12:30:00 GMT", datetime(2024, 5, 3, 12, 30, tzinfo=UTC)),
        ("3 May 24 08:30 EDT", datetime(2024, 5, 3, 12, 30, tzinfo=UTC)),
        ("2024-05-03T12:30:00Z", datetime(2024, 5, 3, 12, 30, tzinfo=UTC)),
        ("Fri, 03 May 2024 14:30:00", datetime(2024, 5, 3, 12, 30, tzinfo=UTC)),
        ("Fri, 03 May 2024", None),
        ("some day", None),
    ],
)
def test_times(date: str, moment: datetime | None) -> None:
    found = story(
        rss(f"<title>{TITLE}</title><pubDate>{date}</pubDate>"), Supplier(time_zone=ZoneInfo("Europe/Berlin"))
    )
    assert found.times.version_created == moment
    assert [one.code for one in found.issues] == ([] if moment else ["time_not_read"])


def test_an_update_dates_the_first_version_too() -> None:
    item = "<pubDate>Fri, 03 May 2024 12:30:00 GMT</pubDate><atom:updated>2024-05-03T13:00:00Z</atom:updated>"
    found = story(rss(f"<title>{TITLE}</title>{item}"))
    assert found.times.first_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert found.times.version_created == datetime(2024, 5, 3, 13, tzinfo=UTC)


def test_an_entry_that_was_taken_back() -> None:
    there = story(atom(f"<title>{TITLE}</title><id>tag:1</id>", "<title>Example</title>"))
    gone = story(
        '<feed xmlns:at="http://purl.org/atompub/tombstones/1.0"><title>Example</title>'
        '<at:deleted-entry ref="tag:1" when="2024-05-03T12:30:00Z"><at:comment>Wrong.</at:comment></at:deleted-entry>'
        "</feed>"
    )
    assert (gone.status, gone.id, notes(gone)) == ("canceled", there.id, [("kill", "Wrong.")])
    assert gone.version > there.version


@pytest.mark.parametrize(
    ("value", "code_"),
    [
        ("<rss version='2.0'><channel><title>Herald</title></channel></rss>", "no_story"),
        ("<opml version='1.0'><body/></opml>", "unsupported_format"),
        ("no markup at all", "malformed"),
        ("<rss><channel><item></item></channel></rss>", "empty"),
    ],
)
def test_refused(value: str, code_: str) -> None:
    assert code(value) == code_


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    whole = "".join(f"<item><title>{TITLE} {n}</title><guid>{n}</guid></item>" for n in range(3))
    found = parts(f"<rss><channel>{whole}"[:-60])
    assert [part.headline for part in found if isinstance(part, Story)][:2] == [f"{TITLE} 0", f"{TITLE} 1"]
    assert all("markup_broken" in [one.code for one in part.issues] for part in found if isinstance(part, Story))


def test_entities_are_not_expanded_nor_fetched() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "boom"><!ENTITY b "bang"><!ENTITY c SYSTEM "file:///etc/hostname">]>'
    found = story(f"{bomb}<rss><channel><item><title>{TITLE} &b;&c;</title></item></channel></rss>")
    assert found.headline == f"{TITLE} &b;&c;"


def test_a_thousand_entries() -> None:
    items = "".join(f"<item><title>{TITLE} {n}</title><guid>{n}</guid></item>" for n in range(1000))
    found = parts(f"<rss><channel>{items}</channel></rss>")
    assert len({part.id for part in found if isinstance(part, Story)}) == 1000


OPENING = "Fishing boats from both coasts stayed in port on Tuesday, the union said. Nobody sold out."


@pytest.mark.parametrize(
    ("summary", "is_note"),
    [
        ("Fish.", True),
        ("port", True),
        ("Sold out!", True),
        ("Boats from both coasts", True),
        ("Fishing boats", False),
        ("Fishing boats from both coasts stayed in port on Tuesday, the union said.", False),
        ("boats from both coasts stayed in port on Tuesday", False),
    ],
)
@pytest.mark.parametrize("dateline", ["", "LISBON (Reuters) - "])
def test_a_few_words_are_no_abstract_only_where_the_body_begins_with_them(
    dateline: str, summary: str, *, is_note: bool
) -> None:
    found = story(
        atom(
            f"<id>tag:1</id><title>Cod</title><summary>{summary}</summary>"
            f'<content type="text">{dateline}{OPENING}</content>'
        )
    )
    assert (("abstract", summary) in notes(found)) == is_note
