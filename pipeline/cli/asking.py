"""`wire search` and `wire show`."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console

from pipeline.cli.common import AsJson
from pipeline.errors import BadSetting
from pipeline.settings import load


def search(
    query: Annotated[str | None, typer.Argument(help='words, "a phrase", -without')] = None,
    agency: Annotated[str | None, typer.Option(help="Reuters, AP, …")] = None,
    place: Annotated[str | None, typer.Option(help="a place or country named in the story or its dateline")] = None,
    entity: Annotated[str | None, typer.Option(help="a person, organisation or other name")] = None,
    event: Annotated[str | None, typer.Option(help="a PLOVER type: ACCUSE, SANCTION, …")] = None,
    source_country: Annotated[str | None, typer.Option(help="who did it: a country's name or USA, RUS, …")] = None,
    target_country: Annotated[str | None, typer.Option(help="to whom, in the same event")] = None,
    not_hypothetical: Annotated[bool, typer.Option("--not-hypothetical", help="no event that could or may be")] = False,
    not_future: Annotated[bool, typer.Option("--not-future", help="no event that is yet to come")] = False,
    not_historical: Annotated[bool, typer.Option("--not-historical", help="no event that is only recalled")] = False,
    not_negated: Annotated[bool, typer.Option("--not-negated/--negated", help="denied events out, or in too")] = True,
    topic: Annotated[str | None, typer.Option(help="an IPTC Media Topic, by its name or its code")] = None,
    language: Annotated[str | None, typer.Option(help="en, de, zh, …")] = None,
    since: Annotated[str | None, typer.Option(help="2016-10-04 or an RFC 3339 time")] = None,
    until: Annotated[str | None, typer.Option(help="as --since, inclusive")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100)] = 10,
    offset: Annotated[int, typer.Option(min=0, max=9_900, help="hits to leave out before the first")] = 0,
    sort: Annotated[str, typer.Option(help="relevance, newest or oldest")] = "relevance",
    as_json: AsJson = False,
) -> None:
    """Find stories."""
    from pipeline.search.query import ask
    from pipeline.search.render import results_table
    from pipeline.search.service import find
    from pipeline.transport import elastic

    question = ask(
        text=query, agency=agency, place=place, entity=entity, event=event, source_country=source_country,
        target_country=target_country, not_hypothetical=not_hypothetical, not_future=not_future,
        not_historical=not_historical, not_negated=not_negated, topic=topic, language=language, since=since,
        until=until, limit=limit, offset=offset, sort=sort,
    )  # fmt: skip
    settings = load()
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 2)
    results = find(client, settings.elasticsearch, question)
    if as_json:
        print(results.model_dump_json())
    else:
        Console().print(results_table(results))


def show(
    id: Annotated[str, typer.Argument(help="a story's id, as search prints it")],
    version: Annotated[int | None, typer.Option(help="an earlier version; its head is looked at first")] = None,
    as_json: AsJson = False,
) -> None:
    """Show one story as an editor would read it."""
    from pipeline.search.render import story_view
    from pipeline.search.service import show as look
    from pipeline.transport import elastic

    settings = load()
    client = elastic.connect(settings.elasticsearch)
    elastic.wait_until_up(client, 2)
    shown = look(client, settings.elasticsearch, id, version)
    if shown is None:
        raise BadSetting(f"there is no story {id}" + (f" of version {version}" if version else ""))
    if as_json:
        print(shown.model_dump_json(by_alias=True))
    else:
        Console().print(story_view(shown))
