"""Organisations and buildings that the model missed, told by the words of wire copy around and inside them.

`Satish Memorial Space Centre`, `told Parliament`, `the broadcaster RTM`, `SLP lawmaker`, `wrote on X`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.names.acronyms import is_acronym
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import SITES, Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WITHOUT_ARTICLE = frozenset({"Parliament", "Congress", "Cabinet"})
"""Bodies that copy names like people: `told Parliament`."""
_POSTS = frozenset({
    "write", "post", "tweet", "say", "share", "publish", "message", "statement", "announce", "video", "account",
    "repost", "add", "thread", "user",
})  # fmt: skip
_SPEAKS = frozenset({"say", "tell", "report", "announce", "warn", "call", "accuse", "deny", "demand", "urge", "claim"})
_KIN = frozenset({"official", "lawmaker", "legislator", "delegate", "leader", "deputy", "deputies", "member",
                  "members", "senator", "candidate", "mp", "politician", "fighter", "officials"})  # fmt: skip
"""Who may belong to a body whose acronym stands before: `PD lawmaker`."""
_SIGNS = frozenset({"<", "(", "#", "@", "/", "$", "["})
"""Before a share's symbol or a hashtag."""
LONGEST = 6


def bodies(doc: Doc, words: Sequence[str], taken: Sequence[str | None], names: Names) -> Iterator[Found]:
    """What is found on tokens that have no label; `taken` as in `people.announced`."""
    for at, text in enumerate(words):
        if not text[:1].isupper():
            continue
        token = doc[at]
        label = names.heads.get(text)
        if label in ("ORG", "FAC") and at:
            yield from _headed(doc, at, label, taken, names)
        if taken[at] is None and (text in _WITHOUT_ARTICLE or text.isupper()):
            yield from _alone(token, names)
        if (
            text in names.branches
            and taken[at + 1 : at + 2] in (["*GPE"], ["GPE"])
            and words[at + 1] not in ("US", "U.S.")
        ):
            yield Found(at, at + 2, "ORG", sure=True)
        if text in names.not_cities and _is_city(token, taken):
            yield Found(at, at + 1, "GPE", sure=True)
        if text in ("X", "X.") and _is_platform(token):
            yield Found(at, at + 1, "ORG", sure=True)


def _alone(token: Token, names: Names) -> Iterator[Found]:
    if (
        (token.text in _WITHOUT_ARTICLE and _has_no_article(token))
        or _is_told_kind(token, names)
        or _acts(token, names)
    ):
        yield Found(token.i, token.i + 1, "ORG", sure=True)


def _headed(doc: Doc, last: int, label: str, taken: Sequence[str | None], names: Names) -> Iterator[Found]:
    """Capitalised words that end with a word for a body or building: `Nairobi Water Authority`."""
    if taken[last] is not None or doc[last].pos_ != "PROPN":
        return
    start = last
    while start and last - start < LONGEST and _belongs(doc[start - 1], taken, label, names):
        start -= 1
    before = doc[start - 1] if start else None
    cut = start and taken[start] is not None and taken[start - 1] == taken[start] and doc[start].ent_iob_ == "I"
    glued = before is not None and before.text == "-"
    if last - start >= 1 and not (cut or _goes_on(doc[last]) or glued) and not _is_first_word_only(doc, start, last):
        if taken[start] in ("*NORP", "NORP"):
            start += 1
        if last - start >= 1:
            yield Found(start, last + 1, _head_label(doc, last, label), sure=True)


def _belongs(token: Token, taken: Sequence[str | None], label: str, names: Names) -> bool:
    of_body = taken[token.i] in (None, "*GPE", "GPE", "LOC", "*LOC", "ORG", "*NORP", "NORP")
    if not (of_body or (taken[token.i] == "PERSON" and label == "FAC")):
        return False
    plain = token.text[:1].isupper() and token.is_alpha and token.lower_ not in names.titles
    return plain and token.pos_ in ("PROPN", "ADJ") and token.lower_ not in ("the", "a", "an") and not token.is_stop


def _goes_on(token: Token) -> bool:
    """Whether a name may go on behind the token."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return after is not None and (after.pos_ == "PROPN" or after.text == "-")


def _is_first_word_only(doc: Doc, start: int, last: int) -> bool:
    """`Local Council` where a sentence begins: the first word has its capital from there."""
    return bool(last - start == 1 and doc[start].is_sent_start and doc[start].pos_ != "PROPN")


def _head_label(doc: Doc, last: int, label: str) -> str:
    """A centre where things are launched, shown, held or healed is a place."""
    if doc[last].text in ("Centre", "Center") and doc[last - 1].text in SITES:
        return "FAC"
    return label


def _has_no_article(token: Token) -> bool:
    """Within a sentence, and neither `the Parliament` nor `Greek Parliament`: those are told as all others."""
    if token.is_sent_start or token.pos_ != "PROPN" or token.i == 0:
        return False
    before = token.nbor(-1)
    plain = before.text.islower() and before.pos_ in ("VERB", "ADP", "AUX", "CCONJ", "SCONJ")
    return plain and not _goes_on(token)


def _is_city(token: Token, taken: Sequence[str | None]) -> bool:
    """A city whose name is a word or somebody's, in one breath with cities that are none: `Colombo, Dhaka and Male`."""
    if taken[token.i] not in (None, "PERSON", "ORG") or token.pos_ != "PROPN":
        return False
    doc, at = token.doc, token.i
    if at < 2 or token.dep_ == "nsubj" or _goes_on(token):
        return False
    return doc[at - 1].lower_ in ("and", "or") and taken[at - 2] == "*GPE"


def _is_platform(token: Token) -> bool:
    """`wrote on X`, `in a post on X`; anything else of that name is an unknown."""
    if token.i < 2 or token.nbor(-1).lower_ not in ("on", "platform", "network", "via"):
        return False
    if token.nbor(-1).lower_ in ("platform", "network"):
        return True
    before = token.doc[max(0, token.i - 8) : token.i - 1]
    return any(word.lemma_.lower() in _POSTS for word in before)


def _is_told_kind(token: Token, names: Names) -> bool:
    """`broadcaster RTM`, `the PKP news agency`: an acronym beside a word for its kind."""
    text = token.text
    if not _is_plain_acronym(text, names) or token.i == 0:
        return False
    doc, at = token.doc, token.i
    before = doc[at - 1].lower_
    follows = [word.lower_ for word in doc[at + 1 : at + 3]]
    if follows and (follows[0] in names.media_nouns or follows == ["news", "agency"]):
        return True
    return before in names.media_nouns or (before in names.organisation_nouns and doc[at - 1].pos_ == "NOUN")


def _is_plain_acronym(text: str, names: Names) -> bool:
    return is_acronym(text) and text.isupper() and text.lower() not in names.no_names


def _acts(token: Token, names: Names) -> bool:
    """An acronym who speaks, or to whom somebody belongs: `SLP lawmaker Ana Roe`, `SLP said`."""
    text = token.text
    if not (_is_plain_acronym(text, names) and text.isalpha()) or len(text) > 6:
        return False
    if text in names.no_bodies or (token.i and token.nbor(-1).text in _SIGNS):
        return False
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if after is None or after.text == "-":
        return False
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in _SPEAKS
    return speaks or (after.lower_ in _KIN and token.dep_ in ("compound", "nmod", "poss"))
