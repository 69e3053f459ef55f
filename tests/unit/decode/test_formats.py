"""Formats and charsets: what is detected, what is refused and with which code, what is repaired and noted."""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zipfile

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story


def parts(value: bytes, **fields: object) -> tuple[Story | Failure, ...]:
    raw = {"value": value, "source": "t", "sha256": hashlib.sha256(value).hexdigest(), **fields}
    return decode(RawStory.model_validate(raw))


def story(value: bytes, **fields: object) -> Story:
    (part,) = parts(value, **fields)
    assert isinstance(part, Story)
    return part


def codes(found: Story) -> list[str]:
    return [issue.code for issue in found.issues]


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "Talks resume")
    return out.getvalue()


REFUSED = (
    (b"", "empty", ""),
    (b" \n\t\r\n\x00 ", "empty", ""),
    (b"\xef\xbb\xbf", "empty", ""),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "binary", ""),
    (b"%PDF-1.4\n...", "binary", ""),
    (bytes(range(256)) * 4, "binary", ""),
    (b"RIFF\x24\x08\x00\x00WAVEfmt ", "binary", ""),
    (b"ID3\x03\x00\x00\x00\x00\x0fv", "binary", ""),
    (b"OggS\x00\x02\x00\x00", "binary", ""),
    (b"GIF89a\x10\x00\x10\x00\x80\x00", "binary", ""),
    (zipped(), "unsupported_format", "zip"),
    (gzip.compress(b"Talks"), "unsupported_format", "gzip"),
    (b'<?xml version="1.0"?><nitf><body/></nitf>', "unsupported_format", "nitf"),
    (b'<?xml version="1.0"?>\n<newsItem guid="x"/>', "unsupported_format", "newsmlg2"),
    (b"<NewsML><NewsItem/></NewsML>", "unsupported_format", "newsml12"),
    (b"<rss version='2.0'><channel/></rss>", "unsupported_format", "rss"),
    (b"<!DOCTYPE html><html><p>Talks</p></html>", "unsupported_format", "html"),
    (b"<anything><p>Talks</p></anything>", "unsupported_format", "xml"),
    (b'{"uri": "x", "headline": "Talks"}', "unsupported_format", "ninjs"),
    (b'[{"a": 1}]', "unsupported_format", "json"),
    (b"From: a@example.org\nSubject: Talks\n\nTalks resume.\n", "unsupported_format", "email"),
    (b"\x01eca062 4 i 211 Talks\n\x02Talks =\r\n\x03", "unsupported_format", "iptc7901"),
    (b"\x16\x16\x01f0001\x1freute\nu f BC-TALKS 05-03 0001\x02\n \n\x03", "no_story", ""),
)


@pytest.mark.parametrize(("value", "code", "name"), REFUSED)
def test_refused(value: bytes, code: str, name: str) -> None:
    (part,) = parts(value)
    assert isinstance(part, Failure)
    assert (part.stage, part.code, part.part) == ("decode", code, 0)
    assert name in part.reason


@pytest.mark.parametrize(
    "value",
    [
        b"<Talks> resume, the minister of Portugal said.",
        b"{Talks} resume.",
        b"From: Porto to Oslo\n\nThe way is long.",
        b"[Talks resume]\n\nThey resumed.",
        b"Date: unknown\n\nNobody knows it.",
        b"A < B and B > C.",
        b"RIFFA, Bahrain, May 3 (Reuters) - Talks resumed.",
        b"ID3 tags are no news.",
        b"OggS is a word, he said.",
    ],
)
def test_plain_copy_is_not_mistaken(value: bytes) -> None:
    assert story(value).source.format == "plaintext"


def test_a_named_format_is_not_detected() -> None:
    assert story(b"<p>Talks resume.</p> He left.", format="plaintext").text == "<p>Talks resume.</p> He left."
    (part,) = parts(b"Talks resume.", format="nitf")
    assert isinstance(part, Failure)
    assert part.code == "unsupported_format"
    assert "nitf" in part.reason


@pytest.mark.parametrize(
    ("value", "content_type"),
    [
        ("Müller sagte „nein“ in Zürich.".encode(), None),
        (codecs.BOM_UTF8 + "Müller sagte „nein“ in Zürich.".encode(), None),
        (codecs.BOM_UTF16_LE + "Müller sagte „nein“ in Zürich.".encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + "Müller sagte „nein“ in Zürich.".encode("utf-16-be"), "text/plain; charset=latin-1"),
        ("Müller sagte „nein“ in Zürich.".encode("cp1252"), None),
        ("Müller sagte „nein“ in Zürich.".encode("cp1252"), "text/plain; charset=iso-8859-1"),
        ("Müller sagte „nein“ in Zürich.".encode("mac-roman"), 'text/plain; charset="macroman"'),
    ],
)
def test_charsets(value: bytes, content_type: str | None) -> None:
    assert story(value, content_type=content_type).text == "Müller sagte „nein“ in Zürich."


def test_bytes_that_no_charset_explains_are_replaced_and_noted() -> None:
    found = story(b"Talks \xff\xff resume, he said.", content_type="text/plain; charset=ascii")
    assert found.text == "Talks \ufffd\ufffd resume, he said."
    assert codes(found) == ["undecodable_bytes"]
    assert found.steps["decode"].status == "partial"


def test_a_wrong_label_of_utf8_is_not_believed() -> None:
    assert (
        story("Zürich, he said.".encode("latin-1"), content_type="text/plain; charset=utf-8").text == "Zürich, he said."
    )


def test_mojibake_is_repaired_and_noted_and_quotes_stay() -> None:
    found = story("The cafÃ© in ZÃ¼rich was “open”, he said.".encode())
    assert found.text == "The café in Zürich was “open”, he said."
    assert codes(found) == ["mojibake_repaired"]


