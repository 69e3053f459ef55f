"""What spaCy works out again for every word, remembered: the rules of `attribute_ruler`, lemmas, and how words split.

The ruler tries each of its 179 patterns on each token, a sixth of the whole model's time, though nearly all of them
hang on a word, its tag and its relation alone. The lemmatizer keeps only a part of what it finds, and in a memory zone
the tokenizer keeps nothing. What comes out is spaCy's to the letter (tests/unit/enrich/test_remembered.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

WORDS = 30_000
"""Words that are remembered, as a stream brings new ones for ever: the first ones; some 10 MB."""
LONGEST = 24
"""Characters of a word that may come again."""


def remembering(nlp: Language) -> Language:
    """`nlp` with two components in the place of spaCy's, whose tables they go on reading."""
    for ours, theirs in (("remembered_attributes", "attribute_ruler"), ("remembered_lemmas", "lemmatizer")):
        # One that writes over the lemmas of others has to be asked about every word.
        if nlp.has_pipe(theirs) and not getattr(nlp.get_pipe(theirs), "overwrite", False):
            nlp.add_pipe(ours, after=theirs)
            nlp.remove_pipe(theirs)
    return nlp


def learner(nlp: Language) -> Callable[[Iterable[str]], None]:
    """What is to be called with texts outside a memory zone, before they are read in one: splits their new words."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size += WORDS
    known = set[str]()

    def learn(texts: Iterable[str]) -> None:
        if len(known) >= WORDS:
            return
        for word in dict.fromkeys(chain.from_iterable(map(str.split, texts))):
            if len(known) >= WORDS:
                return
            if word not in known and len(word) <= LONGEST:
                known.add(word)
                tokenizer(word)

    return learn


@Language.factory("remembered_attributes")
def make_attributes(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sets what the rules of `attribute_ruler` say, in their order."""
    del name
    ruler: Any = nlp.get_pipe("attribute_ruler")
    strings = nlp.vocab.strings
    alone, longer, words = Matcher(nlp.vocab), Matcher(nlp.vocab), set[int]()
    rules = {strings.add(str(number)): number for number in range(len(ruler.attrs))}
    for rule, entry in zip(rules, ruler.patterns, strict=True):
        for pattern in entry["patterns"]:
            printed = _words(pattern)
            (longer if printed is None else alone).add(strings[rule], [pattern])
            words.update(map(strings.add, printed or ()))
    known: dict[tuple[int, ...], tuple[int, ...]] = {}

    def with_attributes(doc: Doc) -> Doc:
        found = [(rules[rule], rule, *span) for rule, *span in longer(doc, allow_missing=True)]
        for at, (tag, dep, lower, space) in enumerate(doc.to_array([TAG, DEP, LOWER, IS_SPACE]).tolist()):
            key = (tag, dep, lower if lower in words else 0, space)
            said = known.get(key)
            if said is None:
                said = known[key] = tuple({rule for rule, *_ in alone(doc[at : at + 1], allow_missing=True)})
            found += [(rules[rule], rule, at, at + 1) for rule in said]
        ruler.set_annotations(doc, sorted(found))
        return doc

    return with_attributes


def _words(pattern: Sequence[Mapping[str, Any]]) -> set[str] | None:
    """The words that decide about a pattern of one token; None where more than these, tag and relation does."""
    if len(pattern) > 1 or not pattern[0].keys() <= {"TAG", "DEP", "LOWER", "IS_SPACE"}:
        return None
    lower = pattern[0].get("LOWER", {"IN": []})
    if isinstance(lower, str):
        return {lower}
    return set(lower["IN"]) if lower.keys() == {"IN"} else None


@Language.factory("remembered_lemmas")
def make_lemmas(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Gives a lemma to each token that has none yet."""
    del name
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known: dict[tuple[int, ...], str] = {}

    def with_lemmas(doc: Doc) -> Doc:
        if len(known) > WORDS:
            known.clear()
            lemmatizer.cache.clear()
        for at, (lemma, *word) in enumerate(doc.to_array([LEMMA, ORTH, POS, MORPH]).tolist()):
            if not lemma:
                said = known.get(key := tuple(word))
                if said is None:
                    said = known[key] = lemmatizer.lemmatize(doc[at])[0]
                doc[at].lemma_ = said
        return doc

    return with_lemmas
