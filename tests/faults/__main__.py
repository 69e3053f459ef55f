"""`make faults ROUNDS=50`: rounds of random kills on servers of their own; `python -m tests.faults [ROUNDS] [SEED]`.

The other faults are tests: `pytest tests/faults`.
Each round that held is a line of `.wire/faults/SEED.jsonl`; a run that was interrupted goes on behind the last of them.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from pipeline.settings import ROOT
from tests.faults.crashes import build, one_round


def main(rounds: int = 50, seed: int = 1) -> int:
    kept = ROOT / ".wire" / "faults" / f"{seed}.jsonl"
    kept.parent.mkdir(parents=True, exist_ok=True)
    done = {json.loads(line)["number"] for line in kept.read_text().splitlines()} if kept.exists() else set()
    directory = Path(tempfile.mkdtemp(prefix="wire-faults-"))
    world = build(directory)
    try:
        for number in (number for number in range(rounds) if number not in done):
            started = time.monotonic()
            try:
                held = one_round(world, seed, number)
            except AssertionError as error:
                print(f"round {number} of seed {seed} broke the law: {error}\neverything is in {directory}")
                return 1
            seconds = round(time.monotonic() - started, 1)
            with kept.open("a") as file:
                file.write(json.dumps({**asdict(held), "seconds": seconds, "starts": world.starts}) + "\n")
            killed = ", ".join(crash.victim for crash in held.crashes)
            print(f"round {number + 1}/{rounds}: killed {killed}; the ledger is exact ({seconds} s)", flush=True)
    finally:
        world.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
