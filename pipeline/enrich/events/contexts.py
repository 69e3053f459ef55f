"""What a deed is about: PLOVER's contexts, by the words around it that `configs/lexicons/contexts.toml` knows.

The names of the contexts are those of PLOVER's manual v2.0 (Open Event Data Alliance, CC BY-SA 4.0).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.errors import BadSetting

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

Contexts = Mapping[str, str]
"""The context of each lemma, or of two with a blank between."""
CONTEXTS = frozenset({
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
    "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
    "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory", "peacekeeping",
    "health", "asylum", "migration", "disasters", "natural_resource", "environment", "technology", "terrorism", "cbrn",
    "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
})  # fmt: skip
MOST = 3
BESIDE, ELSEWHERE, ENOUGH = 2, 1, 2
"""What a word counts at the deed and its parties, what elsewhere in the sentence, and what a context needs."""
REACH = 4
"""Steps of the parse from a word to the deed: `fishing` – `quotas` – `on` – `talks` – `held`."""
SHARED = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "prep", "xcomp", "conj", "acl", "relcl"})
"""Where the deed hangs so on another word, what is beside that is beside the deed: `launched an attack on`."""


def parse(text: str, where: str) -> Contexts:
    """The lists of a TOML text. Raises `BadSetting` that names file and key of the first fault."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where}: {error}") from None
    found: dict[str, str] = {}
    for context, words in table.items():
        if context not in CONTEXTS:
            raise BadSetting(f"{where}: {context}: is no context of PLOVER: use one of {', '.join(sorted(CONTEXTS))}")
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise BadSetting(f"{where}: {context}: must be a list of words")
        for word in words:
            if word != word.lower() or len(word.split(" ")) > 2 or not word.replace(" ", ""):
                raise BadSetting(f"{where}: {context}: {word!r} must be one lemma or two, in lower case")
            if word in found:
                raise BadSetting(f"{where}: {context}: {word!r} stands twice, first under {found[word]}")
            found[word] = context
    return found


def contexts(sentence: Span, deed: Token, known: Contexts) -> tuple[str, ...]:
    """At most three contexts of a deed, the most telling first; none where no word or a single far one tells.

    Reads each word once; how near it is is only asked of words that are known.
    """
    weights: dict[str, int] = {}
    for word, context in _hits(sentence, known):
        weights[context] = weights.get(context, 0) + (BESIDE if _is_beside(word, deed) else ELSEWHERE)
    told = [context for context, weight in weights.items() if weight >= ENOUGH]
    return tuple(sorted(told, key=lambda context: -weights[context])[:MOST])


def _hits(sentence: Span, known: Contexts) -> Iterator[tuple[Token, str]]:
    """Known words with their contexts; of two that are known together the second, as their head."""
    before: tuple[Token, str] | None = None
    for word in sentence:
        if word.lower_ == "-":
            continue
        lemma = word.lemma_.lower()
        if before is None:
            before = word, lemma
            continue
        first, first_lemma = before
        if context := known.get(f"{first_lemma} {lemma}"):
            yield word, context
            before = None
            continue
        if context := known.get(first_lemma):
            yield first, context
        before = word, lemma
    if before is not None and (context := known.get(before[1])):
        yield before[0], context


def _is_beside(word: Token, deed: Token) -> bool:
    over = deed.head.i if deed.dep_ in SHARED else deed.i
    for _ in range(REACH + 1):
        if word.i in (deed.i, over):
            return True
        if word.head.i == word.i:
            return False
        word = word.head
    return False
