"""People whom the copy announces: `spokesman Josphat Lemeki`, `Mr Ellwood`, `Jane Roe`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.enrich.names.lexicon import Names
from pipeline.enrich.names.spans import LONGEST_NAME, Found

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEAKS = frozenset({"say", "tell", "add", "ask", "warn", "declare", "insist", "recall", "argue", "note", "write"})
_COURTESY = frozenset({"mr", "mrs", "ms", "miss"})
_INSIDE = frozenset(
    {"al", "el", "bin", "ibn", "de", "del", "da", "dos", "van", "von", "der", "den", "la", "du", "-", "."}
)


def announced(doc: Doc, words: Sequence[str], taken: Sequence[str | None], names: Names) -> Iterator[Found]:
    """People behind a title, and given names with a surname. `taken`: the label of each token that has one, by a table
    in capitals (`*ORG`), by the model as it is.
    """
    at, titles = 0, names.before_people
    while at < len(words):
        text = words[at]
        capital = text[:1].isupper()
        titled = (text.lower() if capital else text) in titles
        if not titled and not capital:
            at += 1
            continue
        token = doc[at]
        start = at + 1 if titled else at
        if titled or (names.is_given(text) and taken[at] is None):
            end = _run(doc, start, names)
            full = token.lower_ in names.sure_titles or _words(doc, start, end) > 1
            full = full and (titled or not (end < len(doc) and doc[end].text in names.heads))
            if end > start and full and _fits(doc, start, end, taken, titled):
                suffixed = end < len(doc) and doc[end].text in names.company_suffixes
                yield Found(start, end + suffixed, "ORG" if suffixed else "PERSON", sure=True)
                at = end + suffixed
                continue
        elif taken[at] in (None, "*NORP") and _is_part(token, names):
            stranger = _stranger(doc, at, taken, names)
            if stranger is not None:
                yield Found(at, stranger[0], stranger[1])
                at = stranger[0]
                continue
        at += 1


def _stranger(doc: Doc, start: int, taken: Sequence[str | None], names: Names) -> tuple[int, str] | None:
    """Capitalised words without a label who speak, or have an age or an office (`Floor Bastiaanse, 58,`), or are told
    to be an organisation (`Georgian Way, the ruling party`): where they end, and their label.
    """
    end = _run(doc, start, names)
    run = doc[start:end]
    if len(run) < 2:
        return None
    root = run.root
    if 2 <= len(run) <= 4 and not any(taken[start + 1 : end]) and _is_told_body(root, names):
        # A people's name may begin a party's.
        return end, "ORG"
    if not 2 <= _words(doc, start, end) <= 4 or any(taken[start:end]):
        return None
    if not all(token.pos_ == "PROPN" or token.text == "-" for token in run):
        return None
    speaks = root.dep_ == "nsubj" and root.head.lemma_ in _SPEAKS
    aged = (
        end + 2 < len(doc) and doc[end].text == "," and doc[end + 1].text.isdigit() and doc[end + 2].text in (",", ".")
    )
    office = (
        (root.dep_ == "appos" and (root.head.lower_ in names.titles or root.head.lower_ in names.officers))
        or is_kin(root, names)
        or any(child.dep_ == "appos" and child.lower_ in names.humans for child in root.children)
    )
    return (end, "PERSON") if speaks or aged or office else None


def _is_told_body(root: Token, names: Names) -> bool:
    """`Georgian Way, the ruling party`."""
    return any(child.dep_ == "appos" and child.lower_ in names.organisation_nouns for child in root.children)


def is_kin(root: Token, names: Names) -> bool:
    """`said his brother-in-law, Azat Roe`, `the group's founder, Azat Roe`; `its unit, Azat Roe` may be a company."""
    noun = root.head
    is_somebodys = any(child.dep_ == "poss" for child in noun.children)
    return root.dep_ == "appos" and noun.lower_ in names.humans and is_somebodys


def _words(doc: Doc, start: int, end: int) -> int:
    """Words as printed: the halves of `Smith-Roe` are one."""
    return end - start - 2 * sum(token.text == "-" for token in doc[start:end])


def grown(found: Found, doc: Doc, taken: Sequence[str | None], names: Names) -> Found:
    """A person's name with the words that the model cut off: `Osvaldo Roe` `Prieto`, `Comfort` `Tabe Roe`.

    To the left only where it is plain where the name begins: behind a noun in small letters, or with a given name.
    """
    if found.label != "PERSON":
        return found
    start, end = found.start, found.end
    while end < len(doc) and taken[end] is None and end - start < LONGEST_NAME and _is_rest(doc[end], names):
        end += 1
    if start and taken[start - 1] is None and _is_rest(doc[start - 1], names) and start > 1:
        before = doc[start - 2]
        is_role = before.text.islower() and (before.lower_ in names.titles or before.lower_ in names.name_titles)
        if is_role or names.is_given(doc[start - 1].text):
            start -= 1
    return found._replace(start=start, end=end)


def _is_rest(token: Token, names: Names) -> bool:
    plain = token.text.istitle() and len(token.text) > 2 and token.tag_ == "NNP" and _is_part(token, names)
    return plain and token.text not in names.peoples and token.text not in names.clubs


def _run(doc: Doc, start: int, names: Names) -> int:
    """Where the capitalised words end that begin at `start`."""
    end = at = start
    while at < len(doc) and at - start < 2 * LONGEST_NAME:
        token = doc[at]
        if _is_part(token, names):
            end = at = at + 1
        elif at > start and token.lower_ in _INSIDE:
            at += 1
        else:
            break
    return end


def _is_part(token: Token, names: Names) -> bool:
    text = token.text
    if not text[0].isupper() or text.lower() in names.no_names:
        return False
    if not text.isalpha() and not text.replace(".", "").replace("’", "").replace("'", "").isalpha():
        return False
    return token.pos_ in ("PROPN", "NOUN", "ADJ", "X") and token.lower_ not in names.titles and text not in names.heads


def _fits(doc: Doc, start: int, end: int, taken: Sequence[str | None], titled: bool) -> bool:
    labels = set(taken[start:end])
    if titled and labels == {None, "PERSON"} and _words(doc, start, end) <= 4:
        # The model saw only the end of a long name, or only its beginning.
        return True
    if titled and start + 1 == end and labels == {"*GPE"} and doc[start - 1].lower_.rstrip(".") in _COURTESY:
        return True  # Mr. Bello
    if any(label and label.startswith("*") for label in labels) or labels & {"NORP", "DATE", "PERSON"}:
        return False
    if titled:
        # Behind a plain title anything that the model took for one other thing is the person; half a name is not.
        before = taken[start - 1]
        edge = end < len(doc) and taken[end] is not None and taken[end - 1] is not None and doc[end].ent_iob_ == "I"
        return before is None and not edge and _words(doc, start, end) <= 4
    return end - start > 1 and labels == {None}
