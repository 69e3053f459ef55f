"""The step `entities`: names, dates and sums of money, mentions of one thing under one id, countries as ISO codes.

Labels are spaCy's OntoNotes names. Over the bare model stand four rules, each with its reason in `docs/enrich.md`:
spans without article and possessive, a surname once given in full is that person everywhere, country names keep
their label, and the places of the dateline come from the decoder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.enrich.countries import Countries
from pipeline.folding import fold
from pipeline.story import Dateline, EnrichedStory, Entity, FieldName, Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from pipeline.enrich.run import Docs, Resources

MAX_MENTIONS = 500
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE"})
KEPT = NAMES | {"DATE", "MONEY"}
"""OntoNotes labels that a reader of a wire story asks for; counts, percentages, quantities and hours are left out."""
WITH_COUNTRY = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC"})
READING_ORDER: tuple[FieldName, ...] = ("headline", "dateline", "text")

NOT_A_SURNAME = frozenset({"march", "april", "may", "june", "august", "jr", "sr", "ii", "iii", "monday", "friday"})
GOVERNMENT_BODIES = frozenset(
    [
        "ministry",
        "department",
        "government",
        "army",
        "navy",
        "police",
        "parliament",
        "senate",
        "congress",
        "court",
        "embassy",
        "guard",
        "treasury",
        "cabinet",
        "presidency",
        "legislature",
        "consulate",
        "directorate",
    ]
)
"""Last words of an ORG that is a part of a state; a company called `American …` has no country here."""
NOT_A_NAME = frozenset({"State", "Government", "Parliament"})
"""What is left of `Secretary of State` where the model cuts a title in two."""
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s+\d[\d,.]*$")
_ARABIC_ARTICLE = re.compile(r"^[ae]l-", re.IGNORECASE)
_TRIM = " \t\r\n\"'“”‘’`,;:.()[]-–—_*<>"
_POSSESSIVES = ("'s", "’s")


@dataclass(frozen=True)
class Mention:
    """A stretch of one field that names something."""

    field: FieldName
    start: int
    end: int
    label: str
    text: str
    country: str | None = None


def find_entities(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `entities`; more than `MAX_MENTIONS` are cut, with the issue `entities_capped`."""
    mentions = [mention for name in READING_ORDER for mention in _in_field(story, name, docs, resources.countries)]
    kept = _with_shared_countries(mentions[:MAX_MENTIONS], home_country(mentions, story.dateline, resources.countries))
    issues = story.issues
    if len(mentions) > MAX_MENTIONS:
        what = f"{len(mentions)} names were found, the first {MAX_MENTIONS} are kept"
        issues = (*issues, Issue(step="entities", code="entities_capped", message=what))
    return story.model_copy(update={"entities": tuple(_linked(kept)), "issues": issues})


def _in_field(story: EnrichedStory, name: FieldName, docs: Docs, countries: Countries) -> list[Mention]:
    if name == "dateline":
        return list(_dateline_places(story, countries))
    own_text, doc = getattr(story, name), getattr(docs, name)
    if doc is None:
        return []
    found = [mention for span in doc.ents if (mention := _of_span(span, name, own_text))]
    people = {word for m in found if m.label == "PERSON" and " " in m.text for word in m.text.split()}
    found = [_with_country(_labelled(mention, people, countries), doc, countries) for mention in found]
    surnames = set(_surnames(found, countries))
    if docs.text is not None and name == "headline":
        body = (_of_span(span, "text", story.text) for span in docs.text.ents)
        surnames |= set(_surnames((mention for mention in body if mention), countries))
    return _with_surnames(found, surnames, doc, name, own_text)


