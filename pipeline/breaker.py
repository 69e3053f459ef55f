"""The breaker: are failures the stories' fault or ours? Pure; the clock is passed in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

from pipeline.errors import BUG_CODES


@dataclass
class Breaker:
    """Bugs, time-outs and dead workers from two sources or more within `seconds` mean that the fault is ours.

    One rotten source never stops the others: it raises an alarm (`rotten`), and its stories go on to become dead
    letters.
    """

    failures: int
    seconds: float
    codes: frozenset[str] = BUG_CODES
    _seen: deque[tuple[float, str]] = field(default_factory=deque)

    def record(self, source: str, code: str, now: float) -> str | None:
        """Count a failure; `stop` when the service should stop, `rotten` when one source alone fills the limit."""
        if code not in self.codes:
            return None
        self._seen.append((now, source))
        while self._seen and self._seen[0][0] < now - self.seconds:
            self._seen.popleft()
        if len(self._seen) < self.failures:
            return None
        return "stop" if len({name for _, name in self._seen}) > 1 else "rotten"
