"""What the tests share: the real servers. A test that asks for one is marked `real` by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from pipeline.decode.language import language_of
from tests.backends.real import RealServer, missing_programs, start_elasticsearch, start_kafka

REAL = frozenset({"java", "real_kafka", "real_elasticsearch"})


@pytest.fixture(scope="session", autouse=True)
def _languages() -> None:
    """The table of languages is unpacked once in a process: not within a test that has a deadline."""
    assert language_of("Политика и экономика")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if REAL.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("real")


def _need_java() -> None:
    """Skip where Java or Maven is missing; fail where `REQUIRE_REAL=1` says that they have to be there (`.ci/run`)."""
    if missing := missing_programs():
        reason = f"the real servers need {', '.join(missing)}: install a JDK 17 and Maven"
        if os.environ.get("REQUIRE_REAL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def java() -> None:
    """For tests that start real servers of their own."""
    _need_java()


@pytest.fixture(scope="session")
def real_kafka(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    _need_java()
    server = start_kafka(tmp_path_factory.mktemp("kafka"))
    yield server
    server.kill()


@pytest.fixture(scope="session")
def real_elasticsearch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    _need_java()
    server = start_elasticsearch(tmp_path_factory.mktemp("elasticsearch"))
    yield server
    server.kill()
