"""The records by which PETRARCH-2 was tested, as far as their codes are real CAMEO codes: how often the types agree.

Their countries are invented (Arnor, Gondor) and their codes are those of a test dictionary, so there is no target; each
name of that dictionary stands as a real country's, as its entry says whose it is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pycountry
import pytest

from pipeline.enrich.model import load_resources
from tests.quality.conftest import Row, Rows
from tests.quality.test_events import NEWER_NAMES, enrich

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
RECORDS = DATA / "petrarch_records"
TABLE = DATA / "plover_gsr" / "CAMEO2PLOVER-2021.txt"
STAND_INS = ("Norway", "Denmark", "Portugal", "Ireland", "Chile", "Peru", "Kenya", "Ghana", "Morocco", "Vietnam",
             "Nepal", "Finland", "Austria", "Hungary", "Bolivia", "Zambia", "Tunisia", "Malaysia")  # fmt: skip
NO_COUNTRY = frozenset({"IGO", "NGO", "NGM", "IMG", "EEC", "IMF", "UNK", "SAF", "BUL", "UAR", "INS"})
"""Bodies, and real countries under older codes."""
_NAME = re.compile(r"^\+?([A-Z][A-Z_ .'-]+?)_?\s*(?:\[([A-Z]{3})[^\]]*\])?\s*(?:#.*)?$", re.MULTILINE)
_SENTENCE = re.compile(r"<Sentence\b.*?</Sentence>", re.DOTALL)

pytestmark = pytest.mark.quality


def types_of_codes() -> dict[str, str]:
    """CAMEO code → PLOVER type, in the names of manual v2.0."""
    found = re.findall(r"^(\d{2,4}): ([A-Z]+)", TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    return {code: NEWER_NAMES.get(kind, kind) for code, kind in found}


def stand_ins() -> dict[str, str]:
    """Names of the dictionary in capitals → a real country, one for each code of an invented one."""
    text = (RECORDS / "PETR.Validate.actors.txt").read_text(encoding="utf-8")
    names: dict[str, str] = {}
    countries: dict[str, str] = {}
    code = ""
    for name, own in _NAME.findall(text):
        code = own or code
        if code and pycountry.countries.get(alpha_3=code) is None and code not in NO_COUNTRY:
            countries.setdefault(code, STAND_INS[len(countries) % len(STAND_INS)])
            names[name.replace("_", " ").strip()] = countries[code]
    return names


def records(names: Mapping[str, str], types: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    """Sentences with the types of their codes; those with a code that CAMEO doesn't have are left out."""
    spoken = re.compile(rf"\b({'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b", re.IGNORECASE)
    for sentence in _SENTENCE.findall((RECORDS / "PETR.UnitTest.records.xml").read_text(encoding="utf-8")):
        codes = re.findall(r'eventcode="(\d+)"', sentence)
        text = re.search(r"<Text>(.*?)</Text>", sentence, re.DOTALL)
        if text and codes and all(code in types for code in codes):
            plain = " ".join(html.unescape(text[1]).split())
            yield spoken.sub(lambda found: names[found[0].upper()], plain), {types[code] for code in codes}


@pytest.mark.skipif(not RECORDS.exists(), reason="the records of PETRARCH-2 are not beside the repository")
def test_types_agree_with_petrarchs_records(rows: Rows) -> None:
    coded = list(records(stand_ins(), types_of_codes()))
    results = list(enrich([text for text, _ in coded], load_resources("auto")))
    pairs = list(zip(coded, results, strict=True))
    agree = sum(any(event.type in kinds for event in story.events) for (_, kinds), story in pairs)
    silent = sum(not story.events for _, story in pairs)
    for (text, kinds), story in pairs:
        print(f"{sorted(kinds)} {[event.type for event in story.events]} {text[:140]}")
    rows.append(Row("petrarch_records", "sentences whose type is met", f"{agree} of {len(pairs)}"))
    rows.append(Row("petrarch_records", "sentences left silent", f"{silent} of {len(pairs)}"))
    assert len(pairs) > 100
    assert agree > 0
