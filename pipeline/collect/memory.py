"""What the broker has confirmed, remembered over restarts: `collect.sqlite` in `data_dir`.

A place is a file of a watched folder, or a feed's address; a piece is known by its source and the sha256 of its bytes.
Everything here is written after the broker's confirmation, so a crash between the two sends once more and never less.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BadSetting

KEPT_SECONDS = 30 * 86400.0
"""How long pieces are known after their file has gone: a share that comes back sends nothing twice."""
TABLES = """
CREATE TABLE IF NOT EXISTS places (
    source TEXT, place BLOB, mark TEXT NOT NULL, read_at REAL NOT NULL, gone_at REAL,
    PRIMARY KEY (source, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pieces (
    source TEXT, key TEXT, place BLOB, read_at REAL NOT NULL,
    PRIMARY KEY (source, key, place)
) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Reading:
    """A place, the mark that it had (size and time of a file, validators of a feed) and when its reading began."""

    place: bytes
    mark: str
    began: float


class Memory:
    """One connection, used by one thread at a time. Times are Unix seconds."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(file, timeout=30, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.executescript(TABLES)
        except (OSError, sqlite3.DatabaseError) as error:
            raise BadSetting(
                f"data_dir: {file} can't be used ({error}); make it writable, or delete it: "
                "then what lies in the folders is sent once more, to the same effect"
            ) from None

    def close(self) -> None:
        with self._lock:
            self._db.close()

    def known(self, source: str, keys: Iterable[str]) -> set[str]:
        """Those of the keys that were confirmed for this source."""
        query = "SELECT DISTINCT key FROM pieces WHERE source = ? AND key IN (SELECT value FROM json_each(?))"
        with self._lock:
            return {key for (key,) in self._db.execute(query, (source, json.dumps(list(keys))))}

    def mark(self, source: str, place: bytes) -> str | None:
        """The mark that a place had when it was last read to its end."""
        query = "SELECT mark FROM places WHERE source = ? AND place = ?"
        with self._lock:
            found = self._db.execute(query, (source, place)).fetchone()
        return found[0] if found else None

    def marks(self, source: str) -> dict[bytes, tuple[str, bool]]:
        """Every place of the source that was read to its end: its mark then, and whether it has gone since."""
        query = "SELECT place, mark, gone_at IS NOT NULL FROM places WHERE source = ?"
        with self._lock:
            return {place: (mark, bool(gone)) for place, mark, gone in self._db.execute(query, (source,))}

    def note(self, source: str, pieces: Iterable[tuple[str, Reading]], done: Iterable[Reading]) -> None:
        """Confirmed pieces with the place that holds them, and places of which every piece is confirmed or refused."""
        with self._lock, self._db:
            self._db.executemany(
                "INSERT OR REPLACE INTO pieces VALUES (?, ?, ?, ?)",
                ((source, key, reading.place, reading.began) for key, reading in pieces),
            )
            self._db.executemany(
                "INSERT OR REPLACE INTO places VALUES (?, ?, ?, ?, NULL)",
                ((source, reading.place, reading.mark, reading.began) for reading in done),
            )

    def set_gone(self, source: str, places: Mapping[bytes, bool], now: float) -> None:
        """Places that are no longer there (true), or there again (false)."""
        with self._lock, self._db:
            self._db.executemany(
                "UPDATE places SET gone_at = ? WHERE source = ? AND place = ?",
                ((now if gone else None, source, place) for place, gone in places.items()),
            )

    def forget(self, now: float) -> None:
        """Drop the places that went long ago, and the pieces that no place has held for as long."""
        before = now - KEPT_SECONDS
        with self._lock, self._db:
            self._db.execute("DELETE FROM places WHERE gone_at < ?", (before,))
            self._db.execute(
                "DELETE FROM pieces WHERE read_at < ? AND NOT EXISTS (SELECT 1 FROM places WHERE "
                "places.source = pieces.source AND places.place = pieces.place AND places.read_at <= pieces.read_at)",
                (before,),
            )
