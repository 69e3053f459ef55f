"""The whole story about one name: what it plainly is in one place it is everywhere, and nowhere is it missed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.mentions import Fields, Mention
from pipeline.enrich.entities.surnames import recalled
from pipeline.enrich.names.acronyms import is_acronym
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import NAMES
from pipeline.folding import fold
from pipeline.story import FieldName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_CALLED = re.compile(
    r",? (?:\w+ )?(?:known as (?:the )?|known by (?:the|its|their) (?:[A-Z]\w+ )?(?:acronym|initials) |or (?:the )?)"
    r"([A-Z][\w.-]{1,11})\b"
)
"""`the Congo River Alliance, known as AFC`, `the board, or NTSB`, `also known by its French acronym MSF`."""
_WHERE = re.compile(r"\b(?:in|into|from|near|across|inside|outside|at)\s+$", re.IGNORECASE)


def acronyms(fields: Fields, found: Iterable[Mention]) -> dict[str, str]:
    """Acronym → the long form that introduces it: `Rapid Support Forces (RSF)`."""
    out: dict[str, str] = {}
    found = list(found)
    named = {(m.field, m.start) for m in found if m.sure or m.label not in ("ORG", "PRODUCT", "PERSON")}
    for mention in found:
        if mention.field not in fields or mention.label not in ("ORG", "GPE", "FAC", "LOC", "PERSON", "NORP"):
            continue
        own = fields[mention.field][0]
        if mention.label == "ORG" and (called := _CALLED.match(own, mention.end)) and is_acronym(called[1]):
            out.setdefault(called[1], mention.text)
        if own[mention.end : mention.end + 2] != " (":
            continue
        inside = own[mention.end + 2 : mention.end + 16].partition(")")[0]
        if (is_acronym(inside) and _opens(mention, inside)) or _is_syllables(mention, inside, named):
            out.setdefault(inside, mention.text)
    return _initials(fields, found) | out


def _initials(fields: Fields, found: Iterable[Mention]) -> dict[str, str]:
    """`the FTC`, `the F.T.C.` after `Federal Trade Commission`: some agencies set no brackets."""
    long: dict[str, str] = {}
    for mention in found:
        if mention.label == "ORG" and mention.text.count(" ") > 1:
            letters = "".join(word[0] for word in mention.text.split() if word[0].isupper())
            if len(letters) > 2:
                long.setdefault(letters, mention.text)
                long.setdefault(".".join(letters) + ".", mention.text)
    printed = [short for short in long if any(short in own for own, _ in fields.values())]
    others = {m.text for m in found if m.label not in ("ORG", "PERSON", "PRODUCT")} if printed else set()
    alone = {short: re.compile(rf"(?<![\w-]){re.escape(short)}(?![\w-])") for short in printed if short not in others}
    return {short: long[short] for short, word in alone.items() if any(word.search(own) for own, _ in fields.values())}


def _is_syllables(mention: Mention, inside: str, named: Container[tuple[FieldName, int]]) -> bool:
    """An acronym that is read as a word: `National Center for Seismological Research (Cenais)`; a town in brackets is
    none.
    """
    plain = inside.istitle() and inside.isalpha() and 4 <= len(inside) <= 12
    opened = mention.field, mention.end + 2
    return plain and mention.label == "ORG" and len(mention.text.split()) > 2 and opened not in named


def _opens(mention: Mention, short: str) -> bool:
    """The first letters agree, but for organisations: `Central Bank of Costa Rica (BCCR)`."""
    if " " in short or " " not in mention.text:
        return False
    initials = sorted(word[0] for word in mention.text.split() if word[0].isupper())
    return short[0].lower() == mention.text[0].lower() or (
        mention.label == "ORG" and short.isupper() and (len(short) > 2 or sorted(short) == initials)
    )


def agreed(
    fields: Fields,
    found: list[Mention],
    short: Mapping[str, str],
    countries: Countries,
    names: Names,
) -> list[Mention]:
    """`found` with one label for one name, and with the mentions that were missed. `short`: acronyms.

    Surnames of people named in full come first, then acronyms, then the commonest reading.
    """
    firms = {bare for m in found if m.label == "ORG" and (bare := _without_suffix(m.text, names)) != m.text}
    full = {m.text for m in found if m.label == "PERSON"} - firms
    people = {form for text in full for form in recalled(text, names) if form not in names.known}
    labels = _readings(found, people, short, countries, names) | dict.fromkeys(firms, "ORG")
    mended = [_as_read(mention, labels, fields) for mention in found]
    wanted = {text: label for text, label in labels.items() if _worth_recall(text, label, people, short)}
    missed = [m for field, (own, doc) in fields.items() for m in _missed(field, own, doc, mended, wanted)]
    return in_order((*mended, *missed))


def _without_suffix(text: str, names: Names) -> str:
    """`Edward Marlowe` of `Edward Marlowe Plc`."""
    words = text.split()
    return " ".join(words[:-1]) if len(words) > 2 and words[-1] in names.company_suffixes else text


def _readings(
    found: Iterable[Mention], people: set[str], short: Mapping[str, str], countries: Countries, names: Names
) -> dict[str, str]:
    """Name as printed → its one label in this story."""
    votes: dict[str, Counter[str]] = {}
    for mention in found:
        if mention.label in NAMES:
            weight = 6 if mention.sure else 1 if mention.field == "headline" else 2
            votes.setdefault(mention.text, Counter())[mention.label] += weight
    labels = {text: count.most_common(1)[0][0] for text, count in votes.items()}
    for text in votes:
        if text[0].isupper() and fold(text) in countries.people and fold(text) not in countries.names:
            labels[text] = "NORP"
    for text in [text for text in labels if labels[text] == "ORG" and text.count(" ") > 1]:
        words = text.split()
        for short_form in (" ".join(words[:length]) for length in range(2, len(words))):
            if labels.get(short_form) == "PERSON" and not names.is_given(words[0]):
                labels[short_form] = "ORG"  # Al Marfa of Al Marfa Ports
    return labels | dict.fromkeys(short, "ORG") | dict.fromkeys(people, "PERSON")


def _as_read(mention: Mention, labels: Mapping[str, str], fields: Fields) -> Mention:
    label = labels.get(mention.text, mention.label)
    if label == mention.label or mention.label not in NAMES:
        return mention
    if label == "PERSON" and mention.label == "GPE" and mention.field in fields:
        # Where the story has both Nora Jordan and the country, the words before tell.
        own = fields[mention.field][0]
        if _WHERE.search(own[max(0, mention.start - 12) : mention.start]):
            return mention
    return replace(mention, label=label, country=None if label == "PERSON" else mention.country)


def _worth_recall(text: str, label: str, people: set[str], short: Mapping[str, str]) -> bool:
    if text in people or text in short:
        return True
    is_place = label in ("GPE", "LOC")
    return (is_place and len(text) > 3) or (" " in text and (is_place or label in ("PERSON", "ORG", "FAC")))


def _missed(
    field: FieldName, own: str, doc: Doc, found: Iterable[Mention], wanted: Mapping[str, str]
) -> Iterator[Mention]:
    """Where a wanted name stands and nothing is marked; the longest first."""
    by_first: dict[str, list[str]] = {}
    for name in wanted:
        by_first.setdefault(name.split()[0], []).append(name)
    covered = {at: m for m in found if m.field == field for at in range(m.start, m.end)}
    free = 0
    for at, (word, behind) in enumerate(pairwise((*grammar.words(doc), ""))):
        if at < free or not (word in by_first or behind == "-"):
            continue
        starting = _starting(doc[at], by_first)
        start = doc[at].idx
        if not starting or (start in covered and covered[start].start != start):
            continue
        best = 0, ""
        for name in starting:
            end = _match(doc, at, name, own)
            if end is not None and not _part_of_a_longer_name(doc, end, wanted[name]):
                best = max(best, (end, name))
        end, stop = best[0], start + len(best[1])
        if end and all(_is_within(covered.get(part.idx), start, stop) for part in doc[at:end]):
            yield Mention(field, start, stop, wanted[best[1]], own[start:stop], sure=True)
            free = end


def _is_within(mention: Mention | None, start: int, end: int) -> bool:
    """Whether nothing is marked there, or less than the whole name."""
    return mention is None or (
        start <= mention.start and mention.end <= end and mention.end - mention.start < end - start
    )


def _starting(token: Token, by_first: Mapping[str, list[str]]) -> list[str]:
    """Names that begin with this token; a tokenizer cuts `al-Assad` and `Chung-tai` in three."""
    found = by_first.get(token.text, [])
    if not token.whitespace_ and token.i + 2 < len(token.doc) and token.nbor().text == "-":
        found = found + by_first.get(token.doc[token.i : token.i + 3].text, [])
    return found


def _match(doc: Doc, at: int, name: str, own: str) -> int | None:
    """The token behind `name`, where it stands at token `at` whole."""
    start = doc[at].idx
    span = doc.char_span(start, start + len(name)) if own.startswith(name, start) else None
    return span.end if span is not None else None


def _part_of_a_longer_name(doc: Doc, end: int, label: str) -> bool:
    """`Boyce` in `Boyce Industries`, `Merkel` in `Merkel-led`."""
    if label != "PERSON" or end == len(doc):
        return False
    following = doc[end]
    glued = following.text == "-" and not doc[end - 1].whitespace_
    return glued or (following.pos_ == "PROPN" and following.text[0].isupper())


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """In reading order of each field, none over another."""
    order: tuple[FieldName, ...] = ("headline", "dateline", "text")
    out: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (order.index(m.field), m.start, -m.end)):
        if not out or out[-1].field != mention.field or mention.start >= out[-1].end:
            out.append(mention)
    return out
