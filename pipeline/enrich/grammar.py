"""Who stands where around a verb, read off the dependency parse (ClearNLP labels, as spaCy's English models have)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LONGEST_SENTENCE = 400
"""Tokens. What is longer is a table or an attack, and reading it takes time in the square of its length."""
SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass",)
OBJECTS = ("dobj", "obj")
RELATIVE = frozenset({"who", "which", "that", "whom"})
WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
PAPERS = frozenset({
    "statement", "letter", "declaration", "resolution", "communique", "communiqué", "message", "note", "petition",
    "motion", "decree", "report", "editorial", "speech", "manifesto", "leaflet", "tweet", "post", "memorandum",
})  # fmt: skip
ACTING_ON_OBJECT = frozenset(
    ["urge", "ask", "order", "tell", "force", "allow", "help", "press", "call", "instruct", "command", "warn", "beg"]
)
"""The object of these does what their infinitive says; of other verbs the subject does it."""
PURPOSES = frozenset({
    "attempt", "bid", "effort", "plan", "move", "call", "proposal", "decision", "way", "chance", "failure", "refusal",
    "time", "pressure", "order", "reason", "right", "appeal", "threat", "offer", "promise",
})  # fmt: skip
"""Nouns that take an infinitive: `a bid to oust him` is no `Chad to oust him`."""


def readable(doc: Doc) -> Iterator[Token]:
    """The tokens of all sentences that aren't too long."""
    return (token for sentence in doc.sents if len(sentence) <= LONGEST_SENTENCE for token in sentence)


# The text and the headline that are being read; kept with the Doc, its own tokens would keep it alive.
@lru_cache(maxsize=2)
def _trees(doc: Doc) -> list[list[Token]]:
    below: list[list[Token]] = [[] for _ in doc]
    for token in doc:
        if (head := token.head.i) != token.i:
            below[head].append(token)
    return below


def words(doc: Doc) -> list[str]:
    """The text of each token, which spaCy would make anew each time that it is asked."""
    known: list[str] | None = doc.user_data.get("words")
    if known is None:
        known = doc.user_data["words"] = [token.text for token in doc]
    return known


def children(token: Token) -> list[Token]:
    """`token.children`, for which spaCy would look through the sentence each time that it is asked."""
    return _trees(token.doc)[token.i]


def child(token: Token, *labels: str) -> Token | None:
    for other in children(token):
        if other.dep_ in labels:
            return other
    return None


def is_passive(verb: Token) -> bool:
    if child(verb, "auxpass", "nsubjpass"):
        return True
    # "a tanker seized by pirates"
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject of an active verb (inherited where its clause has none), the agent of a passive one."""
    if is_passive(verb):
        return agent(verb)
    if verb.dep_ == "amod" and verb.tag_ == "VBG" and verb.head.tag_ == "NNS":  # "striking teachers"
        return verb.head
    own = child(verb, *SUBJECTS)
    if own is not None:
        return _author(verb.head) if own.lower_ in RELATIVE and verb.dep_ == "relcl" else own
    if is_swapped(verb):
        return _before_swapped(verb)
    return _inherited(verb, depth) or (_before_swapped(verb) if verb.dep_ == "ROOT" else None)


def is_swapped(verb: Token) -> bool:
    """`Turkey trained Somali soldiers`: the parser takes a short sentence's verb for what describes its object."""
    return verb.dep_ == "amod" and verb.head.dep_ == "ROOT" and _before_swapped(verb) is not None


def _before_swapped(verb: Token) -> Token | None:
    before = child(verb, "npadvmod", "nsubj")
    if before is None or before.pos_ != "PROPN" or before.lower_ in WEEKDAYS:
        return None
    return before if before.i == verb.i - 1 else None


