"""Towns and people that are teams: `Caracas beat Carabobo 2-1`, and `Karachi` where `Karachi Kings` play.

Only in a story of sport. A town is a team where it plays, is beaten, scores or has a coach; in `in Caracas` it is the
town, and a country is the country always.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from pipeline.enrich import grammar
from pipeline.enrich.countries import Countries
from pipeline.enrich.entities.mentions import Fields, Mention, root_of
from pipeline.enrich.names.lexicon import Names
from pipeline.folding import fold

SPORT = frozenset({
    "match", "coach", "captain", "goal", "goalkeeper", "striker", "midfielder", "defender", "batsman", "bowler",
    "innings", "wicket", "run", "over", "league", "season", "final", "semi-final", "semifinal", "playoff", "halftime",
    "half-time", "quarterback", "inning", "championship", "tournament", "stadium", "fan", "fixture", "referee",
    "penalty", "kick", "equaliser", "equalizer", "scorer", "title", "cup", "club", "team", "squad", "rebound",
    "touchdown", "pitcher", "homer", "puck", "lap", "crowd", "player", "supporter",
})  # fmt: skip
ALONE = frozenset({
    "tennis", "tiebreak", "tie-break", "seed", "boxer", "boxing", "golf", "golfer", "birdie", "athletics", "sprinter",
    "marathon", "wrestler", "chess", "judo", "swimmer", "cyclist",
})  # fmt: skip
"""Words of sports in which people beat people."""
ENOUGH = 5
"""Different words of sport in a story of it."""
RESULT_COUNTS = 2
"""As so many words counts a result: `beat Sevilla 2-1`."""
_PLAYS = frozenset({
    "beat", "defeat", "edge", "stun", "thrash", "rout", "face", "play", "win", "lose", "draw", "score", "trail",
    "chase", "concede", "qualify", "finish", "equalise", "equalize", "meet", "overcome", "outclass",
    "hammer", "crush", "upset", "eliminate", "bat", "bowl", "clinch",
})  # fmt: skip
"""What teams do and towns do not; towns host, drop and survive things."""
_PLAYED = frozenset({
    "beat", "defeat", "edge", "stun", "thrash", "rout", "down", "face", "play", "host", "meet", "overcome", "outclass",
    "hammer", "crush", "upset", "eliminate", "join", "captain", "coach", "put", "give", "sign", "lead", "draw",
})  # fmt: skip
_MEMBERS = frozenset({
    "coach", "captain", "striker", "midfielder", "defender", "goalkeeper", "keeper", "winger", "forward", "batsman",
    "bowler", "manager", "skipper", "fan", "fans", "supporters", "players", "player", "side", "squad", "steward",
    "quarterback", "pitcher", "guard", "center", "supporter", "defence", "attack", "bench",
})  # fmt: skip
_TITLED = re.compile(r" ([A-Z][a-z]{3,})(?![\w-])")
_RESULT = re.compile(
    r"\b(?:beat|beats|defeat\w*|drew|lost|won|edged|thrashed|stunned)\b[^.\n]{0,60}?\b\d{1,3}[-–]\d{1,3}\b"
)
_SCORE = re.compile(r"\s+\d{1,3}\s?[-–]\s?\d{1,3}$")
_GUESSES = frozenset({"GPE", "LOC", "PERSON", "FAC", "PRODUCT", "ORG", "NORP", "EVENT"})


def with_teams(fields: Fields, found: list[Mention], countries: Countries, names: Names) -> list[Mention]:
    """`found` with teams as organisations, those called by their town under the team's full name if there is one."""
    texts = [own.lower() for own, _ in fields.values()]
    enough = ENOUGH - RESULT_COUNTS * any(_RESULT.search(text) for text in texts)
    if sum(any(word in text for text in texts) for word in SPORT) < enough:
        # Cheaper than to ask for every word's lemma.
        return found
    words = {token.lemma_.lower() for _, doc in fields.values() for token in doc if token.pos_ in ("NOUN", "PROPN")}
    if len(words & SPORT) < enough or words & ALONE:
        return found
    mentions = list(_with_nicknames([_without_score(m) for m in found], fields))
    full = _full_names(mentions, fields, names)
    mentions = [replace(m, label="ORG", country=None) if m.text in full.values() else m for m in mentions]
    mentions += _unmarked(mentions, fields)
    surnames = {word for m in mentions if m.label == "PERSON" and " " in m.text for word in m.text.split()[1:]}
    may_be = (m for m in mentions if m.text not in surnames and _may_be_team(m, countries, names))
    playing = {m for m in may_be if _plays(m, fields)}
    towns = {m.text for m in mentions if m.label in ("GPE", "LOC") and (m.sure or m.field == "dateline")}
    always = {m.text for m in playing} - towns
    out = []
    for mention in mentions:
        is_nickname = mention.text in full and mention.text not in towns
        is_team = mention in playing or ((mention.text in always or is_nickname) and not _is_where(mention, fields))
        if is_team and mention.label in _GUESSES and mention.field in fields:
            whole = None if mention.text in full.values() else full.get(mention.text, mention.text)
            mention = replace(mention, label="ORG", country=None, sure=True, stands_for=whole)
        out.append(mention)
    return [*out, *_recalled(fields, out, full, towns)]


