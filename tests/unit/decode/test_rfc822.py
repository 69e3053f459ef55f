"""E-mail: subject and copy, MIME's parts, charsets, forwarded mails, attachments, what is broken or hostile."""

from __future__ import annotations

import base64
import hashlib
import quopri
from collections import Counter
from datetime import UTC, datetime

import pytest

from pipeline.decode import decode
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN, Supplier

FIRST = "A ferry ran aground off Gotland on Friday with 212 people on board, and stayed there until the tide came in."
SECOND = "Nobody was hurt, police said."
COPY = f"VISBY, May 3 (Reuters) - {FIRST}\n\n{SECOND}\n"
TITLE = "Ferry runs aground off Gotland"
DATE = "Date: Fri, 03 May 2024 14:30:00 +0200\n"
NITF = (
    "<?xml version='1.0'?><nitf><head><docdata><doc-id id-string='x1'/></docdata></head><body><body.head><hedline>"
    f"<hl1>{TITLE}</hl1></hedline></body.head><body.content><p>{FIRST}</p></body.content></body></nitf>"
)
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0" + bytes(40)).decode()


def parts(value: str | bytes, supplier: Supplier = UNKNOWN) -> tuple[Story | Failure, ...]:
    data = value.encode() if isinstance(value, str) else value
    return decode(RawStory(value=data, source="t", sha256=hashlib.sha256(data).hexdigest(), format="email"), supplier)


def story(value: str | bytes, supplier: Supplier = UNKNOWN) -> Story:
    (part,) = parts(value, supplier)
    assert isinstance(part, Story)
    return part


def codes(value: str | bytes) -> list[str]:
    return [part.code for part in parts(value) if isinstance(part, Failure)]


def mail(body: str = COPY, subject: str = TITLE, head: str = "", sender: str = "desk@herald.example") -> str:
    return f"From: {sender}\nTo: in@x.example\nSubject: {subject}\n{head}\n{body}"