def is_headline_infinitive(verb: Token) -> bool:
    """`France to send troops`: a headline without finite verb, which tells what is going to be done."""
    if not has_to(verb):
        return False
    if verb.dep_ == "ROOT":
        return child(verb, *SUBJECTS, *PASSIVE_SUBJECTS) is not None
    head = verb.head
    above = head.dep_ == "ROOT" and head.pos_ in ("NOUN", "PROPN") and head.lemma_.lower() not in PURPOSES
    return above and verb.dep_ in ("xcomp", "acl", "relcl", "advcl")


def _author(noun: Token) -> Token:
    """Who says what a paper says: `said in a letter that upbraided the king`, `passed a resolution condemning`."""
    if noun.lemma_.lower() not in PAPERS or noun.dep_ not in ("dobj", "pobj", "nsubjpass"):
        return noun
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    return (subject(verb) if verb.pos_ == "VERB" else None) or noun


def subjects(verb: Token) -> Iterator[Token]:
    """What a verb says something of: its subject, of a passive one what it is done to."""
    if is_passive(verb):
        yield from objects(verb)
    elif (doer := subject(verb)) is not None:
        yield doer


def _inherited(verb: Token, depth: int) -> Token | None:
    if depth > 4:
        return None
    head = verb.head
    if verb.dep_ != "ROOT" and is_headline_infinitive(verb):
        return head
    if verb.dep_ == "acl":
        return _author(head) if verb.tag_ == "VBG" else None
    if verb.dep_ == "pcomp":
        head = head.head
    if verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dep") or head.pos_ not in ("VERB", "AUX", "ADJ"):
        return None
    if verb.dep_ == "ccomp" and (swallowed := _behind_weekday(verb)) is not None:
        return swallowed
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
        return None
    if verb.dep_ == "xcomp" and head.lemma_ in ACTING_ON_OBJECT and (controller := child(head, *OBJECTS)):
        return controller
    if is_passive(head):
        return child(head, *PASSIVE_SUBJECTS)
    return subject(head, depth + 1)


def _behind_weekday(verb: Token) -> Token | None:
    """`said on Tuesday efforts must go on`: the parser takes the efforts for what `on` is about."""
    for preposition in children(verb.head):
        if preposition.dep_ == "prep" and preposition.i < verb.i:
            for noun in children(preposition):
                if noun.dep_ == "pobj" and any(day.lower_ in WEEKDAYS for day in children(noun)):
                    return noun
    return None


def agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    if by is None:
        by = next((other for other in children(verb) if other.dep_ == "prep" and other.lower_ == "by"), None)
    if by is None:
        by = _far_by(verb)
    return child(by, "pobj") if by is not None else None


def _far_by(verb: Token) -> Token | None:
    """`by` that the parser hung on what stands between: `was destroyed in two wars by Russian forces`."""
    near = [preposition for preposition in verb.rights if preposition.dep_ == "prep"]
    nouns = [noun for preposition in near for noun in children(preposition) if noun.dep_ == "pobj"]
    return next((below for noun in nouns for below in noun.rights if below.lower_ == "by"), None)


def objects(verb: Token) -> Iterator[Token]:
    """To whom or what it is done: the direct object, the subject of a passive, who is asked to do something."""
    if is_passive(verb):
        done_to = child(verb, *PASSIVE_SUBJECTS)
        if done_to is not None:
            yield verb.head if done_to.lower_ in RELATIVE and verb.dep_ == "relcl" else done_to
        elif verb.dep_ == "acl" or (verb.dep_ != "ROOT" and is_headline_infinitive(verb)):
            yield verb.head
        elif verb.dep_ == "conj" and is_passive(verb.head):
            yield from objects(verb.head)
        if own := child(verb, *OBJECTS):
            yield own
        return
    if is_swapped(verb):
        yield verb.head
    if own := _object(verb):
        yield verb.head if own.lower_ in RELATIVE and verb.dep_ == "relcl" else own
    for clause in children(verb):
        # "urged Thailand to return": the parser makes Thailand the subject of the clause.
        asks = has_to(clause) or (verb.lemma_ == "let" and clause.tag_ in ("VB", "VBP"))
        if clause.dep_ in ("ccomp", "xcomp") and asks and (asked := child(clause, *SUBJECTS)):
            yield asked
        # "found the governor guilty": he is made the subject of the adjective.
        elif clause.dep_ == "ccomp" and clause.pos_ == "ADJ" and (judged := child(clause, *SUBJECTS)):
            yield judged


