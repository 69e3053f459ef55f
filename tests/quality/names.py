"""Names with their spans from the two open sets, reduced to what a name finder is asked for: PERSON, ORG, PLACE.

Both sets mark noun phrases; kept are those that are names. GUM (Wikinews): the name around the head of a phrase, by its
syntax (`President Donald Trump` → `Donald Trump`). re3d: phrases in capitals, without article; where marks overlap, any
of them is right.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.enrich.tables import load_countries

Kind = str
KINDS = {
    "PERSON": "PERSON", "ORG": "ORG", "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE",
}  # fmt: skip
_GUM = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}
_RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "PLACE"}
_LINKS = frozenset({"of", "the", "for", "and", "&", "-", "'", "’", "de", "al", "bin", "van", "der", "."})
_OFFICES = frozenset({
    "Minister", "Secretary", "President", "Department", "Bangladeshis", "Muslims", "Taliban", "Afghans", "Rohingya",
    "Chancellor", "Senator", "Mayor", "Governor", "Queen", "King", "Pope", "Judge", "Captain", "Student", "Professor",
})  # fmt: skip
_NO_NAMES = frozenset({
    "We", "He", "She", "They", "It", "I", "Our", "My", "Her", "His", "Jan", "May", "June", "April", "The", "Ally",
    "Fleet", "Foreign Secretary", "Prime Minister", "Minister", "Secretary of State", "Foreign", "Ministers",
    "Soldiers", "Summit", "Coalition Commanders", "Deputy Secretary", "Capt", "French", "Iraqi", "Hospital",
    "Task Force", "Group", "Army", "Navy",
})  # fmt: skip
_ARTICLE = re.compile(r"(?:the|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    start: int
    end: int
    kind: Kind


@dataclass(frozen=True)
class Marked:
    """A text, and its names in groups: of one group any is right, and one is enough."""

    name: str
    text: str
    groups: tuple[frozenset[Name], ...]


@dataclass(frozen=True)
class Score:
    right: int
    found: int
    wanted: int

    @property
    def f(self) -> float:
        """F1 in per cent."""
        return 200 * self.right / (self.found + self.wanted)


def score(documents: Iterable[tuple[Marked, Set[Name]]], kind: Kind | None = None) -> Score:
    """Exact spans and kinds of all documents together; `kind`: of that alone."""
    right = found = wanted = 0
    for marked, ours in documents:
        ours = {name for name in ours if kind in (None, name.kind)}
        groups = [group for group in marked.groups if kind is None or any(name.kind == kind for name in group)]
        hit = {name for group in groups for name in group & ours}
        right_groups = sum(bool(group & ours) for group in groups)
        right, wanted = right + right_groups, wanted + len(groups)
        found += len(ours) - (len(hit) - right_groups)
    return Score(right, found, wanted)


def gum(folder: Path) -> Iterator[Marked]:
    """The 24 stories of `gum_news`, text as printed."""
    for file in sorted((folder / "coref/gum/tsv").glob("*.tsv")):
        entities = _gum_entities(file.read_text(encoding="utf-8"))
        syntax = folder / "coref/ontogum/conllu" / f"{file.stem}.conllu"
        text, sentences = _conllu(syntax.read_text(encoding="utf-8"))
        names = {
            name
            for (sentence, first, last), kind in entities.items()
            if (name := _gum_name(sentences[sentence - 1], first - 1, last - 1, kind))
        }
        yield Marked(file.stem, text, tuple(_readings(name, text) for name in _outermost(names)))


def _outermost(names: Iterable[Name]) -> Iterator[Name]:
    """Of names within names (`Texas` in `University of Texas`) the longest: mentions do not nest."""
    reach = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.end > reach:
            yield name
            reach = name.end


def _readings(name: Name, text: str) -> frozenset[Name]:
    """A country that acts is an organisation to GUM, and a country to everybody else."""
    is_country = name.kind == "ORG" and load_countries().of_name(text[name.start : name.end]) is not None
    return frozenset({name, replace(name, kind="PLACE")} if is_country else {name})


def _gum_entities(tsv: str) -> dict[tuple[int, int, int], Kind]:
    """(sentence, first token, last token) → kind, counted from 1."""
    spans: dict[tuple[int, str], list[int]] = {}
    for line in tsv.splitlines():
        fields = line.split("\t")
        if len(fields) < 4 or not re.fullmatch(r"\d+-\d+", fields[0]):
            continue
        sentence, token = map(int, fields[0].split("-"))
        for mark in fields[3].split("|"):
            kind, _, number = mark.partition("[")
            if kind in _GUM:
                spans.setdefault((sentence, f"{kind}[{number or token}"), []).append(token)
    return {(sentence, tokens[0], tokens[-1]): _GUM[mark.split("[")[0]] for (sentence, mark), tokens in spans.items()}


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    text: str
    is_name: bool
    head: int
    relation: str


def _conllu(source: str) -> tuple[str, list[list[_Token]]]:
    text, sentences, glued_until = "", [], 0
    for block in source.split("\n\n"):
        tokens: list[_Token] = []
        if "# newpar\n" in f"{block}\n" and text:
            text = text.rstrip() + "\n\n"
        for line in block.splitlines():
            fields = line.split("\t")
            if len(fields) < 10 or "." in fields[0]:
                continue
            if "-" in fields[0]:
                # The parts of a contraction stand in it; the first is given its place.
                glued_until = int(fields[0].split("-")[1])
                start, text = len(text), text + fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
                continue
            if int(fields[0]) <= glued_until:
                tokens.append(_token(fields, start))
                start += len(fields[1])
                continue
            start = len(text)
            text += fields[1] + ("" if "SpaceAfter=No" in fields[9] else " ")
            tokens.append(_token(fields, start))
        glued_until = 0
        if tokens:
            sentences.append(tokens)
    return text, sentences


def _token(fields: list[str], start: int) -> _Token:
    is_name = fields[4] in ("NNP", "NNPS")
    return _Token(start, start + len(fields[1]), fields[1], is_name, int(fields[6]) - 1, fields[7])


def _gum_name(tokens: list[_Token], first: int, last: int, kind: Kind) -> Name | None:
    head = next((at for at in range(first, last + 1) if not first <= tokens[at].head <= last), first)
    if kind == "PLACE" and first + 1 < last and tokens[first + 1].text == ",":
        head = first
    if not tokens[head].is_name or (kind == "PERSON" and not _is_person(tokens, first, head)):
        return None
    start, end = _reach(tokens, head, first, -1, kind), _reach(tokens, head, last, 1, kind)
    return Name(tokens[start].start, tokens[end].end, kind)


def _is_person(tokens: list[_Token], first: int, head: int) -> bool:
    """Somebody's name; offices and peoples are phrases."""
    return tokens[first].text.lower() not in ("the", "a", "one", "all") and tokens[head].text not in _OFFICES