def _of_span(span: Span, name: FieldName, own_text: str) -> Mention | None:
    """The model's span without article, possessive mark and marks around it; None where nothing is left of it."""
    if span.label_ not in KEPT:
        return None
    start, end = span.start_char, min(span.end_char, len(own_text))
    if span.label_ in NAMES:
        if own_text[start:end].endswith(_POSSESSIVES):
            end -= 2
        if article := _ARTICLE.match(own_text, start, end):
            start = article.end()
    while start < end and own_text[start] in _TRIM:
        start += 1
    while end > start and own_text[end - 1] in _TRIM and not _is_abbreviation(own_text[start:end]):
        end -= 1
    text = own_text[start:end]
    if not any(letter.isalnum() for letter in text) or "\n\n" in text or text in NOT_A_NAME:
        return None
    return Mention(name, start, end, span.label_, text)


def _is_abbreviation(text: str) -> bool:
    """`U.S.`, `Jr.`: the last dot belongs to the name."""
    last_word = text.rsplit(" ", 1)[-1]
    return text.endswith(".") and (last_word.count(".") > 1 or len(last_word) <= 3)


def _labelled(mention: Mention, people_words: Set[str], countries: Countries) -> Mention:
    """A country's name is GPE and a nationality NORP, whatever the model took one mention for.

    `Jordan` and `Chad` are people only where the story has somebody of that name.
    """
    if mention.label not in NAMES or mention.label == "LANGUAGE":
        return mention
    if (bare := _NUMBER_BEHIND.sub("", mention.text)) != mention.text and fold(bare) in countries.names:
        # "promised Colombia 200 tents"
        mention = replace(mention, text=bare, end=mention.start + len(bare))
    key = fold(mention.text)
    if key in countries.names and not (mention.label == "PERSON" and mention.text in people_words):
        # "US" is a country, "us" is not.
        return mention if mention.text.islower() else replace(mention, label="GPE")
    if key in countries.people and mention.text[0].isupper():
        return replace(mention, label="NORP")
    return mention


def _with_country(mention: Mention, doc: Doc, countries: Countries) -> Mention:
    if mention.label not in WITH_COUNTRY:
        return mention
    country = countries.of_name(mention.text)
    if country is None and _is_body(mention):
        country = country_in(mention.text, countries) or _owner(doc, mention, countries)
    return replace(mention, country=country)


def _with_shared_countries(mentions: list[Mention], home: str | None) -> list[Mention]:
    """A body of a state keeps the country that the story gives it once; without one it is the home country's."""
    bodies = {fold(m.text): m.country for m in reversed(mentions) if _is_body(m) and m.country}
    return [
        replace(m, country=bodies.get(fold(m.text), home)) if _is_body(m) and m.country is None else m for m in mentions
    ]


def _is_body(mention: Mention) -> bool:
    return mention.label == "ORG" and mention.text.split()[-1].lower() in GOVERNMENT_BODIES


def home_country(mentions: Iterable[Mention | Entity], dateline: Dateline | None, countries: Countries) -> str | None:
    """The country that `the police` and `the Defence Ministry` belong to; None where it isn't plain.

    It is named at least twice and more often than all others together; or the story comes from its capital, and names
    no other country more often.
    """
    named = Counter(
        mention.country
        for mention in mentions
        if mention.country and mention.label in ("GPE", "NORP") and mention.field != "dateline"
    )
    if not named:
        return None
    (country, count), total = named.most_common(1)[0], sum(named.values())
    for place in dateline.places if dateline else ():
        if capital := countries.capitals.get(fold(place)):
            return capital if named[capital] == count else None
    return country if count > 1 and count * 2 > total else None


def country_in(text: str, countries: Countries) -> str | None:
    """The country that the first words of `text` name: `South Korean navy` → KOR."""
    words = text.split()
    for length in range(min(3, len(words)), 0, -1):
        if country := countries.of_name(" ".join(words[:length])):
            return country
    return None


