"""A watched folder: whole files are taken, each piece once, also after a restart.

A file is taken when its size and time have stayed the same for `settle_seconds` and its name is no temporary one.
Events of the system only say where to look first: what they miss (network shares send none) the next rescan finds.
Links are not followed: who may write into the folder must not choose what else is read.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog
import watchfiles

from pipeline.collect.files import Refused, raw_stories, read_file
from pipeline.collect.intake import Intake
from pipeline.collect.memory import Memory, Reading
from pipeline.collect.sender import batched
from pipeline.story import RawStory

log = structlog.get_logger("collect")
TEMPORARY = (".part", ".partial", ".filepart", ".tmp", ".temp", "~")
BATCH, BATCH_BYTES = 100, 4_000_000
"""What is sent before it is confirmed and noted, and so what a crash between the two sends once more."""
TICK_SECONDS = 1.0
DAY_SECONDS = 86400.0


def is_temporary(name: str) -> bool:
    return name.startswith(".") or name.lower().endswith(TEMPORARY)


def mark_of(path: Path) -> str | None:
    """Size and time of a file with something in it; null for anything else, links too."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return f"{found.st_size}:{found.st_mtime_ns}" if stat.S_ISREG(found.st_mode) and found.st_size else None


@dataclass(frozen=True)
class Step:
    """Something that a file gave, or its end (null)."""

    path: Path
    reading: Reading
    found: RawStory | Refused | None


class Folder:
    """What is known of one watched folder: files that wait until they are whole, and files that are done."""

    def __init__(
        self,
        root: Path,
        source: str,
        intake: Intake,
        memory: Memory,
        settle_seconds: float,
        format: str = "auto",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.root = root.absolute()
        self.source = source
        self.stop = intake.stop
        self._intake = intake
        self._memory = memory
        self._settle = settle_seconds
        self._format = format
        self._clock = clock
        self._waiting: dict[Path, tuple[str, float]] = {}
        self._told: dict[Path, str] = {}
        self._done: dict[Path, str] = {}
        self._gone: set[Path] = set()

    def recall(self) -> None:
        """Take over what the memory knows, and let it forget what went long ago."""
        self._memory.forget(time.time())
        marks = {Path(os.fsdecode(place)): known for place, known in self._memory.marks(self.source).items()}
        mine = {path: known for path, known in marks.items() if path.is_relative_to(self.root)}
        self._done = {path: mark for path, (mark, _) in mine.items()}
        self._gone = {path for path, (_, gone) in mine.items() if gone}

    def identity(self) -> tuple[int, int] | None:
        """Which folder it is: another one once a share is mounted there or taken away. Null where there is none."""
        try:
            found = self.root.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino) if stat.S_ISDIR(found.st_mode) else None

    def rescan(self) -> None:
        """Look at every file of the folder, and note which of the known ones are no longer there."""
        unread: list[OSError] = []
        there = set(_files_below(self.root, unread.append))
        for path in there:
            self.look(path)
        for error in unread:
            self._tell(Path(error.filename), error.strerror or type(error).__name__)
        if unread:
            return
        self._waiting = {path: waiting for path, waiting in self._waiting.items() if path in there}
        gone = self._done.keys() - there
        changed = {os.fsencode(path): path in gone for path in gone ^ self._gone}
        if changed:
            self._memory.set_gone(self.source, changed, time.time())
            self._gone = set(gone)

    def look_below(self, path: Path) -> None:
        """Look at a path that an event named: a file, or a folder that was moved here."""
        if not path.is_relative_to(self.root):
            return
        if self._is_linked(path) or any(map(is_temporary, path.relative_to(self.root).parts)):
            return
        for file in _files_below(path, lambda _: None) if path.is_dir() else (path,):
            self.look(file)

    def look(self, path: Path) -> None:
        """Let a new or changed file wait, from now on unless it is as it was at the last look."""
        mark = None if self._is_linked(path) else mark_of(path)
        if mark is None or self._done.get(path) == mark:
            self._waiting.pop(path, None)
        elif path not in self._waiting or self._waiting[path][0] != mark:
            self._waiting[path] = (mark, self._clock())

    def _is_linked(self, path: Path) -> bool:
        """Whether the path, or a folder between it and the root, is a link: one may have come since the last rescan."""
        below = path.relative_to(self.root)
        return any((self.root / part).is_symlink() for part in (below, *below.parents) if part.parts)

    def take(self) -> None:
        """Send what has settled and note it, until all is confirmed or it is time to end."""
        for path in list(self._waiting):
            self.look(path)
        settled = self._clock() - self._settle
        whole = sorted((path, mark) for path, (mark, since) in self._waiting.items() if since <= settled)
        for batch in batched(self._read(whole), _weigh_step, BATCH, BATCH_BYTES):
            if not self._send(batch) or self.stop.is_set():
                return

    def _read(self, whole: Iterable[tuple[Path, str]]) -> Iterator[Step]:
        for path, mark in whole:
            reading = Reading(os.fsencode(path), mark, time.time())
            for found in raw_stories(read_file(path, self._intake.limits.of(self.source)), self.source, self._format):
                if self._is_linked(path) or mark_of(path) != mark:
                    break  # Still being written after all: it has to settle again.
                if isinstance(found, Refused) and found.code == "unavailable":
                    self._tell(path, found.reason)
                    self._waiting[path] = (mark, self._clock())
                    break
                yield Step(path, reading, found)
            else:
                yield Step(path, reading, None)

    def _send(self, batch: list[Step]) -> bool:
        """Bring a batch to its end and note it; false when it is time to end before the broker has answered."""
        held = {step.found.sha256: step.found for step in batch if isinstance(step.found, RawStory)}
        known = self._memory.known(self.source, held)
        settled = self._intake.send_all(self.source, "folder", [raw for key, raw in held.items() if key not in known])
        if settled is None:
            return False
        confirmed = known | {outcome.raw.sha256 for outcome in settled if not isinstance(outcome, Refused)}
        pieces = []
        for step in batch:
            if isinstance(step.found, Refused):
                self._intake.refuse(self.source, "folder", step.found)
            elif step.found and step.found.sha256 in confirmed:
                pieces.append((step.found.sha256, step.reading))
        done = [step for step in batch if step.found is None]
        self._memory.note(self.source, pieces, [step.reading for step in done])
        for step in done:
            self._done[step.path] = step.reading.mark
            self._waiting.pop(step.path, None)
            self._told.pop(step.path, None)
        self._intake.count(self.source, "folder", "known", len(known))
        return True

    def _tell(self, path: Path, why: str) -> None:
        """Report once what can't be read yet; it is tried again."""
        if self._told.get(path) != why:
            self._told[path] = why
            log.warning("unavailable", source=self.source, path=os.fsencode(path).decode(errors="replace"), reason=why)


