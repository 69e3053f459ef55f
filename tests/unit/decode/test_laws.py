"""Laws of decoding that hold for any bytes: it never raises, loses no character, invents none, and is a function."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.decode.charset import to_text, without_controls
from pipeline.errors import DEAD_CODES
from pipeline.story import MAX_VERSION, Failure, RawStory, Story

LINES = (
    "UPDATE 2-Harbour talks resume after storm: minister",
    "RPT-UPDATE 1-Port reopens",
    "ALERT-PORT CLOSED",
    "PORT CLOSED BY STORM",
    "Harbour talks resume",
    "BC-Harbour-Talks, 2nd Ld-Writethru",
    "GLOBAL-OIL/ (UPDATE 1)",
    "(Adds quotes, background)",
    "(Corrects second paragraph)",
    "((desk@example.org; +1 555 0100))",
    "Eds: Updates with details.",
    "* Talks resume at noon",
    "By Ana Costa",
    "By Ana Costa and Bo Lind, Reuters",
    "LISBON, March 3 (Reuters) - Talks resumed on Monday.",
    "   LISBON (AP) _ Talks resumed",
    "Bonn (dpa) - Die",
    "PORTO, May 4 - Talks",
    "MOSCOW, March 9. /TASS/. Talks",
    "(ANSA) - ROMA, 3 MAR - Il",
    "A ship in Porto, Portugal, May 4, 2019. REUTERS/Ana Costa",
    "A ship. Ana Costa/Pool via REUTERS/File PhotoLISBON, May 4 (Reuters) - Talks",
    "(AFP Photo/Ana Costa)",
    "FILE PHOTO: A ship in the harbour of Porto",
    "Related Coverage",
    "Fri May 3, 2019 10:15am EDT",
    "3 Min Read",
    "By Ana Costa LISBON (Reuters) - Talks resumed",
    "Ana Costa | Reuters",
    "[LISBON] Talks on the harbour resumed on Monday, the minister said.",
    "ISLAMABAD: Talks on the harbour resumed on Monday, the minister said.",
    "ANKARA",
    "ALERT",
    "-- CORRECTION --",
    "+++ Harbour talks resume +++",
    "2. Zusammenfassung Hafen",
    "POLITICS Harbour Nightlead",
    "^Eds: UPDATES with talks.<",
    "a0345",
    "They met on Monday, the minister said. (AFP)",
    "dpa ac yyzz bl",
    "This story has been corrected to say 14 ships.",
    "Costa reported from Lisbon.",
    "Please disregard our earlier story on the port.",
    "Reuters has withdrawn the story headlined “Harbour talks resume”.",
    "ADVANCE FOR SUNDAY, MAY 4",
    "Reporting by Ana Costa in Porto; Editing by Bo Lind",
    "(Reporting by Ana Costa Writing by Bo Lind)",
    "Contact: Ana Costa, +1 555 0100",
    "(c) Copyright The Example Press.",
    "nL5N2AB3CD",
    "USN: nL5N2AB3CD",
    "EMBARGOED UNTIL 1000 GMT MAY 3 2024",
    "HOLD HOLD HOLD",
    "KILL KILL KILL",
    "KILL-Harbour talks resume",
    "Please kill the story nL5N2AB3CD.",
    "not for publication:",
    "Reuter",
    "-30-",
    "(MORE)",
    "END",
    "ab-cd/ef",
    "said the minister of the",
    "harbour and the gov-",
    "ernment of Portugal",
    "and that is all.",
    "“It was over,” he said.",
    "Item    2015   2014",
    "Fish   1,200  1,100",
    "MAY7  69.77 UP  0.37",
    "Blue.....12 Red.....13",
    "id: reuters-usn-nL5N2AB3CD",
    "^Talks resume <",
    "^By ANA COSTA=",
    "x",
    "-",
    "(",
    "[",
    "\t",
    "\u00a0",
    "\u2028",
    "é",
    "\ufeff",
    "\x00",
)
lines = st.one_of(st.sampled_from(LINES), st.text(max_size=40))
copies = st.builds(
    lambda parts: "".join(indent + line + end for indent, line, end in parts),
    st.lists(
        st.tuples(
            st.sampled_from(("", "", " ", "    ", "\t")), lines, st.sampled_from(("\n", "\n", "\n\n", "\r\n", " "))
        ),
        max_size=25,
    ),
)
anpa = st.builds(
    lambda head, body, tail: f"\x16\x16\x01{head}\x02{body}\x03{tail}",
    st.sampled_from(
        (
            "f0704\x1freute\nu f BC-TALKS   02-26 0137",
            "w1742\x1fasian\nu i\x13\x11 BC-Talks, 2nd Ld   09-14 0412",
            "",
            "x",
        )
    ),
    copies.filter(lambda text: "\x02" not in text and "\x03" not in text),
    st.sampled_from(("", "\nAP-WF-09-14-23 1621GMT\n")),
)
relaxed = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def raw(value: bytes, **fields: object) -> RawStory:
    return RawStory.model_validate(
        {"value": value, "source": "test", "sha256": hashlib.sha256(value).hexdigest(), **fields}
    )


def homes(story: Story) -> Counter[str]:
    """The non-space characters of a story, each from its one home."""
    parts = [
        story.headline_raw or "",
        story.subheadline or "",
        story.dateline.text if story.dateline else "",
        story.text,
    ]
    parts += [caption.text + (caption.credit or "") for caption in story.captions]
    parts += [note.text for note in story.notes]
    return Counter(re.sub(r"\s", "", "".join(parts)))


def line_hyphens(story: Story) -> int:
    told = next((issue.message for issue in story.issues if issue.code == "line_hyphens_joined"), "0")
    return int(told.split()[0])


def check_homes(stories: list[Story], repaired: str) -> None:
    wanted = Counter(re.sub(r"\s", "", repaired))
    found = sum(map(homes, stories), Counter[str]())
    wanted["-"] -= sum(map(line_hyphens, stories))
    assert +wanted == +found, (wanted - found, found - wanted)


@given(
    st.binary(max_size=400),
    st.sampled_from((None, "text/plain; charset=utf-8", "text/plain; charset=rot13", "x; charset=utf-16")),
)
@relaxed
def test_no_bytes_raise(value: bytes, content_type: str | None) -> None:
    for part in decode(raw(value, content_type=content_type)):
        if isinstance(part, Failure):
            assert part.stage == "decode"
            assert part.code in DEAD_CODES
        else:
            assert 1 <= part.version <= MAX_VERSION


@given(copies)
@relaxed
def test_every_character_of_plain_copy_has_one_home(copy: str) -> None:
    value = copy.encode("utf-8", "surrogatepass")
    parts = decode(raw(value, format="plaintext"))
    stories = [part for part in parts if isinstance(part, Story)]
    killed = any(issue.code == "kill_text_dropped" for story in stories for issue in story.issues)
    if len(stories) == len(parts) and not killed:
        check_homes(stories, without_controls(to_text(value, None).text)[0])


@given(anpa)
@relaxed
def test_every_character_of_an_anpa_message_has_one_home(message: str) -> None:
    """But for the marks of AP's header lines, which are fields of the format like its control characters; a kill keeps
    nothing of its header and trailer, so that it only must invent nothing.
    """
    value = message.encode("utf-8", "surrogatepass")
    part = decode(raw(value, format="anpa1312"))[0]
    if isinstance(part, Story):
        marks = str.maketrans("", "", "^<=-")
        text = re.sub(r"[\x01\x02\x03\x05\x16\x1f\x11-\x14]", " ", to_text(value, None).text)
        wanted = Counter(re.sub(r"\s", "", without_controls(text)[0].translate(marks)))
        found = Counter({key: count for key, count in homes(part).items() if key not in "^<=-"})
        assert not found - wanted, found - wanted
        assert part.lifecycle.kind == "kill" or wanted == found, wanted - found


@given(copies)
@relaxed
def test_the_same_bytes_give_the_same_story(copy: str) -> None:
    value = copy.encode("utf-8", "surrogatepass")
    now = raw(value, received_at=datetime(2024, 5, 3, tzinfo=UTC), topic="wire.raw", partition=1, offset=7)
    later = raw(value, received_at=datetime(2031, 1, 1, tzinfo=UTC), topic="other", partition=0, offset=99)
    for first, second in zip(decode(now), decode(later), strict=True):
        if isinstance(first, Story):
            assert isinstance(second, Story)
            hidden = {"source", "times"}
            assert first.model_dump(exclude=hidden) == second.model_dump(exclude=hidden)
        else:
            assert first == second


@given(copies)
@relaxed
def test_paragraphs_are_folded_and_not_empty(copy: str) -> None:
    for part in decode(raw(copy.encode("utf-8", "surrogatepass"), format="plaintext")):
        if isinstance(part, Story):
            assert all(paragraph.strip() for paragraph in part.text.split("\n\n") if part.text)
            assert part.word_count == len(part.text.split())
            if part.lifecycle.kind == "kill":
                assert part.text == ""
                assert part.headline is None


HUGE = {
    "controls": b"LISBON (AP) - " + b"\x07\x1b" * 50_000 + b"It is over.\n",
    "only controls": b"\x00\x01\x02\x03" * 25_000,
    "one line": b"LISBON (Reuters) - " + b"word, and " * 100_000,
    "one word": b"A" * 1_000_000,
    "blanks": b" " * 1_000_000 + b"x",
    "blank lines": b"Head\n" + b"\n" * 100_000 + b"LISBON (AP) - Body.\n",
    "brackets": b"(" * 50_000 + b"\n" + b"[" * 50_000,
    "bracket pairs": b"Head\n\n" + b"(Adds " * 20_000 + b")" * 20_000,
    "hyphens": b"Head\n\n" + (b"a word that is broken at the end of a line by gov-\nernment of Portugal, " * 5_000),
    "dashes": b"LISBON, " + b"- " * 200_000,
    "commas": b"A, " * 300_000 + b"(Reuters) -",
    "broken paragraphs": b"Head\n\nLISBON (AP) - the talks of the\n\n" + b"men and women of the\n\n" * 20_000,
    "credits": b"Head\n\nReporting by " + b"A B and C D in X; Editing by " * 20_000,
    "slashes": b"REUTERS/" * 50_000,
    "tags": b"UPDATE 1-" * 50_000,
    "quotes": b"\xe2\x80\x9c" * 200_000,
    "mojibake": "cafÃ© ".encode() * 50_000,
    "tabs": b"a\tb\tc\n" * 50_000,
    "stx": b"\x16\x16\x01" + b"\x02" * 100_000,
    "marks": b"\x16\x16\x01f0001\x1freute\nu f BC-X\x02" + b"^<\n" * 50_000,
    "xml": b"<a>" * 100_000,
    "json": b'{"a":' * 100_000,
    "mail": b"From: a\nSubject: b\n" * 20_000,
    "dots": b"." * 500_000,
    "marked blanks": b"\x16\x16\x01f0001\x1freute\nu f BC-X\x02^" + b"a" * 10 + b" " * 100_000 + b"x\x03",
    "kills": b"KILL KILL KILL\n\nPlease kill " + b"stories nL5N2AB3CD and " * 20_000,
    "orders": b"ADVISORY-Port\n\n" + b"story " * 650,
    "holds": b"HOLD " * 100_000,
    "numbers": b"nL5N2AB3CD\n" * 50_000,
    "stars": b"* " * 300_000,
    "bylines": b"By " + b"Ana Costa and " * 50_000 + b"LISBON (Reuters) - They met.",
    "names": b"Ana Costa, " * 50_000 + b"\n\n3 Min Read",
    "credits of many": b"Head\n\nLISBON (AP) - They met.\n\n" + b"Costa reported from Lisbon. " * 20_000,
    "slugs": b"BC-" + b"Harbour-" * 50_000 + b", 1st Ld\n\nHead\n",
    "quotations": b"CORRECTED-Head\n\n(In story headlined " + b"'a b c d e" * 300 + b")\n\nLISBON (AP) - They met.",
    "places": b"LISBON/" * 100_000 + b" (Reuters) - They met.",
    "signs": b"Head\n\nLISBON (AP) - They met.\n" + b"(AFP)\n" * 50_000,
    "tags alone": b"URGENT\n\n" * 50_000,
    "marks of flashes": b"+++ " * 100_000,
}


@pytest.mark.parametrize("name", sorted(HUGE))
def test_huge_input_ends(name: str) -> None:
    """Each is a story or a dead letter. Where the cost grew with the square of the input, the run would not end."""
    (part,) = decode(raw(HUGE[name]))
    assert isinstance(part, (Story, Failure))
