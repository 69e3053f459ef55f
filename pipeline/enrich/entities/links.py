"""One id for one thing in the story: countries, organisations with their acronyms, people with their surnames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.mentions import Mention, country_in, is_body
from pipeline.enrich.entities.surnames import ARABIC_ARTICLE, short_forms
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import NAMES
from pipeline.folding import fold
from pipeline.story import Entity

Key = tuple[str, str]
_JUST = 300
"""Characters behind a full name within which its surname is this person's."""


def linked(
    mentions: list[Mention], short: Mapping[str, str], titles: Mapping[Mention, str], countries: Countries, names: Names
) -> Iterator[Entity]:
    """The mentions with ids in reading order. `short`: acronym → long form; `titles`: of people, as printed before."""
    keys = _keys(mentions, short, countries, names)
    ids: dict[Key, str] = {}
    forms: dict[Key, Counter[str]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        ids.setdefault(key, f"e{len(ids) + 1}")
        forms.setdefault(key, Counter())[mention.cased or mention.text] += 1
    for mention, key in zip(mentions, keys, strict=True):
        yield Entity(
            id=ids[key], text=mention.text, label=mention.label, start=mention.start, end=mention.end,
            field=mention.field, canonical=_canonical(key, forms[key], countries), country=mention.country,
            title=titles.get(mention), score=_score(mention, forms[key]),
        )  # fmt: skip


def _keys(mentions: list[Mention], short: Mapping[str, str], countries: Countries, names: Names) -> list[Key]:
    people = _People(mentions, names)
    brief = _brief_organisations(mentions, countries, names)
    owners = {short.get(m.text, m.text): m.country for m in mentions if m.country}
    longs = set(short.values())
    keys = []
    for mention in mentions:
        if mention.label == "PERSON":
            keys.append(people.key(mention))
        else:
            long = short.get(mention.text, mention.text)
            if long in longs:  # an acronym is whose its long form is, and the other way round
                mention = replace(mention, country=owners.get(long, mention.country))
            keys.append(_key(mention, short, brief, countries, names))
    return keys


def _key(
    mention: Mention, short: Mapping[str, str], brief: Mapping[str, Key], countries: Countries, names: Names
) -> Key:
    folded = fold(mention.text)
    if mention.stands_for == mention.text:
        return "team", folded
    if mention.stands_for:
        return _key(replace(mention, text=mention.stands_for, stands_for=None), short, brief, countries, names)
    if mention.label not in NAMES:
        return mention.label, folded
    if mention.label == "GPE" and mention.country and (folded in countries.names or folded in countries.capitals):
        return "country", mention.country
    if mention.label == "NORP" and mention.country and folded not in countries.part_people:
        return "people", mention.country
    if mention.text in short:
        long = names.known.get(short[mention.text])
        return (
            ("known", long.canonical) if long else _organisation(short[mention.text], mention.country, countries, names)
        )
    if known := names.known.get(mention.text) or names.known_folded.get(folded):
        return "known", known.canonical
    if mention.label == "ORG":
        return brief.get(folded) or _organisation(mention.text, mention.country, countries, names)
    return "name", folded


def _organisation(text: str, country: str | None, countries: Countries, names: Names) -> Key:
    """Without `Inc` and its kin; a body of a state without the state's name, which stands in the key."""
    words = text.split()
    while len(words) > 1 and words[-1].strip(",").lower() in names.suffixes_folded:
        words.pop()
    if len(words) > 2 and words[-1].lower().rstrip(".") == "co" and words[-2].lower() in ("and", "&"):
        words = words[:-2]
    bare = " ".join(words)
    if country and is_body(Mention("text", 0, 0, "ORG", bare)):
        for length in range(min(3, len(words) - 1), 0, -1):
            if country_in(" ".join(words[:length]), countries) == country:
                bare = " ".join(words[length:])
                break
        return "name", f"{fold(bare)} {country}"
    return "name", fold(bare)


def _brief_organisations(mentions: list[Mention], countries: Countries, names: Names) -> dict[str, Key]:
    """`Hanze` for `Hanze Krediet`: the first words of one organisation alone, named in full before."""
    out: dict[str, Key] = {}
    doubtful = set()
    for mention in {m.text: m for m in mentions if m.label == "ORG"}.values():
        words = mention.text.split()
        if len(words) < 2 or mention.text in names.known:
            continue
        key = _organisation(mention.text, mention.country, countries, names)
        for length in range(1, len(words)):
            first = fold(" ".join(words[:length]))
            alone = length == 1 and (words[0] in names.heads or countries.of_name(words[0]))
            if alone or out.setdefault(first, key) != key:
                doubtful.add(first)
    return {first: key for first, key in out.items() if first not in doubtful}


class _People:
    """The people of a story, by the forms under which it goes on with them; asked once for each mention, in order."""

    def __init__(self, mentions: list[Mention], names: Names) -> None:
        self._forms = {
            mention.text: [fold(form) for form in short_forms(mention.text, names)]
            for mention in mentions
            if mention.label == "PERSON"
        }
        self._next: dict[str, Key] = {}
        self._last: dict[str, Key] = {}
        self._held: dict[str, Key] = {}
        self._at: dict[Key, int] = {}
        every_form = {form for forms in self._forms.values() for form in forms}
        self._full = {text for text, forms in self._forms.items() if forms and fold(text) not in every_form}
        for text in self._forms:
            if text in self._full:
                for form in (*self._forms[text], fold(text.split()[0])):
                    self._next.setdefault(form, self._named(text))

    def key(self, mention: Mention) -> Key:
        """A short form is the last person before it who is called so, else the next; but of two, the one with whom the
        story went on under this form, unless the other was just named in full.
        """
        text = mention.text
        if text in self._full:
            key = self._named(text)
            self._last |= dict.fromkeys(self._forms[text], key)
            self._last.setdefault(fold(text.split()[0]), key)
            self._at[key] = mention.start
            return key
        for form in (fold(text), fold(ARABIC_ARTICLE.sub("", text))):
            if found := self._last.get(form) or self._next.get(form):
                held = self._held.setdefault(form, found)
                return held if mention.start - self._at.get(found, 0) > _JUST else found
        return "person", fold(ARABIC_ARTICLE.sub("", text))

    def _named(self, text: str) -> Key:
        """`Barack H. Obama` and `Barack Obama` are one."""
        surname = fold(ARABIC_ARTICLE.sub("", self._forms[text][0]))
        return "person", f"{fold(text.split()[0])} {surname}"


def _canonical(key: Key, forms: Counter[str], countries: Countries) -> str:
    kind, value = key
    if kind == "country":
        return countries.usual.get(value, max(forms, key=len))
    if kind == "known":
        return value
    return max(forms, key=lambda text: (len(text), not text.isupper(), forms[text]))


def _score(mention: Mention, forms: Counter[str]) -> float | None:
    """How sure the span and its label are: a table or rule, a name said in full or twice, one guess of the model's."""
    if mention.label not in NAMES:
        return None
    if mention.sure:
        return 0.95
    if mention.label == "PERSON" and (" " in mention.text or forms.total() > 1):
        return 0.9
    return 0.8 if forms.total() > 1 else 0.65
