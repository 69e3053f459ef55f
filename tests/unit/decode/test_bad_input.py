"""What broken, hostile and huge input becomes: a story that says what was doubted, or a failure with its code."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story

PARAGRAPH = "The minister said on Monday that the talks would go on."


def part_of(value: bytes, **fields: object) -> Story | Failure:
    (part,) = decode(
        RawStory.model_validate(
            {"value": value, "source": "test", "sha256": hashlib.sha256(value).hexdigest(), **fields}
        )
    )
    return part


def nitf(body: str, before: str = "") -> bytes:
    head = (
        "<head><title>Talks go on</title></head><body><body.head><hedline><hl1>Talks go on</hl1></hedline></body.head>"
    )
    return f'<?xml version="1.0"?>{before}<nitf>{head}<body.content>{body}</body.content></body></nitf>'.encode()


def bomb(levels: int = 12) -> str:
    entities = ['<!ENTITY a0 "boom">']
    entities += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)]
    return f"<!DOCTYPE nitf [{''.join(entities)}]>"


CODES = {
    "empty": (b"", "empty"),
    "blanks": (b" \r\n\t\n", "empty"),
    "controls only": (b"\x00\x01\x02\x03" * 1000, "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary"),
    "a zip": (b"PK\x03\x04" + bytes(60), "unsupported_format"),
    "deep JSON": (b'{"a":' * 100_000, "malformed"),
    "deep JSON that ends": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "malformed"),
    "deep arrays": (b"[" * 100_000 + b"]" * 100_000, "malformed"),
    "JSON that breaks off": (b'{"uri": "urn:x:1", "type": "text", "headline": "Talks', "malformed"),
    "an empty object": (b"{}", "unsupported_format"),
    "XML that is no news": (b"<?xml version='1.0'?><invoice><sum>12</sum></invoice>", "unsupported_format"),
}


@pytest.mark.parametrize("name", CODES)
def test_what_is_no_story_has_a_code(name: str) -> None:
    value, code = CODES[name]
    part = part_of(value)
    assert isinstance(part, Failure)
    assert part.code == code


STORIES = {
    "many controls": (
        b"Talks go on\n\nLISBON (AP) - " + b"\x07\x1b" * 50_000 + b"The talks go on.\n",
        "control_characters_removed",
    ),
    "a header without end": (
        b"\x16\x16\x01a0123\x1fbcx\nr i BC-Talks 05-03 0100\nTalks go on\n   LISBON (AP) - Talks.\n",
        "header_without_end",
    ),
    "a message that is cut off": (
        b"\x16\x16\x01a0123\x1fbcx\nr i BC-Talks 05-03 0100\n\x02Talks go on\n   LISBON (AP) - Ta",
        "cut_off",
    ),
    "NITF that breaks off": (nitf(f"<p>{PARAGRAPH}</p><p>The other side s")[:-30], "markup_broken"),
    "lone surrogates": (
        "Talks go on\n\nLISBON (AP) - The \ud800 talks go on.\n".encode("utf-8", "surrogatepass"),
        "undecodable_bytes",
    ),
    "mojibake": ("Talks go on\n\nLISBON (AP) - The cafÃ© was full, he said.\n".encode(), "mojibake_repaired"),
}


@pytest.mark.parametrize("name", STORIES)
def test_what_is_broken_is_a_story_that_says_so(name: str) -> None:
    value, code = STORIES[name]
    part = part_of(value)
    assert isinstance(part, Story)
    assert code in [issue.code for issue in part.issues]
    assert part.headline == "Talks go on"


def test_entities_made_of_entities_are_refused() -> None:
    part = part_of(nitf(f"<p>{PARAGRAPH}</p><p>&a11;</p>", bomb()))
    assert isinstance(part, Failure)
    assert part.code == "malformed"


def test_an_entity_of_the_sender_s_own_harms_nothing() -> None:
    part = part_of(nitf(f"<p>{PARAGRAPH} &dash; and &more;</p>", '<!DOCTYPE nitf [<!ENTITY dash "&#8212;">]>'))
    assert isinstance(part, Story)
    assert PARAGRAPH in part.text


@pytest.mark.parametrize("scheme", ["file://", ""])
def test_nothing_outside_the_record_is_read(scheme: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("not for the wire")
    outside = f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{scheme}{secret}">]>'
    part = part_of(nitf(f"<p>{PARAGRAPH}</p><p>&x;</p>", outside))
    assert "not for the wire" not in part.model_dump_json()


def test_a_wrong_label_does_not_spoil_the_copy() -> None:
    text = "Talks go on\n\nLISBON (AP) - The café in São Paulo was full, he said.\n"
    for label in ("text/plain; charset=utf-16", "text/plain; charset=iso-2022-jp", "text/plain; charset=nonsense"):
        part = part_of(text.encode(), content_type=label)
        assert isinstance(part, Story)
        assert "São Paulo" in part.text


MEGABYTE = 1_000_000
LARGE = {
    "plain": lambda: f"Talks go on\n\nLISBON (AP) - {PARAGRAPH}\n\n" + f"{PARAGRAPH}\n\n" * (MEGABYTE // 60),
    "blank lines": lambda: "Talks go on\n" + "\n" * MEGABYTE + "LISBON (AP) - Talks.\n",
    "table": lambda: "Results\n\n" + "Lions    3   1\n" * (MEGABYTE // 15),
    "wide": lambda: "Talks go on\n\n" + "\U0001f4f0 " * (MEGABYTE // 5),
    "ANPA messages": lambda: (
        "\x16\x16\x01a0123\x1fbcx\nr i BC-Talks 05-03 0100\n\x02Talks\n   LISBON (AP) - Talks.\n\x03\n"
        * (MEGABYTE // 90)
    ),
    "IPTC messages": lambda: (
        "\x01abc0123 4 pl 20 Talks/\n\x02Talks go on =\n  LISBON (AP) - Talks.\n\x03031200 GMT May 24\n"
        * (MEGABYTE // 95)
    ),
    "paragraphs": lambda: nitf("<p>a</p>" * (MEGABYTE // 8)).decode(),
    "elements": lambda: nitf("<p>" + "<em/>" * (MEGABYTE // 5) + "</p>").decode(),
    "attributes": lambda: nitf("<p " + " ".join(f"a{n}='1'" for n in range(MEGABYTE // 12)) + ">Talks.</p>").decode(),
    "entities": lambda: nitf("<p>" + "&amp;" * (MEGABYTE // 5) + "</p>").decode(),
    "JSON": lambda: json.dumps(
        {"uri": "urn:x:1", "type": "text", "headline": "Talks", "body_text": PARAGRAPH * (MEGABYTE // 60)}
    ),
    "JSON parts": lambda: json.dumps({"uri": "urn:x:1", "type": "text", "subject": [{"code": "a"}] * (MEGABYTE // 14)}),
    "HTML": lambda: json.dumps({"uri": "urn:x:1", "type": "text", "body_html": "<b><i>" * (MEGABYTE // 6)}),
    "mail": lambda: (
        "From: a@example.org\nSubject: Talks go on\nContent-Type: multipart/mixed; boundary=x\n\n"
        + "--x\n\nTalks.\n" * (MEGABYTE // 12)
    ),
    "feed": lambda: (
        "<rss version='2.0'><channel>" + "<item><title>Talks</title></item>" * (MEGABYTE // 34) + "</channel></rss>"
    ),
    "SGML": lambda: (
        "<!DOCTYPE lewis>\n"
        + "<REUTERS><TEXT><TITLE>A</TITLE><BODY>Talks.</BODY></TEXT></REUTERS>\n" * (MEGABYTE // 70)
    ),
}
MEASURE = """
import hashlib, resource, sys
from pipeline.decode import decode
from pipeline.decode.readers import READERS
from pipeline.story import RawStory

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

def count(value):
    parts = decode(RawStory(value=value, source="test", sha256=hashlib.sha256(value).hexdigest()))
    return len(parts)

large = sys.stdin.buffer.read()
for small in (b"Talks go on", b"<nitf><body/></nitf>", b'{"uri": "x", "type": "text", "headline": "Talks"}'):
    count(small)
before = peak()
parts = count(large)
print(peak() - before, parts)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is in other units elsewhere")
@pytest.mark.parametrize("name", LARGE)
def test_memory_is_bounded(name: str) -> None:
    """64 MB and ten times the input, whatever it holds; in a process of its own, so that nothing else counts.

    A record with thousands of stories holds them all at once: there the bound is per story too.
    """
    value = LARGE[name]().encode()
    done = subprocess.run([sys.executable, "-c", MEASURE], input=value, capture_output=True, check=True)
    used, parts = map(int, done.stdout.split())
    assert used <= 64 * 1024 * 1024 + 10 * len(value) + 20_000 * parts, f"{used / 1e6:.0f} MB for {parts} parts"
