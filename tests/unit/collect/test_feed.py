"""A feed is cut into feeds of one entry each, byte for byte, however broken its entries are."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from pipeline.collect.feed import BadFeed, cut

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "stories"
RSS = b"""<?xml version="1.0" encoding="iso-8859-1"?>
<?xml-stylesheet href="look.css"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss.dtd">
<!-- a comment with an <item> in it -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>Quay \xe9</title>
    <link>https://quay.example/</link>
    <image><title>Logo</title><url>https://quay.example/l.png</url></image>
    <item><title>One</title><description><![CDATA[ <item>no</item> </item> ]]></description></item>
    <item>
      <title>Two</title><dc:creator>A</dc:creator></item>
    <dc:language>en-GB</dc:language>
    <item/>
  </channel>
</rss>
"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://quay.example/"><title>Quay</title><items><rdf:Seq/></items></channel>
<image><title>Logo</title></image>
<item rdf:about="https://quay.example/1"><title>One</title></item>
<item rdf:about="https://quay.example/2"><title>Two</title></item>
</rdf:RDF>"""
ATOM = b"""\xef\xbb\xbf<?xml version="1.0"?>
<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://q.example/">
<a:title type="xhtml"><div>Quay</div></a:title><a:author><a:name>Desk</a:name></a:author>
<a:link rel="self" href="https://q.example/feed"/><a:updated>2026-11-23T00:00:00Z</a:updated><a:id>urn:f</a:id>
<a:entry><a:id>urn:1</a:id><a:title>One</a:title></a:entry>
<a:entry><a:id>urn:2</a:id><a:title>Two</a:title></a:entry></a:feed>"""


def documents(body: bytes) -> list[bytes]:
    feed = cut(body)
    assert feed.whole
    return [feed.before + entry + feed.after for entry in feed.entries]


@pytest.mark.parametrize(
    ("body", "item", "inherited"),
    [
        (RSS, "item", ["Quay é", "https://quay.example/", "en-GB"]),
        (RDF, "{http://purl.org/rss/1.0/}item", ["Quay"]),
        (ATOM, "{http://www.w3.org/2005/Atom}entry", ["Quay", "Desk", "urn:f"]),
    ],
    ids=["rss", "rdf", "atom"],
)
def test_each_entry_is_a_well_formed_feed_with_what_it_inherits(body: bytes, item: str, inherited: list[str]) -> None:
    found = [etree.fromstring(document) for document in documents(body)]
    assert len(found) == 2
    whole = etree.fromstring(body)
    for number, tree in enumerate(found):
        (entry,) = tree.iter(item)
        (name,) = (one.text for one in entry if isinstance(one.tag, str) and one.tag.endswith("title"))
        assert name == ["One", "Two"][number]
        assert (tree.tag, tree.nsmap, dict(tree.attrib)) == (whole.tag, whole.nsmap, dict(whole.attrib))
        parent = entry.getparent()
        assert parent is not None
        parent.remove(entry)
        assert [text.strip() for text in tree.itertext() if text.strip()] == inherited


def test_the_bytes_of_an_entry_are_those_that_were_sent() -> None:
    first, second = cut(RSS).entries
    assert first.endswith(b"</item> ]]></description></item>")
    assert second == b"<item>\n      <title>Two</title><dc:creator>A</dc:creator></item>"


@pytest.mark.parametrize("name", ["59-rss-two.xml", "60-atom-one.xml"])
def test_the_seeds_are_cut_and_nothing_of_an_entry_is_lost(name: str) -> None:
    body = (SEEDS / name).read_bytes()
    for document, entry in zip(documents(body), cut(body).entries, strict=True):
        assert entry in body
        etree.fromstring(document)


def test_entries_that_are_not_well_formed_are_cut_as_they_are() -> None:
    items = b"<item><title>R&D <b>rises<br></title></item><item>2 < 3</item>"
    body = b"<rss><channel><title>AT&T</title>" + items + b"</channel></rss>"
    assert cut(body).entries == (b"<item><title>R&D <b>rises<br></title></item>", b"<item>2 < 3</item>")
    assert cut(body).whole


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        (b"<rss><channel><item>1</item><item>2", [b"<item>1</item>"]),
        (b"<rss><channel><item>1</item><!-- never ends <item>2</item></channel></rss>", [b"<item>1</item>"]),
        (b"<rss><channel><item>1<item>2</item></channel></rss>", [b"<item>2</item>"]),
        (b"<rss><channel><item>1</item></channel></rss", [b"<item>1</item>"]),
        (b"<feed><title>x<entry>1</entry></feed>", []),
    ],
)
def test_mark_up_that_ends_early_is_said_and_whole_entries_are_kept(body: bytes, entries: list[bytes]) -> None:
    feed = cut(body)
    assert list(feed.entries) == entries
    assert not feed.whole


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "neither"),
        (b"<html><body>Log in</body></html>", "neither"),
        (b"no mark-up < at > all", "neither"),
        (b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item>&b;</item></rss>', "entities"),
        (b'<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/passwd">]><rss/>', "entities"),
    ],
)
def test_what_is_no_feed_or_declares_entities_is_refused(body: bytes, why: str) -> None:
    with pytest.raises(BadFeed, match=why):
        cut(body)


def test_a_feed_without_entries_is_whole() -> None:
    assert cut(b"<rss><channel><title>Quiet</title></channel></rss>").entries == ()
    assert cut(b"<rss><channel><title>Quiet</title></channel></rss>").whole


@pytest.mark.parametrize("mark", [b"<", b"<!--", b"<a", b"<item>", b"<!", b"</item"])
def test_rubbish_comes_to_an_end(mark: bytes) -> None:
    assert not cut(b"<rss><channel>" + 200_000 * mark).whole


def test_a_head_that_would_go_out_with_too_many_entries_is_refused() -> None:
    head = b"<rss><channel><title>" + b"x" * 1_000_000 + b"</title>"
    assert len(cut(head + b"<item>1</item>" * 90 + b"</channel></rss>").entries) == 90
    with pytest.raises(BadFeed, match="101 entries"):
        cut(head + b"<item>1</item>" * 101 + b"</channel></rss>")


def test_a_feed_s_address_goes_with_its_entries() -> None:
    assert all(b'<a:link rel="self" href="https://q.example/feed"/>' in document for document in documents(ATOM))
