"""What is remembered comes out as spaCy says it."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from pipeline.enrich import remembered
from pipeline.enrich.model import load_model
from pipeline.enrich.run import Resources

SEEDS = sorted((Path(__file__).parents[3] / "seeds" / "stories").glob("0*.txt"))
SPOKEN = (
    "I ain't gonna let's go, c'm on; y'all gotta know nothin' but that, cause it isn't him.",
    "Because it's what they've done, she'd have had to. There 're two, there's one. I told you it was you who saw "
    "I  \n did not do so, if or not.",
)


@pytest.fixture(scope="module")
def stock() -> Language:
    return load_model("auto")


def read(token: Token) -> tuple[object, ...]:
    tags = token.tag_, token.pos_, str(token.morph), token.lemma_
    return token.text, *tags, token.dep_, token.head.i, token.is_sent_start


def said(docs: Iterable[Doc]) -> list[list[tuple[object, ...]]]:
    return [list(map(read, doc)) for doc in docs]


def shuffled(stock: Language) -> list[str]:
    """Texts of hardly anything but the words that rules name, in any order and case."""
    words = ["people", "Paris", "run", ",", "na", "on", "'s"]
    for entry in stock.get_pipe("attribute_ruler").patterns:  # type: ignore[attr-defined]
        words += sorted(word for pattern in entry["patterns"] for word in remembered._words(pattern) or ())
    shuffle = random.Random(1987)
    texts = [" ".join(shuffle.choices(words, k=60)) for _ in range(40)]
    return [*texts, *(text.title() for text in texts[:10])]


def test_every_token_is_as_spacy_says(stock: Language, resources: Resources) -> None:
    texts = [*SPOKEN, *shuffled(stock), *(file.read_text("utf-8")[:3000] for file in SEEDS)]
    wanted = said(stock.pipe(texts))
    for _ in range(2):  # the second time from memory
        resources.learn(texts)
        with resources.nlp.memory_zone():
            found = said(resources.nlp.pipe(texts))
        assert found == wanted


def test_no_more_words_are_learned_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch, stock: Language) -> None:
    monkeypatch.setattr(remembered, "WORDS", 3)
    learn = remembered.learner(stock)
    learn(["Zorka Zorkb Zorka", f"{'Zork' * 10} Zorkc Zorkd Zorke"])
    learn(["Zorkf"])
    learned = [
        word for word in ("Zorka", "Zorkb", "Zork" * 10, "Zorkc", "Zorkd", "Zorkf") if word in stock.vocab.strings
    ]
    assert learned == ["Zorka", "Zorkb", "Zorkc"]
