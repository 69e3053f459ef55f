from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.enrich.quotes.marks import marked_spans


def words(text: str) -> list[str]:
    return [span.words(text) for span in marked_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said.", ["We go,"]),
        ('"We go," he said. "Now."', ["We go,", "Now."]),
        ("``We go,'' he said. ``Now.''", ["We go,", "Now."]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("« Nous partons », dit-il.", [" Nous partons"]),
        ("‘We don’t go,’ he said. ‘It’s the workers’ right.’", ["We don’t go,", "It’s the workers’ right."]),
        ("'We don't go,' he said of the '80s.", ["We don't go,"]),
        ("He called it ‘odd’ and ‘sad’ news.", ["odd", "sad"]),
        ("“He told me ‘no’ twice,” she said.", ["He told me ‘no’ twice,"]),
        ("The workers' union and the drivers' club met.", []),
        ("“One.\n\n“Two.\n\n“Three,” she said.", ["One.\n\nTwo.\n\nThree,"]),
        ("“One, and no end.\n\nAnother paragraph “with” words.", ["One, and no end.", "with"]),
        ('A 6" pipe and a 7" pipe.', []),
        ('He said "no and left.\n\nNext.', ["no and left."]),
        ('"One," she said. "Two.\n\n"Three," she said.', ["One,", "Two.\n\nThree,"]),
        ("", []),
        ("“”", []),
        ("“ ”", []),
    ],
)
def test_words_between_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(alphabet="ab ,.\n“”‘’\"'„«»`", max_size=120))
def test_spans_stand_in_the_text_in_order_and_apart(text: str) -> None:
    reach = 0
    for span in marked_spans(text):
        assert reach <= span.before <= span.start < span.end <= span.after <= len(text)
        assert all(span.start <= start < end <= span.end for start, end in span.openings)
        reach = span.after