def mixed(*pieces: str, subject: str = TITLE, kind: str = "mixed") -> str:
    body = "".join(f"--b1\n{piece}\n" for piece in pieces) + "--b1--\n"
    return mail(body, subject, f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="b1"\n')


def text(words: str, kind: str = "plain", more: str = "") -> str:
    return f"Content-Type: text/{kind}; charset=utf-8{more}\n\n{words}"


def attached(value: str, kind: str, name: str) -> str:
    return (
        f'Content-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{value}"
    )


def notes(found: Story) -> list[tuple[str, str]]:
    return [(note.kind, note.text) for note in found.notes]


def letters(text_: str) -> Counter[str]:
    return Counter("".join(text_.split()))


def homes(found: Story) -> Counter[str]:
    pieces = [found.headline_raw or "", found.subheadline or "", found.text]
    pieces += [found.dateline.text if found.dateline else "", *(note.text for note in found.notes)]
    return letters("".join(pieces))


def test_a_story_by_mail() -> None:
    found = story(
        mail(
            f"{COPY}\n-- \nAna Lima\n+46 8 123 456\n",
            f"UPDATE 1-{TITLE}",
            f"{DATE}Message-ID: <one@reuters.example>\nX-Priority: 2 (High)\nKeywords: ferry, Gotland\n"
            "Content-Language: en-GB\n",
            '"Reuters News" <news@reuters.example>',
        )
    )
    assert (found.headline, found.headline_raw) == (TITLE, f"UPDATE 1-{TITLE}")
    assert (found.text, found.agency, found.priority) == (f"{FIRST}\n\n{SECOND}", "Reuters", "2")
    assert (found.lifecycle.kind, found.lifecycle.number) == ("update", 1)
    assert (found.language, found.keywords) == ("en-GB", ("ferry", "Gotland"))
    assert found.times.version_created == datetime(2024, 5, 3, 12, 30, tzinfo=UTC)
    assert notes(found) == [("boilerplate", "-- Ana Lima +46 8 123 456")]
    assert [ref.value for ref in found.refs if ref.kind == "guid"] == ["one@reuters.example"]
    assert (found.source.format, found.issues) == ("email", ())


@pytest.mark.parametrize(
    ("subject", "copy", "headline", "header", "slug", "tags"),
    [
        (TITLE, COPY, TITLE, [], None, ()),
        (TITLE, f"{TITLE}\n\n{COPY}", TITLE, [], None, ()),
        (f"UPDATE 2-{TITLE}", f"{TITLE}\n\n{COPY}", TITLE, [], None, ("UPDATE 2",)),
        ("Sweden ferry", f"{TITLE}\n\n{COPY}", TITLE, ["Sweden ferry"], None, ()),
        ("REFILE-Sweden ferry", f"{TITLE}\n\n{COPY}", TITLE, ["REFILE-Sweden ferry"], None, ("REFILE",)),
        (
            "BC-Sweden-Ferry, 2nd Ld",
            f"{TITLE}\n\n{COPY}",
            TITLE,
            ["BC-Sweden-Ferry, 2nd Ld"],
            "BC-Sweden-Ferry",
            ("2nd Ld",),
        ),
        (f"BC-FERRY: {TITLE}", COPY, TITLE, ["BC-FERRY:"], "BC-FERRY", ()),
        (f"Fwd: [AFP] {TITLE}", COPY, TITLE, ["Fwd: [AFP]"], None, ()),
        (f"[CORRECTED] {TITLE}", COPY, TITLE, ["[CORRECTED]"], None, ("CORRECTED",)),
        ("(no subject)", COPY, None, [], None, ()),
        ("", COPY, None, [], None, ()),
    ],
)
def test_the_subject(
    subject: str, copy: str, headline: str | None, header: list[str], slug: str | None, tags: tuple[str, ...]
) -> None:
    found = story(mail(copy, subject))
    assert (found.headline, found.slug, found.lifecycle.tags) == (headline, slug, tags)
    assert [note.text for note in found.notes if note.kind == "header"] == header
    assert found.text == f"{FIRST}\n\n{SECOND}"


def test_every_character_of_subject_and_body_has_one_home() -> None:
    body = f"Dear all,\n\n{COPY}\n(Reporting by Ana Lima)\n\nSent from my telephone\n\n-- \nRui Reis\nDesk\n"
    for subject in (f"Fwd: {TITLE}", "BC-Sweden-Ferry", "[AP] UPDATE 3-Ferry"):
        assert homes(story(mail(body, subject))) == letters(subject + body)
    forwarded = f"See below.\n\n-----Original Message-----\nFrom: AFP\nSent: today\nTo: me\n\n{COPY}"
    assert homes(story(mail(forwarded))) == letters(TITLE + forwarded)


def test_an_alert_is_its_subject() -> None:
    found = story(mail("\n", "ALERT-SWEDISH FERRY RUNS AGROUND", sender="AP <alerts@ap.example>"))
    assert (found.headline, found.text, found.lifecycle.kind) == ("SWEDISH FERRY RUNS AGROUND", "", "alert")


@pytest.mark.parametrize(
    ("sender", "agency"),
    [
        ("AFP <x@mail.example>", "AFP"),
        ("The desk <desk@afp.com>", "AFP"),
        ("=?utf-8?b?QUZQIE5ld3M=?= <x@mail.example>", "AFP"),
        ("Ana Lima <ana@herald.example>", None),
        ("x@uni.edu", None),
        ("", None),
    ],
)
def test_agency(sender: str, agency: str | None) -> None:
    assert story(mail(f"{FIRST}\n", sender=sender)).agency == agency


@pytest.mark.parametrize(
    ("plain", "html", "text_"),
    [
        (FIRST, f"<p>{FIRST}</p>", FIRST),
        (f"{FIRST}\n\n{SECOND}", f"<p>{FIRST}</p>", f"{FIRST}\n\n{SECOND}"),
        ("See the HTML.", f"<p>{FIRST}</p><p>{SECOND}</p>", f"{FIRST}\n\n{SECOND}"),
        (" ", f"<style>p {{}}</style><p>{FIRST}</p>", FIRST),
    ],
)
def test_alternatives(plain: str, html: str, text_: str) -> None:
    assert story(mixed(text(plain), text(html, "html"), kind="alternative")).text == text_


def test_html_has_captions() -> None:
    html = f"<p>{FIRST}</p><figure><img src='cid:1'><figcaption>The ferry. Karl Ek/AFP</figcaption></figure>"
    found = story(mixed(text(html, "html"), f"Content-Type: image/jpeg\nContent-ID: <1>\n\n{JPEG}", kind="related"))
    assert (found.text, [one.text for one in found.captions]) == (FIRST, ["The ferry."])
    assert found.issues == ()


@pytest.mark.parametrize(
    ("label", "charset", "encoding"),
    [
        ("iso-8859-1", "latin-1", "8bit"),
        ("us-ascii", "cp1252", "8bit"),
        ("utf-8", "latin-1", "8bit"),
        ("nonsense", "utf-8", "8bit"),
        ("iso-8859-1", "utf-8", "quoted-printable"),
        ("windows-1252", "cp1252", "quoted-printable"),
        ("utf-8", "utf-8", "base64"),
    ],
)
def test_charsets(label: str, charset: str, encoding: str) -> None:
    words = "VISBY (TT) - Färjan från Öland är på väg, sade Åsa Müller."
    value = words.encode(charset)
    coded = {"8bit": value, "quoted-printable": quopri.encodestring(value), "base64": base64.encodebytes(value)}[
        encoding
    ]
    head = f"Content-Type: text/plain; charset={label}\nContent-Transfer-Encoding: {encoding}\n"
    found = story(mail("", "Färjan", head).encode(charset) + coded)
    assert (found.headline, found.text) == ("Färjan", "Färjan från Öland är på väg, sade Åsa Müller.")


def test_japanese() -> None:
    head = "Content-Type: text/plain; charset=iso-2022-jp\n"
    body = "TOKYO (Kyodo) - 船が座礁した。".encode("iso-2022-jp")
    found = story(mail("", "=?iso-2022-jp?b?GyRCJUYlOSVIGyhC?=", head).encode() + body)
    assert (found.headline, found.text) == ("テスト", "船が座礁した。")


def test_subjects_in_encoded_words() -> None:
    coded = "=?UTF-8?Q?F=C3=A4rjan?=\n =?UTF-8?Q?_g=C3=A5r?= igen"
    assert story(mail(COPY, coded)).headline == "Färjan går igen"
    assert story(mail(COPY, "=?utf-8?b?not base64?= x")).text == f"{FIRST}\n\n{SECOND}"


def test_flowed_text() -> None:
    flowed = "VISBY (AP) - A ferry ran \naground off \nGotland.\n\n From there it \nsent for help.\n-- \nAna Lima"
    found = story(mail(flowed, head="Content-Type: text/plain; format=flowed\n"))
    assert found.text == "A ferry ran aground off Gotland.\n\nFrom there it sent for help."
    assert notes(found) == [("boilerplate", "-- Ana Lima")]
    spaceless = story(mail("VISBY (AP) - 座 \n礁した。", head="Content-Type: text/plain; format=flowed; delsp=yes\n"))
    assert spaceless.text == "座礁した。"


@pytest.mark.parametrize(
    "added",
    [
        "This e-mail and its attachments are confidential.\n\nDelete it if it is not for you.",
        "Sent from my telephone",
        "_______________________________________________\nWire mailing list\nwire@lists.example",
        "You are receiving this newsletter because you asked for it.\n\nUnsubscribe",
    ],
)
def test_what_mail_adds_is_boilerplate(added: str) -> None:
    found = story(mail(f"Hello all,\n\n{COPY}\n{added}\n"))
    assert found.text == f"{FIRST}\n\n{SECOND}"
    kept = notes(found)
    assert kept[0] == ("boilerplate", "Hello all,")
    assert [kind for kind, _ in kept] == ["boilerplate"] * (1 + len(added.split("\n\n")))


def test_a_mail_that_was_forwarded_in_the_text() -> None:
    head = "From: AFP <news@afp.example>\nSent: Friday, May 3, 2024\nTo: Desk\nSubject: Ferry off Gotland\n"
    found = story(mail(f"For you.\n\n-----Original Message-----\n{head}\n{FIRST}\n\n{SECOND}\n", "FW: ferry"))
    assert (found.headline, found.agency, found.text) == ("Ferry off Gotland", "AFP", f"{FIRST}\n\n{SECOND}")
    assert ("editor_note", "For you.") in notes(found)
    assert ("header", "FW: ferry") in notes(found)


def test_a_mail_within_a_mail() -> None:
    inner = mail(COPY, TITLE, "Message-ID: <inner@x.example>\n", "Reuters <x@x.example>")
    found = story(mixed(text("For you."), f"Content-Type: message/rfc822\n\n{inner}", subject="FW: ferry"))
    assert (found.headline, found.agency, found.text) == (TITLE, "Reuters", f"{FIRST}\n\n{SECOND}")
    assert notes(found) == [("header", "FW: ferry"), ("editor_note", "For you.")]


def test_an_attachment_that_is_read_is_the_story() -> None:
    nitf = attached(base64.b64encode(NITF.encode()).decode(), "application/octet-stream", "story.xml")
    picture = attached(JPEG, "image/jpeg", "ferry.jpg")
    found = story(mixed(text("The story for tomorrow."), nitf, picture, subject="Story"))
    assert (found.source.format, found.headline, found.text) == ("nitf", TITLE, FIRST)
    assert notes(found) == [
        ("header", "Story"),
        ("editor_note", "The story for tomorrow."),
        ("header", "ferry.jpg (image/jpeg)"),
    ]
    two = parts(mixed(text(COPY), nitf))
    assert [part.source.format for part in two if isinstance(part, Story)] == ["email", "nitf"]


@pytest.mark.parametrize("kind", ["text/xml", "application/xml", "text/plain"])
def test_a_body_in_a_wire_format_is_opened(kind: str) -> None:
    found = story(mail(NITF, "ferry", f"Content-Type: {kind}\n"))
    assert (found.source.format, found.text) == ("nitf", FIRST)


def test_pictures_and_documents_beside_a_story_are_named() -> None:
    pdf = attached(base64.b64encode(b"%PDF-1.7").decode(), "application/pdf", "table.pdf")
    found = story(mixed(text(COPY), attached(JPEG, "image/jpeg", "ferry.jpg"), pdf))
    assert found.text == f"{FIRST}\n\n{SECOND}"
    assert [(one.code, one.message) for one in found.issues] == [
        ("attachment_not_read", "ferry.jpg (image/jpeg)"),
        ("attachment_not_read", "table.pdf (application/pdf)"),
    ]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (mixed(attached(JPEG, "image/jpeg", "ferry.jpg")), ["picture"]),
        (mixed(text("See the attached story."), attached(JPEG, "video/mp4", "ferry.mp4")), ["video"]),
        (
            mixed(
                text("Story attached."), attached(base64.b64encode(b"%PDF-1.7").decode(), "application/pdf", "a.pdf")
            ),
            ["binary"],
        ),
        (
            mixed(attached(base64.b64encode(b"PK\x03\x04" + bytes(40)).decode(), "application/zip", "a.zip")),
            ["unsupported_format"],
        ),
        (mixed(text("Not delivered."), kind="report"), ["unsupported_format"]),
        (mail("", ""), ["no_story"]),
        (mixed(text(" "), subject=""), ["no_story"]),
    ],
)
def test_refused(value: str, found: list[str]) -> None:
    assert codes(value) == found


