"""The scraped story that the project starts from, taken apart as an editor would with a pencil.

It may not be copied into the repository, so it is read from beside it, and only its structure is written down here; the
clean text is held by the checksum of a copy that was edited by hand.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.decode import decode
from pipeline.story import RawStory, Story

SEED = Path(__file__).resolve().parents[3].parent / "shared" / "seed"
CLEAN_TEXT = "d5438121443274da81cc70d8d57971b1679fc4b473dcd7addb88db728b46835c"


@pytest.fixture(scope="module")
def story() -> Story:
    files = sorted(SEED.glob("*.txt"))
    if not files:
        pytest.skip("the shared seed is not here: it stands in ../shared/seed beside the repository")
    value = files[0].read_bytes()
    (part,) = decode(RawStory(value=value, source="seed", sha256=hashlib.sha256(value).hexdigest()))
    assert isinstance(part, Story)
    return part


def test_the_attribution_is_taken_off_the_headline(story: Story) -> None:
    assert story.headline is not None
    assert story.headline_raw is not None
    assert story.headline_attribution == "Kerry"
    assert story.headline_raw == story.headline + ": Kerry"
    assert len(story.headline.split()) == 9
    assert story.headline.startswith("Syria ")
    assert story.headline.endswith(" Russia")


def test_the_dateline_stands_apart(story: Story) -> None:
    assert story.agency == "Reuters"
    assert story.dateline is not None
    assert story.dateline.model_dump() == {
        "text": "BRUSSELS (Reuters) -",
        "places": ("BRUSSELS",),
        "region": None,
        "date": None,
        "agency": "Reuters",
    }


def test_the_caption_stands_apart(story: Story) -> None:
    (caption,) = story.captions
    assert caption.text.startswith("U.S. soldiers ")
    assert caption.text.endswith(" Syria October 4, 2016.")
    assert caption.credit == "REUTERS/Khalil Ashawi"
    assert caption.photographer == "Khalil Ashawi"
    assert caption.agency == "Reuters"
    assert "Ashawi" not in story.text


def test_the_notes_and_the_credits(story: Story) -> None:
    assert [note.kind for note in story.notes] == ["boilerplate", "credits"]
    assert story.notes[0].text == "Related Coverage"
    assert [(credit.role, credit.names, credit.place) for credit in story.credits] == [
        ("additional reporting", ("John Irish",), "Paris"),
        ("editing", ("Angus MacSwan",), None),
    ]
    assert story.byline == ()


def test_the_text_is_clean_and_whole(story: Story) -> None:
    paragraphs = story.text.split("\n\n")
    assert len(paragraphs) == 19
    assert paragraphs[0].startswith("U.S. Secretary of State")
    broken = paragraphs[-1].split()
    assert broken[:4] == ["“The", "missile", "battery", "is"]
    assert broken[-4:] == ["the", "Defence", "Ministry", "said."]
    assert "\n" not in paragraphs[-1]
    assert hashlib.sha256(story.text.encode()).hexdigest() == CLEAN_TEXT


def test_what_kind_of_story_it_is(story: Story) -> None:
    assert story.status == "usable"
    assert story.lifecycle.kind == "story"
    assert story.lifecycle.tags == ()
    assert story.language == "en"
    assert story.source.format == "plaintext"
    assert [ref for ref in story.refs if ref.kind == "usn"] == []
