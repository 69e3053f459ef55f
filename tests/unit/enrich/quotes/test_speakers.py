# ruff: noqa: E501  (each form on a line of its own, a list to read down)
"""Who is given the words, in the agencies' ways of quoting: one short story for each."""

from __future__ import annotations

import pytest

from tests.unit.enrich.conftest import Enrich

MARSH = "Finance Minister Jane Marsh opened the port on Monday. "

FORMS = {
    "name behind": (MARSH + "“It is late,” Marsh said.", ["Jane Marsh"]),
    "inverted": ("“It is late,” said Jane Marsh, who leads the union.", ["Jane Marsh"]),
    "before, with a comma": (MARSH + "Marsh said, “It is late.”", ["Jane Marsh"]),
    "before, with a colon": (MARSH + "Marsh told reporters: “It is late.”", ["Jane Marsh"]),
    "pronoun": (MARSH + "“It is late,” she said.", ["Jane Marsh"]),
    "interrupted": (MARSH + "“It is late,” Marsh said, “and cold.”", ["Jane Marsh", "Jane Marsh"]),
    "goes on behind the verb": (MARSH + "“It is late,” she said. “We will go home now.”", ["Jane Marsh", "Jane Marsh"]),
    "paragraph of its own": (MARSH + "“It is late,” Marsh said.\n\n“We will all go home now.”", ["Jane Marsh", "Jane Marsh"]),
    "sentence before": ("Jane Marsh rejected the call.\n\nRoe shook her head. “We will not go home now.”", ["Jane Marsh"]),
    "three paragraphs": (MARSH + "\n\n“It is late.\n\n“It is cold.\n\n“We go,” Marsh told Reuters.", ["Jane Marsh"]),
    "host is not the speaker": ("“It is late,” Jane Marsh told broadcaster NHK on Monday.", ["Jane Marsh"]),
    "told him": ("John Doe said Jane Marsh had told him “it is late” on Monday.", ["Jane Marsh"]),
    "noun": ("A senior European diplomat left. “It is late,” the senior diplomat said.", ["senior European diplomat"]),
    "ministry": ("“It is late,” the ministry said in a statement.", ["ministry"]),
    "office for a name": ("Judge Saskia Venn sat down. “It is late,” the judge told the court.", ["Saskia Venn"]),
    "apposition": ("“It is late,” said the prosecutor, Gabriel Lastra.", ["Gabriel Lastra"]),
    "organisation": ("The World Food Programme was worried. “It is late,” the WFP said.", ["World Food Programme"]),
    "fragment": (MARSH + "Marsh said the port was “late but good”.", ["Jane Marsh"]),
    "called": (MARSH + "Marsh called the port “late”.", ["Jane Marsh"]),
    "what she called": (MARSH + "She criticised what she called its “odd” owners.", ["Jane Marsh"]),
    "according to": ("The port is “late”, according to Jane Marsh.", ["Jane Marsh"]),
    "quoted as saying": ("The newspaper quoted Jane Marsh as saying “it is late”.", ["Jane Marsh"]),
    "was quoted": ("Jane Marsh was quoted as saying: “It is late.”", ["Jane Marsh"]),
    "dash and a name": ("Voices of the day:\n\n“It is late, and we go.” – Jane Marsh, teacher", ["Jane Marsh"]),
    "single marks": (MARSH + "‘It’s late,’ Marsh said. ‘We don’t go.’", ["Jane Marsh", "Jane Marsh"]),
    "asked": (MARSH + "“Is it late?” asked John Doe, a driver.", ["John Doe"]),
    "two speakers": (
        "“It is late,” said Jane Marsh, a teacher.\n\n“It is early,” said John Doe, a driver. “We stay here.”",
        ["Jane Marsh", "John Doe", "John Doe"],
    ),
    "he and she": (
        "Mr John Doe met Ms Jane Marsh on Monday. “It is late,” she said. “It is early,” he said.", ["Jane Marsh", "John Doe"],
    ),
    "twitter": (MARSH + "“It is late,” Marsh wrote on Twitter.", ["Jane Marsh"]),
    "adverbs": (MARSH + "“It is late,” Marsh also said angrily on Monday.", ["Jane Marsh"]),
    "stood up and said": (MARSH + "Marsh stood up and said: “It is late.”", ["Jane Marsh"]),
    "a fragment behind a name, then a sentence": (
        "President Jane Marsh said Russia “will answer for this.” The Kremlin said nothing.", ["Jane Marsh"],
    ),
    "only her first name": (
        "“It is late,” she said. “We go,” said a mother, who gave only her first name, Fatima.", [None, "Fatima"],
    ),
    "a body and its kind": ("The IG Metall union threatened “massive strikes”, Kommersant said.", ["IG Metall"]),
    "another body within": ("The Senate committee said it was “late at best”.", ["Senate committee"]),
    "a shortened title": ("“It is late,” Gov. Mary Fallon said. The Republican governor said it was “bad at best”.", ["Mary Fallon", "Mary Fallon"]),
    "another office": ("“It is late,” Gov. Mary Fallon said. The deputy governor said it was “bad at best”.", ["Mary Fallon", "deputy governor"]),
    "name behind an office": (
        "Party leader Jane Marsh left. The leader of Scottish Labour, Deborah Okonkwo-Reid, said: “It is late.”", ["Deborah Okonkwo-Reid"],
    ),
    "co-leader": ("The Greens met. Their co-leader, Torquil Vance, described it as “late at best”.", ["Torquil Vance"]),
    "name before its description": (MARSH + "\n\nMarsh, the champion two years ago, left. “It is late,” she said.", ["Jane Marsh"]),
    "office behind another's name": (MARSH + "After talks with Marsh, the governor said it was “late at best”.", ["governor"]),
    "the next sentence has its own speaker": (
        "Envoy Birgitta Lund described the response as “late at best.” Donors gave a tenth of what the town asked for, she told reporters.", ["Birgitta Lund"],
    ),
    "a question and its speaker": (MARSH + "“Is it late?” Marsh, who leads the union, asked.", ["Jane Marsh"]),
    "who gives a first name": ("“It is late,” said a fisherman who gave his name only as Abdul.", ["Abdul"]),
    "who is named so": ("“It is late,” said a driver, who identified himself as Karim Roe.", ["Karim Roe"]),
    "who describes somebody": ("“It is late,” said a driver, who described the thief as Karim Roe.", ["driver"]),
    "she after a sentence about him": (
        "Elias Mushi, 46, had breached the act, magistrate Lilian Rwegasira said. “The law is the law. We go,” she told the court.", ["Lilian Rwegasira"],
    ),
    "lawmaker by his seat": (MARSH + "Marsh left. “It is late,” the Stornoway MSP told reporters.", ["Jane Marsh"]),
    "police chief": ("“It is late,” city police chief Josphat Lemeki said.", ["Josphat Lemeki"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_the_words_are_given_to_their_speaker(enrich: Enrich, text: str, expected: list[str]) -> None:
    story = enrich(text)
    assert story.steps["quotes"].status == "ok"
    direct = [quote for quote in story.quotes if quote.kind == "direct"]
    assert [quote.speaker for quote in direct] == expected
    for quote in story.quotes:
        assert quote.text.split() == [
            word.lstrip('“‘"') if quote.kind == "direct" else word
            for word in story.text[quote.start : quote.end].split()
        ]
        if quote.speaker_start is not None and quote.speaker_end is not None:
            assert story.text[quote.speaker_start : quote.speaker_end].strip()


@pytest.mark.parametrize(
    "text",
    [
        "They saw the film “The Long Night” in Oslo.",
        "Mohammed “the Lion” Farid left on Monday.",
        "The so-called “green line” runs through the town.",
        "The album “Blue Moon” sold well.",
    ],
)
def test_marks_that_quote_nobody(enrich: Enrich, text: str) -> None:
    assert [quote.text for quote in enrich(text).quotes if quote.kind == "direct"] == []


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "Russia said on Tuesday it had deployed a missile system.",
            "Russia",
            "it had deployed a missile system",
        ),
        (
            "The strike will last a week, said Habiba Ferjani, who heads the union.",
            "Habiba Ferjani",
            "The strike will last a week",
        ),
        ("Jane Marsh told reporters that the port was closed.", "Jane Marsh", "the port was closed"),
    ],
)
def test_a_plain_statement_is_indirect(enrich: Enrich, text: str, speaker: str, words: str) -> None:
    (quote,) = enrich(text).quotes
    assert (quote.kind, quote.speaker, quote.text) == ("indirect", speaker, words)


def test_a_straight_single_mark_goes_on_over_paragraphs(enrich: Enrich) -> None:
    story = enrich("Jane Marsh came.\n\n'It is late.\n\n'We don't go,' Marsh said.")
    assert [(quote.speaker, quote.text) for quote in story.quotes] == [("Jane Marsh", "It is late.\n\nWe don't go,")]


def test_what_somebody_thinks_of_a_film_is_said(enrich: Enrich) -> None:
    story = enrich("John Marsh, who writes for Le Monde, called the film 'a long yawn'.")
    assert [(quote.speaker, quote.text) for quote in story.quotes] == [("John Marsh", "a long yawn")]
