"""The spaCy component `wire_names`: the model's names mended, and those of tables and titles added.

It stands behind `ner` and behind `wire_tables`, a phrase matcher over the tables; `doc.ents` is what comes out. A span
has the id `sure` where a table or a rule says it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import registry

from pipeline.enrich import grammar
from pipeline.enrich.names.acronyms import with_long_forms
from pipeline.enrich.names.bodies import bodies
from pipeline.enrich.names.context import by_context
from pipeline.enrich.names.joins import extended, joined, units, without_people
from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.people import announced, grown
from pipeline.enrich.names.spans import NAMES, Found, mended

STATE = "STATE"
"""The tables' label for states as they are shortened, which count only behind a town."""
TABLE = "table"
"""The key of `doc.spans` for what the tables know."""


@Language.factory("wire_names", default_config={"names": {"@misc": "wire.names.v1"}})
def make_wire_names(nlp: Language, name: str, names: Names) -> Callable[[Doc], Doc]:
    """The component; `names` is built by the registered function `wire.names.v1`, which `model.py` provides."""
    del nlp, name  # spaCy hands them to every factory
    return lambda doc: with_names(doc, names)


def register(read: Callable[[], Names], pairs: Callable[[], Iterable[tuple[str, str]]]) -> None:
    """What the factories above are configured with: read when a pipeline is built."""
    registry.misc.register("wire.names.v1", func=read)
    registry.misc.register("wire.tables.v1", func=lambda: list(pairs()))


@Language.factory("wire_tables", default_config={"tables": {"@misc": "wire.tables.v1"}})
def make_wire_tables(nlp: Language, name: str, tables: Iterable[tuple[str, str]]) -> Callable[[Doc], Doc]:
    """Leaves in `doc.spans[TABLE]` what the tables' (name, label) pairs find, exact to the letter.

    A span ruler would do the same, but takes seconds to read 6,000 names: it runs the pipeline over each.
    """
    del name
    matcher = PhraseMatcher(nlp.vocab, attr="ORTH")
    by_label: dict[str, list[str]] = {}
    for text, label in tables:
        by_label.setdefault(label, []).append(text)
    for label, names in by_label.items():
        matcher.add(label, list(map(nlp.make_doc, names)))

    def with_tables(doc: Doc) -> Doc:
        doc.spans[TABLE] = matcher(doc, as_spans=True)
        return doc

    return with_tables


def with_names(doc: Doc, names: Names) -> Doc:
    """Set `doc.ents`. Linear in the tokens."""
    words = grammar.words(doc)
    small = {token.lemma_ for token, word in zip(doc, words, strict=True) if word.islower()}
    spans = (Found(_with_currency(span), span.end, span.label_) for span in doc.ents)
    model = [fixed for span in spans if (fixed := mended(span, doc, names) if span.label in NAMES else span)]
    peoples = {span.start for span in doc.spans.get(TABLE, ()) if span.label_ == "NORP"}
    model = [without_people(span, doc, peoples) for span in model]
    model = [by_context(span, doc, names) for span in joined(_apart(model), doc, names) if not _opens(span, doc, small)]
    tables = [
        Found(span.start, span.end, "GPE" if span.label_ == STATE else span.label_, True)
        for span in doc.spans.get(TABLE, ())
        if _counts(span)
    ]
    found = _with_tables(model, list(_apart((*tables, *units(words)))), len(doc))
    tabled = {(span.start, span.end) for span in tables}
    people = list(announced(doc, words, _labels(found, tabled, doc), names))
    found = list(_apart(extended(span, doc, names) for span in _with_tables(found, people, len(doc))))
    labels = _labels(found, tabled, doc)
    found = _with_tables(
        [grown(span, doc, labels, names) for span in found], list(bodies(doc, words, labels, names)), len(doc)
    )
    found = with_long_forms(list(_apart(found)), doc, words, names)
    doc.ents = [
        Span(doc, span.start, span.end, label=span.label, span_id="sure" if span.sure else "") for span in found
    ]
    return doc


def _labels(found: Iterable[Found], tabled: Container[tuple[int, int]], doc: Doc) -> list[str | None]:
    """Each token's label, those of tables with a star."""
    labels: list[str | None] = [None] * len(doc)
    for span in found:
        mark = "*" if (span.start, span.end) in tabled else ""
        labels[span.start : span.end] = [mark + span.label] * (span.end - span.start)
    return labels


def _with_currency(span: Span) -> int:
    """Where a sum begins: the model leaves out the sign of `$1`."""
    signed = span.label_ == "MONEY" and span.start > 0 and span.doc[span.start - 1].is_currency
    return span.start - 1 if signed else span.start


def _opens(span: Found, doc: Doc, small: Container[str]) -> bool:
    """A word that begins its sentence, and that the copy has in small letters elsewhere: `Trains will run again.`"""
    token = doc[span.start]
    if span.end - span.start > 1 or not (token.is_sent_start or (token.i and doc[token.i - 1].is_punct)):
        return False
    return token.text.istitle() and (token.lower_ in small or token.lemma_.lower() in small)


def _counts(span: Span) -> bool:
    """`US` and `Fed` count as printed; `us` never gets here. `Commons` at a sentence's start is as good as within."""
    before = span.doc[span.start - 1] if span.start else None
    after = span.doc[span.end] if span.end < len(span.doc) else None
    if span.label_ == STATE and (before is None or before.text != ","):
        return False
    glued = before is not None and before.text == "-" and not before.whitespace_
    return not glued and not (after is not None and after.text in ("@", "/") and not after.whitespace_)


def _apart(spans: Iterable[Found]) -> Iterable[Found]:
    """In order, none over another: growing a span may have run into the next."""
    reach = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= reach:
            yield span
            reach = span.end


def _with_tables(model: list[Found], tables: list[Found], length: int) -> list[Found]:
    """What a table says replaces what it covers or cuts; a longer name of the model's that holds it stands."""
    holder: list[Found | None] = [None] * length
    for span in model:
        holder[span.start : span.end] = [span] * (span.end - span.start)
    kept = []
    for span in tables:
        around = holder[span.start]
        if around is None or span.end > around.end or (around.start, around.end) == (span.start, span.end):
            kept.append(span)
    taken = [False] * length
    for span in kept:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    rest = [span for span in model if not any(taken[span.start : span.end])]
    return sorted((*kept, *rest), key=lambda span: span.start)
