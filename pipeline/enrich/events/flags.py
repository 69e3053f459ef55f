"""Whether it happened: negated, future, hypothetical, and who says so. Read upwards from the verb.

A deed that is only asked for, wanted, tried or threatened isn't coded at all: the asking or threatening is the event.
Rooms beside: `clauses` (a clause's own words), `noun_flags` (deeds that nouns carry), `attribution` (whose word it
is), `past` (other times).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.enrich import grammar
from pipeline.enrich.events.attribution import SAYING, speaker_of
from pipeline.enrich.events.clauses import (
    ABLE,
    ASKED,
    FUTURE,
    POSSIBLE,
    SUBJECTS,
    WOULD,
    auxiliaries,
    is_condition,
    is_conditional,
    is_dated_ahead,
    is_negated,
)  # fmt: skip

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE_HEADS = frozenset({
    "plan", "intend", "expect", "prepare", "schedule", "set", "due", "decide", "ready", "slate", "poise", "about",
    "arrange", "resolve", "elect",
})  # fmt: skip
ACTUAL_HEADS = frozenset({
    "begin", "start", "continue", "resume", "manage", "appear", "seem", "resort", "vote", "choose", "proceed", "rush",
    "dare", "come", "lead", "help", "force", "compel", "oblige", "cause", "prompt", "drive", "keep", "succeed", "move",
    "use", "prove", "able", "turn", "opt", "hasten", "end", "go", "get", "happen",
})  # fmt: skip
"""Above an infinitive or a gerund: the deed is done, `managed to`, `was forced to`."""
REPUTED = frozenset({
    "say", "report", "allege", "believe", "think", "know", "claim", "understand", "suspect", "presume", "find",
})  # fmt: skip
"""`is said to have attacked`, `claims to have attacked`."""
UNDONE = frozenset({"fail", "avoid", "neglect", "omit", "forget", "unable", "unlikely", "impossible"})
POSSIBLE_HEADS = frozenset(
    {"consider", "mull", "weigh", "contemplate", "debate", "likely", "unlikely", "willing", "possible"}
)
WISHING = frozenset({
    "demand", "urge", "ask", "want", "hope", "fear", "doubt", "propose", "request", "wish", "recommend", "pray",
    "require", "prevent", "imagine", "suppose", "order", "promise", "pledge", "vow", "threaten", "swear", "guarantee",
})  # fmt: skip
"""Above a full clause: the deed is asked for, feared or promised, and that is the event."""
IDEAS = frozenset({
    "option", "possibility", "idea", "prospect", "consideration", "plan", "proposal", "scenario", "chance", "verge",
    "brink",
})  # fmt: skip
"""Nouns whose content may come true: `options such as providing arms`."""
RUMOURS = frozenset({"possibility", "prospect", "chance", "speculation", "likelihood"})
DREADS = frozenset(
    {"fear", "hope", "threat", "demand", "call", "wish", "doubt", "worry", "concern", "warning", "promise"}
)
CLAIMS = frozenset(
    {"claim", "allegation", "accusation", "report", "charge", "rumour", "rumor", "suggestion", "assertion"}
)
DENYING = frozenset({"deny", "dismiss", "reject", "refute", "dispute"})
PLANS = frozenset({"plan", "decision", "intention", "readiness"})
MADE_KNOWN = frozenset({"announce", "unveil", "reveal", "confirm", "disclose", "outline", "declare", "approve", "make"})
SEEING = frozenset({"see", "watch", "film", "hear", "catch", "find", "photograph"})
"""`saw soldiers beat a man`: who saw it says it."""
ADMITTING = frozenset({"admit", "acknowledge", "confess", "recall", "report"})
BLAMING = frozenset({"accuse", "suspect", "blame", "charge", "acquit", "clear"})
FACTUAL_PREPOSITIONS = frozenset(
    {"after", "by", "since", "for", "in", "with", "before", "while", "when", "despite", "upon", "to"}
)
GOALS = frozenset({"aim", "goal", "task", "purpose", "objective", "mission", "job", "idea", "duty", "wish", "hope"})
MAX_CLIMB = 8


@dataclass(frozen=True)
class Flags:
    """How a deed stands in the story. `speaker`: the noun whose words it is. Never both future and hypothetical."""

    negated: bool = False
    future: bool = False
    hypothetical: bool = False
    speaker: Token | None = None


def read(verb: Token) -> Flags | None:
    """The flags of the deed that `verb` carries; None where the sentence doesn't say that it is done or planned."""
    reading = _Reading(speaker=speaker_of(verb))
    reading.future = is_dated_ahead(verb)
    node: Token | None = verb
    for _ in range(MAX_CLIMB):
        if node is None or not _can_carry(node):
            break
        reading.note_own_words(node)
        node = reading.climb(node)
    return None if reading.refused else reading.flags()


