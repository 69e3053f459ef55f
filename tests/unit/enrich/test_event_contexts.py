from __future__ import annotations

import pytest

from pipeline.enrich.events.contexts import CONTEXTS, contexts, parse
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting


def contexts_of(resources: Resources, text: str, deed: str) -> tuple[str, ...]:
    doc = resources.nlp(text)
    word = next(token for token in doc if token.text == deed)
    return contexts(word.sent, word, resources.lexicon.contexts)


def test_every_context_has_words(resources: Resources) -> None:
    assert set(resources.lexicon.contexts.values()) == CONTEXTS
    assert len(CONTEXTS) == 37


@pytest.mark.parametrize(
    ("text", "deed", "wanted"),
    [
        ("Chad accused Sudan of arming the rebels.", "accused", ("military",)),
        ("Peru recalled its ambassador from Bolivia.", "recalled", ("diplomatic",)),
        ("A court in Riga convicted the former minister of bribery.", "convicted", ("legal", "corruption")),
        ("Norway and Iceland held talks on fishing quotas.", "held", ("diplomatic", "natural_resource")),
        ("Warplanes launched an air-strike on the village.", "launched", ("military",)),
        ("Iran promised to let inspectors see its chemical weapons.", "see", ("cbrn",)),
        ("Thousands of women marched through Dakar to protest against child marriage.", "marched", ("gender",)),
        ("Fiji urged Tonga to wait.", "urged", ()),
        ("Fiji urged Tonga, whose harbour was built by a bank that once belonged to a bishop, to wait.", "urged", ()),
    ],
)  # fmt: skip
def test_what_a_deed_is_about(resources: Resources, text: str, deed: str, wanted: tuple[str, ...]) -> None:
    assert contexts_of(resources, text, deed) == wanted


def test_two_words_together_are_not_their_parts(resources: Resources) -> None:
    sentence = "Ghana condemned the nuclear talks."
    assert "diplomatic" in contexts_of(resources, "Ghana condemned the talks.", "condemned")
    assert contexts_of(resources, sentence, "condemned") == ("cbrn",)


def test_at_most_three_and_the_most_telling_first(resources: Resources) -> None:
    text = "The court jailed the judge, a hacker, a drug smuggler and a priest for spying, and the trial ended."
    found = contexts_of(resources, text, "jailed")
    assert len(found) == 3
    assert found[0] == "legal"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('warlike = ["war"]', "contexts.toml: warlike: is no context of PLOVER"),
        ('military = ["war"]\nlegal = ["war"]', "contexts.toml: legal: 'war' stands twice, first under military"),
        ('military = ["war", "war"]', "contexts.toml: military: 'war' stands twice"),
        ('military = ["War"]', "contexts.toml: military: 'War' must be one lemma or two"),
        ('military = ["a b c"]', "contexts.toml: military: 'a b c' must be one lemma or two"),
        ('military = [""]', "contexts.toml: military: '' must be"),
        ("military = 1", "contexts.toml: military: must be a list"),
        ("military = [", "contexts.toml: "),
    ],
)  # fmt: skip
def test_a_broken_list_is_named(text: str, complaint: str) -> None:
    with pytest.raises(BadSetting) as caught:
        parse(text, "contexts.toml")
    assert str(caught.value).startswith(complaint)
