"""Count the tests of several pytest runs; refuse a skip that is not listed. `count.py ALLOWED_SKIPS JUNIT.xml...`"""

from __future__ import annotations

import sys
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path
from xml.etree import ElementTree


def outcome(case: ElementTree.Element) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    # An expected failure is a result, and pytest writes it as a skip of its own type.
    skipped = case.find("skipped")
    return "skipped" if skipped is not None and skipped.get("type") != "pytest.xfail" else "passed"


def name_of(case: ElementTree.Element) -> str:
    # A module skipped whole stands there by its own name, without a class.
    module = case.get("classname") or case.get("name") or ""
    return f"{module.replace('.', '/')}.py::{case.get('name')}"


def main(allowed_file: str, *reports: str) -> int:
    lines = (line.strip() for line in Path(allowed_file).read_text(encoding="utf-8").splitlines())
    allowed = [line for line in lines if line and not line.startswith("#")]
    cases = [case for report in reports for case in ElementTree.parse(report).iter("testcase")]  # noqa: S314  # our own
    counts = Counter(outcome(case) for case in cases)
    skipped = [name_of(case) for case in cases if outcome(case) == "skipped"]
    unlisted = [name for name in skipped if not any(fnmatchcase(name, pattern) for pattern in allowed)]
    for name in unlisted:
        print(f"skipped, and not in {allowed_file}: {name}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if unlisted or counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
