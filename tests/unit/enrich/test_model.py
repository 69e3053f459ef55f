from __future__ import annotations

import subprocess
import sys

import pytest
from spacy.tokens import Doc

from pipeline.enrich.model import load_model, model_version
from pipeline.enrich.run import Resources
from pipeline.errors import BadSetting


@pytest.mark.parametrize("name", ["de_core_news_sm", "en_core_web_absent", "gpt"])
def test_an_unknown_model_is_refused_by_its_key(name: str) -> None:
    with pytest.raises(BadSetting, match=r"enrich\.model"):
        load_model(name)


def test_the_version_names_model_and_release(resources: Resources) -> None:
    name, _, release = model_version(resources.nlp).partition("-")
    assert name.startswith("core_web_")
    assert release.startswith("3.8")


def test_a_blank_line_ends_a_sentence(resources: Resources) -> None:
    doc = resources.nlp("Results after two runs\n\nThe minister of trade\n\nresigned on Monday")
    assert next(str(sentence).strip() for sentence in doc.sents) == "Results after two runs"


def test_what_the_model_read_can_go_to_another_process(resources: Resources) -> None:
    doc = resources.nlp("Trains will run again. Ministers met in Oslo, and trains ran.")
    assert Doc(resources.nlp.vocab).from_bytes(doc.to_bytes()).text == doc.text


def test_the_map_can_be_read_without_the_model() -> None:
    """`settings` reads `flow`, and every command reads the settings: loading spaCy there would cost seconds."""
    code = "import sys, pipeline.settings, pipeline.flow; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