def test_a_number_in_the_copy_goes_before_the_message_id() -> None:
    first = story(mail(f"nL5N2AB3CD\n\n{COPY}", head="Message-ID: <1@x>\n"))
    again = story(mail(f"nL5N2AB3CD\n\n{COPY}", head="Message-ID: <2@x>\n"))
    assert first.id == again.id == "reuters-usn-nL5N2AB3CD"


def test_two_mails_are_two_stories() -> None:
    assert story(mail(head="Message-ID: <1@x>\n")).id != story(mail(head="Message-ID: <2@x>\n")).id
    assert story(mail(head="Message-ID: <1@x>\n")).id == story(mail(head="Message-ID: <1@x>\nX-Hop: b\n")).id


def test_a_kill_by_mail() -> None:
    found = story(mail("EDITORS: Please kill the story. It is withdrawn.\n", f"KILL: {TITLE}"))
    assert (found.status, found.text, found.headline) == ("canceled", "", None)


def test_a_mail_that_breaks_off() -> None:
    found = story(mixed(text(COPY))[:-30])
    assert "cut_off" in [one.code for one in found.issues]
    assert found.dateline is not None
    assert found.dateline.places == ("VISBY",)


def test_a_mailbox_line_and_a_byte_order_mark_are_passed_over() -> None:
    assert story(f"From a@x.example Fri May  3 14:30:00 2024\n{mail()}").headline == TITLE
    assert story(b"\xef\xbb\xbf" + mail().encode()).headline == TITLE
    assert story(mail().encode("utf-16")).headline == TITLE


@pytest.mark.parametrize(
    "value",
    [
        mixed(*[text("x")] * 2000),
        "Content-Type: message/rfc822\nSubject: x\n\n" * 5000,
    ],
)
def test_too_many_or_too_deep_parts_are_malformed(value: str) -> None:
    assert codes(value) == ["malformed"]


@pytest.mark.parametrize(
    "head",
    [
        "Content-Type: multipart/mixed; " + 'a=";' * 50_000 + "\n",
        "Content-Type: text/plain" + "; a=b" * 50_000 + "\n",
        "Subject: " + "=?utf-8?q?a?= " * 50_000 + "\n",
        "Date: " + "1" * 100_000 + "\n",
        "Content-Type: text/plain; charset=\xe9\xff\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Type: multipart/alternative\n",
    ],
)
def test_odd_heads_do_no_harm(head: str) -> None:
    value = f"From: a@x.example\nSubject: {TITLE}\n{head}\n{COPY}".encode("latin-1")
    assert len(parts(value)) == 1
