"""What `explain.py` finds out about a story's events, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group
from rich.text import Text

from pipeline.enrich.events.explain import Explained, Made, Missed, Sentence
from pipeline.enrich.events.lexicon import Entry
from pipeline.enrich.events.record import BEST, DOUBTS
from pipeline.story import Actor, Event

DIM, KIND, MARK = "dim", "bold cyan", "bold yellow"
FLAGS = ("negated", "future", "hypothetical", "historical", "retracted")


def in_words(explained: Explained, *, show_all: bool, with_title: bool) -> Group:
    """Sentence by sentence; of a story (`with_title`) those in which an entry's word stands, unless all are wanted."""
    story = explained.story
    blocks = [Text.assemble((story.headline or story.id, "bold underline"), "\n")] if with_title else []
    if explained.quiet is not None:
        return Group(*blocks, Text(f"No events in this story: {explained.quiet}"))
    if not explained.sentences:
        status = story.steps["events"].status.replace("_", " ")
        return Group(*blocks, Text(f"This story was not coded: {story.status if status == 'skipped' else status}"))
    shown = [
        sentence
        for sentence in explained.sentences
        if show_all or not with_title or sentence.made or _told(sentence.missed, show_all)
    ]
    places = {place.place_id: place.name for place in story.places}
    blocks += [_sentence(sentence, places, show_all) for sentence in shown]
    if silent := len(explained.sentences) - len(shown):
        blocks.append(Text(f"{silent} more sentence{'s' if silent > 1 else ''} without a word to explain", DIM))
    blocks += [Text(issue.message, "yellow") for issue in story.issues if issue.step == "events"]
    return Group(*blocks)


def miscoded(entry: Entry, explained: Explained) -> Text:
    """An entry whose example gives another type or none, with what the coder says of it."""
    types = sorted({event.type for event in explained.story.events})
    text = Text.assemble(
        (entry.where, "bold"), f": {entry.type} {entry.words[0]}: {entry.example}\n",
        f"  coded as {' and '.join(types) or 'nothing'}",
    )  # fmt: skip
    own = [missed for sentence in explained.sentences for missed in sentence.missed if missed.entry == entry]
    if explained.quiet is not None:
        text.append(f": {explained.quiet}")
    elif not own:
        text.append(": no word of the example is the entry's")
        text.append("".join(f"; {_unknown(sentence)}" for sentence in explained.sentences))
    for missed in own:
        text.append(f"\n  {missed.word}: {missed.reason}")
    return text


def _told(missed: Iterable[Missed], show_all: bool) -> list[Missed]:
    return [one for one in missed if show_all or one.refusal != "frame"]


def _sentence(sentence: Sentence, places: Mapping[str, str], show_all: bool) -> Text:
    text = _marked(sentence)
    missed = _told(sentence.missed, show_all)
    for made in sentence.made:
        text.append_text(_made(made, places))
    for line in _refusals(missed):
        text.append(f"\n  {line}", DIM)
    if not sentence.made and not missed:
        if sentence.missed:
            known = "what stands around its words fits no entry (--all says which)"
        else:
            known = f"no word of it is an entry's; {_unknown(sentence)}"
        text.append(f"\n  no event: {known}", DIM)
    return text.append("\n")


def _unknown(sentence: Sentence) -> str:
    return f"its verbs and nouns are read as {', '.join(sentence.lemmas) or 'nothing'}"


def _refusals(missed: Iterable[Missed]) -> Iterator[str]:
    """One line for what a word isn't for one reason: `held: no PROTEST demo (protest.toml, line 3): the words …`."""
    alike: dict[tuple[int, str], list[Missed]] = {}
    for one in missed:
        alike.setdefault((one.start, one.reason), []).append(one)
    for (_, reason), ones in alike.items():
        kinds = ", ".join(f"{_kind(one.entry)} ({one.entry.where})" for one in ones)
        yield f"{ones[0].word}: no {kinds}: {reason}"


def _marked(sentence: Sentence) -> Text:
    """The sentence on one line, the words that carry its events in brackets."""
    spans = sorted({(m.event.evidence.trigger_start, m.event.evidence.trigger_end) for m in sentence.made})
    text = Text("headline: " if sentence.field == "headline" else "", DIM)
    at = sentence.start
    for start, end in spans:
        if start < at:
            continue  # one trigger within another
        text.append(_one_line(sentence.text[at - sentence.start : start - sentence.start]), "bold")
        text.append(f"[{_one_line(sentence.text[start - sentence.start : end - sentence.start])}]", MARK)
        at = end
    return text.append(_one_line(sentence.text[at - sentence.start :]), "bold")


def _one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ")


def _made(made: Made, places: Mapping[str, str]) -> Text:
    event, entry = made.event, made.entry
    proof = event.evidence
    trigger = _one_line(proof.text[proof.trigger_start - proof.start : proof.trigger_end - proof.start])
    text = Text.assemble(
        f"\n  {trigger}: ", (_kind(entry), KIND), f", CAMEO {event.cameo}, {event.quad.replace('_', ' ')}"
    )
    lines = [_parties(event), *_facts(event, places)]
    if made.again is not None:
        lines.append(f"told again: it counts as the event of “{_one_line(made.again.evidence.text)}”")
    if made.threat:
        lines.append("a threat, as what the entry tells of is announced on a condition")
    lines.append(_score(made))
    lines.append(f"made by {entry.where}: {entry.example}")
    for line in lines:
        text.append(f"\n    {line}")
    return text


def _kind(entry: Entry) -> str:
    return f"{entry.type} {entry.mode}" if entry.mode else entry.type


def _parties(event: Event) -> str:
    sides = f"{_actors(event.sources)} → {_actors(event.targets)}"
    return f"{sides}, for {_actors(event.recipients)}" if event.recipients else sides


def _actors(actors: Iterable[Actor]) -> str:
    return ", ".join(map(_actor, actors)) or "nobody named"


def _actor(actor: Actor) -> str:
    """`he = Jan Kos (POL GOV)`."""
    name = f" = {actor.name}" if actor.name and actor.name != actor.text else ""
    known = " ".join(fact for fact in (actor.country, actor.sector) if fact)
    return f"{_one_line(actor.text)}{name}" + (f" ({known})" if known else "")


def _facts(event: Event, places: Mapping[str, str]) -> Iterator[str]:
    if flags := [flag for flag in FLAGS if getattr(event, flag)]:
        yield ", ".join(flags)
    if event.attribution is not None:
        yield f"according to {_one_line(event.attribution.text)}"
    if event.place:
        yield f"in {places.get(event.place, event.place)}"
    if event.date:
        yield f"on {event.date}" + (f" (by the {event.date_basis.replace('_', ' ')})" if event.date_basis else "")
    if event.contexts:
        yield f"contexts {', '.join(event.contexts)}"
    if event.mentions:
        yield f"told again in {len(event.mentions)} other place{'s' if len(event.mentions) > 1 else ''}"


def _score(made: Made) -> str:
    if not made.doubts:
        return f"score {made.event.score}"
    less = ", ".join(f"{DOUBTS[doubt]} for {doubt}" for doubt in made.doubts)
    return f"score {made.event.score}: {BEST} less {less}"
