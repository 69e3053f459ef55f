"""What comes out of the model with its names mended: one sentence for each form of wire copy."""

from __future__ import annotations

import pytest

from pipeline.enrich.run import Resources


def found(resources: Resources, text: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in resources.nlp(text).ents]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("U.S. President Howard Tilden met reporters on Monday.", "Howard Tilden", "PERSON"),
        ("A spokeswoman, Ms Ellwand, said talks would go on.", "Ellwand", "PERSON"),
        ("His lawyer, Floor Bastiaanse, said she would appeal.", "Floor Bastiaanse", "PERSON"),
        ("The State Department Spokesperson said nothing new.", "State Department", "ORG"),
        ("Police arrested the editors of Polesky Vestnik, a weekly with 6,000 readers.", "Polesky Vestnik", "ORG"),
        ("Fighters shelled Tartus province for an hour.", "Tartus", "GPE"),
        ("Two frigates left its Tartus naval base in Syria.", "Tartus", "GPE"),
        ("Families fled the market town of Nhamatanda at night.", "Nhamatanda", "GPE"),
        ("Shells fell on the Kaliningrad Region on Tuesday.", "Kaliningrad Region", "GPE"),
        (
            "He works for the Nilsen Foundation for the Visual Arts in Oslo.",
            "Nilsen Foundation for the Visual Arts",
            "ORG",
        ),
        ("Analyst Carol Berger of Cyrus Lawrence Inc said so.", "Cyrus Lawrence Inc", "ORG"),
        ("The U.N. Special Envoy for Syria left on Friday.", "U.N.", "ORG"),
        ("The Hezbollah movement and Hamas rejected it.", "Hezbollah", "ORG"),
        ("Sunni tribes and Kurds fought beside them.", "Sunni", "NORP"),
        ("Poland has put its 16th Mechanized Division on alert.", "16th Mechanized Division", "ORG"),
        ("The truce between Kenya and South Sudan held.", "South Sudan", "GPE"),
        ("The Philippines sent two ships.", "Philippines", "GPE"),
    ],
)
def test_a_name_is_found_whole_and_with_its_label(resources: Resources, text: str, name: str, label: str) -> None:
    assert (name, label) in found(resources, text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He surfed the Internet for hours on Monday.", "Internet"),
        ('"Trains will run again," he said of the trains.', "Trains"),
        ("First Chicago <FNB> said profit rose.", "FNB"),
        ("Polish Defense Minister Tomasz Rybarski left.", "Defense"),
    ],
)
def test_what_is_no_name_is_left_out(resources: Resources, text: str, word: str) -> None:
    assert word not in [name for name, _ in found(resources, text)]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "-", "the", "the the", "A-", "-B", "in", "of Ur", "Mr", "Mr.", "Dr. ", "a–B–c"]
)
def test_odd_ends_do_not_break_it(resources: Resources, text: str) -> None:
    doc = resources.nlp(text)
    assert all(span.start < span.end for span in doc.ents)
