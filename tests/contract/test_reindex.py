"""New indices from `wire.enriched` while the services go on, held against the ledger. On real servers alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from pipeline.index import moving
from pipeline.index.reindex import Filler, reindex
from pipeline.ledger import Account, Place
from tests.deployment import Deployment

pytestmark = [pytest.mark.real, pytest.mark.parametrize("deployment", ["real"], indirect=True)]

numbers = itertools.count()


def copies() -> Iterator[bytes]:
    """Stories of our own, each under its USN; every second is killed by the next message but three."""
    for number in numbers:
        usn = f"nL8N{number:06d}"
        story = f"Canal lock {number} reopens\n\nGHENT, May 4 (Reuters) - Belgium opened lock {number}.\n\n{usn}\n"
        yield story.encode()
        if number % 2 and number > 3:
            killed = f"nL8N{number - 3:06d}"
            yield f"KILL-Canal lock\n\nReuters asks all desks to kill the story with USN {killed}.\n".encode()


def assert_all_there(deployment: Deployment, accounts: dict[Place, Account]) -> None:
    """The ledger: every part at its version, and every killed story a tombstone."""
    wrong = [place for place, account in accounts.items() if not (account.balanced and all(account.indexed))]
    assert not wrong, f"{len(wrong)} of {len(accounts)} records are not in the new indices"
    killed = {story.id for account in accounts.values() for story in account.stories if story.status == "canceled"}
    assert all(deployment.head(id)["status"] == "canceled" for id in killed)


def indices(deployment: Deployment) -> list[str]:
    names = deployment.settings.elasticsearch
    return [*moving.behind(deployment.client, names.stories), *moving.behind(deployment.client, names.versions)]


def assert_moved(deployment: Deployment, before: list[str]) -> None:
    """Both aliases are on one new index each; the old indices and the marks of the move are gone."""
    names = deployment.settings.elasticsearch
    after = indices(deployment)
    assert len(after) == 2
    assert not set(after) & set(before)
    assert not any(deployment.client.indices.exists(index=name) for name in before)
    for alias in (names.stories, names.versions):
        assert not moving.behind(deployment.client, moving.filling(alias))
        assert not moving.behind(deployment.client, moving.old(alias))
    checked = deployment.wire("index", "check")
    assert checked.returncode == 0, checked.stdout


def test_moving_under_load_loses_nothing(deployment: Deployment) -> None:
    since = deployment.mark()
    stream = copies()
    places = deployment.send(list(itertools.islice(stream, 60)))
    before = indices(deployment)
    with deployment.trickle(stream, places):
        done = deployment.wire("reindex")
    assert done.returncode == 0, done.stderr
    assert "reindexing" in done.stderr
    assert_moved(deployment, before)
    assert_all_there(deployment, deployment.settle(places, since))


def test_what_is_indexed_between_filling_and_moving_is_not_missing(deployment: Deployment) -> None:
    settings, topics, client = deployment.settings, deployment.topics, deployment.client
    since = deployment.mark()
    before = indices(deployment)
    new = moving.make_new(client, settings.elasticsearch)
    filler = Filler(settings, topics, client, moving.identity(client, new), lambda now, end: None)
    filler.fill()
    places = deployment.send(list(itertools.islice(copies(), 20)))
    deployment.settle(places, since)
    moving.move(client, settings.elasticsearch)
    # A run that was cut off right behind the move is finished by the next one.
    done = deployment.wire("reindex")
    assert done.returncode == 0, done.stderr
    assert_moved(deployment, before)
    assert indices(deployment) == new
    assert_all_there(deployment, deployment.settle(places, since))


def test_a_run_that_was_cut_off_is_gone_on_with(deployment: Deployment) -> None:
    part = deployment.settings.index.model_copy(update={"bulk_docs": 5})
    settings = deployment.settings.model_copy(update={"index": part})
    since = deployment.mark()
    places = deployment.send(list(itertools.islice(copies(), 30)))
    deployment.settle(places, since)
    before = indices(deployment)
    reached: list[int] = []

    def cut(now: int, end: int) -> None:
        reached.append(now)
        if len(reached) == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(settings, deployment.topics, deployment.client, cut)
    assert indices(deployment) == before
    begun = moving.make_new(deployment.client, settings.elasticsearch)
    again: list[int] = []
    moved = reindex(settings, deployment.topics, deployment.client, lambda now, end: again.append(now))
    assert moved.indices == begun
    assert again[0] > reached[-2]
    assert_moved(deployment, before)
    assert_all_there(deployment, deployment.settle(places, since))


def test_indices_that_would_lose_stories_are_not_taken(deployment: Deployment) -> None:
    names = deployment.settings.elasticsearch
    before = indices(deployment)
    stray = {"id": "stray", "version": 1, "status": "usable", "story": {}}
    deployment.client.index(index=names.versions, id="stray/1", document=stray, refresh=True)
    done = deployment.wire("reindex")
    assert done.returncode == 3
    assert "the aliases stay" in done.stderr
    assert len(done.stderr.strip().splitlines()[-1]) > 0
    assert "Traceback" not in done.stderr
    assert indices(deployment) == before
    deployment.client.delete(index=names.versions, id="stray/1", refresh=True)
    assert deployment.wire("reindex").returncode == 0
    assert_moved(deployment, before)
