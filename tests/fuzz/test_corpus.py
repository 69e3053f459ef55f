"""What once broke the decoder does not break it again, and a first thousand mutants of every run don't either."""

from __future__ import annotations

from tests.fuzz.mutants import CORPUS, SEED, fault_of, mutant, originals


def test_what_broke_once() -> None:
    broken = {path.name: fault_of(path.read_bytes()) for path in CORPUS.iterdir()}
    assert {name: fault for name, fault in broken.items() if fault} == {}


def test_every_original_is_decoded_or_refused() -> None:
    assert {name: fault for name, value in originals() if (fault := fault_of(value))} == {}


def test_mutants() -> None:
    faults = {number: fault for number in range(1000) if (fault := fault_of(mutant(number, SEED)[1]))}
    assert faults == {}
