"""The title that stands before a name: `Russian Foreign Minister` of `Russian Foreign Minister Sergei Lavrov`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.enrich.entities.mentions import Mention
from pipeline.enrich.names.lexicon import Names

if TYPE_CHECKING:
    from spacy.tokens import Doc

LONGEST = 8
_SERVING = frozenset({"spokesman", "spokeswoman", "spokesperson", "aide", "adviser", "advisor", "lawyer", "attorney"})
"""Before `for` or `to` they serve whom the title is of: `spokeswoman for U.N. Special Envoy Staffan de Mistura`."""
_INSIDE = frozenset({"-", "of", "for", "and", "press"})


def title_before(mention: Mention, own: str, doc: Doc, names: Names) -> str | None:
    """The words as printed, from the first capital or title word on; None where the word before is no title, nor what
    somebody is `of` or `for` (`Secretary of State`).
    """
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    first = span.start if span is not None else 0
    if first == 0 or not (names.is_title(doc[first - 1].lower_) or doc[first - 1].text[:1].isupper()):
        return None
    start = at = first - 1
    while at > 0 and first - at < LONGEST:
        before = doc[at - 1]
        if before.lower_ in _SERVING and doc[at].lower_ in ("for", "to"):
            break
        if before.lower_ == "and" and doc[at - 2].ent_type_ == "PERSON":  # "Jamil Karam and Prime Minister Adler"
            break
        if names.is_title(before.lower_) or before.text[:1].isupper():
            if before.is_sent_start and not names.is_title(before.lower_) and before.pos_ not in ("PROPN", "ADJ"):
                break
            start = at = at - 1
        elif before.lower_ in _INSIDE and at > 1:
            at -= 1
        else:
            break
    words = [token.lower_ for token in doc[start:first]]
    of = (names.is_title(word) and behind in ("of", "for") for word, behind in pairwise(words))
    return own[doc[start].idx : mention.start].rstrip() if names.is_title(words[-1]) or any(of) else None
