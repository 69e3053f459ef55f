"""The step `entities`: names, dates and sums of money, mentions of one thing under one id, countries as ISO codes.

Labels are spaCy's OntoNotes names. The Docs come with the model's names already mended (`names`); here the whole story
has its say: what a name plainly is in one place it is everywhere (`agree`), capitals may stand for governments, and
what is one thing gets one id (`links`). The rules, their sources and their known errors: `docs/enrich.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich.entities.agree import acronyms, agreed, in_order
from pipeline.enrich.entities.governments import as_governments
from pipeline.enrich.entities.links import linked
from pipeline.enrich.entities.mentions import (
    KEPT,
    Fields,
    Mention,
    home_country,
    in_field,
    of_dateline,
    with_actors_countries,
    with_doubles,
    with_shared_countries,
)
from pipeline.enrich.entities.offices import offices, with_offices
from pipeline.enrich.entities.shortened import shortened
from pipeline.enrich.entities.teams import with_teams
from pipeline.enrich.entities.titles import title_before
from pipeline.enrich.entities.towns import with_towns
from pipeline.story import EnrichedStory, FieldName, Issue

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.enrich.run import Docs, Resources

__all__ = ["KEPT", "MAX_MENTIONS", "find_entities", "home_country"]

MAX_MENTIONS = 500


def find_entities(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `entities`; more than `MAX_MENTIONS` are cut, with the issue `entities_capped`."""
    countries, names = resources.countries, resources.names
    fields = _fields(story, docs)
    found = list(of_dateline(story, countries))
    found += [m for field, (own, doc) in fields.items() for m in in_field(field, own, doc, countries, names)]
    owns = {field: own for field, (own, _) in fields.items()}
    kept = list(with_towns(found[: 2 * MAX_MENTIONS], owns, resources))
    short = acronyms(fields, kept)
    mentions = agreed(fields, kept, short, countries, names)
    mentions = with_teams(fields, shortened(fields, mentions, names), countries, names)
    mentions = in_order(mentions)
    kept = as_governments(with_doubles(mentions[:MAX_MENTIONS], countries), fields, countries)
    kept = with_shared_countries(kept, home_country(kept, story.dateline, countries))
    kept = with_actors_countries(kept, fields)
    titles = {m: title for m in kept if (title := _title(m, fields, resources))}
    issues = story.issues
    if (count := max(len(found), len(mentions))) > MAX_MENTIONS:
        what = f"{count} names were found, the first {MAX_MENTIONS} are kept"
        issues = (*issues, Issue(step="entities", code="entities_capped", message=what))
    entities = tuple(linked(kept, short, titles, countries, names))
    held = offices(
        entities, {field: doc for field, (_, doc) in fields.items()}, story.dateline, countries, resources.lexicon
    )
    entities = tuple(with_offices(entities, held))
    return story.model_copy(update={"entities": entities, "issues": issues})


def _fields(story: EnrichedStory, docs: Docs) -> Fields:
    fields: dict[FieldName, tuple[str, Doc]] = {}
    if docs.headline is not None:
        fields["headline"] = story.headline or "", docs.headline
    if docs.text is not None:
        fields["text"] = story.text, docs.text
    return fields


def _title(mention: Mention, fields: Fields, resources: Resources) -> str | None:
    if mention.label != "PERSON" or mention.field not in fields:
        return None
    own, doc = fields[mention.field]
    return title_before(mention, own, doc, resources.names)
