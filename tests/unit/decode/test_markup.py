"""Markup: XML read safely from text, and XHTML, HTML and NITF laid out as plain paragraphs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.decode.formats.markup import Flow, captioned, flow_of, html_flow, text_flow, words_of
from pipeline.decode.formats.xmltree import Tree, language_at, tree_of


def tree(text: str) -> Tree:
    found = tree_of(text)
    assert found is not None
    return found


def flow(inner: str, *, wired: bool = False) -> Flow:
    return flow_of(tree(f"<body>{inner}</body>").root, wired=wired)


def codes(found: Tree) -> list[str]:
    return [issue.code for issue in found.issues]


LAID_OUT = {
    "paragraphs": ("<p>One.</p><p/><p> Two. </p>", ("One.", "Two.")),
    "blanks fold": ("<p>Wheat\n\t  and&#160;barley</p>", ("Wheat and barley",)),
    "inline tags vanish": ("<p>The <em>har</em><a href='x'>vest</a> is in</p>", ("The harvest is in",)),
    "a line break folds to a blank": ("<p>down by the river<br/>and up again</p>", ("down by the river and up again",)),
    "two line breaks part paragraphs": ("<div>One.<br/> <br/>Two.</div>", ("One.", "Two.")),
    "headings are paragraphs": ("<hl2>Prices</hl2><p>Up.</p><h3>Wages</h3>Down.", ("Prices", "Up.", "Wages", "Down.")),
    "list items": ("<ul><li>wheat</li><li><p>rye</p><p>and oats</p></li></ul>", ("* wheat", "* rye", "and oats")),
    "numbered lists too": ("<ol><li>Lund</li></ol>", ("* Lund",)),
    "quotations": ("<blockquote>Never.</blockquote><bq><block><p>Ever.</p></block></bq>", ("Never.", "Ever.")),
    "scripts, styles, comments": (
        "<p>a<!-- b --></p><script>c</script><style>d</style><p>e<!-- f -->g</p>",
        ("a", "eg"),
    ),
    "definitions": ("<dl><dt>Rye</dt><dd>a grain</dd></dl>", ("Rye", "a grain")),
    "parts of a name set side by side": (
        "<p><person><name.given>Ana</name.given><name.family>Lima</name.family></person>'s farm</p>",
        ("Ana Lima's farm",),
    ),
    "rows of a table": (
        "<table><caption>Yield</caption><tr><th>Crop</th><th>t</th></tr><tr><td><p>Rye</p></td><td/><td>4.1</td></tr></table>",
        ("Yield", "Crop   t\nRye   4.1"),
    ),
    "a table of one column is a list": ("<table><tr><td>Rye</td></tr><tr><td>Oats</td></tr></table>", ("Rye", "Oats")),
    "a table that lays out a page": (
        "<table><tr><td><p>One.</p><table><tr><td>a</td><td>b</td></tr></table></td><td>Two.</td></tr></table>",
        ("One.", "a   b", "Two."),
    ),
    "preformatted rows": ("<pre>Lions   3\nTigers   1\n</pre>", ("Lions   3\nTigers   1",)),
    "preformatted lines": ("<pre>Lions 3<br/>Tigers 1\nBears 0</pre>", ("Lions 3", "Tigers 1", "Bears 0")),
    "cells outside a table": ("<tr><td>a</td></tr><li>b</li>", ("a", "* b")),
    "a sender's own vocabulary": (
        "<INGRESS><P>One.</P></INGRESS><TEXT><CITAT>Two,</CITAT><CITAT>said <Firma>Acme</Firma> AB.</CITAT></TEXT>",
        ("One.", "Two,", "said Acme AB."),
    ),
    "text beside an unknown element": ("Sold to <Firma>Acme</Firma> on Monday", ("Sold to Acme on Monday",)),
}


@pytest.mark.parametrize("name", LAID_OUT)
def test_laid_out(name: str) -> None:
    inner, paragraphs = LAID_OUT[name]
    assert flow(inner).paragraphs == paragraphs


WIRE_COPY = """    The harvest in Skane was the best in ten years, farmers
said on Monday.
    Rye sold at 190 crowns a tonne.
 (Reporting by Ana Lima)"""


def test_wire_copy_in_one_element() -> None:
    assert flow(f"<p>{WIRE_COPY}</p><p>End.</p>", wired=True).paragraphs == (
        "The harvest in Skane was the best in ten years, farmers said on Monday.",
        "Rye sold at 190 crowns a tonne.",
        "(Reporting by Ana Lima)",
        "End.",
    )
    assert len(flow(f"<p>{WIRE_COPY}</p>").paragraphs) == 1


def test_a_table_of_wire_copy_keeps_its_lines() -> None:
    rows = "Lions      3   1\nTigers     2   2\nBears      0   4"
    assert flow(f"<p>{rows}</p>", wired=True).paragraphs == (rows,)


@pytest.mark.parametrize(
    "inner",
    [
        "<p>\n        The harvest was\n        the best in ten\n        years.\n      </p>",
        "<p>The harvest\nwas the best\nin ten\nyears.</p>",
    ],
)
def test_pretty_printing_is_no_wire_copy(inner: str) -> None:
    assert flow(inner, wired=True).paragraphs == (" ".join(inner[3:-4].split()),)


def test_captions_stand_apart() -> None:
    found = flow(
        "<p>One.</p><media media-type='image'><media-reference source='1.jpg'/><media-object>QUJD</media-object>"
        "<media-caption><p>Rye near Lund.</p></media-caption><media-producer>AP Photo/Ana Lima</media-producer></media>"
        "<figure><img src='2.jpg'/><div class='byline'>Rui Reis/TT</div><figcaption>Oats.</figcaption></figure>"
        "<p>Two.</p>"
    )
    assert found.paragraphs == ("One.", "Two.")
    assert [(caption.text, caption.credit, caption.photographer, caption.agency) for caption in found.captions] == [
        ("Rye near Lund.", "AP Photo/Ana Lima", "Ana Lima", "AP"),
        ("Oats.", "Rui Reis/TT", "Rui Reis", "TT"),
    ]


def test_a_figure_may_hold_copy() -> None:
    found = flow("<figure><table><tr><td>Rye</td><td>4.1</td></tr></table><figcaption>Yield.</figcaption></figure>")
    assert found.paragraphs == ("Rye   4.1",)
    assert [caption.text for caption in found.captions] == ["Yield."]


CREDITS = {
    "Foto: Rui Reis / AP / TT": ("Rui Reis", "AP"),
    "Photo by Rui Reis/Getty Images": ("Rui Reis", "Getty Images"),
    "REUTERS/Rui Reis/File Photo": ("Rui Reis", "Reuters"),
    "(AP Photo/Rui Reis, File)": ("Rui Reis", "AP"),
    "Rui Reis via AP": ("Rui Reis", "AP"),
    "HANDOUT": (None, None),
}


@pytest.mark.parametrize("credit", CREDITS)
def test_credits_of_captions(credit: str) -> None:
    found = captioned("Rye near Lund.", credit)
    assert (found.text, found.credit) == ("Rye near Lund.", credit)
    assert (found.photographer, found.agency) == CREDITS[credit]


def test_a_credit_behind_the_caption() -> None:
    found = captioned("Rye near Lund (Rui Reis/PA)", None)
    assert (found.text, found.credit, found.photographer, found.agency) == (
        "Rye near Lund", "(Rui Reis/PA)", "Rui Reis", "PA",
    )  # fmt: skip
    assert captioned("Rye near Lund (southern Sweden)", None).credit is None


def test_words_on_one_line() -> None:
    root = tree("<byline>By <person>Ana Lima</person><byttl>Farm Writer</byttl><p>Lund</p></byline>").root
    assert words_of(root) == "By Ana Lima Farm Writer Lund"
    assert words_of(None) == ""


@pytest.mark.parametrize(
    "text", ["<p>Rye &amp; oats<p>Barley", "<div>Rye &amp; oats</div>Barley", "Rye & oats<br><br>Barley"]
)
def test_html_as_a_string(text: str) -> None:
    assert html_flow(text).paragraphs == ("Rye & oats", "Barley")


def test_a_string_of_copy() -> None:
    assert text_flow("Rye is up.  \n\n   Oats & barley < wheat.\n").paragraphs == (
        "Rye is up.",
        "Oats & barley < wheat.",
    )
    assert text_flow("<P>Rye is up.</P>").paragraphs == ("Rye is up.",)
    assert text_flow(" \n").paragraphs == ()


@pytest.mark.parametrize("text", ["", "<!-- only -->", "\x00\x01"])
def test_html_without_copy(text: str) -> None:
    assert html_flow(text).paragraphs == ()


ENTITIES = {
    "named": ("Sm&ouml;rg&aring;s&mdash;&euro;2&nbsp;each", "Smörgås—€2 each"),
    "XML's own": ("R&amp;D &lt;b&gt; &quot;x&quot; &apos;y&apos;", "R&D <b> \"x\" 'y'"),
    "Windows characters by number": ("it&#146;s &#x97; so", "it’s — so"),
    "controls by number": ("a&#0;b&#8;c", "a\ufffdbc"),
    "a letter by number": ("&#197;s", "Ås"),
}


@pytest.mark.parametrize("name", ENTITIES)
def test_entities(name: str) -> None:
    written, read = ENTITIES[name]
    found = tree(f"<a>{written}</a>")
    assert words_of(found.root) == read
    assert codes(found) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [("AT&T", "AT&T"), ("5 < 6 & 7", "5 < 6 & 7"), ("&company;s", "&company;s"), ("a &am", "a &am")],
)
def test_stray_marks_stay_as_sent(written: str, read: str) -> None:
    found = tree(f"<a>{written}</a>")
    assert words_of(found.root) == read
    assert codes(found) == ["markup_repaired"]


def test_a_section_of_data_is_not_markup() -> None:
    found = tree("<a><![CDATA[<p>AT&T &nbsp;</p>]]> &amp; more</a>")
    assert found.root.text == "<p>AT&T &nbsp;</p> & more"
    assert codes(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "<?xml version='1.0' encoding='utf-16'?><a>x</a>",
        "\ufeff  \n<?xml version='1.0'?>\n<a>x</a>",
        "\n\n<a>x</a>\n",
        "<!DOCTYPE a PUBLIC '-//X//EN' 'a.dtd'><a>x</a>",
        "<p:a xmlns:p='urn:p'>x</p:a>",
        "<p:a>x</p:a>",
    ],
)
def test_what_stands_before_the_root(text: str) -> None:
    found = tree(text)
    assert (found.root.tag, found.root.text, codes(found)) == ("a", "x", [])


BROKEN = {
    "cut off in text": ("<a><p>One.</p><p>Tw", ("One.", "Tw")),
    "cut off in a tag": ("<a><p>One.</p><p cla", ("One.",)),
    "cut off in a section of data": ("<a><p>One.</p><p><![CDATA[Two", ("One.", "Two")),
    "tags that cross": ("<a><p>One <b>and</p> two</b></a>", ("One and", "two")),
    "an end without a start": ("<a><p>One.</p></q><p>Two.</p></a>", ("One.", "Two.")),
    "ends left out": ("<a><head><meta name='x'><t/></head><p>One.<br>Two.<p>Three.</a>", ("One. Two.", "Three.")),
    "text behind the root": ("<a><p>One.</p></a>\nrest", ("One.",)),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_read_as_far_as_it_goes(name: str) -> None:
    text, paragraphs = BROKEN[name]
    found = tree(text)
    assert flow_of(found.root).paragraphs == paragraphs
    assert "markup_broken" in codes(found)


@pytest.mark.parametrize("text", ["", "   ", "no markup", "<", "<<<<", "<?xml version='1.0'?>", "<!-- x -->"])
def test_no_element(text: str) -> None:
    assert tree_of(text) is None


def bomb(levels: int, *, parameter: bool = False) -> str:
    if parameter:
        entities = ["<!ENTITY % a0 '<!ENTITY x \"boom\">'>"]
        entities += [f"<!ENTITY % a{n} '{f'&#37;a{n - 1};' * 10}'>" for n in range(1, levels)]
        return f"<!DOCTYPE a [{''.join(entities)}%a{levels - 1};]>"
    entities = ['<!ENTITY a0 "boom">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE a [{''.join(entities)}]>"


def test_an_entity_bomb_stays_a_name() -> None:
    found = tree(f"{bomb(12)}<a b='&a11;'><p>One.</p><p>&a11;</p></a>")
    assert flow_of(found.root).paragraphs == ("One.", "&a11;")
    assert found.root.get("b") == "&a11;"


def test_a_bomb_of_parameters_is_harmless() -> None:
    found = tree_of(f"{bomb(9, parameter=True)}<a>x</a>")
    assert found is None or "boom" not in words_of(found.root)


@pytest.mark.parametrize("scheme", ["file://", ""])
def test_nothing_outside_is_read(scheme: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the wire")
    address = f"{scheme}{secret}"
    found = tree(f'<!DOCTYPE a [<!ENTITY x SYSTEM "{address}"><!ENTITY % y SYSTEM "{address}"> %y;]><a>&x;</a>')
    assert words_of(found.root) == "&x;"
    assert words_of(tree(f'<!DOCTYPE a SYSTEM "{address}"><a>z</a>').root) == "z"


def test_deep_nesting_is_read_as_far_as_it_goes() -> None:
    found = tree(f"<a><p>One.</p>{'<b>' * 100_000}x")
    assert flow_of(found.root).paragraphs == ("One.",)
    assert "markup_broken" in codes(found)
    assert html_flow(f"<p>One.</p>{'<b><i>' * 100_000}x").paragraphs[0] == "One."
    assert html_flow(f"<p>{'<font>' * 1500}x<p>One.").paragraphs == ("x", "One.")


def test_many_children() -> None:
    assert len(flow("<p>a</p>" * 100_000).paragraphs) == 100_000
    assert len(flow(f"<table>{'<tr><td>a</td><td>b</td></tr>' * 20_000}</table>").copy.split("\n")) == 20_000


def test_the_language_of_what_an_element_stands_in() -> None:
    root = tree("<a xml:lang='sv'><b><c xml:lang='en-GB'/><d/></b></a>").root
    assert [language_at(found) for found in root.iter()] == ["sv", "sv", "en-GB", "sv"]
    assert language_at(None) is None
