"""A watched folder: whole files, each piece once, also after a restart, a crash, a share that goes and comes back."""

from __future__ import annotations

import contextlib
import gzip
import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from kafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from structlog.testing import capture_logs

from pipeline.collect import watch as room
from pipeline.collect.files import Found, Refused, read_file
from pipeline.collect.intake import Intake
from pipeline.collect.memory import KEPT_SECONDS, Memory
from pipeline.collect.watch import BATCH, Folder, watch
from pipeline.supplier import Supplier
from tests.unit.collect.fakes import Broker, Clock, an_intake

SETTLE = 5.0


class Desk:
    """A folder `in` that is watched, a broker, and what a restart keeps."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "in"
        self.root.mkdir()
        self.file = directory / "collect.sqlite"
        self.broker = Broker()
        self.clock = Clock()
        self.start()

    def start(self, intake: Intake | None = None) -> None:
        """A new process: nothing is left but the files, the broker and the memory."""
        self.intake = intake or an_intake(self.broker)
        self.memory = Memory(self.file)
        self.folder = Folder(self.root, "desk", self.intake, self.memory, SETTLE, clock=self.clock)
        self.folder.recall()

    def write(self, name: str, value: bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(value)
        return path

    def look(self) -> list[bytes]:
        """A rescan, and what it sent."""
        before = len(self.broker.written)
        self.folder.rescan()
        self.folder.take()
        return self.broker.values[before:]

    def settle(self) -> list[bytes]:
        """A rescan, the time in which a file settles, and another; what they sent."""
        sent = self.look()
        self.clock.now += SETTLE
        return sent + self.look()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_is_taken_once_its_size_and_time_have_stayed_the_same(desk: Desk) -> None:
    path = desk.write("a.txt", b"half")
    assert desk.look() == []
    desk.clock.now += SETTLE - 1
    with path.open("ab") as opened:
        opened.write(b" and half")
    assert desk.look() == []
    desk.clock.now += SETTLE - 1
    assert desk.look() == []
    desk.clock.now += 1
    assert desk.look() == [b"half and half"]
    assert desk.settle() == []
    record = desk.broker.written[0]
    assert record.headers["source"] == "desk"
    assert record.headers["uri"] == str(path)
    assert record.key.decode() == record.headers["sha256"]


@pytest.mark.parametrize(
    "name", [".a.txt", "a.txt.part", "a.tmp", "A.TMP", "a.filepart", "a.txt~", ".hidden/a.txt", "x.part/a.txt"]
)
def test_a_temporary_name_is_left_alone_until_it_is_renamed(desk: Desk, name: str) -> None:
    path = desk.write(name, b"copy")
    assert desk.settle() == []
    desk.folder.look_below(path)
    assert desk.settle() == []
    path.rename(desk.root / "done.txt")
    assert desk.settle() == [b"copy"]


def test_an_empty_file_waits_for_its_bytes_and_links_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"password")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "x").write_bytes(b"elsewhere")
    desk.write("empty.txt", b"")
    (desk.root / "link.txt").symlink_to(tmp_path / "secret")
    (desk.root / "linked").symlink_to(tmp_path / "elsewhere")
    for name in ("link.txt", "linked", "linked/x", "empty.txt"):
        desk.folder.look_below(desk.root / name)
    desk.clock.now += SETTLE
    desk.folder.take()
    assert desk.broker.values == []
    assert desk.settle() == []
    desk.write("empty.txt", b"now")
    assert desk.settle() == [b"now"]


def test_a_renamed_or_copied_file_is_not_sent_again_nor_two_copies_at_once(desk: Desk) -> None:
    path = desk.write("a.txt", b"copy")
    desk.write("twin.txt", b"copy")
    assert desk.settle() == [b"copy"]
    path.rename(desk.root / "b.txt")
    desk.write("sub/c.txt", b"copy")
    assert desk.settle() == []
    desk.write("b.txt", b"another")
    assert desk.settle() == [b"another"]


def test_a_folder_that_is_moved_here_is_looked_through(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "box" / "deep").mkdir(parents=True)
    (tmp_path / "box" / "deep" / "a.txt").write_bytes(b"moved")
    (tmp_path / "box").rename(desk.root / "box")
    desk.folder.look_below(desk.root / "box")
    desk.folder.take()
    desk.clock.now += SETTLE
    desk.folder.take()
    assert desk.broker.values == [b"moved"]


def test_an_event_outside_the_folder_is_nobodys(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"outside")
    desk.folder.look_below(tmp_path / "a.txt")
    assert desk.settle() == []


def test_after_a_restart_nothing_is_sent_again_or_even_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        desk.write(f"{number}.txt", b"copy %d" % number)
    desk.settle()
    read: list[Path] = []

    def noting(file: Path | Refused, max_bytes: int) -> Iterator[Found]:
        read.append(Path(str(file)))
        return read_file(file, max_bytes)

    monkeypatch.setattr(room, "read_file", noting)
    desk.start()
    assert desk.settle() == []
    assert read == []
    os.utime(desk.root / "1.txt", (1, 1))
    assert desk.settle() == []
    assert read == [desk.root / "1.txt"]


def test_a_crash_before_the_note_sends_once_more_and_never_less(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", b"copy")

    def crash(*_: Any) -> None:
        raise SystemError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(desk.memory, "note", crash)
        with pytest.raises(SystemError):
            desk.settle()
    assert desk.broker.values == [b"copy"]
    desk.start()
    assert desk.settle() == [b"copy"]
    assert desk.broker.written[0].key == desk.broker.written[1].key
    desk.start()
    assert desk.settle() == []


def test_what_a_crash_sends_again_is_no_more_than_a_batch(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3 * BATCH):
        desk.write(f"{number:04d}.txt", b"copy %d" % number)
    note = desk.memory.note
    left = iter((True, False))

    def crash(*arguments: Any) -> None:
        if not next(left):
            raise SystemError("killed")
        note(*arguments)

    monkeypatch.setattr(desk.memory, "note", crash)
    with pytest.raises(SystemError):
        desk.settle()
    desk.start()
    desk.settle()
    assert len(set(desk.broker.values)) == 3 * BATCH
    assert len(desk.broker.values) <= 4 * BATCH


def test_nothing_is_done_that_the_broker_did_not_confirm(desk: Desk) -> None:
    desk.write("a.txt", b"copy")
    pauses: list[float] = []

    def end_after_three(seconds: float) -> bool:
        pauses.append(seconds)
        return len(pauses) == 3

    def away(_: bytes) -> KafkaError:
        return KafkaTimeoutError("away")

    desk.broker.refuses = away
    desk.start(an_intake(desk.broker, wait=end_after_three))
    with capture_logs() as logs:
        desk.settle()
    assert desk.broker.values == []
    assert pauses == [1, 2, 4]
    assert [entry["event"] for entry in logs].count("not_confirmed") == 1
    desk.broker.refuses = lambda _: None
    desk.start()
    assert desk.settle() == [b"copy"]


def test_a_broker_that_comes_back_gets_what_waited_and_what_was_confirmed_stays_so(desk: Desk) -> None:
    for name in ("a", "b", "c"):
        desk.write(name, name.encode())
    tries: list[bytes] = []

    def once(value: bytes) -> KafkaError | None:
        tries.append(value)
        return KafkaTimeoutError("away") if value == b"b" and tries.count(b"b") == 1 else None

    desk.broker.refuses = once
    assert sorted(desk.settle()) == [b"a", b"b", b"c"]
    assert desk.settle() == []


def test_a_stop_ends_after_the_batch_in_hand_and_the_rest_comes_later(desk: Desk) -> None:
    for number in range(2 * BATCH):
        desk.write(f"{number:04d}.txt", b"copy %d" % number)

    def stop(_: bytes) -> None:
        desk.intake.stop.set()

    desk.broker.refuses = stop
    first = desk.settle()
    assert 0 < len(first) <= BATCH
    desk.broker.refuses = lambda _: None
    desk.start()
    assert len(desk.settle()) == 2 * BATCH - len(first)
    assert len(set(desk.broker.values)) == 2 * BATCH


def refusals(logs: list[Any]) -> list[str]:
    return [entry["code"] for entry in logs if entry["event"] == "refused"]


def test_a_refused_file_is_reported_once_and_not_tried_until_it_changes(desk: Desk) -> None:
    desk.start(an_intake(desk.broker, {"desk": Supplier(max_bytes=1024)}))
    desk.write("large.txt", b"x" * 1025)
    desk.write("broken.gz", gzip.compress(b"cut off")[:-6])
    with capture_logs() as logs:
        assert desk.settle() == []
        assert desk.settle() == []
        desk.start(an_intake(desk.broker, {"desk": Supplier(max_bytes=1024)}))
        assert desk.settle() == []
    assert sorted(refusals(logs)) == ["too_large", "unreadable"]
    desk.write("large.txt", b"shorter now")
    assert desk.settle() == [b"shorter now"]


def test_a_piece_that_the_broker_refuses_is_not_known_as_confirmed(desk: Desk) -> None:
    def too_large(value: bytes) -> KafkaError | None:
        return MessageSizeTooLargeError("large") if value == b"large" else None

    desk.broker.refuses = too_large
    path = desk.write("a.txt", b"large")
    desk.write("b.txt", b"small")
    with capture_logs() as logs:
        assert desk.settle() == [b"small"]
        assert desk.settle() == []
    assert refusals(logs) == ["too_large"]
    desk.broker.refuses = lambda _: None
    path.rename(desk.root / "c.txt")
    assert desk.settle() == [b"large"]


def test_an_archive_is_done_when_every_member_is_confirmed_or_refused(desk: Desk) -> None:
    desk.write("known.txt", b"one")
    desk.settle()
    with zipfile.ZipFile(desk.root / "feed.zip", "w") as archive:
        archive.writestr("1.txt", b"one")
        archive.writestr("2.txt", b"x" * 20_000)
        archive.writestr("3.txt", b"three")
    with capture_logs() as logs:
        assert desk.settle() == [b"three"]
        desk.start()
        assert desk.settle() == []
    assert refusals(logs) == ["too_large"]
    assert desk.broker.written[-1].headers["uri"].endswith("feed.zip!3.txt")


def test_a_zip_bomb_is_refused_whole_and_once(desk: Desk) -> None:
    desk.start(an_intake(desk.broker, limit=1_000_000))
    with zipfile.ZipFile(desk.root / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", bytes(900_000))
    with capture_logs() as logs:
        assert desk.settle() == []
        assert desk.settle() == []
    assert refusals(logs) == ["too_large"]


def test_a_file_that_still_changes_while_it_is_read_is_not_sent_in_halves(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.write("a.txt", b"half")

    def slow(file: Path | Refused, max_bytes: int) -> Iterator[Found]:
        found = list(read_file(file, max_bytes))
        path.write_bytes(b"half and half")
        yield from found

    with monkeypatch.context() as patch:
        patch.setattr(room, "read_file", slow)
        assert desk.settle() == []
    assert desk.settle() == [b"half and half"]


def test_what_cannot_be_read_for_now_is_told_once_and_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.write("a.txt", b"copy")

    def away(file: Path | Refused, max_bytes: int) -> Iterator[Found]:
        yield Refused(str(file), "unavailable", "Permission denied")

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(room, "read_file", away)
        assert desk.settle() == []
        assert desk.settle() == []
    told = [(entry["path"], entry["reason"]) for entry in logs if entry["event"] == "unavailable"]
    assert told == [(str(path), "Permission denied")]
    assert desk.settle() == [b"copy"]


def test_a_share_that_goes_and_comes_back_sends_nothing_twice(desk: Desk, tmp_path: Path) -> None:
    desk.write("a.txt", b"copy")
    desk.settle()
    desk.root.rename(tmp_path / "unmounted")
    desk.root.mkdir()
    desk.settle()
    desk.start()
    desk.settle()
    desk.root.rmdir()
    (tmp_path / "unmounted").rename(desk.root)
    desk.start()
    assert desk.settle() == []
    desk.memory.forget(time.time() + KEPT_SECONDS + 60)
    desk.start()
    assert desk.settle() == []


def test_a_file_that_went_is_forgotten_only_after_its_time(desk: Desk) -> None:
    desk.write("a.txt", b"copy").unlink()
    path = desk.write("a.txt", b"copy")
    desk.settle()
    path.unlink()
    desk.settle()
    desk.memory.forget(time.time() + KEPT_SECONDS - 60)
    assert desk.memory.marks("desk")
    desk.memory.forget(time.time() + KEPT_SECONDS + 60)
    assert desk.memory.marks("desk") == {}


def test_a_folder_that_cannot_be_read_makes_nothing_gone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("sub/a.txt", b"copy")
    desk.settle()

    def denied(folder: Path, unread: Callable[[OSError], None]) -> Iterator[Path]:
        unread(OSError(5, "Input/output error", str(folder / "sub")))
        return iter(())

    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(room, "_files_below", denied)
        assert desk.settle() == []
    assert [entry["event"] for entry in logs] == ["unavailable"]
    assert [gone for _, gone in desk.memory.marks("desk").values()] == [False]


def test_a_name_that_is_no_utf_8_is_a_name_like_any_other(desk: Desk) -> None:
    name = os.fsencode(desk.root) + b"/caf\xe9.txt"
    with open(name, "wb") as opened:
        opened.write(b"copy")
    assert desk.settle() == [b"copy"]
    assert desk.broker.written[0].headers["uri"].endswith("caf?.txt")
    desk.start()
    assert desk.settle() == []


@pytest.fixture
def short_ticks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "TICK_SECONDS", 0.02)


@contextlib.contextmanager
def watching(folder: Folder, rescan_seconds: float) -> Iterator[None]:
    """The loop itself, on a thread, ended by its stop."""
    thread = threading.Thread(target=watch, args=(folder, rescan_seconds))
    thread.start()
    try:
        yield
    finally:
        folder.stop.set()
        thread.join(30)
        assert not thread.is_alive()


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(3000):
        if holds():
            return
        time.sleep(0.01)
    pytest.fail("it never came to that")


def a_folder(root: Path, directory: Path, broker: Broker) -> Folder:
    return Folder(root, "desk", an_intake(broker), Memory(directory / "m.sqlite"), settle_seconds=0.01)


@pytest.mark.usefixtures("short_ticks")
def test_events_bring_a_new_file_long_before_the_next_rescan(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "old.txt").write_bytes(b"old")
    broker = Broker()
    with watching(a_folder(tmp_path / "in", tmp_path, broker), rescan_seconds=100_000):
        wait_for(lambda: broker.values == [b"old"])
        (tmp_path / "in" / "sub").mkdir()
        (tmp_path / "in" / "sub" / "new.txt").write_bytes(b"new")
        wait_for(lambda: broker.values == [b"old", b"new"])


@pytest.mark.usefixtures("short_ticks")
def test_without_events_the_rescan_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_events(*_: Any, **__: Any) -> Iterator[Any]:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("pipeline.collect.watch.watchfiles.watch", no_events)
    (tmp_path / "in").mkdir()
    broker = Broker()
    with capture_logs() as logs, watching(a_folder(tmp_path / "in", tmp_path, broker), rescan_seconds=0.01):
        (tmp_path / "in" / "a.txt").write_bytes(b"copy")
        wait_for(lambda: broker.values == [b"copy"])
    assert [entry["event"] for entry in logs].count("no_events") == 1


@pytest.mark.usefixtures("short_ticks")
def test_a_folder_that_vanishes_is_reported_once_waited_for_and_watched_again(tmp_path: Path) -> None:
    root = tmp_path / "in"
    broker = Broker()
    with capture_logs() as logs, watching(a_folder(root, tmp_path, broker), rescan_seconds=0.01):

        def heard() -> list[str]:
            return [entry["event"] for entry in logs if entry["event"].startswith("folder")]

        wait_for(lambda: heard() == ["folder_away"])
        root.mkdir()
        (root / "a.txt").write_bytes(b"one")
        wait_for(lambda: broker.values == [b"one"])
        root.rename(tmp_path / "unmounted")
        wait_for(lambda: heard() == ["folder_away", "folder_watched", "folder_away"])
        (tmp_path / "unmounted" / "b.txt").write_bytes(b"two")
        (tmp_path / "unmounted").rename(root)
        wait_for(lambda: broker.values == [b"one", b"two"])
    assert heard() == ["folder_away", "folder_watched", "folder_away", "folder_back"]


@pytest.mark.usefixtures("short_ticks")
def test_another_folder_in_its_place_is_watched_in_turn(tmp_path: Path) -> None:
    root = tmp_path / "in"
    root.mkdir()
    broker = Broker()
    with watching(a_folder(root, tmp_path, broker), rescan_seconds=0.01):
        (root / "a.txt").write_bytes(b"one")
        wait_for(lambda: broker.values == [b"one"])
        (tmp_path / "mounted").mkdir()
        (tmp_path / "mounted" / "b.txt").write_bytes(b"two")
        root.rename(tmp_path / "below")
        (tmp_path / "mounted").rename(root)
        wait_for(lambda: broker.values == [b"one", b"two"])


def test_a_folder_that_becomes_a_link_while_its_file_settles_is_not_followed(desk: Desk, tmp_path: Path) -> None:
    desk.write("day/a.txt", b"copy")
    assert desk.look() == []
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(b"secret")
    (desk.root / "day").rename(tmp_path / "away")
    (desk.root / "day").symlink_to(tmp_path / "other")
    for _ in range(2):
        desk.folder.take()
        desk.clock.now += SETTLE
    desk.folder.take()
    assert desk.broker.values == []
