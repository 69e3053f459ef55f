from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.enrich.events.attempts import Refusal
from pipeline.enrich.events.explain import ABLE, REASONS, Explained, Sentence, broken, explain, sentence_story
from pipeline.enrich.events.lexicon import By
from pipeline.enrich.events.record import score
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting
from pipeline.story import Dateline
from tests.unit.enrich.conftest import NOON, Enrich, MakeStory

PAGE = Path(__file__).resolve().parents[3] / "docs" / "events.md"
SPORT = (
    "Norway's skiers beat Sweden in the World Cup relay on Sunday. The Norwegian team attacked on the second lap, and "
    "the champion fought off the Swedish sprinter to win the title. Coach Nils Aune praised his team after the race."
)
STORY = """Rebels attack Burundi village

BUJUMBURA, March 3 (Reuters) - Rebels attacked a village in Burundi on Monday, a senior police officer said.

The weather was dry. Burundi will hold talks with Rwanda.
"""
OWN = """ASSAULT = [
  { verb = ["zap"], cameo = "19", by = "armed", target = ["object"], example = "Rebels zapped a village in Burundi." },
  { verb = ["zip"], cameo = "19", by = "armed", target = ["object"], example = "Shares zipped past a village." },
]
"""


@pytest.fixture
def explained(resources: Resources) -> Explained:
    return explain(
        sentence_story("Rebels attacked a village in Burundi, police said. Shares rallied."), resources, NOON
    )


