"""Which words of a full name stand for it later in the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.enrich.names.lexicon import PARTICLES, Names
from pipeline.folding import fold

ARABIC_ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|az)[-\s]", re.IGNORECASE)
_PLAIN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NOT_A_SURNAME = frozenset({"march", "april", "may", "june", "august", "jr", "sr", "ii", "iii", "monday", "friday"})


def short_forms(full: str, names: Names) -> list[str]:
    """The forms, surest first, under which wire copy goes on with `full` (two words or more).

    The last word, with its particles (`de Mistura`) and without (`Assad` of `al-Assad`); the last two of Spanish names,
    and the one before the last; the first of a name from East Asia.
    """
    words = [word for word in full.split() if word.rstrip(".") not in names.suffixes]
    if len(words) < 2:
        return []
    if words[0] in names.family_first and not names.is_given(words[0]) and words[-1] not in names.family_first:
        return [words[0]]
    forms = [words[-1], ARABIC_ARTICLE.sub("", words[-1])]
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in PARTICLES:
        start -= 1
        forms.append(" ".join(words[start:]))
    if start > 1 and words[start - 1][0].isupper() and len(words[start - 1].rstrip(".")) > 1:
        forms += [" ".join(words[start - 1 :]), words[start - 1]]
    if words[0] in names.family_first and len(words) > 2:
        forms.append(words[0])
    forms += [form[0].upper() + form[1:] for form in forms if form[:1].islower()]
    return list(dict.fromkeys(form for form in forms if form))


def recalled(full: str, names: Names) -> Iterator[str]:
    """The short forms that are that person wherever they stand, also where the model saw none or another thing."""
    words = full.split()
    if len(words) < 2 or not words[0][0].isupper():
        return
    for form in short_forms(full, names):
        plain = len(form) > 1 and all(map(_PLAIN.fullmatch, form.split()))
        middle = len(words) > 2 and form == words[-2] and names.is_given(words[0]) and names.is_given(form)
        if plain and not middle and fold(form) not in _NOT_A_SURNAME:
            yield form
            if len(form) > 3:
                # A transcript's `OKAFOR:`.
                yield form.upper()
