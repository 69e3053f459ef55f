"""The step `topics`: which topics the evidence is enough for, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.enrich.topics.evidence import Evidence, gather
from pipeline.enrich.topics.filed import names_filed, topics_filed
from pipeline.enrich.topics.lexicon import Topics
from pipeline.story import EnrichedStory, Story, Topic

if TYPE_CHECKING:
    from pipeline.enrich.run import Docs, Resources

SCHEME = "medtop"
ENOUGH_WORDS = 3
"""Different words that a first level needs; two do where one of them is strong."""
HALF_SURE = 3.0
"""Points at which word evidence is half of what it can be."""
NAMED = 6.0
"""Points of a name that the provider filed the story under."""
BESIDE_THE_BEST = 0.4
"""How much of the best topic's points another needs to stand beside it."""
BEHIND = 0.7
"""How steeply the score falls with that share."""
LEAST_SCORE = 0.5
OWN_SHARE = 0.25
"""How much of a first level's points must be a second level's own."""
SUREST = 0.95
"""Of what only words say."""
MOST_FIRST, MOST_SECOND = 3, 2
"""First levels of a story, and second levels of each, that words can give."""


def find_topics(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `topics`, the surest first: the provider's with score 1, others by the words of headline and text."""
    topics = resources.topics
    given = {code: (name, 1.0) for code, name in topics_filed(story, topics).items()}
    told = _told(story, gather(docs.headline, docs.text, topics), topics)
    scores = {code: (topics.names[code], score) for code, score in told.items()} | given
    found = [Topic(scheme=SCHEME, code=code, name=name, score=score) for code, (name, score) in scores.items()]
    found.sort(key=lambda topic: (-(topic.score or 0), topic.code in topics.parents, topic.code))
    return story.model_copy(update={"topics": tuple(found)})


def _told(story: Story, evidence: dict[str, Evidence], topics: Topics) -> dict[str, float]:
    """The score of each topic that the words are enough for."""
    for code in names_filed(story, topics):
        for one in {code, topics.parents.get(code, code)}:
            known = evidence.setdefault(one, Evidence())
            known.words[f"filed under {code}"] = NAMED
            known.strong += 1
    firsts = {code: found for code, found in evidence.items() if code not in topics.parents and _is_enough(found)}
    best = max((found.points for found in firsts.values()), default=0.0)
    scores = {code: _score(found.points, best) for code, found in firsts.items()}
    told = dict(_highest(scores, MOST_FIRST))
    for first in list(told):
        children = {code: found for code, found in evidence.items() if topics.parents.get(code) == first}
        told |= _second(children, evidence[first].points, told[first])
    return told


def _is_enough(evidence: Evidence) -> bool:
    return len(evidence.words) >= ENOUGH_WORDS or (len(evidence.words) == 2 and evidence.strong > 0)


def _score(points: float, best: float) -> float:
    """Half at `HALF_SURE` points, near to `SUREST` with many; less for what stands behind the best."""
    if points < BESIDE_THE_BEST * best:
        return 0.0
    return round(SUREST * points / (points + HALF_SURE) * math.pow(points / best, BEHIND), 2)


def _second(children: Mapping[str, Evidence], whole: float, above: float) -> dict[str, float]:
    enough = {
        code: found
        for code, found in children.items()
        if found.strong and len(found.words) >= 2 and found.points >= OWN_SHARE * whole
    }
    best = max((found.points for found in enough.values()), default=0.0)
    scores = {code: min(above, _score(found.points, best)) for code, found in enough.items()}
    return dict(_highest(scores, MOST_SECOND))


def _highest(scores: Mapping[str, float], most: int) -> list[tuple[str, float]]:
    ordered = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [item for item in ordered[:most] if item[1] >= LEAST_SCORE]
