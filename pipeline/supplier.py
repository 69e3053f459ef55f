"""A supplier's ways, as `configs/sources.toml` gives them for one source: what its copy does not say of itself."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

Urgency = Annotated[int, Field(ge=1, le=9)]


class Supplier(BaseModel):
    """One section of `configs/sources.toml`; its name is the `source` of the records.

    For decoding: `agency` where the copy names none; `charset` where it declares none and is no UTF-8; `time_zone` of
    times printed without one; `categories`, names of the provider's letters; `priorities`, their urgency 1 to 9;
    `dateline` `title` where a place in title case and a dash are one (`London - Text`), `none` where there are none;
    `boilerplate`, beginnings of lines that are not copy. For collecting: `max_bytes` of one piece, `silent_minutes`
    after which silence is reported, the `folder` that is watched, the `feeds` (RSS or Atom) that are asked every
    `poll_seconds`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str | None = None
    charset: str | None = None
    time_zone: ZoneInfo | None = None
    categories: Mapping[str, str] = {}
    priorities: Mapping[str, Urgency] = {}
    dateline: Literal["usual", "title", "none"] = "usual"
    boilerplate: tuple[Annotated[str, Field(min_length=4)], ...] = ()
    max_bytes: int | None = Field(default=None, ge=1024)
    silent_minutes: float | None = Field(default=None, gt=0)
    folder: Path | None = None
    feeds: tuple[str, ...] = ()
    poll_seconds: float = Field(default=300, ge=10)


UNKNOWN = Supplier()
"""The ways of a source that has no section: none that its copy does not show."""
