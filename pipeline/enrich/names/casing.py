"""A headline in capitals or in title case, written as running copy would write it, letter for letter.

A model that learned from running copy takes `REBELS AMBUSH TRAIN` for three names (spaCy discussions 1023, 1083). The
story's own body tells best how a word is written; names that are known anywhere come next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_SENTENCE_END = re.compile(r"[.!?:“\"‘'\n(]\s*$")
REACH = 20_000
"""Characters of the body that are asked how they write a word."""
LONGEST = 4
"""Words of the longest name that is looked up as one."""
ENOUGH_CAPITALS, ENOUGH_TITLES = 0.8, 0.75


@dataclass(frozen=True)
class Casing:
    """What is known of the case of words without a body: `forms` (lower case → form, of one word or several), given
    names and titles (lower case), behind which stands a name, and whether a word in lower case is of the language.
    """

    forms: Mapping[str, str]
    given: frozenset[str]
    titles: frozenset[str]
    is_word: Callable[[str], bool]


def true_cased(line: str, body: str, casing: Casing) -> str:
    """`line` with the letters' case as `body` has them, where the line stands in capitals or in title case.

    Same length as `line`; any other line comes back as it is.
    """
    found = list(_WORD.finditer(line))
    words = [match[0] for match in found]
    capitals = _in_capitals(words)
    if not capitals and not _in_title_case(words):
        return line
    forms = _forms(body[:REACH])
    written = _written(line, found, forms, casing) if capitals else [_lowered(word, forms) for word in words]
    out, position = [], 0
    for at, (match, form) in enumerate(zip(found, written, strict=True)):
        if at == 0 or _begins(line, found[at - 1], match):
            form = form[:1].upper() + form[1:]
        out += [line[position : match.start()], form if len(form) == len(match[0]) else match[0]]
        position = match.end()
    return "".join((*out, line[position:]))


def _begins(line: str, before: re.Match[str], word: re.Match[str]) -> bool:
    """Whether a sentence begins with `word`; the dots of `U.S.` end none."""
    between = line[before.end() - 1 : word.start()] if "." not in before[0][:-1] else line[before.end() : word.start()]
    return bool(_SENTENCE_END.search(between))


def _in_capitals(words: list[str]) -> bool:
    letters = [word for word in words if len(word) > 1]
    return len(letters) > 2 and sum(word.isupper() for word in letters) >= ENOUGH_CAPITALS * len(letters)


def _in_title_case(words: list[str]) -> bool:
    long = [word for word in words if len(word) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= ENOUGH_TITLES * len(long)


def _forms(body: str) -> Mapping[str, str]:
    """Lower case → the form that the body writes most often within its sentences."""
    counts: dict[str, Counter[str]] = {}
    for found in _WORD.finditer(body):
        if not _SENTENCE_END.search(body[max(0, found.start() - 3) : found.start()] or "\n"):
            for word in {_undotted(found[0]), _owner(_undotted(found[0]))}:
                counts.setdefault(word.lower(), Counter())[word] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in counts.items()}


def _undotted(word: str) -> str:
    """`steel.` at a sentence's end is `steel`; `U.S.` stays."""
    return word if "." in word[:-1] else word.rstrip(".")


def _owner(word: str) -> str:
    return word[:-2] if word[-2:].lower() in ("'s", "’s") else word


def _written(line: str, found: list[re.Match[str]], forms: Mapping[str, str], casing: Casing) -> list[str]:
    """Each word of a line in capitals as running copy has it."""
    out: list[str] = []
    while len(out) < len(found):
        at = len(out)
        for length in range(min(LONGEST, len(found) - at), 1, -1):
            phrase = _owner(line[found[at].start() : found[at + length - 1].end()])
            if (form := casing.forms.get(" ".join(phrase.lower().split()))) and len(form) == len(phrase):
                start = found[at].start()
                out += [
                    (form + line[start + len(form) : match.end()].lower())[match.start() - start : match.end() - start]
                    for match in found[at : at + length]
                ]
                break
        else:
            out.append(_one(found[at][0], out[-1] if out else "", forms, casing))
    return out


def _one(word: str, before: str, forms: Mapping[str, str], casing: Casing) -> str:
    low = word.lower()
    stem = _owner(low)
    for key in (stem, stem.rstrip(".")):
        if key in forms and not (forms[key].isupper() and len(key) > 5):
            return forms[key] + low[len(key) :]
        if key in casing.forms:
            return casing.forms[key] + low[len(key) :]
    if stem in casing.given or "." in stem.rstrip("."):
        return word if "." in stem else word[:1] + low[1:]
    behind_name = before.lower() in casing.given and before[:1].isupper()
    behind_title = before.lower() in casing.titles
    if (behind_name or behind_title) and len(low) > 3 and not (low.endswith("s") and casing.is_word(stem)):
        return word[:1] + low[1:]
    return low if casing.is_word(stem) else word[:1] + low[1:]


def _lowered(word: str, forms: Mapping[str, str]) -> str:
    """In lower case where the body writes it so."""
    low = word.lower()
    return low if forms.get(low) == low and not word.isupper() else word
