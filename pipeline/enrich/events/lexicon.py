"""The lexicons of events as values: entries, roles, words of quiet stories; and the checker that refuses a broken one.

Their form is written in `configs/lexicons/events/README.md`. Types and modes: PLOVER manual v2.0 (Open Event Data
Alliance, CC BY-SA 4.0), described in our own words; `cameo`: codes of CAMEO 1.1b3.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from pipeline.errors import BadSetting
from pipeline.folding import fold
from pipeline.story import EventType, Quad

QUADS: Mapping[EventType, Quad] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal_cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material_cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal_conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material_conflict"),
}
ROOTS: Mapping[EventType, tuple[str, ...]] = {
    "AGREE": ("03",), "CONSULT": ("04",), "SUPPORT": ("05",), "CONCEDE": ("08",), "COOPERATE": ("06",), "AID": ("07",),
    "RETREAT": ("08",), "REQUEST": ("10",), "ACCUSE": ("09", "11"), "REJECT": ("12",), "THREATEN": ("13",),
    "PROTEST": ("14",), "SANCTION": ("16", "11"), "MOBILIZE": ("15",), "COERCE": ("17", "19"),
    "ASSAULT": ("17", "18", "19", "20"),
}  # fmt: skip
"""The CAMEO roots that an entry of each type may carry."""
MODES: Mapping[EventType, frozenset[str]] = {
    "AGREE": frozenset(), "SUPPORT": frozenset(), "CONCEDE": frozenset(), "COOPERATE": frozenset(), "AID": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset({"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold",
                         "misinformation", "cyber"}),
    "ASSAULT": frozenset({"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms",
                          "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control",
                          "unconventional"}),
}  # fmt: skip

By = Literal["public", "armed", "crowd", "office", "igo", "violent", "anyone"]
Stance = Literal["refused", "negated", "threatened"]
Needs = Literal["both", "source", "target", "either"]
PREPOSITIONS = frozenset({
    "against", "on", "with", "to", "at", "from", "for", "of", "in", "into", "over", "by", "between", "among", "upon",
    "about", "across", "after", "outside", "under", "near", "toward", "towards", "around", "through", "off", "onto",
    "inside", "within", "throughout", "without", "before", "behind", "out", "during", "until", "as", "beyond",
})  # fmt: skip
TARGET_SLOTS = PREPOSITIONS | {"object", "owner", "clause", "dative", "subject"}
SOURCE_SLOTS = PREPOSITIONS | {"subject", "object", "owner"}
BARE_TARGETS = ("object", "owner")
OBJECT_TARGETS = ("dative", "against", "on", "with", "to", "at", "from", "for", "of", "in", "owner")
NOUN_SOURCES = ("subject", "owner", "by", "between", "from")
NOUN_TARGETS = ("on", "against", "with", "of", "to", "at")

_ENTRY_LINE = re.compile(r"^\s*\{\s*(verb|noun)\b")
M = TypeVar("M", bound=BaseModel)
Words = Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]


class Entry(BaseModel):
    """One line of a file in `configs/lexicons/events`; the README there explains each key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: EventType
    where: str
    verb: Words = ()
    noun: Words = ()
    particle: Words = ()
    prep: Words = ()
    on: Words = ()
    subject: Words = ()
    object: Words | None = None
    with_: Words = Field(default=(), alias="with")
    without: Words = ()
    carrier: Words = ()
    clause: Literal["to", "that"] | None = None
    complement: Words = ()
    complement_not: Words = ()
    about: Words = ()
    stance: Stance | None = None
    source: Words | None = None
    target: Words | None = None
    needs: Needs = "both"
    by: By = "anyone"
    somebody: tuple[Literal["source", "target"], ...] = ()
    mutual: bool = False
    plural: bool = False
    mode: str | None = None
    cameo: str = Field(pattern=r"^\d{2,4}$")
    example: str = Field(min_length=10)

    @property
    def words(self) -> tuple[str, ...]:
        """The lemmas that carry the event."""
        return self.verb or self.noun

    @property
    def sources(self) -> tuple[str, ...]:
        if self.source is not None:
            return self.source
        return NOUN_SOURCES if self.noun else ("subject",)

    @property
    def targets(self) -> tuple[str, ...]:
        if self.target is not None:
            return self.target
        if self.noun:
            return NOUN_TARGETS
        return OBJECT_TARGETS if self.object else BARE_TARGETS


class Roles(BaseModel):
    """`roles.toml`: who can be a party."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sectors: Mapping[str, tuple[str, ...]]
    classes: Mapping[str, frozenset[str]]
    organisations: Mapping[str, tuple[str, ...]]
    of: Mapping[Annotated[str, Field(pattern="^[A-Z]{3}$")], Mapping[str, tuple[str, ...]]]
    targets: Mapping[Literal["things"], frozenset[str]]


class Quiet(BaseModel):
    """`quiet.toml`: the words of sport and markets, and of public affairs against them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sport: frozenset[str]
    markets: frozenset[str]
    affairs: frozenset[str]


