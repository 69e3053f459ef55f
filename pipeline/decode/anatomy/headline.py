"""Headlines: what is left without their lifecycle tags (`tags.py`), and the attribution at the end (`…: Kerry`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.decode.anatomy.tags import tags_of
from pipeline.decode.words import phrases, words

_TAKE = re.compile(r"(?<=\S)\s?=(?P<n>[2-9])$")
_COLON = re.compile(r":\s{1,3}(?P<name>[^:;?!]{2,45})$")
_DASH = re.compile(r"(?:\s{1,3}[-–—]{1,2}\s{0,3}|[–—])(?P<name>[^-–—:;?!][^–—:;?!]{1,44})$")
_SAYERS = words(
    "source sources official officials ministry ministries minister ministers police report reports reporter "
    "study studies survey poll polls paper papers newspaper newspapers media agency agencies tv television "
    "radio spokesman spokeswoman spokesperson statement document documents data memo filing filings court "
    "lawyer lawyers attorney prosecutor prosecutors judge president premier pm ceo cfo chairman executive "
    "analyst analysts economist economists trader traders dealer dealers broker brokers witness witnesses "
    "residents rebels army military navy pentagon kremlin govt government un nato eu fed ecb imf who company "
    "union unions group groups watchdog regulator regulators bank envoy envoys diplomat diplomats ambassador "
    "commission committee council parliament lawmaker lawmakers senator mayor governor activists monitor "
    "monitors researchers scientists experts aide aides letter letters wsj nyt ft bbc cnn xinhua tass ria "
    "interfax nikkei kyodo dpa afp ap reuters bloomberg spiegel telegraph guardian times post journal magazine "
    "website blog department office center centre institute coroner doctors hospital family agent coach club "
    "exchange association federation authority authorities leader leaders chief chiefs adviser advisers advisor "
    "advisors senators executives airline airlines operator carmaker insider insiders commander general pollster "
    "coastguard coastguards firefighters rescuers medics paramedics organisers organizers relatives hospitals charity "
    "ngo ngos opposition junta embassy consulate palace chancellor king queen secretary deputy mp mps observatory "
    "seismologists meteorologists forecasters scientist researcher expert firm boss manager captain mission service "
    "services forces observers campaigners teachers farmers employers church bishop bishops pope vatican airport"
)
_SAYERS_OF_TWO = phrases(
    "coast guard|national guard|border guard|border guards|air force|task force|think tank|think tanks|white house"
    "|red cross|high court"
)
_QUESTIONS = words("who Who what What how How why Why where Where when When which Which")
_NO_NAMES = words(
    "timeline factbox analysis live video photos pictures results graphic explainer preview summary update "
    "updates text highlights scores standings calendar diary table list day week review roundup report"
)
_PARTICLES = words("of de al van von der den la di da bin el ten")
_WORD = re.compile(r"[^\W_][\w.'’&/-]*")


@dataclass(frozen=True)
class Headline:
    """`raw` as sent, folded; `text` without tags and attribution; `key_text` without tags, with the attribution."""

    raw: str
    text: str
    key_text: str
    tags: tuple[str, ...] = ()
    attribution: str | None = None
    take: int | None = None
    """The number of a later take, which Reuters puts behind the headline: `=2`."""


def read_headline(raw: str) -> Headline:
    folded = " ".join(raw.split())
    take = _TAKE.search(folded)
    tags, rest = tags_of((folded[: take.start()] if take else folded).lstrip("^"))
    text, attribution = _without_attribution(rest)
    text = text.lstrip("^").rstrip("<=").rstrip() or text
    return Headline(folded, text or folded, rest or folded, tags, attribution, int(take["n"]) if take else None)


def _without_attribution(line: str) -> tuple[str, str | None]:
    colon = _COLON.search(line)
    if colon and _is_sayer(line[: colon.start()], colon["name"], dash=False):
        return line[: colon.start()].rstrip(), colon["name"].strip()
    dash = _DASH.search(line[-60:])
    if dash:
        start = max(0, len(line) - 60) + dash.start()
        if _is_sayer(line[:start], dash["name"], dash=True):
            return line[:start].rstrip(), dash["name"].strip()
    return line, None


def _is_sayer(before: str, name: str, *, dash: bool) -> bool:
    """True where `name` says who told it: a kind of source, or a name of at most three words."""
    words = _WORD.findall(name)
    least = 3 if name.islower() or name.isupper() else 4
    if not 1 <= len(words) <= 5 or len(before.split()) < least or words[0] in _QUESTIONS:
        return False
    if words[0].lower() in _NO_NAMES and (len(words) > 1 or words[0].lower() not in _SAYERS):
        return False
    last = words[-1].lower().rstrip(".")
    if last in _SAYERS or last.removesuffix("'s") in _SAYERS or " ".join(words[-2:]).lower() in _SAYERS_OF_TWO:
        return True
    if any(character.isdigit() or character in '$%<>,"“' for character in name) or (name + before).isupper():
        return False
    if before[-1:].isdigit() or before[-1:] in ".,":
        return False
    own = [word for word in words if word not in _PARTICLES]
    return 0 < len(own) <= (2 if dash else 3) and all(word[0].isupper() for word in own)