def _can_carry(node: Token) -> bool:
    """A verb, or what the tagger should have taken for one: `may down tools`."""
    return node.pos_ in ("VERB", "AUX", "ADJ") or bool(auxiliaries(node))


@dataclass
class _Reading:
    """What was gathered on the way up from the verb."""

    negated: bool = False
    future: bool = False
    possible: bool = False
    conditional: bool = False
    would: bool = False
    refused: bool = False
    speaker: Token | None = None
    shared: bool = True

    def flags(self) -> Flags:
        # "said it would meet" was "will meet" when it was said.
        reported = self.would and self.speaker is not None
        hypothetical = self.possible or self.conditional or (self.would and not reported)
        return Flags(self.negated, (self.future or reported) and not hypothetical, hypothetical, self.speaker)

    def note_own_words(self, verb: Token) -> None:
        """Take in the words of one clause, as far as it shares them with the one that was read before."""
        self.conditional |= is_conditional(verb)
        words, negated = auxiliaries(verb), is_negated(verb)
        if not self.shared:
            self.shared = True
            return
        # "Should they vote for it, Serbia would close …": the parser gives one verb both.
        inverted = "should" in words and bool(words & (FUTURE | WOULD))
        self.refused |= bool(words & ASKED) and not is_condition(verb) and not inverted
        self.negated ^= negated
        self.future |= bool(words & FUTURE)
        # "could not attack" was not done, "may not attack" is open
        self.possible |= bool(words & (POSSIBLE - ABLE if negated else POSSIBLE))
        self.would |= bool(words & WOULD)

    def climb(self, verb: Token) -> Token | None:
        """Take in what stands above the verb; the verb above, or None where the way ends."""
        infinitive = grammar.has_to(verb)
        finite = verb.tag_ != "VBG" or bool(auxiliaries(verb))
        if infinitive and grammar.is_headline_infinitive(verb):
            self.future = True
            return None
        match verb.dep_:
            case "xcomp":
                return self._open_clause(verb, infinitive=infinitive)
            case "ccomp" if infinitive or not finite:
                return self._open_clause(verb, infinitive=infinitive)
            case "ccomp":
                return self._full_clause(verb)
            case "acomp":
                return verb.head
            case "acl" | "relcl":
                return self._in_noun(verb, infinitive=infinitive)
            case "advcl" if infinitive:
                return self._purpose(verb)
            case "pcomp":
                return self._behind_preposition(verb)
            case "conj":
                return self._joined(verb)
            case "advcl":
                return self._beside(verb)
        return None

    def _open_clause(self, verb: Token, *, infinitive: bool) -> Token | None:
        head = verb.head
        lemma = head.lemma_.lower()
        if infinitive and any(other.lower_ == "whether" for other in verb.children):
            self.possible = True
            return None
        if lemma == "rule" and "out" in grammar.particles(head):
            return self._ruled_out(head)
        if lemma == "go" and infinitive and head.tag_ == "VBG":
            self.future = True
        elif lemma == "be" and infinitive:
            self._is_to(verb, head)
        elif lemma in UNDONE or lemma in DENYING:
            self.negated = not self.negated
            if lemma in DENYING:
                self.speaker = self.speaker or grammar.subject(head)
        elif lemma in FUTURE_HEADS:
            self.future |= infinitive
            self.refused |= not infinitive and lemma in ("plan", "intend")
        elif lemma in POSSIBLE_HEADS:
            self.possible |= True
        elif lemma in SEEING | ADMITTING and not infinitive:
            self.speaker = self.speaker or grammar.subject(head)
        elif lemma in REPUTED and infinitive:
            self._is_reputed(verb, head)
        elif lemma not in ACTUAL_HEADS:
            self.refused = True
        if lemma == "unlikely":
            self.possible = True
        return head

    def _is_to(self, verb: Token, head: Token) -> None:
        """`is to visit` is planned, `was to have visited` didn't happen, `its aim is to attack` is a wish."""
        goal = grammar.child(head, "nsubj")
        if goal is not None and goal.lemma_.lower() in GOALS:
            self.refused = True
        if head.tag_ == "VBD" and "have" in auxiliaries(verb):
            self.negated = not self.negated
        else:
            self.future = True

    def _is_reputed(self, verb: Token, head: Token) -> None:
        if not grammar.is_passive(head) and "have" not in auxiliaries(verb) and head.lemma_ != "claim":
            self.refused = True  # "said to attack" as an order
        elif not grammar.is_passive(head):
            self.speaker = self.speaker or grammar.subject(head)

    def _ruled_out(self, head: Token) -> Token | None:
        """`ruled out attacking` says that it won't; `did not rule out attacking` that it might."""
        if is_negated(head):
            self.possible = True
            return None
        self.negated, self.future = not self.negated, True
        return head

    def _full_clause(self, verb: Token) -> Token | None:
        head = verb.head
        if any(between.text == ";" for between in verb.doc[verb.i : head.i]):
            return None  # two sentences, and the parser hung the first on the second
        lemma = head.lemma_.lower()
        if lemma in SEEING | {"make", "let", "help"} and verb.tag_ == "VB" and not auxiliaries(verb):
            self.speaker = self.speaker or (grammar.subject(head) if lemma in SEEING else None)
            return head
        if lemma in DENYING:
            self.negated = not self.negated
            self.speaker = self.speaker or grammar.subject(head)
            return head
        if lemma in SAYING:
            return None
        self.refused |= lemma in WISHING
        self.possible |= any(other.lower_ in ("whether", "if") for other in verb.children)
        judged = head if head.pos_ == "ADJ" else grammar.child(head, "acomp")
        if judged is not None:
            self.possible |= judged.lower_ in ("possible", "likely", "unlikely", "conceivable", "probable")
            self.negated ^= judged.lower_ in ("unlikely", "impossible", "untrue", "false", "unthinkable")
        return head

    def _in_noun(self, verb: Token, *, infinitive: bool) -> Token | None:
        """A clause that says what a noun is of: `plans to attack`, `claims that it attacked`."""
        noun = verb.head
        lemma, over = noun.lemma_.lower(), noun.head
        if infinitive:
            first = any(other.lower_ in ("first", "last", "only", "latest") for other in (noun, *noun.lefts))
            if lemma in PLANS and over.lemma_ in MADE_KNOWN and noun.dep_ in ("dobj", "nsubjpass"):
                self.future = True
                self.negated ^= is_negated(over)
            elif not first:
                self.refused = True
        elif any(other.dep_ == "mark" and other.lower_ == "that" for other in verb.children):
            self.refused |= lemma in DREADS
            self.possible |= lemma in RUMOURS
            if lemma in CLAIMS and over.lemma_ in DENYING:
                self.negated = not self.negated
                self.speaker = self.speaker or grammar.subject(over)
        return None

    def _purpose(self, verb: Token) -> Token | None:
        """`used tractors to block a road` was done; what else is done in order to do it may not be."""
        head = verb.head
        lemma = head.lemma_.lower()
        if lemma in (
            "use",
            "be",
            "fail",
            "force",
            "compel",
            "set",
            "due",
            "expect",
            "schedule",
            "plan",
            "manage",
            "go",
        ):
            return self._open_clause(verb, infinitive=True)
        self.refused = True
        return None

    def _behind_preposition(self, verb: Token) -> Token | None:
        preposition = verb.head
        over = preposition.head
        lemma = over.lemma_.lower()
        undone = {("short", "of"), ("refrain", "from"), ("abstain", "from"), ("decide", "against")}
        if verb.tag_ in ("VBD", "VBZ", "VBP") or any(other.lower_ == "what" for other in verb.children):
            return None  # "part of what it called": a clause of its own
        if preposition.lower_ == "without" or (lemma, preposition.lower_) in undone:
            self.negated = not self.negated
        elif lemma in IDEAS:
            self.possible = True
        elif preposition.lower_ not in FACTUAL_PREPOSITIONS or lemma in BLAMING or lemma in ("interested", "prior"):
            self.refused = True
        return None

    def _joined(self, verb: Token) -> Token | None:
        """A clause joined to another stands under what that one stands under, and shares its auxiliaries if it has none
        of its own and is in the form that follows them.
        """
        head = verb.head
        link = [other for other in head.children if other.dep_ in ("cc", "preconj") and other.i < verb.i]
        words = {other.lower_ for other in link}
        own = auxiliaries(verb) or any(other.dep_ in SUBJECTS for other in verb.children)
        if "nor" in words and (own or not is_negated(head)):
            self.negated = not self.negated
        self.shared = not own and verb.tag_ in ("VB", "VBN", "VBG") and verb.tag_ == head.tag_
        if self.shared and "but" in words and is_negated(head):
            self.negated = not self.negated  # "did not attack but withdraw": taken back by what follows
        return head

    def _beside(self, verb: Token) -> Token | None:
        """A participle shares the modals of the clause that it follows: `would attack the town, killing many`."""
        if any(other.dep_ in ("aux", "auxpass", *SUBJECTS, "mark", "advmod") for other in verb.children):
            return None
        return verb.head
