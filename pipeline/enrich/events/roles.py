"""What a noun says that somebody is: its sector by `roles.toml`, read with the words that stand before it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.lexicon import Lexicon
from pipeline.folding import fold

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
        sector = next(_borne(noun, lexicon), sector)
    if sector in ("GOV", "MIL", "ELI") and any(is_rebellious(part, lexicon) for part in modifiers(noun)):
        return "REB"
    return None if lemma in ABSTRACT and is_bare(noun) else sector


def _borne(noun: Token, lexicon: Lexicon) -> Iterator[str]:
    """The sectors of the bodies that a `leader` or a `group` belongs to."""
    for part in modifiers(noun):
        word = part.lemma_.lower()
        if part.tag_ not in PARTICIPLES and word in lexicon.sector_of and word not in ("deputy", "chief"):
            yield lexicon.sector_of[word]
    for whole in grammar.after(noun, "of"):
        if whole.lemma_.lower() not in lexicon.classes["bearers"] and (sector := sector_of(whole, lexicon)):
            yield sector


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


def sector_of_body(name: str, lexicon: Lexicon) -> str | None:
    """The sector of a body: known by its name, or by the words of it (`Union of Teachers`, `Justice Party`)."""
    words = fold(name).split()
    if not words or (known := lexicon.organisations.get(" ".join(words))):
        return known if words else None
    head = words[: words.index("of")] if "of" in words[1:] else words
    tried = (
        " ".join(head[-2:]), head[-1].removesuffix("s"), head[-1], words[-1].removesuffix("s"), words[-1], words[0],
    )  # fmt: skip
    return next((lexicon.sector_of[word] for word in tried if word in lexicon.sector_of), None)


def is_person(noun: Token, lexicon: Lexicon) -> bool:
    """Whether a noun is one person by what it is: `the minister`, but not `the ministry`."""
    lemma = lemma_of(noun, lexicon)
    is_body = not {lemma, phrase_of(noun, lemma)}.isdisjoint(lexicon.classes["bodies"])
    return noun.tag_ == "NN" and not is_body and sector_of(noun, lexicon) is not None


def is_bare(noun: Token) -> bool:
    """Without anything before it and in the singular; a noun before another isn't."""
    return (
        noun.tag_ == "NN"
        and noun.dep_ != "compound"
        and noun.text.islower()
        and not any(part.i < noun.i for part in noun.children)
    )
