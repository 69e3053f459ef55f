"""The model's spans, mended one by one: without title, article or marks, but whole, and labelled by what they say."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.enrich import grammar
from pipeline.enrich.names.lexicon import PARTICLES, Names

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
_MARKS = frozenset("\"'“”‘’`,;:.()[]{}-–—_*<>/|=+#@!?…") | {"''", "``", "--", "...", "'s", "’s", "'", "’"}
_ARTICLES = frozenset({"the", "a", "an"})
_JOINS = frozenset({"of", "for"})
_ODD = re.compile(r"^[DRI]-[A-Z]|[@#\[\]{}<>=|]|www\.|\.(?:com|org|net)\b|://|\d{4,}")
_LOOSE_ENDS = frozenset({"and", "or", "of", "for", "news", "group", "team", "club", "agency"})
_ARABIC = frozenset({"bin", "ibn", "al", "el", "bint", "abu", "ben"})
SEATED = frozenset({"PLC", "Plc", "plc", "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLP", "AG", "SpA", "GmbH", "NV", "Oyj"})
"""Forms of companies behind which `of` says where one sits; `Corp of America` is a name."""
_PARTNERS = frozenset({"Co", "Co.", "CO", "Sons", "Bros", "Brothers", "Partners", "Associates"})
SITES = frozenset({"Convention", "Shopping", "Detention", "Medical", "Conference", "Exhibition", "Sports"})
"""What a centre is for that is a place, and no body."""
LONGEST_NAME = 5


class Found(NamedTuple):
    """A stretch of tokens that names something; `sure` where a table or a rule says it, not the model alone."""

    start: int
    end: int
    label: str
    sure: bool = False


def mended(found: Found, doc: Doc, names: Names) -> Found | None:
    """One span of the model's as the copy would have it; None where it is no name."""
    start, end, label, sure = found
    start, end = _without_marks(doc, start, _without_verb(doc, start, end))
    if label in ("PERSON", "GPE", "NORP", "LOC"):
        while start < end and grammar.words(doc)[start].isdigit():
            start += 1
        end = _to_comma(doc, start, end) if label in ("GPE", "LOC") else end
    if label == "PERSON":
        start, end = _without_titles(doc, start, end, names)
    elif label in ("ORG", "GPE", "NORP"):
        end = _without_office(doc, start, end, names)
    start, end = _without_marks(doc, start, _without_kind(doc, start, _to_dash(doc, start, end), names))
    if start >= end:
        return None
    start, end = _whole(doc, start, end, label, names)
    text = doc[start:end].text
    if not _is_name(doc, start, end, text, label, names):
        return None
    return Found(start, end, _label(doc, start, end, label, names), sure)


def _without_marks(doc: Doc, start: int, end: int) -> tuple[int, int]:
    words = grammar.words(doc)
    while start < end:
        article = words[start].lower() in _ARTICLES
        if article and start + 1 == end:
            return end, end
        if not (article or words[start] in _MARKS or words[start].isspace()):
            break
        start += 1
    while end > start and (words[end - 1] in _MARKS or words[end - 1].isspace()):
        end -= 1
    return start, end


def _without_titles(doc: Doc, start: int, end: int, names: Names) -> tuple[int, int]:
    """`U.S. President Barack Obama` and `cosplayer Jane Roe` lose what stands before the name."""
    first = start
    for at in range(start, min(end, start + 6)):
        trade = at == start and end - start > 2 and doc[at].lower_ in names.humans  # "Neighbor Jane Roe"
        if trade or names.is_title(doc[at].lower_) or (at == first and _is_small(doc[at])):
            first = at + 1
    if first == end and end - start > 1 and names.is_given(doc[start].text):
        # "Jack Bishop": a title's word as a surname.
        return start, end
    while end > first and _is_small(doc[end - 1]) and doc[end - 2].text != "-":
        end -= 1
    return first, end


