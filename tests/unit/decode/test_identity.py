"""Laws of `id`, `version` and `refs`, on pure functions and on whole messages."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.decode.identity import Naming, digest, normal, order_of, rank, reading_of, story_id, usn_id, version
from pipeline.story import MAX_VERSION, RawStory, Story
from pipeline.supplier import Supplier

BODY = "\n\nPORTO, May 3 (Reuters) - Talks on the harbour resumed on Monday, the minister said.\n\nNobody said why.\n"


def story(copy: str | bytes, format: str = "auto") -> Story:
    value = copy if isinstance(copy, bytes) else copy.encode()
    raw = {"value": value, "source": "t", "sha256": hashlib.sha256(value).hexdigest(), "format": format}
    (part,) = decode(RawStory.model_validate(raw))
    assert isinstance(part, Story)
    return part


def tagged(tag: str) -> Story:
    return story(f"{tag}Talks resume in the harbour{BODY}")


names = st.one_of(st.none(), st.text(max_size=60))


@given(names, names, names, st.text(max_size=200), st.one_of(st.none(), st.text(min_size=1, max_size=90)))
def test_every_id_is_safe(
    agency: str | None, day: str | None, headline: str | None, text: str, usn: str | None
) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", story_id(Naming(agency, day, headline, text, usn)))


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_hashed_parts_never_run_into_each_other(one: list[str], other: list[str]) -> None:
    encoded = [[part.encode("utf-8", "replace") for part in parts] for parts in (one, other)]
    assert (digest(one) == digest(other)) == (encoded[0] == encoded[1])


@given(
    st.integers(-5, 10),
    st.integers(-(2**40), 2**40),
    st.integers(-5, 500),
    st.text(max_size=50),
    st.integers(-5, 10),
    st.integers(-(2**40), 2**40),
    st.integers(-5, 500),
    st.text(max_size=50),
)
def test_version_orders_by_band_then_time_then_rank(
    band: int, order: int, ranked: int, content: str, band2: int, order2: int, ranked2: int, content2: str
) -> None:
    one = version(band=band, order=order, rank=ranked, content=content)
    two = version(band=band2, order=order2, rank=ranked2, content=content2)
    assert 1 <= one <= MAX_VERSION
    clamped = (min(max(band, 0), 7), min(max(order, 0), 2**32 - 1), min(max(ranked, 0), 127))
    clamped2 = (min(max(band2, 0), 7), min(max(order2, 0), 2**32 - 1), min(max(ranked2, 0), 127))
    if clamped < clamped2:
        assert one < two
    if (clamped, content) == (clamped2, content2):
        assert one == two


@given(st.integers(1, 28), st.integers(1, 28))
def test_updates_rank_by_their_number_and_corrections_between_them(one: int, other: int) -> None:
    def update(number: int) -> int:
        return rank("update", number, (f"UPDATE {number}",))

    def corrected(number: int) -> int:
        return rank("correction", number, ("CORRECTED", f"UPDATE {number}"))

    assert (update(one) < update(other)) == (one < other)
    assert update(one) < corrected(one)
    assert (corrected(one) < update(other)) == (one < other)
    assert rank("alert", None, ("ALERT",)) < rank("update", None, ("URGENT",)) < rank("story", None, ()) < update(1)


def test_the_states_of_one_story_in_order() -> None:
    states = [
        tagged(tag)
        for tag in (
            "",
            "RPT-",
            "REFILE-",
            "CORRECTED-",
            "UPDATE 1-",
            "RPT-UPDATE 1-",
            "CORRECTED-UPDATE 1-",
            "UPDATE 2-",
            "WRAPUP 3-",
        )
    ]
    assert len({state.id for state in states}) == 1
    assert [state.version for state in states] == sorted(state.version for state in states)
    assert len({state.version for state in states}) == len(states)


@pytest.mark.parametrize("day", ["May 1", "May 4", "May 3, 2016", "Dec. 31"])
def test_the_day_of_a_dateline_does_not_order(day: str) -> None:
    number = "\nnL5N2AB3CD\n"
    first = story(f"UPDATE 1-Talks resume{BODY}{number}")
    second = story(f"UPDATE 2-Talks resume{BODY.replace('May 3', day)}{number}")
    assert first.id == second.id == "reuters-usn-nL5N2AB3CD"
    assert second.version > first.version


def test_the_attribution_is_part_of_the_name() -> None:
    assert story(f"Talks in the harbour resume: Costa{BODY}").id != story(f"Talks in the harbour resume: Lind{BODY}").id


def test_without_a_day_the_opening_is_part_of_the_name() -> None:
    one = story("Prices of the week\n\nFish rose on Monday.\n")
    two = story("Prices of the week\n\nBread rose on Monday.\n")
    assert one.id != two.id


def test_normal_text_ignores_case_marks_and_composition() -> None:
    assert normal("  Ze\u0301ro – “Été”, 3.5% ") == "zéro été 3 point 5"


def test_a_number_with_other_characters_is_hashed() -> None:
    assert usn_id("nL5N2AB3CD") == "reuters-usn-nL5N2AB3CD"
    assert usn_id("nL5N2AB3CD", "AP") == "reuters-usn-nL5N2AB3CD"
    assert usn_id("urn:x/1", "dpa").startswith("dpa-usn-")
    assert usn_id("ntb123", "NTB") != usn_id("ntb123", "AP")
    assert usn_id("1", "Agencia de Noticias del Norte") != usn_id("1", "Agencia de Noticias del Sur")
    assert usn_id("1", "新华社") != usn_id("1", "共同社")
    assert usn_id("1234\n", "dpa") != usn_id("1234", "dpa")
    assert len(usn_id("9" * 500, "Agency with a very long name indeed")) <= 64


KILLS = (
    (
        "KILL-Talks resume in the harbour\n\nPlease kill the story with USN nL5N2AB3CD.\n",
        "reuters-usn-nL5N2AB3CD",
        [("usn", "nL5N2AB3CD")],
    ),
    (
        "KILL KILL KILL\n\nPlease kill the story below.\nid: reuters-usn-nL5N2AB3CD\n",
        "reuters-usn-nL5N2AB3CD",
        [("usn", "nL5N2AB3CD")],
    ),
    (
        "STORY WITHDRAWN-Talks resume\n\nThe Reuters story nL5N2AB3CD is withdrawn.\n",
        "reuters-usn-nL5N2AB3CD",
        [("usn", "nL5N2AB3CD")],
    ),
)


@pytest.mark.parametrize(("copy", "target", "refs"), KILLS)
def test_a_kill_that_names_its_target_is_its_tombstone(copy: str, target: str, refs: list[tuple[str, str]]) -> None:
    killed = story(f"UPDATE 28-Talks resume in the harbour{BODY.replace('May 3', 'Dec. 31, 2099')}\nnL5N2AB3CD\n")
    kill = story(copy)
    assert kill.id == target == killed.id
    assert kill.version > killed.version
    assert kill.status == "canceled"
    assert kill.lifecycle.kind == "kill"
    assert (kill.text, kill.headline, kill.headline_raw, kill.dateline, kill.word_count) == ("", None, None, None, 0)
    assert [(ref.kind, ref.value) for ref in kill.refs if ref.role == "kills"] == refs
    assert [note.kind for note in kill.notes] == ["kill"]


def test_a_kill_that_names_no_number_passes_on_what_it_names() -> None:
    target = story(f"Talks resume in the harbour{BODY}")
    kill = story("KILL KILL KILL\n\nReuters clients: please kill the story headlined “Talks resume in the harbour”.\n")
    assert kill.status == "canceled"
    assert kill.id != target.id
    own = {ref.value for ref in target.refs if ref.kind == "headline" and ref.role == "self"}
    assert {ref.value for ref in kill.refs if ref.kind == "headline" and ref.role == "kills"} == own


def test_a_kill_by_item_number() -> None:
    kill = story("KILL KILL KILL\n\nPlease kill item dpa 157, harbour talks.\n")
    assert [(ref.kind, ref.value, ref.role) for ref in kill.refs] == [("item", "dpa 157", "kills")]


@pytest.mark.parametrize(
    "copy",
    [
        f"Storm kills two in the harbour{BODY}",
        f"KILL-OR-CURE BUDGET PASSED{BODY}",
        f"Costa vows to kill the bill{BODY}",
        "Kill Bill returns to the screen\n\nPORTO (AP) — The film “Kill Bill” came back. “Please kill the lights,” "
        "he said.\n",
    ],
)
def test_a_story_that_speaks_of_killing_is_none(copy: str) -> None:
    assert story(copy).status == "usable"
    assert story(copy).lifecycle.kind == "story"


def test_hold_and_embargo_withhold() -> None:
    held = story(f"HOLD HOLD HOLD\n\nTalks resume in the harbour{BODY}")
    assert (held.status, held.lifecycle.kind) == ("withheld", "hold")
    assert held.text.startswith("Talks on the harbour")
    embargoed = story(f"EMBARGOED UNTIL 1000 GMT MAY 3\n\nTalks resume in the harbour{BODY}")
    assert (embargoed.status, embargoed.lifecycle.kind, embargoed.times.embargo_until) == ("withheld", "story", None)


@pytest.mark.parametrize(
    ("line", "until"),
    [
        ("EMBARGOED UNTIL 1000 GMT MAY 3, 2024", "2024-05-03T10:00:00+00:00"),
        ("EMBARGO: 3 May 2024 10:30 CEST", "2024-05-03T08:30:00+00:00"),
        ("NOT FOR RELEASE BEFORE 12 p.m. GMT 3 May 2024", "2024-05-03T12:00:00+00:00"),
        ("EMBARGOED UNTIL MAY 3, 2024", None),
        ("EMBARGOED UNTIL 1000 MAY 3, 2024", None),
        ("EMBARGOED UNTIL 1000 GMT", None),
    ],
)
def test_until_when_it_is_embargoed(line: str, until: str | None) -> None:
    found = story(f"{line}\n\nTalks resume in the harbour{BODY}").times.embargo_until
    assert (found.isoformat() if found else None) == until


def test_the_year_of_an_embargo_may_be_the_dateline_s() -> None:
    body = BODY.replace("May 3", "Dec. 30, 2024")
    found = story(f"EMBARGOED UNTIL 0900 GMT JAN 2\n\nTalks resume{body}").times.embargo_until
    assert found is not None
    assert found.isoformat() == "2025-01-02T09:00:00+00:00"


ANPA = (
    "\x16\x16\x01{item}\x1freute\nu f BC-HARBOUR-TALKS   05-03 0137\x02\nTALKS RESUME IN THE HARBOUR\n"
    "    PORTO, May 3 - Talks resumed.\n Reuter\n\x03"
)


def test_references_of_a_wire_message() -> None:
    found = story(ANPA.format(item="f0704"))
    assert found.agency == "Reuters"
    assert found.source.format == "anpa1312"
    assert ("item", "f0704:--05-03", "self") in [(ref.kind, ref.value, ref.role) for ref in found.refs]
    assert ("slug", "HARBOUR-TALKS:--05-03", "self") in [(ref.kind, ref.value, ref.role) for ref in found.refs]
    assert found.id == story(ANPA.format(item="f9999")).id
    assert found.chain.key is not None


def test_capitals_do_not_change_the_name() -> None:
    assert story("TALKS RESUME IN THE HARBOUR" + BODY).id == tagged("").id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HOLD HOLD HOLD - item f0704 on the port\n", "HOLD HOLD HOLD - item f0911 on the ferry\n"),
        ("PORTO, May 3 (Reuters) - $$$\n", "PORTO, May 3 (Reuters) - %%%\n"),
        ("की बात\n\nDELHI, May 3 (PTI) - x y.\n", "का बात\n\nDELHI, May 3 (PTI) - x y.\n"),
        (f"TAKE 1-Text of the speech{BODY}", f"TAKE 2-Text of the speech{BODY}"),
        (f"TAKE 2-Text of the speech{BODY}", f"TAKE 3-Text of the speech{BODY}"),
        (
            "Talks\n\nLIMA, May 3 (Agencia de Noticias del Sur Nuevo) - They met.\n",
            "Talks\n\nLIMA, May 3 (Agencia de Noticias del Sur Viejo) - They met.\n",
        ),
    ],
)
def test_two_stories_have_two_ids(one: str, other: str) -> None:
    assert story(one).id != story(other).id


def test_takes_of_one_text_are_one_chain() -> None:
    one, two = (story(f"TAKE {number}-Text of the speech{BODY}") for number in (1, 2))
    assert one.chain.key == two.chain.key


@pytest.mark.parametrize(
    "copy",
    [
        "Talks resume{body}\nRelated stories\n\nnL5N2AB3CD\n",
        "Talks resume{body}\nSee also\n\nnL5N2AB3CD\n\nThe talks went on.\n",
        "Talks resume{body}\nnL5N2AB3CD\n\nThe talks went on.\n",
        "Talks resume{body}\nnL5N2AB3CD\n\nnL5N2XY9ZZ\n",
        "Related stories\n\nnL5N2AB3CD\n\nTalks resume{body}",
    ],
)
def test_the_number_of_another_story_is_not_its_own(copy: str) -> None:
    found = story(copy.format(body=BODY))
    assert found.id == story(f"Talks resume{BODY}").id
    assert "usn" not in [ref.kind for ref in found.refs] + [note.kind for note in found.notes]


@pytest.mark.parametrize(
    "copy",
    [
        "nL5N2AB3CD\n\nTalks resume{body}",
        "Talks resume{body}\nnL5N2AB3CD\n",
        "Talks resume{body}\nRelated stories\n\nThe talks went on.\n\nnL5N2AB3CD\n\n(c) Copyright The Example Press.\n",
    ],
)
def test_a_number_at_either_end_is_the_story_s_own(copy: str) -> None:
    assert story(copy.format(body=BODY)).id == "reuters-usn-nL5N2AB3CD"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("NOON CDT MAY 3\n\nWheat 3.10", "NOON CDT MAY 3"),
        ("1000 hrs gmt\n\nWheat 3.10", "1000 hrs gmt"),
        ("New rates are:\n\nTERM  NEW  OLD\n30 days  5.1  5.0", "New rates are: 30 days  5.1  5.0"),
        ("Filed on Monday:\n\nExample Corp - 50 mln dlrs of notes.", "Filed on Monday: Example Corp"),
        ("Sales to May 3 were as follows -\n\nBarley 12", "Sales to May 3 were as follows - Barley 12"),
        ("Rates changed:", "Rates changed: "),
        ("Qtr ends Jan 31\n\nShr 12 cts", None),
        ("Close friends of the minister", None),
        ("205.81 OFF 1.67", None),
        ("Time      10.00\nGold  900", None),
        ("Talks resumed on Monday.\n\nThey end on May 3.", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_list_or_a_table_is_known_by_what_it_is_a_reading_of(text: str, wanted: str | None) -> None:
    assert reading_of(text) == wanted


def test_two_lists_under_one_headline_are_two_stories() -> None:
    one, other = (
        story_id(Naming("Reuters", "--04-07", "RATES CHANGED", "", reading=reading))
        for reading in ("Rates: 30 days 5.1", "Rates: 30 days 5.2")
    )
    assert one != other


def test_what_the_provider_numbers_meets_what_only_time_orders() -> None:
    assert story_id(Naming("AP", None, "Talks", "", guid="urn:x:1")) == story_id(
        Naming("AP", "2024-05-03", "Other words", "", guid="urn:x:1")
    )


@given(st.integers(2, 2**20 - 2), st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))
def test_a_number_from_two_on_is_later_than_any_time(number: int, sent: datetime) -> None:
    when = sent.replace(tzinfo=UTC)
    assert order_of(number, None) > order_of(None, when) == order_of(1, when)
    assert order_of(number, when) < order_of(number + 1, None)


@pytest.mark.parametrize(
    ("closing", "settings", "agency"),
    [
        ("/ritzau/", None, "Ritzau"),
        ("(NTB)", None, "NTB"),
        ("(AFP)", "PTI", "PTI"),
        ("Reuter", "PTI", "Reuters"),
        ("(MORE)", None, None),
    ],
)
def test_a_sign_off_says_whose_story_it_is_where_nothing_else_does(
    closing: str, settings: str | None, agency: str | None
) -> None:
    value = f"Talks resume in the harbour\n\nThe talks went on on Monday.\n\nNobody said why.\n\n{closing}\n".encode()
    (part,) = decode(RawStory(value=value, source="t", sha256="0" * 64), Supplier(agency=settings))
    assert isinstance(part, Story)
    assert part.agency == agency
