"""The step `places`: where the names of the story lie, resolved by the story's own evidence, and where it happens.

`gazetteer` holds what a name can mean; `resolve` chooses by what stands beside it, the countries and places of the
story, the dateline and the size; `focus` tells where the main event happens, `concerned` which countries it is about.
Rules and known errors: `docs/enrich.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.enrich.places.concerned import countries_concerned
from pipeline.enrich.places.focus import focus_of
from pipeline.enrich.places.resolve import Named, resolved
from pipeline.enrich.places.spots import Spot
from pipeline.story import EnrichedStory, Entity, Place, PlaceMention

if TYPE_CHECKING:
    from pipeline.enrich.run import Docs, Resources

MAX_PLACES = 100


def find_places(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `places`, in reading order, `countries`, and `place_id` of the entities that name places. Names that the
    gazetteer does not hold are left as they are.
    """
    known = resolved(story, resources.gazetteer, resources.countries)
    focus = focus_of(story, known, docs.text, resources.cues.verbs.saying)
    by_id: dict[str, list[Named]] = {}
    for named in known:
        by_id.setdefault(named.spot.place_id, []).append(named)
    places = tuple(_place(found, focus) for found in list(by_id.values())[:MAX_PLACES])
    spots: dict[tuple[str, int], Spot] = {(named.field, named.start): named.spot for named in known}
    entities = tuple(_placed(story.entities, spots))
    countries = countries_concerned(entities, places)
    return story.model_copy(update={"places": places, "entities": entities, "countries": countries})


def _place(found: list[Named], focus: Iterable[str]) -> Place:
    spot = found[0].spot
    return Place(
        place_id=spot.place_id, name=spot.name, kind=spot.kind, country=spot.country or None,
        admin1=spot.admin1 or None, lat=round(spot.lat, 4), lon=round(spot.lon, 4),
        mentions=tuple(PlaceMention(start=named.start, end=named.end, field=named.field) for named in found),
        is_focus=spot.place_id in focus,
    )  # fmt: skip


def _placed(entities: Iterable[Entity], spots: dict[tuple[str, int], Spot]) -> Iterable[Entity]:
    """Entities with their place; `Georgia` that is the state of Atlanta is no country."""
    for entity in entities:
        spot = spots.get((entity.field, entity.start))
        if spot is None:
            yield entity
            continue
        country = entity.country if spot.kind == "country" or entity.country == spot.country else None
        yield entity.model_copy(update={"place_id": spot.place_id, "country": country})
