from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from pipeline.cli.explained import miscoded
from pipeline.enrich.events.explain import broken
from pipeline.enrich.events.lexicon import MODES, QUADS, ROOTS, Entry, read_entries
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting
from pipeline.story import EventType
from tests.unit.enrich.conftest import NOON

MANUAL = Path(__file__).resolve().parents[3] / "configs" / "lexicons" / "events" / "README.md"
GOOD = '{ verb = ["accuse"], cameo = "112", target = ["object"], example = "Iran accused Israel." },'


def lexicon_of(*lines: str, kind: str = "ACCUSE") -> str:
    return "\n".join(["# a comment", f"{kind} = [", *(f"  {line}" for line in lines), "]"])


def test_every_type_has_its_words(resources: Resources) -> None:
    counts = {kind: sum(entry.type == kind for entry in resources.lexicon.entries) for kind in get_args(EventType)}
    assert min(counts.values()) >= 4, counts
    assert set(get_args(EventType)) == set(QUADS) == set(ROOTS) == set(MODES)


def test_every_example_is_coded_as_its_type(resources: Resources) -> None:
    wrong = [str(miscoded(*found)) for found in broken(resources.lexicon.entries, resources, NOON)]
    assert not wrong, "\n".join(wrong)


def test_every_example_is_one_of_its_own(resources: Resources) -> None:
    examples = [entry.example for entry in resources.lexicon.entries]
    assert len(set(examples)) == len(examples)


def test_a_good_entry_is_read() -> None:
    (entry,) = read_entries(lexicon_of(GOOD), "events.toml")
    assert (entry.type, entry.verb, entry.targets, entry.needs, entry.by) == (
        "ACCUSE", ("accuse",), ("object",), "both", "anyone",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ('{ verb = ["blame"], cameo = "112" },', "example"),
        ('{ verb = ["blame"], cameo = "9", example = "Iran blamed Israel." },', "cameo"),
        ('{ verb = ["blame"], cameo = "19", example = "Iran blamed Israel." },', "cameo: 19"),
        ('{ verb = ["blame"], cameo = "112", mode = "riot", example = "Iran blamed Israel." },', "mode: 'riot'"),
        ('{ verb = ["blame"], cameo = "112", target = ["beside"], example = "Iran blamed Israel." },', "'beside'"),
        ('{ verb = ["blame"], cameo = "112", colour = "red", example = "Iran blamed Israel." },', "colour"),
        ('{ verb = ["blame"], cameo = "112", needs = "all", example = "Iran blamed Israel." },', "needs"),
        ('{ verb = [], cameo = "112", example = "Iran blamed Israel." },', "verb"),
        ('{ verb = ["blame"], noun = ["blame"], cameo = "112", example = "Iran blamed Israel." },', "one of the two"),
        ('{ noun = ["blame"], object = [], cameo = "112", example = "Iran put blame on Israel." },', "keys of verbs"),
        ('{ verb = ["blame"], source = ["beside"], cameo = "112", example = "Iran blamed Israel." },', "source"),
    ],
)
def test_a_broken_entry_is_refused_by_line_and_name(broken: str, named: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_entries(lexicon_of(GOOD, broken), "events.toml")
    message = str(refused.value)
    assert message.startswith("events.toml, line 4: entry ACCUSE ")
    assert named in message


def test_an_unknown_type_is_refused() -> None:
    with pytest.raises(BadSetting, match="INVESTIGATE is no PLOVER type"):
        read_entries(lexicon_of(GOOD, kind="INVESTIGATE"), "events.toml")


def test_an_entry_keeps_to_its_line() -> None:
    with pytest.raises(BadSetting, match="a line of its own"):
        read_entries(lexicon_of(GOOD + " " + GOOD), "events.toml")


def test_broken_toml_is_refused_with_its_file() -> None:
    with pytest.raises(BadSetting, match=r"events\.toml: .*line 2"):
        read_entries("ACCUSE = [\nverb,", "events.toml")


def test_the_manual_names_every_key() -> None:
    manual = MANUAL.read_text(encoding="utf-8")
    keys = {field.alias or name for name, field in Entry.model_fields.items()} - {"type", "where"}
    assert not [key for key in keys if f"`{key}`" not in manual]