def _without_kind(doc: Doc, start: int, end: int, names: Names) -> int:
    """`Idlib province` and `Yonhap news agency` lose the words in small letters that say what it is."""
    kinds = (names.place_nouns, names.organisation_nouns, _LOOSE_ENDS)
    words = grammar.words(doc)
    while end - start > 1 and words[end - 1].islower() and any(words[end - 1] in known for known in kinds):
        end -= 1
    return end


def _without_verb(doc: Doc, start: int, end: int) -> int:
    """`Roe said`."""
    words = grammar.words(doc)
    while end - start > 1 and words[end - 1].islower() and doc[end - 1].pos_ in ("VERB", "AUX"):
        end -= 1
    return end


def _to_dash(doc: Doc, start: int, end: int) -> int:
    """`Group G — Belgium` is two things, of which the first is named; so is `Department of Trade (DoT`."""
    words = grammar.words(doc)
    end = next((at for at in range(start + 1, end) if words[at] in ("—", "–", "--", "(")), end)
    seated = (at for at in range(start + 2, end) if words[at].lower() in ("of", "in") and words[at - 1] in SEATED)
    return next(seated, end)


def _to_comma(doc: Doc, start: int, end: int) -> int:
    """`Sheridan, Wyo.` is a town and its state."""
    words = grammar.words(doc)
    return next((at for at in range(start + 1, end) if words[at] == ","), end)


def _is_small(token: Token) -> bool:
    return token.text[:1].islower() and token.lower_ not in PARTICLES


def _without_office(doc: Doc, start: int, end: int, names: Names) -> int:
    """`State Department Spokesperson` loses the office behind."""
    while end - start > 1 and doc[end - 1].lower_ != "justice":
        before_title = end < len(doc) and doc[end].lower_ in names.sure_titles
        if doc[end - 1].lower_ not in names.sure_titles and not (before_title and doc[end - 1].lower_ in names.titles):
            break
        end -= 1
    return end


def _whole(doc: Doc, start: int, end: int, label: str, names: Names) -> tuple[int, int]:
    """With what belongs to the name: the other half of a hyphen, `Jr.`, `Inc`."""
    if label == "PERSON" and start and doc[start].lower_ in _ARABIC and doc[start - 1].pos_ == "PROPN":
        start -= 1 if doc[start - 1].text[:1].isupper() and not names.is_title(doc[start - 1].lower_) else 0
    if label == "ORG" and doc[start].text in ("Ministry", "Department"):
        end = _listed(doc, end)
    if label not in ("PERSON", "ORG", "FAC"):
        return start, end
    while (
        start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_ and not doc[start - 2].whitespace_
    ):
        if not doc[start - 2].text[:1].isupper() or doc[start - 2].ent_iob_ == "I":
            break
        start -= 2
    while end + 1 < len(doc) and doc[end].text == "-" and not doc[end].whitespace_ and not doc[end - 1].whitespace_:
        if not doc[end + 1].text[:1].isupper() and label != "PERSON":
            break
        if doc[end + 1].lower_ in ("led", "based", "backed", "born", "like", "style", "owned", "run", "controlled"):
            break
        end += 2
    return start, _with_suffix(doc, end, label, names)


def _listed(doc: Doc, end: int) -> int:
    """`Ministry of Economy, Trade and Industry`."""
    at = end
    while at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].text.istitle() and at - end < 8:
        at += 2
    if (
        at + 1 < len(doc)
        and doc[at].lower_ == "and"
        and doc[at + 1].text.istitle()
        and doc[at + 1].pos_ in ("PROPN", "NOUN")
    ):
        return at + 2
    return end


def _with_suffix(doc: Doc, end: int, label: str, names: Names) -> int:
    """`Charles Keating IV`, `Cyrus Lawrence Inc`, `Merrill Lynch and Co`."""
    if label == "PERSON" and end < len(doc) and doc[end].text in names.suffixes:
        return end + 1
    if end + 1 < len(doc) and doc[end].lower_ in ("and", "&") and doc[end + 1].text in _PARTNERS:
        end += 2
    while end < len(doc) and _is_company_suffix(doc[end], names):
        end += 1
    return end