def _is_title(token: _Token) -> bool:
    return token.relation == "nmod:desc"


def _reach(tokens: list[_Token], at: int, limit: int, step: int, kind: Kind) -> int:
    """As far as the name goes on: names, and small words between names; of people without their titles."""
    best = at
    while at != limit:
        at += step
        if tokens[at].is_name and not (kind == "PERSON" and _is_title(tokens[at])):
            best = at
        elif tokens[at].text.lower() not in _LINKS or (kind == "PERSON" and tokens[at].text in ("and", "of", "for")):
            break
    return best


def re3d(folder: Path) -> Iterator[Marked]:
    """The 98 documents of `re3d`."""
    for file in sorted(folder.glob("*/documents.json")):
        marks: dict[str, list[Name]] = {}
        texts = {row["_id"]: row["text"] for row in _lines(file)}
        for row in _lines(file.with_name("entities.json")):
            if row["type"] in _RE3D and (name := _re3d_name(row, texts[row["documentId"]])):
                marks.setdefault(row["documentId"], []).append(name)
        for key, text in texts.items():
            yield Marked(key, text, tuple(_overlapping(marks.get(key, []))))


def _lines(file: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8-sig").splitlines() if line.strip()]


def _re3d_name(row: dict[str, str], text: str) -> Name | None:
    start, end = int(row["begin"]), int(row["end"])
    if article := _ARTICLE.match(text, start, end):
        start = article.end()
    if text.startswith(".", end) and text[start:end].endswith("U.S"):
        end += 1
    while end > start and text[end - 1] in " \n,’'":
        end -= 1
    if text[start:end].endswith(("’s", "'s")):
        end -= 2
    words = text[start:end].split()
    if not words or not all(word[0].isupper() or word.lower() in _LINKS or word.startswith("al-") for word in words):
        return None
    people = row["type"] == "Organisation" and words[-1].endswith("s") and len(words) == 1
    is_name = len(words[0]) > 1 and text[start:end] not in _NO_NAMES and not people
    return Name(start, end, _RE3D[row["type"]]) if is_name else None


def _overlapping(names: list[Name]) -> Iterator[frozenset[Name]]:
    group: set[Name] = set()
    reach = -1
    for name in sorted(set(names), key=lambda name: (name.start, name.end)):
        if group and name.start >= reach:
            yield frozenset(group)
            group = set()
        group.add(name)
        reach = max(reach, name.end)
    if group:
        yield frozenset(group)
