"""Every bench, each in a process of its own: `python -m tests.bench`."""

from __future__ import annotations

import subprocess
import sys

if __name__ == "__main__":
    for name in ("decode", "enrich", "throughput", "servers"):
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], check=True)