def watch(folder: Folder, rescan_seconds: float) -> None:
    """Take what comes into a folder until `folder.stop`; wait for a folder that is away, and say so once."""
    away, watched = False, False
    while not folder.stop.is_set():
        identity = folder.identity()
        if identity is None:
            if not away:
                log.warning("folder_away", source=folder.source, folder=str(folder.root), hint="waiting for it")
            away = True
            folder.stop.wait(min(TICK_SECONDS, rescan_seconds))
            continue
        if away or not watched:
            log.info("folder_back" if watched else "folder_watched", source=folder.source, folder=str(folder.root))
        away, watched = False, True
        _watch_while_there(folder, identity, rescan_seconds)


def _watch_while_there(folder: Folder, identity: tuple[int, int], rescan_seconds: float) -> None:
    """Until it is time to end, the folder is another one, or a day is over."""
    folder.recall()
    due = time.monotonic()
    end = due + DAY_SECONDS
    for changed in _changes(folder):
        for path in changed:
            folder.look_below(path)
        if time.monotonic() >= due:
            if folder.identity() != identity or time.monotonic() >= end:
                return
            folder.rescan()
            due = time.monotonic() + rescan_seconds
        folder.take()


def _changes(folder: Folder) -> Iterator[set[Path]]:
    """Paths that events name, and an empty set at each tick without one; where events can't be had, only ticks."""
    try:
        for changes in watchfiles.watch(
            folder.root, watch_filter=None, debounce=200, rust_timeout=int(TICK_SECONDS * 1000), yield_on_timeout=True,
            stop_event=folder.stop, force_polling=False, raise_interrupt=False, ignore_permission_denied=True,
        ):  # fmt: skip
            yield {Path(name) for _, name in changes}
    except (OSError, RuntimeError) as error:
        log.warning("no_events", source=folder.source, reason=str(error), hint="only rescans find new files")
    while not folder.stop.wait(TICK_SECONDS):
        yield set()


def _files_below(folder: Path, unread: Callable[[OSError], None]) -> Iterator[Path]:
    for directory, folders, names in os.walk(folder, onerror=unread):
        folders[:] = [name for name in folders if not is_temporary(name)]
        yield from (Path(directory, name) for name in names if not is_temporary(name))


def _weigh_step(step: Step) -> int:
    return len(step.found.value) if isinstance(step.found, RawStory) else 0
