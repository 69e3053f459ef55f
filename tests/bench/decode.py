"""Decoding beside the plainest pass over the same bytes: `python -m tests.bench.decode`.

The peer only does what no decoder can do without: `bytes.decode` and `splitlines` for plain copy, lxml's `fromstring`
for XML, `json.loads` for JSON. Both run in turn on one core; given are medians of five rounds. The second table makes
one story longer and longer: what grows faster than the copy would show there. Then where the time goes.
"""

from __future__ import annotations

import cProfile
import gzip
import hashlib
import io
import json
import platform
import pstats
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree
from rich.console import Console
from rich.table import Table

from pipeline.decode import decode
from pipeline.story import RawStory

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds" / "stories"
REUTERS = ROOT.parent / "shared" / "data" / "reuters21578" / "messages.jsonl.gz"
ROUNDS = 5
ENOUGH = 1000
"""Stories in one round: the seeds of a kind come again until there are as many."""
PARAGRAPH = (
    "The minister said on Monday that talks with the neighbouring country would resume in March, and that both sides"
)
LENGTHS = (10, 20, 40, 80, 160)
HEAD = "Talks resume\n\nLISBON, March 3 (Reuters) - "
FORMS: dict[str, Callable[[int], str]] = {
    "plain": lambda n: HEAD + f"{PARAGRAPH} agreed.\n\n" * n,
    "64 columns": lambda n: HEAD + f"    {PARAGRAPH[:60]}\n{PARAGRAPH[60:]}.\n" * n,
    "NITF": lambda n: f"<nitf><body><body.content>{f'<p>{PARAGRAPH}.</p>' * n}</body.content></body></nitf>",
    "ninjs": lambda n: json.dumps({"uri": "x", "type": "text", "body_xhtml": f"<p>{PARAGRAPH}.</p>" * n}),
}

Pass = Callable[[bytes], object]


def plain_pass(value: bytes) -> object:
    return value.decode("utf-8", "replace").splitlines()


def xml_pass(value: bytes) -> object:
    return etree.fromstring(value, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))


def raw_story(value: bytes) -> RawStory:
    return RawStory(value=value, source="bench", sha256=hashlib.sha256(value).hexdigest())


def sets() -> dict[str, tuple[list[bytes], Pass]]:
    """What is decoded, and its peer, by name."""
    seeds = [(path.suffix, path.read_bytes()) for path in sorted(SEEDS.iterdir())]
    kinds: dict[str, tuple[list[bytes], Pass]] = {
        "plain and ANPA seeds": ([value for suffix, value in seeds if suffix == ".txt"], plain_pass),
        "XML seeds": ([value for suffix, value in seeds if suffix == ".xml"], xml_pass),
        "JSON seeds": ([value for suffix, value in seeds if suffix == ".json"], json.loads),
    }
    if REUTERS.exists():
        with gzip.open(REUTERS, "rt") as lines:
            messages = [json.loads(line)["raw"].encode() for line, _ in zip(lines, range(3000), strict=False)]
        kinds["Reuters of 1987"] = (messages, plain_pass)
    return {name: (values * (1 + ENOUGH // len(values)), peer) for name, (values, peer) in kinds.items() if values}


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def quietly(peer: Pass, values: Sequence[bytes]) -> None:
    """The peer over all values; what it can't read costs it no more than its try."""
    for value in values:
        try:
            peer(value)
        except (ValueError, etree.XMLSyntaxError):
            continue


def beside_the_plainest_pass() -> Table:
    table = Table("copy", "stories", "decode, stories/s", "MB/s", "plainest pass, stories/s", "ratio", title="One core")
    for name, (values, peer) in sets().items():
        raws = [raw_story(value) for value in values]
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(seconds(lambda peer=peer, values=values: quietly(peer, values)))  # type: ignore[misc]
            ours.append(seconds(lambda raws=raws: [decode(raw) for raw in raws]))  # type: ignore[misc]
        mine, plain = statistics.median(ours), statistics.median(theirs)
        megabytes = sum(map(len, values)) / 1e6
        speed, peer_speed = (f"{len(values) / took:,.0f}" for took in (mine, plain))
        table.add_row(name, f"{len(values):,}", speed, f"{megabytes / mine:.1f}", peer_speed, f"{mine / plain:.0f}")
    return table


def longer_and_longer() -> Table:
    """Time a paragraph for one story of more and more paragraphs, beside the shortest's."""
    table = Table("form", *(f"{length} paragraphs" for length in LENGTHS), title="Time a paragraph, the shortest = 1")
    for name, form in FORMS.items():
        each = []
        for length in LENGTHS:
            raw = raw_story(form(length).encode())
            rounds = [seconds(lambda raw=raw: [decode(raw) for _ in range(20)]) for _ in range(ROUNDS)]  # type: ignore[misc]
            each.append(statistics.median(rounds) / length)
        table.add_row(name, *(f"{one / each[0]:.2f}" for one in each))
    return table


def where_the_time_goes() -> str:
    values = [value for values, _ in sets().values() for value in values[:500]]
    profile = cProfile.Profile()
    profile.enable()
    for value in values:
        decode(raw_story(value))
    profile.disable()
    out = io.StringIO()
    pstats.Stats(profile, stream=out).strip_dirs().sort_stats("tottime").print_stats(15)
    return out.getvalue()


def main() -> None:
    console = Console(width=130)
    console.print(f"Python {platform.python_version()}, {platform.machine()}, medians of {ROUNDS}")
    console.print(beside_the_plainest_pass())
    console.print(longer_and_longer())
    console.print(where_the_time_goes(), markup=False, highlight=False)


if __name__ == "__main__":
    main()
