"""A command that needs a server which is not there: one sentence with the key and the fix, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("command", [["search", "gas"], ["show", "reuters-abc"], ["index", "check"]])
def test_a_missing_elasticsearch_is_named_with_its_fix(command: list[str], tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "WIRE_DATA_DIR": str(tmp_path),
        "WIRE_ELASTICSEARCH__HOSTS": "http://127.0.0.1:9",
    }
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *command], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "elasticsearch.hosts" in done.stderr
    assert "127.0.0.1:9" in done.stderr
