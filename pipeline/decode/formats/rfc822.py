"""E-mail: RFC 5322 and MIME (RFC 2045 to 2049, 2231, 3676).

The rule. A mail is an envelope around copy. Read of its head are the subject, `Date` (the message's own time),
`Message-ID` (the story's identifier, unless the copy has the provider's number), `From` (the agency, where it is one),
`X-Priority`, `Keywords` and `Content-Language`; nothing else of it is kept. The body is plain copy with all that the
anatomy knows: the plain text where it is real copy, otherwise the HTML. The subject is the headline only where the copy
has none of its own; where the copy has one, or the subject is a slug, it is a note of kind `header`, and its lifecycle
tags count. Every character of body and subject ends in one place; of an alternative body only what is read.

An attachment in a format that is read holds the story, and the text above it is its cover: it is opened in its place
(`Enclosed`), with the cover as a note to editors. So is a mail within the mail, and a body that is itself in a wire
format. A text of its own beside attachments is a story; pictures and documents beside a story are named in an issue.
What is left without any story is refused by what it is.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message, message_from_bytes, policy, utils

from pipeline.decode.anatomy import take_apart
from pipeline.decode.anatomy.agencies import exact_name
from pipeline.decode.anatomy.slugs import usn_of
from pipeline.decode.charset import Copy, issue
from pipeline.decode.envelope import Enclosed, Envelope, Part, failure
from pipeline.decode.formats import fields, xmlfields
from pipeline.decode.formats.bylines import agency_alone
from pipeline.decode.formats.mailcopy import BLANK, LONGEST_COVER, OPENING, MailCopy, mail_copy, notes_of, subject_of
from pipeline.decode.formats.mailparts import Mail, field_of, gathered
from pipeline.decode.words import words
from pipeline.story import Failure, Note
from pipeline.supplier import Supplier

MOST_PARTS = 1000
"""Lines that look like a boundary, in a mail of several parts: more of them are no mail."""
_STRUCTURE = re.compile(rb"^(content-(?:type|disposition):(?:[^\n]|\n[ \t]){4000})(?:[^\n]|\n[ \t])+", re.I | re.M)
_MEDIA = {"image": "picture", "audio": "audio", "video": "video"}
_ATTACHED = re.compile(
    r"\b(?:attach(?:ed|ment)|enclosed|anhang|angehängt|beigefügt|anbei|ci-joint|pièce jointe|adjunt|allegat|vedlagt"
    r"|bifoga|anexo)", re.I,
)  # fmt: skip
_PRIORITY = re.compile(r"\s{0,3}(?P<digit>[1-5])\b")
_SECOND_LEVEL = words("com co org net gov ac news media int")


def read(copy: Copy, supplier: Supplier) -> tuple[Part, ...]:
    wide = b"\x00" in copy.value[:200] or not copy.value
    value = copy.text.encode("utf-8", "replace") if wide else copy.value.removeprefix(codecs.BOM_UTF8)
    value = _STRUCTURE.sub(rb"\1", value.lstrip(b"\r\n"))
    if value.count(b"\n--") > MOST_PARTS and b"multipart/" in value[:100_000].lower():
        return (failure("malformed", f"the mail has more than {MOST_PARTS} parts"),)
    try:
        return tuple(_parts(message_from_bytes(value, policy=policy.compat32), supplier))
    except RecursionError:
        return (failure("malformed", "the mail's parts are nested deeper than is read"),)


def _parts(mail: message.Message, supplier: Supplier) -> Iterator[Part]:
    """The story of one mail, what it encloses, or a failure that says what it holds instead."""
    if mail.get_content_type() == "multipart/report":
        yield failure("unsupported_format", "the mail is a report on the delivery of another")
        return
    found = gathered(mail, supplier)
    body = mail_copy("\n\n".join(found.texts))
    story = _envelope(mail, found, body, supplier)
    cover: tuple[Note, ...] = ()
    if _is_cover(found, body):
        told = notes_of("editor_note", BLANK.split(body.copy))
        cover = (*notes_of("header", [field_of(mail, "subject")]), *body.before, *told, *body.after)
        cover += notes_of("header", [f"{name} ({kind})" for kind, name, _ in found.unread if found.enclosed])
        yield from () if found.enclosed else _unread(found)
    elif body.copy or story.headline:
        yield story
    else:
        yield failure("no_story", "the mail has neither subject nor text")
    for inner in found.enclosed:
        for part in _parts(inner, supplier) if isinstance(inner, message.Message) else (inner,):
            yield part if isinstance(part, Failure) else replace(part, before=(*cover, *part.before))


def _is_cover(found: Mail, body: MailCopy) -> bool:
    """True for a text that only goes with what is attached: short, without a dateline, and there is something to read,
    or the text says that it comes along.
    """
    if not (found.enclosed or found.unread) or len(xmlfields.letters(body.copy)) >= LONGEST_COVER:
        return False
    if take_apart(body.copy[:OPENING]).dateline:
        return False
    return bool(found.enclosed or not body.copy or _ATTACHED.search(body.copy))


def _unread(found: Mail) -> Iterator[Part]:
    """The attachments of a mail without a story: media by their code, documents as their bytes tell."""
    for kind, _, value in found.unread:
        code = _MEDIA.get(kind.partition("/")[0])
        yield failure(code, f"the mail brings {kind} and no story") if code else Enclosed(value, kind)


def _envelope(mail: message.Message, found: Mail, body: MailCopy, supplier: Supplier) -> Envelope:
    subject = subject_of(body.subject or field_of(mail, "subject"), body.copy)
    sent = fields.mail_moment(field_of(mail, "date"), supplier.time_zone)
    priority = _PRIORITY.match(field_of(mail, "x-priority"))
    numbered = any(usn_of(line.strip()) for line in body.copy.split("\n"))
    unread = [issue("attachment_not_read", f"{name or 'a part'} ({kind})") for kind, name, _ in found.unread]
    keywords = (word.strip() for word in field_of(mail, "keywords").split(","))
    before = (*notes_of("header", [field_of(mail, "subject")] if body.subject else []), *subject.notes, *body.before)
    return Envelope(
        format="email", copy=body.copy, issues=(*found.issues, *unread), headline=subject.headline,
        agency=_agency(body.sender or field_of(mail, "from")) or _agency(field_of(mail, "from")),
        guid=None if numbered else field_of(mail, "message-id").strip("<> ") or None,
        day=sent.date().isoformat() if sent else None, sent=sent, tags=subject.tags,
        slug=subject.slug, slug_tags=subject.slug_tags, priority=priority["digit"] if priority else None,
        keywords=tuple(dict.fromkeys(filter(None, keywords))),
        language=xmlfields.language_tag(field_of(mail, "content-language").partition(",")[0]),
        captions=tuple(found.captions), before=before, after=body.after,
    )  # fmt: skip


def _agency(sender: str) -> str | None:
    """The agency that a sender is, by the name or by the domain (`news@afp.com`)."""
    name, address = utils.parseaddr(sender[:1000])
    labels = [label for label in address.rpartition("@")[2].lower().split(".")[:-1] if label not in _SECOND_LEVEL]
    return agency_alone(name) or (exact_name(labels[-1]) if labels and not address.endswith(".edu") else None)