class Carriers(BaseModel):
    """`carriers.toml`: verbs that carry a noun's event, and what stands over a noun that tells of no deed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    light: frozenset[str]
    telling: frozenset[str]
    wanting: frozenset[str]
    bearing: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """What the coder knows. `verbs`, `nouns`: entries by the lemmas that can carry them, the more exact ones first.

    `organisations`: sectors by folded names; `seats`: of those that are one country's its three letters.
    """

    entries: tuple[Entry, ...]
    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, tuple[Entry, ...]]
    carriers: Carriers
    sector_of: Mapping[str, str]
    organisations: Mapping[str, str]
    seats: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    things: frozenset[str]
    quiet: Quiet
    contexts: Mapping[str, str] = field(default_factory=dict)


def parse(events: Mapping[str, str], roles: str, quiet: str, carriers: str, where: str = "configs/lexicons") -> Lexicon:
    """Read the TOML texts, those of `events` by the names of their files. Raises `BadSetting` that names file, line and
    entry of the first fault.
    """
    entries = [entry for name, text in events.items() for entry in read_entries(text, f"{where}/events/{name}")]
    known = _read(Roles, roles, f"{where}/roles.toml")
    sector_of: dict[str, str] = {}
    for sector, lemmas in known.sectors.items():
        for lemma in lemmas:
            sector_of.setdefault(lemma, sector)
            if lemma.endswith("man"):  # the model leaves some plurals as they are
                sector_of.setdefault(f"{lemma.removesuffix('man')}men", sector)
    return Lexicon(
        entries=tuple(entries),
        verbs=_by_lemma(entries, lambda entry: entry.verb),
        nouns=_by_lemma(entries, lambda entry: entry.noun),
        carriers=_read(Carriers, carriers, f"{where}/carriers.toml"),
        sector_of=sector_of,
        organisations={
            fold(name): sector
            for bodies in (known.organisations, *known.of.values())
            for sector, names in bodies.items()
            for name in names
        },
        seats={fold(n): country for country, bodies in known.of.items() for names in bodies.values() for n in names},
        classes=known.classes,
        things=known.targets["things"],
        quiet=_read(Quiet, quiet, f"{where}/quiet.toml"),
    )


def _by_lemma(entries: Iterable[Entry], words: Callable[[Entry], tuple[str, ...]]) -> Mapping[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for lemma in words(entry):
            found.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(same, key=_exactness, reverse=True)) for lemma, same in found.items()}


def read_entries(text: str, where: str) -> list[Entry]:
    """The entries in the file's order. Raises `BadSetting` with the line of the first broken one."""
    table = _toml(text, where)
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _ENTRY_LINE.match(line)]
    raw = [(kind, fields) for kind, entries in table.items() for fields in _as_list(entries, kind, where)]
    if len(lines) != len(raw):
        raise BadSetting(f"{where}: write each entry on a line of its own ({len(raw)} entries, {len(lines)} lines)")
    return [_entry(kind, fields, f"{where}, line {line}") for (kind, fields), line in zip(raw, lines, strict=True)]


def _as_list(entries: object, kind: str, where: str) -> list[Mapping[str, Any]]:
    if kind not in get_args(EventType):
        raise BadSetting(f"{where}: {kind} is no PLOVER type: use one of {', '.join(get_args(EventType))}")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise BadSetting(f"{where}: {kind} must be a list of entries {{ verb = …, cameo = …, example = … }}")
    return entries


def _entry(kind: str, fields: Mapping[str, Any], where: str) -> Entry:
    words = fields.get("verb") or fields.get("noun")
    name = f"{kind} {words[0] if isinstance(words, list) and words else words}"
    try:
        entry = Entry.model_validate({**fields, "type": kind, "where": where.rsplit("/", 1)[-1]})
    except ValidationError as error:
        complaint = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in complaint["loc"])
        raise BadSetting(f"{where}: entry {name}: {key}: {complaint['msg']}") from None
    if fault := next(_faults(entry), None):
        raise BadSetting(f"{where}: entry {name}: {fault}")
    return entry


def _faults(entry: Entry) -> Iterator[str]:
    """What an entry's keys say that can't be."""
    if bool(entry.verb) == bool(entry.noun):
        yield "verb: give the lemmas of a verb or of a noun, one of the two"
    for key, slots, known in (
        ("source", entry.sources, SOURCE_SLOTS),
        ("target", entry.targets, TARGET_SLOTS),
        ("prep", entry.prep, PREPOSITIONS),
    ):
        if wrong := [slot for slot in slots if slot not in known]:
            yield f"{key}: {wrong[0]!r} is no slot: use one of {', '.join(sorted(known))}"
    if entry.noun and (entry.particle or entry.clause or entry.object is not None or entry.subject or entry.stance):
        yield "noun: particle, clause, object, subject and stance are keys of verbs"
    if entry.verb and entry.carrier:
        yield "carrier: is a key of nouns"
    if entry.mode is not None and entry.mode not in MODES[entry.type]:
        yield f"mode: {entry.mode!r} is no mode of {entry.type}"
    if not entry.cameo.startswith(ROOTS[entry.type]):
        yield f"cameo: {entry.cameo} is no code of {entry.type}"


def _exactness(entry: Entry) -> int:
    """An entry that asks for more is tried before one that asks for less."""
    twice = (entry.particle, entry.object, entry.subject, entry.stance, entry.stance)
    once = (entry.carrier, entry.with_, entry.on, entry.clause, entry.complement, entry.prep, entry.object == ())
    return 2 * sum(map(bool, twice)) + sum(map(bool, once))


def _read(kind: type[M], text: str, where: str) -> M:
    try:
        return kind.model_validate(_toml(text, where))
    except ValidationError as error:
        complaint = error.errors(include_input=False, include_url=False)[0]
        key = ".".join(str(part) for part in complaint["loc"])
        raise BadSetting(f"{where}: {key}: {complaint['msg']}") from None


def _toml(text: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{where}: {error}") from None
