"""The whole way on both kinds of backends: what was accepted is indexed or a dead letter, exactly one of the two."""

from __future__ import annotations

import itertools
import json
import signal
from pathlib import Path

import pytest

from pipeline.ledger import Account, Place
from tests.deployment import Deployment

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "stories"
EXPECTED = SEEDS.parent / "expected"


def copy(number: int, tag: str = "", body: str = "") -> bytes:
    """A short story of our own; `number` makes it a story of its own, `tag` and `body` a version of it."""
    return (
        f"{tag}Harbour council number {number} votes on new quay\n\n"
        f"OSLO, March {number % 28 + 1} (Reuters) - Norway accused Sweden of blocking quay {number} on Monday.\n\n"
        f"The council of harbour {number} meets again in two weeks. {body}\n"
    ).encode()


def assert_exact(deployment: Deployment, places: list[Place], accounts: dict[Place, Account]) -> None:
    wrong = {place: accounts[place] for place in places if not accounts[place].balanced}
    assert not wrong, f"{len(wrong)} of {len(places)} records have no single end: {list(wrong.items())[:2]}"


def test_topics_and_indices_are_as_the_files_say(deployment: Deployment) -> None:
    for command in ("topics", "index"):
        checked = deployment.wire(command, "check", "--json")
        findings = [json.loads(line) for line in checked.stdout.splitlines()]
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert findings
        assert all(finding["ok"] for finding in findings)
        again = deployment.wire(command, "create")
        assert again.returncode == 0
        assert "are there" in again.stdout


def test_the_seeds_and_500_stories_end_to_end(deployment: Deployment) -> None:
    since = deployment.mark()
    seeds = [path.read_bytes() for path in sorted(SEEDS.iterdir())]
    before = deployment.count(deployment.settings.elasticsearch.stories)
    places = deployment.send([*seeds, *(copy(number) for number in range(500))])
    accounts = deployment.settle(places, since)
    assert_exact(deployment, places, accounts)
    dead = [letter.code for place in places for letter in accounts[place].dead]
    answers = [json.loads((EXPECTED / f"{path.stem}.json").read_text("utf-8")) for path in sorted(SEEDS.iterdir())]
    assert dead == [code for answer in answers for code in answer.get("dead", [])]
    ids = {story.id for place in places for story in accounts[place].stories}
    assert deployment.count(deployment.settings.elasticsearch.stories) == before + len(ids)
    keys = {story.key for place in places for story in accounts[place].stories}
    assert deployment.count(deployment.settings.elasticsearch.versions) >= len(keys)


def test_the_same_bytes_twice_change_nothing(deployment: Deployment) -> None:
    since = deployment.mark()
    names = deployment.settings.elasticsearch
    copies = [copy(number) for number in range(20)]
    deployment.settle(deployment.send(copies), since)
    counts = deployment.count(names.stories), deployment.count(names.versions)
    places = deployment.send(copies)
    assert_exact(deployment, places, deployment.settle(places, since))
    assert (deployment.count(names.stories), deployment.count(names.versions)) == counts


def test_the_highest_version_wins_in_every_order_and_a_kill_is_terminal(deployment: Deployment) -> None:
    since = deployment.mark()
    orders = list(itertools.permutations(range(4)))
    batches: list[list[bytes]] = []
    for number, order in enumerate(orders, 1000):
        usn = f"nL5N{number:06d}"
        versions = [
            copy(number) + f"\n{usn}\n".encode(),
            copy(number, "UPDATE 1-", "More was said.") + f"\n{usn}\n".encode(),
            copy(number, "UPDATE 2-", "Still more was said.") + f"\n{usn}\n".encode(),
            f"KILL-Harbour council\n\nReuters asks all desks to kill the story with USN {usn}.\n".encode(),
        ]
        # Every second story goes without its kill, so that plain versions are tried in every order too.
        batches.append([versions[index] for index in order if index < 3 or number % 2])
    places: list[Place] = []
    for step in range(4):
        places += deployment.send([batch[step] for batch in batches if step < len(batch)])
        deployment.settle(places, since)
    accounts = deployment.settle(places, since)
    assert_exact(deployment, places, accounts)
    for number in range(1000, 1000 + len(orders)):
        head = deployment.head(f"reuters-usn-nL5N{number:06d}")
        if number % 2:
            assert head["status"] == "canceled"
            assert "quay" not in json.dumps(head)
        else:
            assert head["status"] == "usable"
            assert "Still more was said." in json.dumps(head)


@pytest.mark.parametrize("service", ["enrich", "index"])
def test_a_restart_in_the_middle_loses_and_doubles_nothing(deployment: Deployment, service: str) -> None:
    code = restart(deployment, service, signal.SIGTERM, 2000 + 1000 * (service == "index"))
    assert code == 0, deployment.log(service)[-3000:]


# The embedded broker waits for ever for a member that was killed: a group of it only comes back with `wire up`.
@pytest.mark.parametrize("deployment", [pytest.param("real", marks=pytest.mark.real)], indirect=True)
@pytest.mark.parametrize("service", ["enrich", "index"])
def test_a_kill_in_the_middle_loses_and_doubles_nothing(deployment: Deployment, service: str) -> None:
    assert restart(deployment, service, signal.SIGKILL, 4000 + 1000 * (service == "index")) == -signal.SIGKILL


def restart(deployment: Deployment, service: str, signum: signal.Signals, base: int) -> int:
    """Send 300 stories, end the service in the middle, start it again, hold the ledger; its exit code."""
    since = deployment.mark()
    before = deployment.count(deployment.settings.elasticsearch.stories)
    places = deployment.send([copy(number) for number in range(base, base + 300)])
    deployment.wait_through(places, 30)
    # Stories keep trickling in while it ends: a burst alone would not show acks of what nobody has seen.
    with deployment.trickle((copy(number) for number in itertools.count(base + 300)), places):
        code = deployment.end(service, signum)
    deployment.start(service)
    accounts = deployment.settle(places, since)
    assert_exact(deployment, places, accounts)
    assert deployment.count(deployment.settings.elasticsearch.stories) == before + len(places)
    return code


def test_dead_letters_are_listed_and_shown_untouched(deployment: Deployment) -> None:
    since = deployment.mark()
    picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256))
    place = deployment.send([picture])[0]
    letter = deployment.settle([place], since)[place].dead[0]
    listed = [json.loads(line) for line in deployment.wire("dead", "list", "--json").stdout.splitlines()]
    mine = next(fields for fields in listed if fields["where"] == letter.where)
    assert (mine["dead-code"], mine["source"], mine["dead-attempt"]) == ("binary", "contract", "1")
    assert letter.record.value == picture


def test_a_record_that_is_no_story_is_a_dead_letter_of_the_sink(deployment: Deployment) -> None:
    from pipeline.transport.kafka import connect_producer, read_to_end

    since = deployment.mark()
    name = deployment.topics["enriched"].name
    producer = connect_producer(deployment.settings.kafka, 100_000)
    producer.send(name, key=b"x/1", value=b'{"schema": "story/9"}').get(timeout=30)
    producer.close()
    deployment.settle([], since)
    dead = list(read_to_end(deployment.settings.kafka, [deployment.topics["enriched_dead"].name], 5_000_000, since))
    assert [dict(record.headers)["dead-code"] for record in dead] == [b"bad_message"]
    assert dead[0].value == b'{"schema": "story/9"}'
