"""The step `quotes`: who is quoted with which words, directly and, where it is plain, indirectly.

`marks` finds the words in quotation marks, by the text alone; `cues` the verb beside them and `speakers` whose it is,
over the parse and the story's entities; `indirect` statements without marks. Rules and known errors: `docs/enrich.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.enrich.quotes.direct import direct_quotes
from pipeline.enrich.quotes.indirect import indirect_quotes
from pipeline.enrich.quotes.speakers import Speakers
from pipeline.story import EnrichedStory, Issue

if TYPE_CHECKING:
    from pipeline.enrich.run import Docs, Resources

MAX_QUOTES = 200


def find_quotes(story: EnrichedStory, docs: Docs, resources: Resources) -> EnrichedStory:
    """Fill `quotes`, in the order of the text; more than `MAX_QUOTES` are cut, with the issue `quotes_capped`."""
    if docs.text is None:
        return story
    speakers = Speakers(story, docs.text, resources.cues)
    direct = direct_quotes(story.text[: len(docs.text.text)], docs.text, speakers, resources.cues)
    indirect = indirect_quotes(story.text, docs.text, speakers, resources.cues, direct)
    quotes = sorted((*direct, *indirect), key=lambda quote: (quote.start, quote.end))
    issues = story.issues
    if len(quotes) > MAX_QUOTES:
        what = f"{len(quotes)} quotations were found, the first {MAX_QUOTES} are kept"
        issues = (*issues, Issue(step="quotes", code="quotes_capped", message=what))
    return story.model_copy(update={"quotes": tuple(quotes[:MAX_QUOTES]), "issues": issues})
