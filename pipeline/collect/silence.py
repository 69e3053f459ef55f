"""Sources that have fallen silent: `silent_minutes` of `configs/sources.toml`, held against a clock."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from pipeline import metrics

log = structlog.get_logger("collect")


class Silence:
    """When each source that is expected to speak was last heard. Times are seconds of one clock, the caller's."""

    def __init__(self, minutes: Mapping[str, float], now: float) -> None:
        """A source that never speaks is silent from `now` on."""
        self._limits = {source: limit * 60 for source, limit in minutes.items()}
        self._last = dict.fromkeys(self._limits, now)
        self._silent: set[str] = set()

    def heard(self, source: str, now: float) -> None:
        """A piece of the source was confirmed."""
        if source in self._limits:
            self._last[source] = now

    def look(self, now: float) -> None:
        """Report each source that has fallen silent or that speaks again: once each time."""
        for source, limit in self._limits.items():
            quiet = now - self._last[source]
            silent = quiet > limit
            if silent and source not in self._silent:
                self._silent.add(source)
                log.warning("source_silent", source=source, minutes=round(quiet / 60, 1), limit=limit / 60)
            elif not silent and source in self._silent:
                self._silent.discard(source)
                log.warning("source_speaks_again", source=source)
            metrics.SILENT.labels(source).set(silent)