def _with_nicknames(mentions: list[Mention], fields: Fields) -> Iterator[Mention]:
    """`Multan` before a capitalised `Sultans` that nobody has named is the team."""
    starts = {(m.field, m.start) for m in mentions}
    for mention in mentions:
        token = root_of(mention, fields) if mention.label == "GPE" else None
        own = fields[mention.field][0] if token else ""
        following = _TITLED.match(own, mention.end)
        if token is not None and following and (mention.field, following.start(1)) not in starts:
            word = token.doc.char_span(following.start(1), following.end(1))
            grown = replace(mention, text=own[mention.start : following.end()], end=following.end(), label="ORG")
            is_name = word is not None and word.root.tag_ in ("NNPS", "NNP", "NNS")
            if is_name and _plays(grown, fields):
                mention = replace(grown, country=None, sure=True)
        yield mention


def _recalled(
    fields: Fields, mentions: list[Mention], full: Mapping[str, str], towns: Container[str]
) -> Iterator[Mention]:
    """A team's nickname where nothing is marked: `Zalmi needed 14`."""
    covered = {(m.field, at) for m in mentions for at in range(m.start, m.end)}
    for field, (own, doc) in fields.items():
        for at, word in enumerate(grammar.words(doc)):
            whole, token = full.get(word), doc[at]
            if whole and word not in towns and token.pos_ == "PROPN" and (field, token.idx) not in covered:
                start, end = token.idx, token.idx + len(word)
                yield Mention(field, start, end, "ORG", own[start:end], sure=True, stands_for=whole)


def _unmarked(mentions: list[Mention], fields: Fields) -> list[Mention]:
    """Names that nobody has marked, and that play: `beat Hull 3-1`, `Hull manager Tim Roe`."""
    covered = {(m.field, at) for m in mentions for at in range(m.start, m.end)}
    out = []
    for field, (own, doc) in fields.items():
        for token in doc:
            if token.tag_ != "NNP" or (field, token.idx) in covered or not token.text.istitle() or len(token) < 4:
                continue
            alone = not any(child.dep_ in ("compound", "det", "poss") for child in token.children)
            mention = Mention(field, token.idx, token.idx + len(token), "ORG", own[token.idx : token.idx + len(token)])
            if alone and not token.is_sent_start and _plays(mention, fields):
                out.append(mention)
    return out


def _without_score(mention: Mention) -> Mention:
    bare = _SCORE.sub("", mention.text)
    return mention if bare == mention.text else replace(mention, text=bare, end=mention.start + len(bare))


def _full_names(mentions: list[Mention], fields: Fields, names: Names) -> dict[str, str]:
    """First or last word → the team's whole name: `Karachi` and `Kings` of `Karachi Kings`."""
    out: dict[str, str] = {}
    towns = {m.text for m in mentions if m.label == "GPE"}
    for mention in mentions:
        words = mention.text.split()
        if len(words) < 2 or mention.label not in ("ORG", "FAC", "PERSON") or names.is_given(words[0]):
            continue
        town, nickname = " ".join(words[:-1]), words[-1]
        is_team = town in towns or mention.text in names.known or words[0] in names.clubs
        is_team = is_team or (mention.label != "PERSON" and _plays(mention, fields))
        if is_team and nickname not in names.heads and mention.field in fields:
            for form in (town, nickname):
                out.setdefault(form, mention.text)
    return out


def _may_be_team(mention: Mention, countries: Countries, names: Names) -> bool:
    if mention.label not in _GUESSES or mention.field == "dateline":
        return False
    folded = fold(mention.text)
    if folded in countries.names or (mention.label == "NORP" and mention.country):
        return False
    words = mention.text.split()
    return mention.label != "PERSON" or len(words) == 1 or words[0] in names.clubs or words[-1] in names.clubs


def _plays(mention: Mention, fields: Fields) -> bool:
    token = root_of(mention, fields)
    if token is None:
        return False
    doc = token.doc
    last = token
    while last.i + 1 < len(doc) and doc[last.i + 1].idx < mention.end:
        last = doc[last.i + 1]
    after = last.nbor(1) if last.i + 1 < len(doc) else None
    if after is not None and after.lower_ in _MEMBERS and not (mention.label == "PERSON" and " " in mention.text):
        return True
    if after is not None and last.i == 0 and after.lemma_ in _PLAYED and after.i + 1 < len(doc):
        # A headline: `Caracas stun Carabobo`.
        return bool(after.nbor(1).text[:1].isupper())
    while token.dep_ in ("conj", "appos") and token.head.i != token.i:
        token = token.head
    verb = token.head.lemma_.lower()
    match token.dep_:
        case "nsubj":
            if token.head.tag_ == "VBP" and mention.label == "GPE" and token.head.lemma_ != "be":
                # One name with a verb in the plural: `Karachi survive`.
                return not any(child.dep_ in ("conj", "cc") for child in token.children)
            # A person who scores is a player; who beats somebody is a team, or is beside one.
            return verb in (_PLAYS if mention.label != "PERSON" else _PLAYED - {"put", "give", "join", "sign"})
        case "dobj" | "nsubjpass" | "dative":
            return verb in _PLAYED
        case "pobj":
            return token.head.lower_ in ("against", "over") or (
                token.head.lower_ == "for" and token.head.head.lemma_ in ("play", "score", "sign")
            )
        case _:
            return False


def _is_where(mention: Mention, fields: Fields) -> bool:
    token = root_of(mention, fields)
    return token is not None and token.dep_ == "pobj" and token.head.lower_ in ("in", "near", "at", "outside")
