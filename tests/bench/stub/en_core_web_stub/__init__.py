"""A pipeline that hangs each word on the one before and knows nothing else, under a model's name: the services' own
work without spaCy's.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import spacy
from spacy.attrs import DEP, HEAD
from spacy.language import Language
from spacy.tokens import Doc


@Language.component("chain")
def chain(doc: Doc) -> Doc:
    """The steps follow a parse, and what follows one that isn't there reads memory that is nobody's."""
    heads = np.full(len(doc), -1, dtype="int64")
    heads[:1] = 0
    dep = doc.vocab.strings.add("dep")
    return doc.from_array([HEAD, DEP], np.array([heads.astype("uint64"), np.full(len(doc), dep, dtype="uint64")]).T)  # type: ignore[arg-type]


def load(**_: Any) -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("chain")
    return nlp
