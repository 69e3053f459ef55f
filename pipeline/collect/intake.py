"""Where the ways in meet: pieces of a source to the broker, counted, and their source heard."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Literal

import structlog

from pipeline import metrics
from pipeline.collect.files import Refused
from pipeline.collect.limits import Limits
from pipeline.collect.sender import Confirmed, Outcome, Sender, Unconfirmed
from pipeline.collect.silence import Silence
from pipeline.story import RawStory

log = structlog.get_logger("collect")
Way = Literal["folder", "feed", "http"]
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0


class Intake:
    """What every way in shares."""

    def __init__(
        self,
        sender: Sender,
        limits: Limits,
        silence: Silence,
        stop: threading.Event,
        wait: Callable[[float], bool] | None = None,
    ) -> None:
        """`stop` is set when nothing new shall be begun; `wait` (default: for `stop`) pauses between two tries and is
        true when it is time to end."""
        self.limits = limits
        self.stop = stop
        self._sender = sender
        self._silence = silence
        self._wait = wait or stop.wait
        self.away = False
        """Whether the broker left the last try without its word."""

    def send(self, source: str, way: Way, raws: Sequence[RawStory], tries: int = 1) -> list[Outcome]:
        """The outcomes in the order of `raws`, all of one source; counted and logged but for the unconfirmed."""
        outcomes = self._sender.send(raws, tries)
        confirmed = sum(isinstance(outcome, Confirmed) for outcome in outcomes)
        open_ = [outcome.why for outcome in outcomes if isinstance(outcome, Unconfirmed)]
        if confirmed:
            self._silence.heard(source, time.monotonic())
            self.count(source, way, "confirmed", confirmed)
            log.info("taken", source=source, way=way, pieces=confirmed)
            metrics.LAST.labels(self._label(source)).set_to_current_time()
        if open_ and not self.away:
            log.warning("not_confirmed", source=source, way=way, pieces=len(open_), why=open_[0])
        elif confirmed and self.away and not open_:
            log.info("confirmed_again", source=source, way=way)
        if raws:
            self.away = bool(open_)
        for outcome in outcomes:
            if isinstance(outcome, Refused):
                self.refuse(source, way, outcome)
        return outcomes

    def send_all(self, source: str, way: Way, raws: Sequence[RawStory]) -> list[Confirmed | Refused] | None:
        """As `send`, again and again until the broker has answered for everything; null when it is time to end before
        that."""
        left = list(raws)
        settled: list[Confirmed | Refused] = []
        pause = FIRST_PAUSE
        while True:
            outcomes = self.send(source, way, left)
            settled += [outcome for outcome in outcomes if not isinstance(outcome, Unconfirmed)]
            left = [outcome.raw for outcome in outcomes if isinstance(outcome, Unconfirmed)]
            if not left:
                return settled
            if self._wait(pause):
                return None
            pause = min(pause * 2, LONGEST_PAUSE)

    def refuse(self, source: str, way: Way, refused: Refused) -> None:
        """Count and log a piece that is not taken."""
        self.count(source, way, "refused", 1)
        log.warning("refused", source=source, way=way, uri=refused.uri, code=refused.code, reason=refused.reason)

    def count(self, source: str, way: Way, outcome: Literal["confirmed", "refused", "known"], number: int) -> None:
        metrics.PIECES.labels(self._label(source), way, outcome).inc(number)

    def _label(self, source: str) -> str:
        """A caller may name any source; the metrics only know those of `sources.toml`."""
        return source if source in self.limits.suppliers else "other"
