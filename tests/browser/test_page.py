"""The page in a real browser, over the stories of `seeds/`; `search_url` is the address of a service that has them."""

from __future__ import annotations

import html
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
PHONE = 390


@pytest.fixture
def chromium() -> str:
    """Its program. Skips where there is none; fails where `REQUIRE_REAL=1` says that it has to be there (`.ci/run`)."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    reason = "needs Chromium: apt-get install chromium"
    if os.environ.get("REQUIRE_REAL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def run(chromium: str, tmp_path: Path, *arguments: str) -> str:
    command = [chromium, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout


def dom(chromium: str, tmp_path: Path, url: str) -> str:
    """The page as the browser holds it."""
    return run(chromium, tmp_path, "--dump-dom", url)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def first_story(page: str) -> str:
    found = re.search(r'<h2[^>]*><a href="(/stories/[A-Za-z0-9_-]+)"', page)
    assert found, "no hit on the page"
    return found[1]


def test_a_search_shows_its_hit_with_the_words_marked(chromium: str, tmp_path: Path, search_url: str) -> None:
    page = dom(chromium, tmp_path, f"{search_url}/?text=giant+slalom")
    assert "Camenzind crushes field in giant slalom in Slovenia" in words(page)
    assert "<mark>giant</mark>" in page
    assert "<mark>slalom</mark>" in page
    assert 'value="giant slalom"' in page


def test_a_story_reads_like_an_edited_one(chromium: str, tmp_path: Path, search_url: str) -> None:
    found = dom(chromium, tmp_path, f"{search_url}/?text=giant+slalom")
    page = dom(chromium, tmp_path, search_url + first_story(found))
    assert re.search(r'<p class="dateline">KRANJSKA GORA, Slovenia \(AP\) _</p>', page)
    assert re.search(r"<pre[^>]*>[^<]*Reto Camenzind[^<]*\n[^<]*Lukas Obermoser", page), "a table keeps its lines"
    assert "Names" in words(page)


def test_an_event_search_shows_the_sentence(chromium: str, tmp_path: Path, search_url: str) -> None:
    page = dom(chromium, tmp_path, f"{search_url}/?event=ACCUSE&source_country=Thailand")
    assert re.search(r'<p class="evidence"><b class="type">ACCUSE</b> [^<]*Cambodian army', page)
    assert "<details open" in page, "filters in use are not hidden"


def test_what_is_typed_runs_nothing(chromium: str, tmp_path: Path, search_url: str) -> None:
    typed = "%22%3E%3Cscript%3Edocument.title%3D%27taken%27%3C%2Fscript%3E"
    page = dom(chromium, tmp_path, f"{search_url}/?text={typed}&place={typed}")
    assert "<title>taken" not in page
    assert "<script" not in page


def test_a_killed_story_is_not_found_by_its_words(chromium: str, tmp_path: Path, search_url: str) -> None:
    page = dom(chromium, tmp_path, f"{search_url}/?text=%22former+lender+chief%22")
    assert "No story answers." in words(page)


@pytest.mark.parametrize("path", ["/", "/?event=ACCUSE", "/api/docs", "/stories/nope"])
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_page_is_drawn_at_the_width_of_a_phone_and_of_a_desk(
    chromium: str, tmp_path: Path, search_url: str, path: str, width: int
) -> None:
    picture = tmp_path / "page.png"
    run(chromium, tmp_path, f"--window-size={width},900", f"--screenshot={picture}", search_url + path)
    drawn = picture.read_bytes()
    assert struct.unpack(">II", drawn[16:24]) == (width, 900)
    blank = tmp_path / "blank.png"
    run(chromium, tmp_path, f"--window-size={width},900", f"--screenshot={blank}", "about:blank")
    assert len(drawn) > 2 * len(blank.read_bytes()), "an empty page"
