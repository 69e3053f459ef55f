"""Charsets: what is declared, what the bytes show, what is repaired, and what is left alone."""

from __future__ import annotations

import codecs

import pytest

from pipeline.decode.charset import Copy, to_text, without_controls

GERMAN = "Der Müller sagte „nein“ in Zürich – für 5 €."
FRENCH = "« L’été à Orléans », dit-il, où le café coûte peu."
PORTUGUESE = "São Tomé e Príncipe não receberá a comissão de inquérito."
NORDIC = "Åse Bjørk får se øya på lørdag, sa statsråden."


def codes(copy: Copy) -> list[str]:
    return [issue.code for issue in copy.issues]


@pytest.mark.parametrize("text", [GERMAN, FRENCH, PORTUGUESE, NORDIC])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
def test_unicode_with_a_mark_and_without(text: str, encoding: str) -> None:
    for label in (None, "text/plain; charset=iso-8859-1"):
        copy = to_text(text.encode(encoding), label)
        assert (copy.text, codes(copy)) == (text, [])


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        (GERMAN, "cp1252", "text/plain; charset=iso-8859-1"),
        (GERMAN, "cp1252", 'text/plain; charset="windows-1252"'),
        ("Prix : 5 €, cœur", "iso8859-15", "text/plain; charset=ISO-8859-15"),
        (FRENCH, "mac-roman", "text/plain; charset=macintosh"),
        (FRENCH, "mac-roman", "text/plain; charset=x-mac-roman"),
        ("Łódź i Gdańsk", "iso8859-2", "text/plain;charset=iso-8859-2"),
        ("Переговоры в порту", "koi8-r", "text/plain; charset=KOI8-R"),
        ("Переговоры в порту", "cp1251", "text/plain; charset=windows-1251"),
        ("港のニュース", "shift-jis", "text/plain; charset=Shift_JIS"),
        ("港のニュース", "iso2022-jp", "text/plain; charset=ISO-2022-JP"),
        ("港口新闻", "gb18030", "text/plain; charset=gb2312"),
    ],
)
def test_a_declared_charset(text: str, encoding: str, label: str) -> None:
    copy = to_text(text.encode(encoding), label)
    assert (copy.text, codes(copy)) == (text, [])


@pytest.mark.parametrize(
    ("before", "encoding"),
    [
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "latin-1"),
        ("<?xml version='1.0' encoding='windows-1250' standalone='yes'?>", "cp1250"),
        ('<html><head><meta charset="iso-8859-2">', "iso8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
    ],
)
def test_a_document_declares_its_charset(before: str, encoding: str) -> None:
    text = f"{before}Köln"
    copy = to_text(text.encode(encoding), None, "macintosh")
    assert (copy.text, codes(copy)) == (text, [])


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (GERMAN.encode(), "text/plain; charset=iso-8859-1"),
        (GERMAN.encode(), "text/plain; charset=utf-16"),
        (b'<?xml version="1.0" encoding="utf-16"?>' + GERMAN.encode(), None),
        (GERMAN.encode("utf-16-le"), "text/plain; charset=utf-8"),
    ],
)
def test_bytes_weigh_more_than_labels(value: bytes, label: str | None) -> None:
    copy = to_text(value, label)
    assert copy.text.endswith(GERMAN)
    assert codes(copy) == []


@pytest.mark.parametrize(
    "value",
    [
        b'<?xml version="1.0" encoding="utf-16"?>' + GERMAN.encode("cp1252"),
        b'<?xml version="1.0" encoding="utf-8"?>' + GERMAN.encode("cp1252"),
        GERMAN.encode("cp1252"),
    ],
)
def test_a_label_that_can_t_be_true_is_not_believed(value: bytes) -> None:
    copy = to_text(value, None)
    assert copy.text.endswith(GERMAN)
    assert codes(copy) == ["charset_guessed"]


def test_the_supplier_s_charset_is_for_what_declares_none() -> None:
    assert to_text("Łódź".encode("iso8859-2"), None, "iso-8859-2").text == "Łódź"
    assert to_text("Łódź".encode(), None, "iso-8859-2").text == "Łódź"
    assert to_text("Łódź".encode("cp1250"), "text/plain; charset=cp1250", "iso-8859-2").text == "Łódź"


@pytest.mark.parametrize("text", [GERMAN.replace("„nein“", "“nein”").replace(" – für 5 €", ""), FRENCH, PORTUGUESE])
def test_mac_roman_is_told_by_its_bytes(text: str) -> None:
    copy = to_text(text.encode("mac-roman"), None)
    assert (copy.text, codes(copy)) == (text, ["charset_guessed"])


@pytest.mark.parametrize(
    "text",
    [
        GERMAN, FRENCH, PORTUGUESE, NORDIC, "It’s “fine”, he said – 20°C, ½ mile, £5, §3.", "CAFÉ À L’ÉTÉ", "Œuvre ÎLE",
        "Señor Ñuñez: ¿qué? ¡Sí!", "N° 5, 1ª e 2º", "é", "Ÿ", "x²", "• bullet", "Zoë… naïve", "¼ × ½ ± ©®",
        "RÉSUMÉ: À BIENTÔT", "L’Île-d’Yeu", "AÇÃO NO PORTO", "Straße", "10 % – 15 %", "«Yes»", "‹Yes›", "“É”",
    ],
)  # fmt: skip
def test_windows_1252_is_never_taken_for_another(text: str) -> None:
    assert to_text(text.encode("cp1252"), None).text == text


