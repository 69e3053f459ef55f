"""Work that dies, hangs and raises on demand. A module of its own: what its processes import, they import at every
death."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline.story import RawStory


def ready(model: str, sources: object) -> None:
    """Stands in for loading the model."""
    del model, sources


def work(raws: Sequence[RawStory], max_bytes: int) -> list[tuple[str]]:
    del max_bytes
    return [(obey(*raw.value.decode().split()),) for raw in raws]


def dying(raws: Sequence[RawStory], max_bytes: int) -> None:
    del raws, max_bytes
    os.kill(os.getpid(), signal.SIGKILL)


def obey(order: str, *rest: str) -> str:
    """`die FILE TIMES` kills its process until the file has that many bytes."""
    if order == "hang":
        time.sleep(60)
    if order == "raise":
        raise LookupError("a fault of ours")
    if order == "die":
        deaths, times = Path(rest[0]), int(rest[1])
        if not deaths.exists() or deaths.stat().st_size < times:
            with deaths.open("ab") as file:
                file.write(b".")
            os.kill(os.getpid(), signal.SIGKILL)
    return "done"
