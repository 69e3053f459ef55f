"""What a noun says that somebody is: its sector by `roles.toml`, read with the words that stand before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich.events.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token

MODIFIERS = ("amod", "compound", "poss", "nmod", "nummod")
PARTICIPLES = ("JJR", "JJS", "VBN", "VBG")
ABSTRACT = frozenset({"force", "justice", "opposition", "intelligence", "resistance", "press"})
"""Bare and in the singular these are no people: `by force`, `demanded justice`."""


def sector_of(noun: Token, lexicon: Lexicon) -> str | None:
    """`aid worker` before `worker`; what a `group` or a `leader` is, the words before it say; an official of rebels is
    one of them.
    """
    lemma = lemma_of(noun, lexicon)
    if lemma in lexicon.things and lemma not in lexicon.sector_of:
        return None
    sector = lexicon.sector_of.get(phrase_of(noun, lemma)) or lexicon.sector_of.get(lemma)
    if lemma in lexicon.classes["bearers"]:
        said = (part.lemma_.lower() for part in modifiers(noun) if part.tag_ not in PARTICIPLES)
        borne = (lexicon.sector_of.get(word) for word in said)
        sector = next((found for found in borne if found), sector)
    if sector in ("GOV", "MIL", "ELI") and any(is_rebellious(part, lexicon) for part in modifiers(noun)):
        return "REB"
    return None if lemma in ABSTRACT and _is_bare(noun) else sector


def lemma_of(noun: Token, lexicon: Lexicon) -> str:
    """The lemma in lower case; of a name, which keeps its plural, the singular that the lexicon knows."""
    lemma = noun.lemma_.lower()
    if noun.pos_ == "PROPN" and lemma not in lexicon.sector_of and lemma.removesuffix("s") in lexicon.sector_of:
        return lemma.removesuffix("s")
    return lemma


def modifiers(noun: Token) -> list[Token]:
    return [part for part in noun.lefts if part.dep_ in MODIFIERS]


def is_rebellious(part: Token, lexicon: Lexicon) -> bool:
    return part.lemma_.lower() in lexicon.classes["rebellious"]


def is_described(part: Token, lexicon: Lexicon) -> bool:
    """Whether a word before a noun only says what it is about: `military aid`, `official contact`."""
    return part.lemma_.lower() in lexicon.classes["describing"] or part.tag_ in PARTICIPLES


def phrase_of(noun: Token, lemma: str) -> str:
    """The noun with the word before it, be it joined by a hyphen: `hostage-taker` → `hostage taker`."""
    before = noun.i - 1
    if before > 0 and noun.doc[before].text == "-":
        before -= 1
    if before < 0:
        return lemma
    word = noun.doc[before]
    return f"{'rights' if word.lower_ == 'rights' else word.lemma_.lower()} {lemma}"


def _is_bare(noun: Token) -> bool:
    return noun.tag_ == "NN" and noun.text.islower() and not any(part.i < noun.i for part in noun.children)