def test_code_page_850_is_told_by_its_bytes() -> None:
    copy = to_text("Müller fährt für Köln nach Genève, où l'été va.".encode("cp850"), None)
    assert copy.text == "Müller fährt für Köln nach Genève, où l'été va."


@pytest.mark.parametrize(
    ("charset", "sent", "text"),
    [
        ("din66003", "M}ller f{hrt {ber K|ln ~", "Müller fährt äber Köln ß"),
        ("iso646-de", "[pfel \\l ]bel", "Äpfel Öl Übel"),
        ("iso646-se", "}se {r h|r", "åse är hör"),
        ("iso646-fr", "l'{t{", "l'été"),
    ],
)
def test_national_alphabets_of_seven_bits_only_where_a_supplier_is_known_to_use_them(
    charset: str, sent: str, text: str
) -> None:
    assert to_text(sent.encode(), None, charset).text == text
    assert to_text(sent.encode(), None).text == sent
    assert to_text(sent.encode(), "text/plain; charset=us-ascii", charset).text == sent


def test_escapes_that_change_the_alphabet() -> None:
    copy = to_text("港のニュース".encode("iso2022-jp"), None)
    assert (copy.text, codes(copy)) == ("港のニュース", ["charset_guessed"])


def test_a_few_bytes_amid_utf8_are_no_reason_to_give_it_up() -> None:
    copy = to_text(GERMAN.encode() + b" It\x92s a caf\xe9 there.", None)
    assert (copy.text, codes(copy)) == (GERMAN + " It’s a café there.", ["charset_guessed"])
    cut = to_text(GERMAN.encode() + "é".encode()[:1], "text/plain; charset=utf-8")
    assert (cut.text, codes(cut)) == (GERMAN + "\ufffd", ["undecodable_bytes"])


def test_surrogates_in_pairs_are_characters_and_alone_are_none() -> None:
    pair = to_text("port \ud83d\udea2".encode("utf-8", "surrogatepass"), None)
    assert (pair.text, codes(pair)) == ("port \U0001f6a2", [])
    alone = to_text("port \ud83d".encode("utf-8", "surrogatepass"), None)
    assert (alone.text, codes(alone)) == ("port \ufffd", ["undecodable_bytes"])


@pytest.mark.parametrize("encodings", [("cp1252",), ("latin-1",), ("mac-roman",), ("latin-1", "latin-1")])
def test_mojibake_is_repaired_however_it_came(encodings: tuple[str, ...]) -> None:
    broken = PORTUGUESE
    for encoding in encodings:
        broken = broken.encode().decode(encoding)
    copy = to_text(broken.encode(), None)
    assert (copy.text, codes(copy)) == (PORTUGUESE, ["mojibake_repaired"])


@pytest.mark.parametrize(
    "text",
    [
        "``Yes,'' he said. \"No.\" 'Well.' -- _", "5 \u2264 6 \u221a2", "Ã is a letter", "naïve Ångström", "½ ﬁnal",
        "AÇÃO “JÁ”", "{|}~[\\]", "\u00a0\u2009\u3000", "̈combining u\u0308",
    ],
)  # fmt: skip
def test_what_is_no_mojibake_is_left_alone(text: str) -> None:
    copy = to_text(text.encode(), None)
    assert (copy.text, codes(copy)) == (text, [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n", "\u2028", "\x85", "\r\r\r\n"])
def test_one_line_end_is_one(end: str) -> None:
    assert to_text(f"a{end}b{end}{end}c".encode(), None).text == "a\nb\n\nc"
    assert to_text(b"a\n\rb", None).text == "a\nb"


def test_controls_stay_until_the_format_has_used_its_own() -> None:
    copy = to_text(b"\x01a\x0cb\x1b[1mc\x1b[0m\x7f\xc2\x9d", None)
    text, issues = without_controls(copy.text)
    assert text == "\n".join(("a", "bc"))
    assert [(issue.code, issue.message.split()[0]) for issue in issues] == [("control_characters_removed", "5")]


@pytest.mark.parametrize(
    "value", [b"", b"\xff", b"\xfe\xff", b"\xff\xfe\x00", b"\x1b$B", b"\xed\xa0", bytes(range(256))]
)
@pytest.mark.parametrize("label", [None, "text/plain; charset=utf-16", "x; charset=iso-2022-kr", "x; charset=rot13"])
def test_any_bytes_give_characters(value: bytes, label: str | None) -> None:
    for supplied in (None, "din66003", "hz", "nonsense"):
        to_text(value, label, supplied).text.encode()


def test_the_bytes_stay_beside_the_characters() -> None:
    value = codecs.BOM_UTF8 + b"Talks"
    assert to_text(value, None).value == value
