"""Marked-up copy on its way to plain paragraphs: what each element does to the page that is being laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.decode.anatomy.lines import blocks_of
from pipeline.decode.formats.xmltree import Element
from pipeline.decode.words import words
from pipeline.story import Caption

CELL_GAP = "   "
"""Between the cells of a table's row: what the anatomy knows rows by."""
LONGEST_CELL = 300
"""Characters: a cell with several paragraphs and more than this is part of a page's layout, not of a table."""
WIDEST_LINE, NARROWEST_LINE = 100, 50
"""Columns: wires wrap at 64 to 80. A longer line is no line of wire copy, copy of shorter ones was not wrapped."""

_CREDITS_BELOW = re.compile(r"\n[ \t]{0,4}(?=\((?:Additional )?(?:Reporting|Writing|Editing|Compiled) )")
"""Where Reuters' credits begin on a line of their own in a paragraph."""
_COLUMNS = re.compile(r"\S {3,}\S")
_BLOCKS = words(
    "html body section article header footer main aside nav address h1 h2 h3 h4 h5 h6 p div ul ol li dl dt dd dir "
    "menu blockquote hr form fieldset legend center details summary figure caption option table thead tbody tfoot tr "
    "body.head body.content body.end block hedline hl1 hl2 byline distributor dateline abstract copyright tagline "
    "bibliography note fn bq credit datasource nitf-table custom-table rights series content-set"
)
_SIDE_BY_SIDE = words("byttl name.given name.family story.date sublocation city state region country virtloc")
"""Parts of names and places that senders set side by side without a blank."""
_INLINE = _SIDE_BY_SIDE | words(
    "a abbr acronym b bdo big br cite code del dfn em font i img ins kbd label mark q s samp small span strike strong "
    "sub sup time tt u var wbr person org location event function object.title chron num money classifier lang "
    "pronounce frac copyrite"
)
_TEXTS = words("p li td th dt dd h1 h2 h3 h4 h5 h6 hl1 hl2 caption")
SOFT, BREAK = "\x00", "\x01"
_SOFT_BLANK = re.compile(r"(?<=\w)\x00{1,99}(?=\w)")


@dataclass
class Table:
    rows: list[list[list[str]]] = field(default_factory=list)
    nested: bool = False
    """True where a table stands within it: then it is a page's layout."""

    def paragraphs(self) -> list[str]:
        """One paragraph with a line a row; the cells' own paragraphs where the table is layout or a mere list."""
        rows = [[cell for cell in row if cell] for row in self.rows]
        pages = any(len(cell) > 1 and sum(map(len, cell)) > LONGEST_CELL for row in rows for cell in row)
        if self.nested or pages or all(len(row) < 2 for row in rows):
            return [paragraph for row in rows for cell in row for paragraph in cell]
        lines = (CELL_GAP.join(" ".join(" ".join(cell).split()) for cell in row) for row in rows if row)
        return ["\n".join(lines)]


@dataclass
class Page:
    """What has been laid out so far. `lists`: where paragraphs go, the innermost cell last."""

    wired: bool = False
    lists: list[list[str]] = field(default_factory=lambda: [[]])
    captions: list[Caption] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    mark: str = ""
    """What the next paragraph begins with: `* ` in a list item."""
    texts: int = 0
    """How many open elements are paragraphs: what stands in them is text, whatever its name."""
    unknown: list[Element] = field(default_factory=list)
    """Open elements of a vocabulary of the sender's own that hold paragraphs of their own."""

    def is_block(self, name: str, element: Element) -> bool:
        """True for an element of an unknown name with no text beside it (TT's `CITAT` between its `P`)."""
        if self.texts or name in _BLOCKS or name in _INLINE or (element.tail or "").strip():
            return False
        return not any(map(str.strip, self.words))

    def open(self, name: str) -> None:
        self.texts += name in _TEXTS
        self.words.append(separator(name))
        if name in _BLOCKS:
            self.end_paragraph()
        if name == "li":
            self.mark = "* "
        elif name == "table":
            self.tables.append(Table())
        elif self.tables and name == "tr":
            self.tables[-1].rows.append([])
        elif self.tables and name in ("td", "th"):
            self.end_paragraph()
            self.lists.append([])

    def close(self, name: str) -> None:
        self.texts -= name in _TEXTS
        if name in _BLOCKS:
            self.end_paragraph()
        elif name != "br":
            self.words.append(separator(name))
        if name == "li":
            self.mark = ""
        elif name == "table":
            table = self.tables.pop()
            self.lists[-1].extend(table.paragraphs())
            if self.tables:
                self.tables[-1].nested = True
        elif self.tables and name in ("td", "th"):
            self.end_paragraph()
            cell = self.lists.pop()
            if not self.tables[-1].rows:
                self.tables[-1].rows.append([])
            self.tables[-1].rows[-1].append(cell)

    def end_paragraph(self) -> None:
        text = "".join(self.words)
        self.words.clear()
        if not self.wired or len(self.lists) > 1 or self.mark:
            self._fold(text)
            return
        for part in _CREDITS_BELOW.split(text):
            if _is_wire_copy(part):
                for paragraph in wire_paragraphs(part.replace(SOFT, "")):
                    self.add(paragraph)
            else:
                self._fold(part)

    def _fold(self, text: str) -> None:
        """A line break folds to a blank; two of them, with nothing between, end the paragraph too."""
        held: list[str] = []
        for line in text.split(BREAK):
            folded = without_marks(line)
            if folded:
                held.append(folded)
            else:
                self.add(" ".join(held))
                held.clear()
        self.add(" ".join(held))

    def add(self, paragraph: str) -> None:
        if paragraph:
            self.lists[-1].append(self.mark + paragraph)
            self.mark = ""


def wire_paragraphs(text: str, *, listed: bool = False) -> list[str]:
    """The paragraphs of copy whose own lines, indents and blank lines part it; a table's rows are lines of one.

    `listed`: lines too short to be wrapped stand alone (results, addresses in preformatted copy).
    """
    out: list[str] = []
    for block in blocks_of(text.replace("\xa0", " ")):
        if block.table:
            out.append("\n".join(block.lines))
        elif listed and max(map(len, block.lines)) < NARROWEST_LINE:
            out += map(without_marks, block.lines)
        else:
            out.append(block.flat)
    return out


def _is_wire_copy(text: str) -> bool:
    """Lines of a wire's width, some at the margin, with indents, blank lines or columns between them.

    In pretty-printed markup every line is indented, and in folded prose none.
    """
    lines = text.strip().split("\n") if "\n" in text and BREAK not in text else []
    full = [line for line in lines if line.strip()]
    if len(full) < 3 or max(map(len, full)) > WIDEST_LINE or all(line[0].isspace() for line in full[1:]):
        return False
    indents = sum(line[:2].isspace() for line in full[1:])
    return bool(indents or len(full) < len(lines) or sum(bool(_COLUMNS.search(line)) for line in full) > 1)


def separator(name: str) -> str:
    """What an element's beginning or end puts between the words around it."""
    if name == "br":
        return BREAK
    if name in _BLOCKS or name in ("td", "th", "pre", "media", "figcaption"):
        return " "
    return SOFT if name in _SIDE_BY_SIDE else ""


def without_marks(text: str) -> str:
    """`text` folded, with blanks only where words would run together."""
    if SOFT in text:
        text = _SOFT_BLANK.sub(" ", text).replace(SOFT, "")
    return " ".join(text.split())