@pytest.mark.parametrize(
    "text", ["L’été à Zürich, dit-il.", "Ångström och Ärlig.", "“It’s ‘fine’”, he said…", "São Tomé e Príncipe ½."]
)
def test_good_text_is_left_alone(text: str) -> None:
    found = story(text.encode(), format="plaintext")
    assert (found.text or found.headline) == text
    assert codes(found) == []


def test_controls_are_removed_and_noted() -> None:
    found = story(b"Talks \x07re\x00sume in\x1b Porto, he said.")
    assert found.text == "Talks resume in Porto, he said."
    assert codes(found) == ["control_characters_removed"]
    assert found.steps["decode"].status == "ok"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_line_ends(end: str) -> None:
    found = story(end.join(("Talks resume", "", "PORTO (AP) — They met.", "", "They left.", "")).encode())
    assert (found.headline, found.text) == ("Talks resume", "They met.\n\nThey left.")


def test_unicode_spaces_count_as_spaces() -> None:
    found = story("Talks\u00a0resume\n\nPORTO\u00a0(AP)\u2009—\u00a0They\u3000met.\n".encode())
    assert found.headline == "Talks resume"
    assert found.dateline is not None
    assert found.dateline.text == "PORTO (AP) —"
    assert found.text == "They met."


def test_a_cut_off_message_is_partial() -> None:
    found = story(
        b"\x16\x16\x01f0001\x1freute\nu f BC-TALKS 05-03 0001\x02\nTALKS RESUME\n    PORTO, May 3 - Talks resu"
    )
    assert found.headline == "TALKS RESUME"
    assert codes(found) == ["cut_off"]
    assert found.steps["decode"].status == "partial"


def test_source_is_taken_over_from_the_record() -> None:
    found = story(
        b"Talks resume, he said.", uri="file:a", topic="wire.raw", partition=3, offset=9, content_type="text/plain"
    )
    assert found.source.model_dump(exclude={"sha256", "received_at"}) == {
        "name": "t",
        "format": "plaintext",
        "content_type": "text/plain",
        "uri": "file:a",
        "part": 0,
        "topic": "wire.raw",
        "partition": 3,
        "offset": 9,
    }


def test_ap_header_lines_and_trailer() -> None:
    found = story(
        b"\x16\x16\x01w0001\x1fasian\nr i\x13\x11 BC-Porto-Talks, 1st Ld     05-03 0212\n\x02BC-Porto-Talks, "
        b"1st Ld,0212<\n^Talks resume in Porto <\n"
        b"^Eds: UPDATES with vote.<\n^By ANA COSTA=\n^Associated Press Writer=\n\t   PORTO, Portugal (AP) _ "
        b"They met. \n \n\t   They left. \n\x03AP-NY-05-03-98 1621GMT"
    )
    assert (found.headline, found.slug, found.agency, found.priority) == (
        "Talks resume in Porto",
        "BC-Porto-Talks",
        "AP",
        "r",
    )
    assert found.byline == ("ANA COSTA",)
    assert found.lifecycle.tags == ("1st Ld",)
    assert found.lifecycle.kind == "update"
    assert found.times.version_created is not None
    assert found.times.version_created.isoformat() == "1998-05-03T16:21:00+00:00"
    assert found.text == "They met.\n\nThey left."


@pytest.mark.parametrize("opening", ["Talks resumed.", "PORTO, Portugal (AP) _ They met."])
def test_ap_s_trailer_says_whose_story_it_is(opening: str) -> None:
    found = story(
        b"\x16\x16\x01w0001\x1fasian\nr i\x13\x11 BC-Porto-Talks     05-03 0212\n\x02^Talks resume in Porto <\n\t   "
        + opening.encode()
        + b" \n\x03AP-NY-05-03-98 1621GMT"
    )
    assert found.agency == "AP"
    assert found.id.startswith("ap-")


@pytest.mark.parametrize(
    "copy",
    [
        "EMBARGOED UNTIL 0001 GMT MAY 4, 20١٦\n\nTalks resume\n\nPORTO, May 3 (Reuters) - They met.\n",
        "EMBARGOED UNTIL ٠001 GMT MAY 4, 2016\n\nTalks resume\n\nPORTO, May 3, 20١٦ (Reuters) - They met.\n",
        "EMBARGOED UNTIL 0001 GMT MAY 4\n\nTalks resume\n\nPORTO, May 3, 20١٦ (Reuters) - They met.\n",
        "UPDATE ٣-Talks resume\n\nPORTO, May ٣ (Reuters) - They met.\n",
    ],
)
def test_figures_of_other_scripts_are_no_numbers(copy: str) -> None:
    found = story(copy.encode())
    assert found.times.embargo_until is None
    assert found.lifecycle.number is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said that the talks in the harbour of Porto will go on for a week.", "en"),
        ("PORT OF PORTO CLOSED BY STORM", "en"),
        (
            "Die Minister haben sich am Dienstag in der Stadt auf ein neues Gesetz für den Hafen geeinigt, hieß es.",
            "und",
        ),
        ("El ministro dijo que las conversaciones en el puerto van a seguir una semana, según la agencia.", "und"),
        (
            "Bakan limanda yapılan görüşmelerin bir hafta daha süreceğini ve gemilerin beklediğini söyledi dün akşam.",
            "und",
        ),
        ("Министр сказал что переговоры в порту будут продолжаться ещё одну неделю и суда должны ждать.", "und"),
        ("Costa Lind Porto", None),
        ("PRECOS SOBEM", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert story(text.encode()).language == language
