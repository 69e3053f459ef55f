"""XML read safely from text: nothing is fetched, no entity is expanded, what is broken is read as far as it goes.

No reference to an entity reaches the parser: those that HTML names become their characters, all others stay as sent.
So no document type, whatever it declares, multiplies text or reads a file. Element names lose their namespaces: the
news formats are told apart by their own names, and senders choose prefixes (and leave out declarations) at will.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from lxml import etree

from pipeline.decode.charset import issue, without_controls
from pipeline.decode.words import words
from pipeline.story import Issue

Element = etree._Element

_DECLARATION = re.compile(r"<\?xml\b[^<>]{0,300}>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,8};|#[xX][0-9A-Fa-f]{1,7};|[A-Za-z][A-Za-z0-9._-]{1,62};)?|<(?=[\s0-9=<])")
_SECTION = re.compile(r"<!\[CDATA\[|<!--")
_TAG = re.compile(r"<(?P<end>/)?(?P<name>[A-Za-z_][\w:.-]{0,80})(?P<rest>[^<>]{0,8000})>")
_VOID = words("br hr img meta link")
_NEVER_NESTED = words("p li tr td th dt dd")
"""Elements that never hold one of their own kind directly: the next one's start is the end of the last."""
_ENTITY_OF_ENTITIES = re.compile(
    r"<!ENTITY\s{1,20}(?:%\s{1,20})?[^\s<>\"']{1,80}\s{1,20}[\"'][^\"'<>&]{0,500}[&%](?!#|amp;|lt;|gt;|quot;|apos;)[\w.-]{1,80};"
)
_NAME = re.compile(r"[^\W\d][\w.-]{0,200}")
_NOT_XML = re.compile("[\ufffe\uffff]")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class Tree:
    """A document whose element names are local; `issues` tell what was repaired in it."""

    root: Element
    issues: tuple[Issue, ...] = ()


def tree_of(text: str, *, lower: bool = False) -> Tree | None:
    """The document in `text`, or None where there is no element in it. `lower`: its names in lower case.

    What is not well-formed is read as far as it goes, with the issue `markup_broken`; bare ampersands and unknown
    entities stay as they were sent, with `markup_repaired`. Elements nested deeper than 256 are not read.
    """
    start = max(text.find("<"), 0)
    declared = _DECLARATION.match(text, start)
    sound, doubtful = _sound(text[declared.end() if declared else start :])
    clean, issues = without_controls(_NOT_XML.sub("", sound).lstrip())
    if doubtful:
        issues += (issue("markup_repaired", f"{doubtful} stray marks or unknown entities stand as they were sent"),)
    root, broken = _read(clean)
    if broken is not None:
        issues += (issue("markup_broken", f"line {broken}: what is not well-formed was read as far as it goes"),)
        root = max(_read(_balanced(clean))[0], root, key=_amount)
    if root is None:
        return None
    for element in root.iter("*"):
        name = local(element)
        # A broken name (`a:1`) is read, but can't be given.
        element.tag = (name.lower() if lower else name) if _NAME.fullmatch(name) else "unknown"
    return Tree(root, issues)


def multiplies(text: str) -> bool:
    """True for a document whose type makes entities of entities: no news does, and expanded they grow without end.

    Nothing expands them here; such a document is refused because it was made to harm.
    """
    declares = "<!ENTITY" in text and text.lstrip().startswith("<")
    return declares and bool(_ENTITY_OF_ENTITIES.search(text, 0, 100_000))


def local(element: Element) -> str:
    """The element's name without its namespace or a prefix that was never declared."""
    name = element.tag if isinstance(element.tag, str) else ""
    return name.rpartition("}")[2].rpartition(":")[2] or name


def language_at(element: Element | None) -> str | None:
    """`xml:lang` (or HTML's `lang`) of the element or of what it stands in."""
    while element is not None:
        found = (element.get(_LANGUAGE) or element.get("lang") or "").strip()
        if found:
            return found
        element = element.getparent()
    return None


def parsed(text: str, parser: etree.XMLParser | etree.HTMLParser) -> Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _read(text: str) -> tuple[Element | None, int | None]:
    """The root of the document, and the line at which it was found broken."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    root = parsed(text, parser)
    broken = (entry.line for entry in parser.error_log if entry.level == etree.ErrorLevels.FATAL)
    return root, next(broken, None)


def _amount(root: Element | None) -> int:
    """Characters of text: by these the fuller of two readings is known."""
    return -1 if root is None else sum(map(len, root.itertext()))


def _balanced(text: str) -> str:
    """`text` with an end for each start: ends that have no start go, and what an outer end closes is closed before it.

    A parser that recovers takes any end for that of the innermost element, and stops when the root seems closed.
    """
    out: list[str] = []
    stack: list[str] = []
    opened: Counter[str] = Counter()
    for piece, is_markup in _pieces(text):
        at = 0
        for tag in _TAG.finditer(piece) if is_markup else ():
            out.append(piece[at : tag.start()])
            at = tag.end()
            out += _tag_in_place(tag, stack, opened)
        out.append(piece[at:])
    whole = "".join(out)
    cut = whole.rfind("<") if whole.rfind("<") > whole.rfind(">") else len(whole)
    return "".join((whole[:cut], *(f"</{name}>" for name in reversed(stack))))


def _tag_in_place(tag: re.Match[str], stack: list[str], opened: Counter[str]) -> Iterator[str]:
    """A tag with the ends that it is missing before it; nothing for an end without a start. Updates what is open."""
    name, rest = tag["name"], tag["rest"]
    beside = bool(stack) and stack[-1] == name and name in _NEVER_NESTED
    if tag["end"] or beside:
        while opened[name]:
            last = stack.pop()
            opened[last] -= 1
            yield f"</{last}>"
            if last == name:
                break
    if tag["end"]:
        return
    if name in _VOID and not rest.endswith("/"):
        yield f"<{name}{rest}/>"
        return
    yield tag[0]
    if not rest.endswith("/"):
        stack.append(name)
        opened[name] += 1


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """`text` in pieces, and whether each is markup: sections of data and comments are none. The last is closed."""
    at = 0
    while start := _SECTION.search(text, at):
        yield text[at : start.start()], True
        mark = "]]>" if start[0] == "<![CDATA[" else "-->"
        end = text.find(mark, start.end())
        at = end + len(mark) if end >= 0 else len(text)
        yield text[start.start() : at] + mark * (end < 0), False
    yield text[at:], True


def _sound(text: str) -> tuple[str, int]:
    """`text` with no reference left that a parser would have to look up, and how many were no reference at all.

    What stands in CDATA sections is not markup and stays.
    """
    doubtful = 0

    def resolved(found: re.Match[str]) -> str:
        nonlocal doubtful
        character = _character(found[0])
        if character is not None:
            return character
        doubtful += 1
        return "&lt;" if found[0] == "<" else f"&amp;{found[0][1:]}"

    pieces = (_REFERENCE.sub(resolved, piece) if is_markup else piece for piece, is_markup in _pieces(text))
    return "".join(pieces), doubtful


def _character(reference: str) -> str | None:
    """What the reference stands for, as it may stand in XML; None where it is none, or nobody knows it.

    No reference stands for more than two characters; `unescape` leaves more of one of which it only knows the start.
    """
    character = unescape(reference)
    return escape(character) if reference.endswith(";") and len(character) <= 2 else None
