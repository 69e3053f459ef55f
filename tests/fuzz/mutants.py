"""Mutants of every seed through the decoder: `python -m tests.fuzz.mutants [COUNT] [SEED]`.

A mutant is made from one file (now and then two) by a few cuts, copies and insertions. Number and seed give the same
mutant of the same files. What breaks is written to `tests/fuzz/corpus`, where `test_corpus.py` finds it for good; a
mutant of a file that is not ours only to the screen.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from rich.progress import track

from pipeline.decode import decode
from pipeline.errors import DEAD_CODES
from pipeline.story import Failure, RawStory, Story
from pipeline.supplier import UNKNOWN

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(__file__).parent / "corpus"
OURS = ROOT / "seeds" / "stories"
OTHERS = ROOT.parent / "shared" / "data" / "wire_formats"
COUNT, SEED = 200_000, 1987
LONGEST_SECONDS = 20
"""A mutant that takes longer is taken for one that never ends."""
TOKENS = (
    b"\x00", b"\x01", b"\x02", b"\x03", b"\x16\x16\x01", b"\x1b(B", b"\xff", b"\xed\xa0\x80", b"\xc3\xa9",
    b"\xc3\x83\xc2\xa9", b"\n\n", b"\r\r\n", b"\t", b" " * 80, b"<", b">", b"</p>", b"<p>", b"&", b"&nbsp;",
    b"&#0;", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<a>" * 400, b"[" * 2000,
    b"\\ud800", b"1e999", b"null", b"ZCZC", b"NNNN", b"KILL KILL KILL", b"HOLD HOLD HOLD", b"UPDATE 2-",
    b"(Reuters) -", b"MOSCOW, March 9. /TASS/.", b"EMBARGOED UNTIL ",
    b"Content-Type: multipart/mixed; boundary=x\n", b"=?utf-8?q?=E9?=", b"--x", b"From: ",
    b'version="99999999999999999999"', b"20990231T250000Z", b"<table><tr><td>", b"(", b")" * 500, b"-" * 500,
    b"* ", b"\xe2\x80\x9c", b"\xef\xbb\xbf", b"\xff\xfe", b'{"a":' * 2000,
)  # fmt: skip


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Name and bytes of every file that is mutated: the seeds, and the IPTC's examples where they are at hand."""
    files = [path for folder in (OURS, OTHERS) for path in sorted(folder.rglob("*")) if path.is_file()]
    return tuple((path.name, path.read_bytes()) for path in files)


def mutant(number: int, seed: int) -> tuple[str, bytes]:
    """The name of the file that it comes from, and the mutant."""
    dice = random.Random(f"{seed}:{number}")
    name, value = dice.choice(originals())
    if dice.random() < 0.05:
        other = dice.choice(originals())[1]
        value = value[: dice.randrange(len(value) + 1)] + other[dice.randrange(len(other) + 1) :]
    for _ in range(dice.randint(1, 6)):
        value = _changed(value, dice)
    return name, value


def _changed(value: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(value) + 1)
    length = min(len(value) - at, int(dice.paretovariate(0.7)))
    match dice.randrange(7):
        case 0:
            return value[:at] + value[at + length :]
        case 1:
            return value[: at + length] + value[at:]
        case 2:
            return value[:at] + dice.choice(TOKENS) + value[at:]
        case 3:
            return value[:at] + bytes([dice.randrange(256)]) + value[at + 1 :]
        case 4:
            return value[:at]
        case 5:
            to = dice.randrange(len(value) + 1)
            return value[:to] + value[at : at + length] + value[to:]
        case _:
            return value.replace(value[at : at + 1] or b" ", dice.choice(TOKENS)[:20], dice.randint(1, 3))


def fault_of(value: bytes) -> str | None:
    """What is wrong with what decoding makes of `value`, or None."""
    raw = RawStory(value=value, source="fuzz", sha256=hashlib.sha256(value).hexdigest())
    try:
        parts = decode(raw, UNKNOWN)
        for part in parts:
            _check(part)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what we are looking for
        return f"{type(error).__name__}: {error}"[:300]
    if not parts:
        return "no story and no failure"
    numbers = [part.source.part if isinstance(part, Story) else part.part for part in parts]
    return None if numbers == list(range(len(parts))) else f"parts are numbered {numbers}"


def _check(part: Story | Failure) -> None:
    if isinstance(part, Failure):
        assert part.code in DEAD_CODES, part.code
        return
    again = Story.model_validate(json.loads(part.model_dump_json(by_alias=True)))
    assert again == part, "the story does not survive its JSON"
    assert part.status != "canceled" or not (part.text or part.headline), "a tombstone with text"


def _try(job: tuple[int, int]) -> tuple[int, str, str | None]:
    number, seed = job
    name, value = mutant(number, seed)
    signal.alarm(LONGEST_SECONDS)
    fault = fault_of(value)
    signal.alarm(0)
    return number, name, fault


def _too_long(*_: object) -> None:
    raise TimeoutError(f"not done within {LONGEST_SECONDS} s")


def _start() -> None:
    signal.signal(signal.SIGALRM, _too_long)


def run(count: int, seed: int) -> Iterator[tuple[int, str, str]]:
    """Number, file and fault of every mutant that broke."""
    jobs = ((number, seed) for number in range(count))
    with multiprocessing.get_context("spawn").Pool(initializer=_start) as pool:
        for number, name, fault in track(pool.imap_unordered(_try, jobs, 200), "mutants", total=count):
            if fault:
                yield number, name, fault


def main(count: int = COUNT, seed: int = SEED) -> int:
    faults: Counter[str] = Counter()
    for number, name, fault in run(count, seed):
        faults[fault] += 1
        if faults[fault] > 1:
            continue
        print(f"mutant {number} of {name}: {fault}")
        if (OURS / name).exists():
            (CORPUS / f"{seed}-{number}").write_bytes(mutant(number, seed)[1])
    print(f"{count:,} mutants of {len(originals())} files, seed {seed}: {faults.total()} broke, in {len(faults)} ways")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
