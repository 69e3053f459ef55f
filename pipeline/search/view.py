"""A story as an editor reads it: what page and terminal show alike. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.search.service import Fragment, Piece
from pipeline.story import Actor, EnrichedStory, Entity, Event

KINDS = {
    "PERSON": "People", "ORG": "Organisations", "GPE": "Countries and cities", "LOC": "Regions and waters",
    "NORP": "Nations and groups", "FAC": "Buildings and roads", "EVENT": "Named events", "LAW": "Laws",
    "PRODUCT": "Products", "WORK_OF_ART": "Works", "LANGUAGE": "Languages", "DATE": "Dates", "MONEY": "Money",
}  # fmt: skip
"""OntoNotes labels in the order in which they are shown; what is not here comes last under its label."""
FLAGS = {
    "negated": "denied",
    "future": "planned",
    "hypothetical": "possible",
    "historical": "past",
    "retracted": "retracted",
}


@dataclass(frozen=True)
class Name:
    """`title`: what stands before a person's name in the story (`Foreign Minister`)."""

    text: str
    country: str | None
    mentions: int
    title: str | None = None


@dataclass(frozen=True)
class Where:
    """A place in one line: what it is called, and what it lies in."""

    name: str
    within: str
    is_focus: bool


@dataclass(frozen=True)
class Said:
    speaker: str
    text: str
    is_direct: bool


@dataclass(frozen=True)
class Happening:
    """An event in one line: what, who, to whom, how sure, and the sentence with the words that carry it marked."""

    type: str
    mode: str | None
    who: str
    whom: str
    flags: tuple[str, ...]
    date: str | None
    said_by: str | None
    evidence: Fragment


def kicker(story: EnrichedStory) -> list[str]:
    """Agency, kind, time: the line above the headline."""
    kind = " ".join(story.lifecycle.tags) or story.lifecycle.kind
    time = story.times.version_created or story.times.first_created
    parts = [story.agency, kind, f"{time:%Y-%m-%d %H:%M} UTC" if time else story.times.dateline_date]
    parts += [f"urgency {story.urgency}" if story.urgency else None, story.slug]
    return [part for part in parts if part]


def paragraphs(story: EnrichedStory) -> list[str]:
    return [paragraph for paragraph in story.text.split("\n\n") if paragraph.strip()]


def filed_under(story: EnrichedStory) -> list[str]:
    """What the provider filed the story under, each once: names where it gives them, codes elsewhere, keywords."""
    codes = (*story.categories, *story.subjects)
    return list(dict.fromkeys([*(code.name or code.code or "" for code in codes), *story.keywords]))


def topics(story: EnrichedStory) -> list[str]:
    """What the story is about, the surest first; of what a provider says, as it names it."""
    return list(dict.fromkeys(topic.name for topic in story.topics))


def unread(story: EnrichedStory) -> str | None:
    """Why a story has no names, events and topics, where its language is the reason."""
    if all(step.status != "unsupported_language" for step in story.steps.values()):
        return None
    doubt = next((issue.message for issue in story.issues if issue.code == "language_doubted"), None)
    return f"Not analysed: {doubt or f'the language is {story.language}'}; only English is"


def names(story: EnrichedStory) -> list[tuple[str, list[Name]]]:
    """The names of a story by kind, each once, those named most often first."""
    mentions: dict[str, list[Entity]] = {}
    for entity in story.entities:
        mentions.setdefault(entity.id, []).append(entity)
    groups: dict[str, list[Name]] = {label: [] for label in KINDS}
    for found in mentions.values():
        groups.setdefault(found[0].label, []).append(_name(found))
    ordered = {label: sorted(group, key=lambda name: -name.mentions) for label, group in groups.items() if group}
    return [(KINDS.get(label, label), group) for label, group in ordered.items()]


def places(story: EnrichedStory) -> list[Where]:
    """Where the story plays, the place where it happens first, countries last."""
    ordered = sorted(story.places, key=lambda place: (not place.is_focus, place.kind == "country"))
    return [
        Where(
            place.name,
            ", ".join(filter(None, (place.admin1 if place.admin1 != place.name else None, place.country))),
            place.is_focus,
        )
        for place in ordered
    ]


def sayings(story: EnrichedStory) -> list[Said]:
    """Who says what, in the story's order; statements without quotation marks too."""
    return [Said(quote.speaker or "—", " ".join(quote.text.split()), quote.kind == "direct") for quote in story.quotes]


def happenings(story: EnrichedStory) -> list[Happening]:
    return [_happening(event) for event in story.events]


def _name(mentions: list[Entity]) -> Name:
    known = next((entity.canonical for entity in mentions if entity.canonical), None)
    country = next((entity.country for entity in mentions if entity.country), None)
    title = next((entity.title for entity in mentions if entity.title), None)
    return Name(known or max((entity.text for entity in mentions), key=len), country, len(mentions), title)


def _happening(event: Event) -> Happening:
    return Happening(
        type=event.type,
        mode=event.mode,
        who=_parties(event.sources),
        whom=_parties(event.targets),
        flags=tuple(word for flag, word in FLAGS.items() if getattr(event, flag)),
        date=event.date,
        said_by=event.attribution.text if event.attribution else None,
        evidence=_evidence(event),
    )


def _parties(actors: tuple[Actor, ...]) -> str:
    parties = [f"{actor.name or actor.text} ({actor.country})" if actor.country else actor.text for actor in actors]
    return ", ".join(dict.fromkeys(parties)) or "—"


def _evidence(event: Event) -> Fragment:
    sentence = event.evidence
    start, end = sentence.trigger_start - sentence.start, sentence.trigger_end - sentence.start
    if not 0 <= start < end <= len(sentence.text):
        return (Piece(text=sentence.text),)
    pieces = (Piece(text=sentence.text[:start]), Piece(text=sentence.text[start:end], hit=True))
    return tuple(piece for piece in (*pieces, Piece(text=sentence.text[end:])) if piece.text)
