"""Results and stories in the terminal."""

from __future__ import annotations

import re

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.search import view
from pipeline.search.service import FoundEvent, Fragment, Hit, Results, Shown
from pipeline.story import EnrichedStory

DIM, HIT = "dim", "bold yellow"
READ_NOTES = frozenset({"byline", "credits"})
"""Notes whose reading is shown already."""


def results_table(results: Results) -> RenderableType:
    """The hits, one block each: headline, where and when, the passages that answer, and the id for `wire show`."""
    if not results.hits:
        return Text("No story answers." if not results.total else f"There are only {results.total} stories.")
    grid = Table.grid(padding=(0, 1, 1, 0))
    grid.add_column(justify="right", style=DIM)
    grid.add_column()
    for number, hit in enumerate(results.hits, results.offset + 1):
        grid.add_row(str(number), _hit(hit))
    stories = "1 story" if results.total == 1 else f"{results.total} stories"
    return Group(grid, Text(f"{stories}, shown {results.offset + 1} to {results.offset + len(results.hits)}", DIM))


def story_view(shown: Shown) -> RenderableType:
    """A story as an editor reads it; a notice in place of one that may not be shown."""
    if shown.story is None:
        return Text.assemble((f"{shown.status.upper()}  ", "bold red"), (shown.notice or "", "bold"), "\n", shown.id)
    story = shown.story
    parts = [*_head(story), *_body(story), *_foot(story)]
    if groups := view.names(story):
        parts += [_heading("Names"), _names(groups)]
    if places := view.places(story):
        parts += [_heading("Places"), Text(", ".join(map(_place, places)))]
    if sayings := view.sayings(story):
        parts += [_heading("Who said it"), _sayings(sayings)]
    if events := view.happenings(story):
        parts += [_heading("Events"), _events(events)]
    others = [str(line.version) for line in shown.versions if line.version != shown.version]
    parts.append(Text(f"\n{shown.id}, version {shown.version}", DIM))
    if others:
        parts.append(Text(f"other versions: {', '.join(others)}", DIM))
    return Group(*parts)


def _hit(hit: Hit) -> RenderableType:
    lines = [_marked(hit.title, "bold")]
    time = f"{hit.time:%Y-%m-%d %H:%M} UTC" if hit.time else None
    received = f"received {time}" if hit.time_basis == "received" else time
    facts = [hit.agency, received, hit.dateline, " ".join(hit.countries[:6]), " ".join(hit.event_types[:6])]
    lines.append(Text(" · ".join(fact for fact in facts if fact), DIM))
    lines += [Text.assemble("… ", _marked(_one_line(passage)), " …") for passage in hit.fragments]
    if not hit.fragments and hit.has_headline and hit.opening:
        lines.append(Text(hit.opening))
    lines += [_found(event) for event in hit.events]
    lines.append(Text(hit.id, DIM))
    return Group(*lines)


def _found(event: FoundEvent) -> Text:
    flags = "".join(f"{view.FLAGS[flag]} " for flag in event.flags if flag in view.FLAGS)
    return Text.assemble((f"{event.type} ", "cyan"), (flags, "red"), event.evidence)


def _head(story: EnrichedStory) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(" · ".join(view.kicker(story)).upper(), "cyan")]
    if story.headline:
        parts.append(Text(story.headline, "bold"))
    if story.headline_attribution:
        parts.append(Text(f"according to {story.headline_attribution}", "italic"))
    if story.subheadline:
        parts.append(Text(story.subheadline, "italic"))
    if story.byline:
        parts.append(Text("By " + ", ".join(story.byline), DIM))
    if story.dateline:
        parts.append(Text("\n" + story.dateline.text, "bold cyan"))
    return parts


def _body(story: EnrichedStory) -> list[RenderableType]:
    return [Padding(Text(paragraph), (1, 0, 0, 0)) for paragraph in view.paragraphs(story)]


def _foot(story: EnrichedStory) -> list[RenderableType]:
    parts: list[RenderableType] = []
    for caption in story.captions:
        parts += [_heading("Caption"), Text(caption.text), Text(caption.credit or "", DIM)]
    for credit in story.credits:
        place = f" in {credit.place}" if credit.place else ""
        parts.append(Text(f"{credit.role.capitalize()}: {', '.join(credit.names)}{place}", DIM))
    if topics := view.topics(story):
        parts.append(Text(f"Topics: {'; '.join(topics)}", DIM))
    if reason := view.unread(story):
        parts.append(Text(reason, "yellow"))
    if filed := view.filed_under(story):
        parts.append(Text(f"Filed under: {', '.join(filed)}", DIM))
    parts += [
        Text(f"[{note.kind.replace('_', ' ')}] {note.text}", DIM) for note in story.notes if note.kind not in READ_NOTES
    ]
    return [Text(""), *parts] if parts else []


def _names(groups: list[tuple[str, list[view.Name]]]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=DIM, no_wrap=True)
    table.add_column()
    for kind, names in groups:
        told = [f"{name.title} {name.text}" if name.title else name.text for name in names]
        listed = [f"{text} ({name.country})" if name.country else text for text, name in zip(told, names, strict=True)]
        table.add_row(kind, Text(", ".join(listed)))
    return table


def _place(place: view.Where) -> str:
    within = f" ({place.within})" if place.within else ""
    return f"{place.name}{within}{' — here it happens' if place.is_focus else ''}"


def _sayings(sayings: list[view.Said]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style=DIM, max_width=30)
    table.add_column()
    for said in sayings:
        table.add_row(said.speaker, Text(f"“{said.text}”" if said.is_direct else said.text))
    return table


def _events(events: list[view.Happening]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column("Type", style="cyan", no_wrap=True)
    table.add_column("Who → whom", ratio=2)
    table.add_column("Evidence", ratio=3)
    for event in events:
        what = Text.assemble(event.type, (f"\n{', '.join(event.flags)}" if event.flags else "", "red"))
        table.add_row(what, Text(f"{event.who} → {event.whom}"), _marked(event.evidence, hit="bold"))
    return table


def _heading(words: str) -> Text:
    return Text("\n" + words, "bold")


def _marked(fragment: Fragment, style: str = "", hit: str = HIT) -> Text:
    return Text.assemble(*((piece.text, hit if piece.hit else style) for piece in fragment))


def _one_line(fragment: Fragment) -> Fragment:
    return tuple(piece.model_copy(update={"text": re.sub(r"\s*\n\s*", " ", piece.text)}) for piece in fragment)