def _owner(doc: Doc, mention: Mention, countries: Countries) -> str | None:
    """`Thailand's Defence Ministry`, `the Russian Defence Ministry`: the country in the words before."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    first = span.start if span is not None else 0
    before = doc[max(0, first - 4) : first].text.split()
    for length in (3, 2, 1):
        if len(before) >= length and (country := countries.of_name(" ".join(before[-length:]))):
            return country
    return None


def _surnames(mentions: Iterable[Mention], countries: Countries) -> Iterator[str]:
    """Last words of full names; of `al-Assad` also `Assad`."""
    for mention in mentions:
        words = mention.text.split()
        if mention.label != "PERSON" or len(words) < 2 or not words[0][0].isupper():
            continue
        for surname in {words[-1], _ARABIC_ARTICLE.sub("", words[-1])}:
            plain = len(surname) > 1 and re.fullmatch(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", surname)
            if plain and fold(surname) not in NOT_A_SURNAME and not countries.of_actor(surname):
                yield surname


def _with_surnames(found: list[Mention], surnames: set[str], doc: Doc, name: FieldName, own_text: str) -> list[Mention]:
    """Every bare surname is the PERSON: other labels on exactly that word are mended, missed mentions added."""
    mended = [replace(m, label="PERSON", country=None) if m.text in surnames else m for m in found]
    covered = {position for mention in mended for position in range(mention.start, mention.end)}
    missed = [
        Mention(name, token.idx, token.idx + len(token), "PERSON", own_text[token.idx : token.idx + len(token)])
        for token in doc
        if token.text in surnames and token.idx not in covered and not _part_of_a_longer_name(token)
    ]
    return sorted(mended + missed, key=lambda mention: (mention.start, mention.end))


def _part_of_a_longer_name(token: Token) -> bool:
    """`Boyce` in `Boyce Industries`."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.pos_ == "PROPN" and following.text[0].isupper()


def _dateline_places(story: EnrichedStory, countries: Countries) -> Iterator[Mention]:
    if story.dateline is None:
        return
    position = 0
    for place in story.dateline.places:
        start = story.dateline.text.find(place, position)
        if start >= 0:
            position = start + len(place)
            yield Mention("dateline", start, position, "GPE", place, countries.of_name(place))


def _linked(mentions: list[Mention]) -> Iterator[Entity]:
    """Number the things in reading order; a surname belongs to the last person before it who was named in full."""
    people = [mention for mention in mentions if mention.label == "PERSON"]
    keys = [_person_key(mention, people) if mention.label == "PERSON" else _key(mention) for mention in mentions]
    ids: dict[tuple[str, str], str] = {}
    fullest: dict[tuple[str, str], Counter[str]] = {}
    for mention, key in zip(mentions, keys, strict=True):
        ids.setdefault(key, f"e{len(ids) + 1}")
        fullest.setdefault(key, Counter())[mention.text] += 1
    for mention, key in zip(mentions, keys, strict=True):
        canonical = max(fullest[key], key=lambda text: (len(text), not text.isupper(), fullest[key][text]))
        yield Entity(id=ids[key], canonical=canonical, **vars(mention))


def _key(mention: Mention) -> tuple[str, str]:
    if mention.label not in NAMES:
        return mention.label, fold(mention.text)
    if mention.country and mention.label in ("GPE", "NORP"):
        return mention.label, mention.country
    return "name", fold(mention.text)


def _person_key(mention: Mention, people: list[Mention]) -> tuple[str, str]:
    """A name of one word is the last fuller name before it that ends (or else begins) with it, or else the next."""
    if " " in mention.text:
        return "person", fold(mention.text)
    word = fold(_ARABIC_ARTICLE.sub("", mention.text))
    place = READING_ORDER.index(mention.field), mention.start
    full = [m for m in people if " " in m.text and word in (_surname(m), fold(m.text.split()[0]))]
    by_surname = [m for m in full if _surname(m) == word] or full
    before = [m for m in by_surname if (READING_ORDER.index(m.field), m.start) < place]
    match = before[-1] if before else by_surname[0] if by_surname else mention
    return "person", fold(match.text)


def _surname(mention: Mention) -> str:
    return fold(_ARABIC_ARTICLE.sub("", mention.text.split()[-1]))