def _object(verb: Token) -> Token | None:
    """The first object; the last word of one that the parser cut at its hyphens: `jails ex-mayor`."""
    found = [other for other in children(verb) if other.dep_ in OBJECTS]
    is_one = len(found) > 2 and found[-1].i - found[0].i == len(found) - 1
    return found[-1 if is_one else 0] if found else None


def dative(verb: Token) -> Token | None:
    given = child(verb, "dative", "iobj")
    if given is not None and given.pos_ == "ADP":
        return child(given, "pobj")
    return given


def after(token: Token, preposition: str) -> Iterator[Token]:
    """What stands behind a preposition that hangs on `token`."""
    for other in preps(token):
        if other.lower_ == preposition:
            yield from (below for below in children(other) if below.dep_ == "pobj")


def preps(token: Token) -> Iterator[Token]:
    """The prepositions that hang on `token`, both of `walked out of`, those of `is open to` and `stayed away from`."""
    for other in children(token):
        if other.dep_ in ("prep", "agent", "dative"):
            yield other
        if other.dep_ in ("prep", "agent", "dative", "acomp", "advmod"):
            yield from (below for below in children(other) if below.dep_ == "prep")


def clause_of(verb: Token, kind: str) -> Token | None:
    """The infinitive (`to`, also `stopped buying`) or finite (`that`) clause that the verb governs."""
    described = (below for other in children(verb) if other.dep_ == "acomp" for below in children(other))
    for other in (*children(verb), *described):
        if other.dep_ not in ("xcomp", "ccomp", "advcl"):
            continue
        infinitive = has_to(other) or (other.dep_ == "xcomp" and other.tag_ == "VBG")
        # "took the ministry to court" is parsed as if one could court.
        if kind == "to" and infinitive:
            return other
        if kind == "that" and not infinitive and other.dep_ == "ccomp" and other.pos_ in ("VERB", "AUX"):
            return other
    return None


def spoken_of(token: Token, preposition: str) -> Iterator[Token]:
    """Who does what stands behind a preposition: `looked into whether Peru …`, `into claims that Peru …`."""
    for other in preps(token):
        for below in children(other) if other.lower_ == preposition else ():
            clauses = [below] if below.dep_ == "pcomp" else children(below)
            for clause in clauses:
                doer = child(clause, "nsubj", "nsubjpass") if clause.dep_ in ("pcomp", "acl", "ccomp") else None
                if doer is not None and doer.lower_ not in RELATIVE:
                    yield doer


def has_to(verb: Token) -> bool:
    return any(other.tag_ == "TO" for other in children(verb))


def particles(verb: Token) -> frozenset[str]:
    """`up` of `blew up`, `guilty` of `found guilty`, `hours` of `gave them 48 hours`, `no` of `said no`."""
    links = ("prt", "advmod", "prep", "acomp", "oprd", "ccomp", "npadvmod", "intj")
    own = [other.lower_ for other in children(verb) if other.dep_ in links]
    # "held Syria responsible": the parser may hang the adjective on the noun before it.
    object_ = child(verb, *OBJECTS)
    hung = [other.lower_ for other in object_.rights if other.dep_ == "amod"] if object_ is not None else []
    return frozenset((*own, *hung))


def with_conjuncts(token: Token) -> Iterator[Token]:
    """The noun and those that are joined to it: `Kenya and Uganda`."""
    waiting = [token]
    while waiting:
        noun = waiting.pop(0)
        yield noun
        waiting.extend(other for other in children(noun) if other.dep_ == "conj")