@pytest.fixture
def wire(resources: Resources, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command with the model that is loaded already."""
    monkeypatch.setattr("pipeline.enrich.model.load_resources", lambda _: resources)
    return CliRunner()


@pytest.fixture
def small_lexicon(monkeypatch: pytest.MonkeyPatch) -> None:
    """One good entry; all of them run in `test_lexicon.py`."""
    good = '{ verb = ["accuse"], cameo = "112", target = ["object"], example = "Iran accused Israel." },'
    monkeypatch.setattr("pipeline.enrich.tables.read_all", lambda _: {"accuse.toml": f"ACCUSE = [\n  {good}\n]"})


def shown(wire: CliRunner, *words: str, copy: str | None = None) -> str:
    result = wire.invoke(app, ["events", *words], input=copy)
    assert result.exit_code == 0, result.output
    return str(result.stdout)


def only(resources: Resources, text: str) -> Sentence:
    (sentence,) = explain(sentence_story(text), resources, NOON).sentences
    return sentence


def test_every_refusal_and_every_doer_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Refusal))
    assert set(ABLE) == set(get_args(By))


def test_the_events_are_those_of_the_step(enrich: Enrich, make_story: MakeStory, resources: Resources) -> None:
    fields = {"headline": "Rebels attack Burundi village", "dateline": Dateline(text="BUJUMBURA, March 3")}
    text = "Rebels attacked a village in Burundi on Monday. The rebels attacked a hotel. Kenya urged Burundi to act."
    found = explain(make_story(text, **fields), resources, NOON)
    made = [one for sentence in found.sentences for one in sentence.made]
    assert tuple(one.event for one in made if one.again is None) == enrich(text, **fields).events == found.story.events
    assert {one.again for one in made} - {None} <= set(found.story.events)
    assert any(one.again for one in made)


def test_an_event_names_its_entry_and_what_lowered_its_score(explained: Explained) -> None:
    (made,) = explained.sentences[0].made
    assert made.entry.where.startswith("assault.toml, line ")
    assert made.event.score == score(made.doubts)
    assert "a private party" in made.doubts


def test_a_sentence_is_a_slice_of_its_field(explained: Explained) -> None:
    for sentence in explained.sentences:
        assert explained.story.text[sentence.start : sentence.end] == sentence.text


@pytest.mark.parametrize(
    ("text", "refusal", "reason"),
    [
        ("France urged Chad to attack the rebels.", "not told", "only asked for"),
        ("Soldiers ambushed a train, killing eight people.", "same deed", "the verb over it"),
        ("Chad will never accept the dam, Egypt said.", "another's words", "somebody else says"),
        ("Shares rallied.", "source", "“Shares”, who would have done it, isn't known as somebody"),
        ("Two presidents held talks.", "target", "nobody to whom it could be done stands behind with"),
        ("A company sued a businessman.", "nobody public", "office, arms or a mandate"),
        ("The ship attacked.", "frame", "the words around it"),
    ],
)  # fmt: skip
def test_what_made_no_event_says_why(resources: Resources, text: str, refusal: Refusal, reason: str) -> None:
    reasons = {missed.refusal: missed.reason for missed in only(resources, text).missed}
    assert reason in reasons[refusal]


def test_an_example_that_gives_another_type_is_broken(resources: Resources) -> None:
    good = resources.lexicon.entries[0]
    bad = good.model_copy(update={"example": "The weather was dry in Burundi."})
    ((entry, found),) = broken([good, bad], resources, NOON)
    assert entry is bad
    assert found.story.events == ()


def test_a_sentence_is_explained(wire: CliRunner) -> None:
    lines = shown(wire, "explain", "Rebels attacked a village in Burundi, police said. Shares rallied.").splitlines()
    assert lines[0] == "Rebels [attacked] a village in Burundi, police said."
    assert lines[1] == "  attacked: ASSAULT, CAMEO 19, material conflict"
    assert any(line.startswith("    made by assault.toml, line ") for line in lines)
    assert any(line.startswith("  rallied: no PROTEST demo (protest.toml, line ") for line in lines)


def test_the_page_shows_what_is_printed(wire: CliRunner) -> None:
    """Line numbers of the lexicons apart, which move with every entry."""
    (call, printed), *_ = re.findall(r"^\$ wire events explain \"(.*)\"\n(.*?)^```", PAGE.read_text(), re.M | re.S)
    assert re.sub(r", line \d+", "", shown(wire, "explain", call).strip()) == re.sub(r", line \d+", "", printed.strip())


def test_a_deed_on_a_condition_says_that_it_is_a_threat(wire: CliRunner) -> None:
    text = shown(wire, "explain", "Turkey will expel the Greek ambassador unless Athens apologises.")
    assert "THREATEN expel" in text
    assert "a threat, as what the entry tells of is announced on a condition\n" in text
    assert "made by sanction.toml" in text


def test_frames_that_do_not_fit_are_told_on_demand(wire: CliRunner) -> None:
    text = "Two presidents held talks."
    assert "the words around it" not in shown(wire, "explain", text)
    assert "the words around it" in shown(wire, "explain", text, "--all")


def test_a_word_that_no_entry_knows_is_told_as_its_lemma(wire: CliRunner) -> None:
    assert "no word of it is an entry's; its verbs and nouns are read as sun, glitter" in shown(
        wire, "explain", "The sun glittered."
    )


def test_a_story_is_explained_from_a_file_and_from_standard_input(wire: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "story.txt"
    file.write_text(STORY)
    text = shown(wire, "explain", str(file))
    assert shown(wire, "explain", "-", copy=STORY) == text
    assert text.startswith("Rebels attack Burundi village\n")
    assert "told again: it counts as the event of “Rebels attacked a village" in text
    assert "\n    future\n" in text
    assert "1 more sentence without a word to explain" in text
    assert "The weather was dry." in shown(wire, "explain", str(file), "--all")


def test_a_quiet_story_says_which_rule_made_it_so(wire: CliRunner) -> None:
    assert "words are of sport, 1 of public affairs (champion, coach, " in shown(wire, "explain", SPORT)


def test_a_story_in_another_language_was_not_coded(wire: CliRunner) -> None:
    text = "Die Regierung in Berlin hat am Montag mit den Gewerkschaften über die Löhne im öffentlichen Dienst geredet."
    assert "not coded: unsupported language" in shown(wire, "explain", "-", copy=f"{text}\n\n{text}\n")


def test_copy_that_is_no_story_is_told_and_counts(wire: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    result = wire.invoke(app, ["events", "explain", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stderr.startswith("not decoded: ")


def test_good_entries_are_counted(wire: CliRunner, small_lexicon: None) -> None:
    assert shown(wire, "check") == "1 entry: no example is coded as another type or as nothing\n"


def test_a_file_of_ones_own_is_checked_beside_the_lexicons(
    wire: CliRunner, small_lexicon: None, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(OWN)
    result = wire.invoke(app, ["events", "check", str(tmp_path / "own.toml")])
    assert result.exit_code == 1
    assert result.stdout.startswith("own.toml, line 3: ASSAULT zip: Shares zipped past a village.\n  coded as nothing")
    assert result.stdout.endswith(
        "3 entries, 2 of them in own.toml: 1 example is coded as another type or as nothing\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("gone.toml", None, "there is no such file"),
        ("bare.toml", "", "there is no entry in it"),
        ("bad.toml", OWN.replace('"19"', '"9"'), "line 2: entry ASSAULT zap: cameo"),
    ],
)
def test_a_broken_file_is_refused(wire: CliRunner, tmp_path: Path, name: str, text: str | None, said: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    result = wire.invoke(app, ["events", "check", str(tmp_path / name)])
    assert isinstance(result.exception, BadSetting)
    assert str(result.exception).startswith(str(tmp_path / name))
    assert said in str(result.exception)


def test_one_word_that_is_no_file_is_refused(wire: CliRunner) -> None:
    result = wire.invoke(app, ["events", "explain", "gone.txt"])
    assert isinstance(result.exception, BadSetting)
    assert "'gone.txt': there is no such file" in str(result.exception)
