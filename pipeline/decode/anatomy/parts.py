"""The parts of one piece of copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.decode.anatomy.dateline import dateline_of
from pipeline.decode.anatomy.headline import Headline
from pipeline.decode.anatomy.marks import note_kind
from pipeline.story import Caption, Credit, Dateline, Note, NoteKind
from pipeline.supplier import UNKNOWN, Supplier


@dataclass
class Anatomy:
    """The parts of one piece of copy, in the order in which they stood."""

    headline: Headline | None = None
    subheadline: str | None = None
    slug: str | None = None
    slug_tags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    agency: str | None = None
    usn: str | None = None
    byline: tuple[str, ...] = ()
    credits: list[Credit] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)
    """Each paragraph as the pieces that it was broken into."""
    joined_paragraphs: int = 0
    joined_hyphens: int = 0
    embargo_glued: bool = False
    """True where a block of the text begins with an embargo."""
    supplier: Supplier = UNKNOWN
    body_only: bool = False
    """True where the format has fields of its own for headline and slug, and its paragraphs are whole."""

    @property
    def text(self) -> str:
        return "\n\n".join(" ".join(pieces) for pieces in self.paragraphs)

    def note(self, kind: NoteKind, text: str) -> None:
        self.notes.append(Note(kind=kind, text=text))

    def dateline_of(self, flat: str) -> tuple[Dateline, str] | None:
        """The dateline at the start of `flat` and what follows it, by the supplier's ways."""
        return dateline_of(flat, self.supplier.dateline)

    def note_kind(self, flat: str) -> NoteKind | None:
        """What a block is that is no text, by its words and by the supplier's list of boilerplate."""
        if self.supplier.boilerplate and flat.lower().startswith(self.boilerplate):
            return "boilerplate"
        return note_kind(flat)

    @property
    def boilerplate(self) -> tuple[str, ...]:
        return tuple(start.lower() for start in self.supplier.boilerplate)

    def add_caption(self, caption: Caption) -> None:
        """Add a caption; a credit alone belongs to the caption before it that has none."""
        last = self.captions[-1] if self.captions else None
        if last and not caption.text and last.credit is None:
            self.captions[-1] = caption.model_copy(update={"text": last.text})
        else:
            self.captions.append(caption)
