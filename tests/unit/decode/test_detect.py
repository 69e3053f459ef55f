"""Which format a record is in; above all, that plain copy is never taken for one."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.decode.detect import binary_or_archive, format_of

COPY = "Talks resume in Porto\n\nPORTO, May 3 (Reuters) - The talks resumed on Monday.\n"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<nitf><body/></nitf>", "nitf"),
        ('<?xml version="1.0"?>\n<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">\n<nitf/>', "nitf"),
        ('<?xml version="1.0"?><!-- by hand --><?x y?><nitf/>', "nitf"),
        ('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><x/></newsItem>', "newsmlg2"),
        ("<nar:newsMessage xmlns:nar='x'><nar:header/></nar:newsMessage>", "newsmlg2"),
        ("<packageItem/>", "newsmlg2"),
        ("<NewsML><NewsItem/></NewsML>", "newsml12"),
        ("<!DOCTYPE NewsML SYSTEM 'NewsML_1.2.dtd'><NewsML/>", "newsml12"),
        ("<soap:Envelope><soap:Body><NewsML></NewsML></soap:Body></soap:Envelope>", "newsml12"),
        ("<rss version='2.0'><channel/></rss>", "rss"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "rss"),
        ("<rdf:RDF xmlns='http://purl.org/rss/1.0/'><x/></rdf:RDF>", "rss"),
        ("<rdf:RDF xmlns='urn:x'><x/></rdf:RDF>", "xml"),
        ('<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS><TEXT>x</TEXT></REUTERS>', "sgml"),
        ("<DOC>\n<DOCNO> AP1 </DOCNO>\n<TEXT>\nTalks.\n</TEXT>\n</DOC>\n", "sgml"),
        ("<anything><p>Talks</p></anything>", "xml"),
        ("<!DOCTYPE html><html><p>Talks</p></html>", "html"),
        ("<HTML><BODY>Talks.<P>More.</BODY></HTML>", "html"),
        ("<div class='a'><p>Talks</p>\n<p>resume</p></div>", "html"),
        ('{"uri": "x", "headline": "Talks"}', "ninjs"),
        ('[{"uri": "x", "body_text": "Talks"}]', "ninjs"),
        ('{"a": 1}', "json"),
        ("[]", "json"),
        ('{"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"uri": {"type": "string"}}}', "json"),
        ("From: a@news.example\nSubject: Talks\n\nTalks resume.\n", "email"),
        ("Received: from x\n\tby y\nMessage-ID: <1@news.example>\n\nTalks.\n", "email"),
        ("From MAILER Mon Jan  3 01:02:03 2005\nFrom: a@news.example\nSubject: Talks\n\nTalks.\n", "email"),
        ("\x01eca0157 3 i 310  dpa 0904\r\n\x02Talks =\r\n\x03", "iptc7901"),
        ("eca0157 3 i 310  dpa 0904\n\nOslo/\nTalks =\n", "iptc7901"),
        ("s0417-----\nr sbx bc-box-title   06-12 0210\n^Title fight is off<\n", "anpa1312"),
        ("ZCZC\neca0157 3 i 310  dpa 0904\n\nOslo/\nTalks =\n", "iptc7901"),
        ("ZCZC1234/SXA\nR CRO S0A QBXB\nTalks\n", "iptc7901"),
        ("\x16\x16\x01a0123\x1fasian\nr i BC-Talks 05-03 0100\n\x02x\x03", "anpa1312"),
        ("\x01a0123KYODO\x1fkoko-\nr i BC-TALKS 05-03 0100\n\x02x\x03", "anpa1312"),
        ("w1742 asian\nu i BC-Talks, 2nd Ld   09-14 0412\n^Talks<\n", "anpa1312"),
        (COPY, "plaintext"),
        ("", "plaintext"),
    ],
)
def test_formats_are_known_by_what_they_hold(text: str, name: str) -> None:
    for before in ("", "\ufeff", "\n \n", "\x00\x00"):
        assert format_of(before + text) == name


@pytest.mark.parametrize(
    "text",
    [
        "<Talks> resume, the minister of Portugal said.",
        "<b>URGENT</b> Talks resume in Porto, said the minister",
        "A < B and B > C.",
        "The element <newsItem> holds a story.\n\n<newsItem/>",
        "{Talks} resume.",
        '{"Talks resume," he said, "now"}',
        "[Talks resume]\n\nThey resumed.",
        '["Talks", he said',
        "From: Porto to Oslo\n\nThe way is long.",
        "Subject: Talks\n\nThey resumed.",
        "From: the editor\nOf: the paper\n\nTalks resumed.",
        "Date: unknown\n\nNobody knows it.",
        "Zczc is no word, he said.",
        "In 2004 4 a 200 people came.",
        "usa0001 4 people came.",
        "a0123 is a number\nu i think so, he said on 05-03 0100 times\n",
        COPY + "eca0157 3 i 310  dpa 0904\n",
        COPY + '\n<?xml version="1.0"?><nitf/>\n',
        "----\n" + COPY,
    ],
)
def test_plain_copy_is_never_mistaken(text: str) -> None:
    for label in (None, "text/plain", "text/plain; charset=utf-8"):
        assert format_of(text, label) == "plaintext"


@pytest.mark.parametrize(
    ("label", "text", "name"),
    [
        ("message/rfc822", "To: desk\n\nTalks resume.\n", "email"),
        ("application/json", "[1, 2]", "json"),
        ("application/json", '{"uri": "x", "type": "text"', "ninjs"),
        ("text/html", "<p>Talks</p> resume", "html"),
        ("text/xml", "<x>Talks</x> y", "xml"),
        ("text/html", COPY, "plaintext"),
        ("application/xml", COPY, "plaintext"),
        ("message/rfc822", COPY, "plaintext"),
        ("text/plain", '{"uri": "x", "headline": "Talks"}', "ninjs"),
        ("text/plain", "<?xml version='1.0'?><nitf/>", "nitf"),
        ("application/json", "<rss><channel/></rss>", "rss"),
    ],
)
def test_a_content_type_helps_where_the_content_leaves_it_open(label: str, text: str, name: str) -> None:
    assert format_of(text, label) == name


@pytest.mark.parametrize(
    "junk",
    [
        "HTTP/1.1 200 OK\nContent-Type: text/xml\n\n",
        "This XML file does not appear to have any style information associated with it. The tree is shown below.\n",
        "Content-Type: text/xml; charset=utf-8\n\n",
    ],
)
def test_what_servers_and_browsers_put_in_front(junk: str) -> None:
    assert format_of(junk + '<?xml version="1.0"?><nitf/>') == "nitf"
    assert format_of(junk + '{"uri": "x", "headline": "Talks"}') == "ninjs"


def test_json_that_is_broken_or_too_deep_goes_to_a_reader_that_says_so() -> None:
    assert format_of('{"uri": "x", "headline": "Tal') == "ninjs"
    assert format_of("[" * 5000) == "ninjs"
    assert format_of('{"a":' * 5000) == "ninjs"


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "Talks")
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "binary"),
        (b"%PDF-1.4\n", "binary"),
        (b"\n\xef\xbb\xbf%PDF-1.4\n", "binary"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "binary"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt ", "binary"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "binary"),
        (b"\x00\x00\x00\x18ftypmp42", "binary"),
        (bytes(range(256)), "binary"),
        (b"\x01\x02\x06\x08\x0e\xff" * 50, "binary"),
        (zipped("word/document.xml"), "zip"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"{\\rtf1\\ansi Talks}", "rtf"),
        (b"%!PS-Adobe-3.0", "postscript"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", "calendar"),
        (b"BMW, Bahrain", None),
        (b"RIFFA, Bahrain", None),
        (b"ID3 tags are no news", None),
        (COPY.encode("utf-16-le"), None),
        (COPY.encode("utf-16"), None),
        ("Über Köln".encode("cp1252"), None),
        (b"\x16\x16\x01a0123\x1fasian\x13\x11\x02Talks\x03\x04" + b"\x7f" * 20, None),
        (b"", None),
    ],
)
def test_what_is_no_text(value: bytes, name: str | None) -> None:
    assert binary_or_archive(value) == name


@pytest.mark.parametrize(
    "text",
    ["<" * 200_000, "<a " * 70_000, "{" * 200_000, '{"' * 90_000, "<!--" * 50_000, "<!-- -->" * 25_000,
     "A: b\n" * 40_000, "<?x?>" * 40_000, " " * 200_000, "<a>" + "x" * 200_000, "\x01" * 200_000, "ZCZC" * 50_000,
     '{"a":[' * 30_000],
    ids=lambda text: text[:6].strip() or "blanks",
)  # fmt: skip
def test_long_rubbish_is_named_too(text: str) -> None:
    assert format_of(text) in {"plaintext", "xml", "html", "ninjs", "json", "email", "iptc7901", "anpa1312"}