def _is_company_suffix(token: Token, names: Names) -> bool:
    capital = token.text.capitalize()
    return token.text in names.company_suffixes or (capital not in ("As", "Se") and capital in names.company_suffixes)


def _is_name(doc: Doc, start: int, end: int, text: str, label: str, names: Names) -> bool:
    if not any(letter.isupper() for letter in text) or _ODD.search(text) or "\n\n" in text:
        return False
    if end - start == 1 and (text.lower() in names.no_names or _is_half(doc, start, label, names)):
        return False
    if label == "ORG" and text.isupper() and text in names.no_bodies:
        return False
    if label in ("ORG", "GPE") and _is_portfolio(doc, start, end, names):
        return False
    if start and doc[start - 1].text == "<" and end - start == 1 and text.isupper():
        # A ticker: <FNB>.
        return False
    if label == "PERSON" and (any(letter.isdigit() for letter in text) or end - start > 2 * LONGEST_NAME):
        return False
    return any(map(str.isalpha, text))


def _is_half(doc: Doc, at: int, label: str, names: Names) -> bool:
    """A title before a title (`Magistrate Judge`), or a plural at a sentence's start (`Boats to the islands`)."""
    follows = doc[at + 1] if at + 1 < len(doc) else None
    if label == "ORG" and follows is not None and names.is_title(doc[at].lower_) and names.is_title(follows.lower_):
        return True
    return bool(label == "PERSON" and doc[at].is_sent_start and doc[at].tag_ == "NNS")


def _is_portfolio(doc: Doc, start: int, end: int, names: Names) -> bool:
    """`Science and Technology` of a minister's is no body."""
    follows = doc[end] if end < len(doc) else None
    if follows is None or follows.lower_ != "minister" or doc[end - 1].text in names.heads:
        return False
    return all(token.lower_ in ("and", ",") or token.text.istitle() for token in doc[start:end]) and any(
        token.lower_ == "and" for token in doc[start:end]
    )


def _label(doc: Doc, start: int, end: int, label: str, names: Names) -> str:
    """What the words of the name say: its last word, or the first before `of`; a given name."""
    if end - start == 1:
        # Peoples have no acronyms.
        return "ORG" if label == "NORP" and len(doc[start]) > 2 and doc[start].text.isupper() else label
    words = grammar.words(doc)[start:end]
    if _is_company_suffix(doc[end - 1], names) or (words[-1] in _PARTNERS and words[-2].lower() in ("and", "&")):
        return "ORG"
    if label in ("ORG", "GPE", "LOC", "FAC", "PERSON", "PRODUCT", "WORK_OF_ART", "NORP"):
        by_head = names.heads.get(words[-1])
        if words[-1] in ("Centre", "Center") and words[-2] in SITES:
            by_head = "FAC"
        if (before := next((word for word, behind in pairwise(words) if behind in _JOINS), None)) is not None:
            by_head = names.heads.get(before, by_head)
        if by_head and not (label == "PERSON" and by_head in ("LOC", "GPE")):
            is_person = label == "PERSON" and names.is_given(words[0]) and len(words) == 2
            return label if is_person else by_head
    if label in ("ORG", "GPE", "LOC", "FAC", "WORK_OF_ART", "PRODUCT") and _is_person(words, names):
        return "PERSON"
    return label


def _is_person(words: list[str], names: Names) -> bool:
    plain = [word for word in words if word not in ("-", ".") and word.lower() not in PARTICLES]
    return (
        2 <= len(plain) <= 4
        and names.is_given(plain[0])
        and all(
            word[:1].isupper() and word.replace(".", "").replace("’", "").replace("'", "").isalpha() for word in plain
        )
        and not plain[-1].isupper()
        and plain[-1] not in names.company_suffixes
        and "&" not in words
    )
