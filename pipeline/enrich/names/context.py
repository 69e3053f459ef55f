"""What stands beside a name says what it is: `Polesky Vestnik, a weekly`, `the town of Bulan`, `chairman of Roe`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.people import is_kin
from pipeline.enrich.names.spans import Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DOUBTFUL = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "NORP"})
_SHIPS = frozenset({"ship", "ferry", "tanker", "vessel", "freighter", "trawler", "yacht", "boat", "liner", "frigate"})
_WHERE = frozenset({"in", "near", "outside", "inside", "across", "throughout", "around"})
_FORCES = frozenset({"naval", "air", "military", "army", "submarine", "missile"})
_TRADES = frozenset({"maker", "producer", "supplier", "publisher", "brewer", "miner", "builder", "developer", "owner"})
_OWN = frozenset({"his", "her", "himself", "herself", "only"})
_TRUST = frozenset({
    "trust", "confidence", "faith", "interest", "believe", "belief", "hope", "disappointment", "pride", "see", "invest",
    "stake", "specialise", "specialize",
})  # fmt: skip
"""Words with which `in` may stand before a person."""


def by_context(found: Found, doc: Doc, names: Names) -> Found:
    """`found` with the label that the words beside it give; a table's or a rule's label stands."""
    if found.sure or found.label not in DOUBTFUL:
        return found
    if _is_ship(found, doc):
        return found._replace(label="PRODUCT")
    if _is_name_given(found, doc):
        return found._replace(label="PERSON")
    if found.label == "PERSON" and _has_article(found, doc):
        return found._replace(label="LOC")
    if kind := _beside(found, doc, names) or _apposed(doc[found.start : found.end].root, names):
        return found._replace(label="PERSON" if kind == "ORG" and _is_maker(found, doc, names) else kind)
    if found.label == "PERSON" and not names.is_given(doc[found.start].text):
        if _is_inside(found, doc):
            return found._replace(label="GPE")
        if _has_officers(found, doc, names):
            return found._replace(label="ORG")
    return found


def _is_name_given(found: Found, doc: Doc) -> bool:
    """`gave his name only as Abdul`, `identified himself as Karim`: nobody but people does that."""
    if found.end - found.start > 3 or found.start < 2 or doc[found.start - 1].lower_ != "as":
        return False
    before = doc[max(0, found.start - 6) : found.start - 1]
    named = any(token.lemma_ in ("name", "identify") for token in before)
    return named and any(token.lower_ in _OWN for token in before)


def _has_article(found: Found, doc: Doc) -> bool:
    """`a gust off the Derwent`: nobody is `the` somebody, but for the Kennedys and `the Kennedy years`."""
    token = doc[found.start]
    single = found.start > 0 and found.end - found.start == 1 and not token.text.endswith("s")
    return single and doc[found.start - 1].lower_ == "the" and token.dep_ not in ("compound", "poss", "nmod", "amod")


def _is_ship(found: Found, doc: Doc) -> bool:
    """Nobody is `the` somebody: in a story of ships, `the Kiso Maru` is one."""
    if found.label not in ("PERSON", "WORK_OF_ART") or found.end - found.start < 2 or found.start == 0:
        return False
    if doc[found.start - 1].lower_ != "the" or doc[found.start : found.end].root.dep_ in ("compound", "poss", "nmod"):
        return False
    return any(token.lower_ in _SHIPS for token in doc[max(0, found.start - 150) : found.end + 60])


def _beside(found: Found, doc: Doc, names: Names) -> str | None:
    """`Tartus province`, `the town of Bulan`, `newspaper Kommersant`."""
    following = doc[found.end] if found.end < len(doc) else None
    short = found.end - found.start < 3
    placed = following is not None and (following.lower_ in names.place_nouns or _is_base(following))
    if short and placed and found.label in ("PERSON", "ORG", "PRODUCT"):
        return "GPE"
    if found.start < 2:
        return None
    before, second = doc[found.start - 1], doc[found.start - 2]
    if before.lower_ == "of" and second.lower_ in names.place_nouns and found.label != "LOC":
        return "GPE"
    if before.lower_ in names.organisation_nouns and found.label in ("PERSON", "GPE", "WORK_OF_ART", "PRODUCT"):
        return "ORG"
    return None


def _is_base(token: Token) -> bool:
    """The words behind Tartus in `its Tartus naval base`."""
    return token.lower_ == "airbase" or (
        token.lower_ in _FORCES and token.i + 1 < len(token.doc) and token.nbor().lower_ in ("base", "bases")
    )


def _is_maker(found: Found, doc: Doc, names: Names) -> bool:
    """`Ghulam Roe, a bangle maker`: people make, grow and sell things too, and have given names."""
    named = found.end - found.start > 1 and names.is_given(doc[found.start].text)
    if not named or doc[found.end - 1].text in names.company_suffixes:
        return False
    root = doc[found.start : found.end].root
    return any(child.dep_ == "appos" and child.lower_ in _TRADES for child in root.children)


def _apposed(root: Token, names: Names) -> str | None:
    if root.dep_ == "appos" and root.head.lower_ in names.organisation_nouns and root.head.pos_ == "NOUN":
        return "ORG"
    if is_kin(root, names):
        return "PERSON"
    for child in root.children:
        if child.dep_ == "appos" and child.i > root.i and child.pos_ == "NOUN":
            if child.lower_ in names.organisation_nouns:
                return "ORG"
            if child.lower_ in names.place_nouns:
                return "GPE"
            if any(child.lower_ in people for people in (names.officers, names.titles, names.humans)):
                return "PERSON"
    return None


def _is_inside(found: Found, doc: Doc) -> bool:
    """Nobody is `in` somebody."""
    if found.start == 0 or found.end - found.start > 3:
        return False
    before = doc[found.start - 1]
    root = doc[found.start : found.end].root
    if root.dep_ == "conj" and root.head.ent_type_ in ("GPE", "LOC"):  # "in Penrith and Launceston"
        before = root.head.head
    return before.lower_ in _WHERE and before.head.lemma_ not in _TRUST


def _has_officers(found: Found, doc: Doc, names: Names) -> bool:
    if found.start < 2 or doc[found.start - 1].lower_ not in ("of", "at", "for"):
        return False
    return doc[found.start - 2].lower_ in names.officers
