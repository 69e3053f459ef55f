"""The embedded Kafka and Elasticsearch: `noida-db`, one binary from a wheel, on loopback and free ports.

For trying and for quick tests; it can lose acknowledged records when it is killed. Its processes are noted in
`data_dir`, so that the
next start ends what a killed one left behind.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from pipeline.errors import BadSetting
from pipeline.settings import ADDRESSES

STOP_SECONDS = 10
START_SECONDS = 30


@dataclass(frozen=True)
class Addresses:
    kafka: str
    elasticsearch: str


def binary() -> Path:
    """The server's program, or `BadSetting` where the wheel has none for this machine."""
    try:
        found = Path(str(resources.files("noida_db"))) / "noida-db"
    except ModuleNotFoundError:
        found = Path("noida-db")
    if not found.is_file():
        raise BadSetting(
            "embedded: noida-db has no program for this machine; use real servers instead, see deploy/compose.yaml"
        )
    found.chmod(0o755)
    return found


@contextlib.contextmanager
def running(data_dir: Path) -> Iterator[Addresses]:
    """Start the backends, note their addresses in `data_dir`, and end them on leaving."""
    data_dir.mkdir(parents=True, exist_ok=True)
    note = data_dir / ADDRESSES
    with _alone(data_dir):
        end_leftovers(data_dir)
        yield from _run(data_dir, note)


def _run(data_dir: Path, note: Path) -> Iterator[Addresses]:
    kafka, elasticsearch = free_ports(2)
    log = data_dir / "backends.log"
    command = [str(binary()), "start", "--data-dir", str(data_dir / "backends"), "--only", "kafka,elasticsearch"]
    command += ["--kafka-port", str(kafka), "--elasticsearch-port", str(elasticsearch)]
    with log.open("wb") as output:
        process = start_group(command, data_dir, output.fileno())
    try:
        for port in (kafka, elasticsearch):
            wait_for_port(port, process, log, "embedded: noida-db")
        addresses = Addresses(f"127.0.0.1:{kafka}", f"http://127.0.0.1:{elasticsearch}")
        kafka_note = f'[kafka]\nbootstrap_servers = "{addresses.kafka}"\n'
        note.write_text(f'{kafka_note}\n[elasticsearch]\nhosts = "{addresses.elasticsearch}"\n')
        yield addresses
    finally:
        note.unlink(missing_ok=True)
        end_group(process, data_dir)


@contextlib.contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One run at a time in a data directory: the second would end the first as a leftover."""
    with (data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BadSetting(
                f"data_dir: `wire up` or `wire demo` already runs in {data_dir}; use it, end it, or set WIRE_DATA_DIR"
            ) from None
        yield


def start_group(
    command: list[str], data_dir: Path, output: int, environment: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own and note it, so that it can be ended whole."""
    process = subprocess.Popen(  # noqa: S603  # our own programs
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        env=environment,
        start_new_session=True,
    )
    pids = data_dir / "pids"
    pids.mkdir(parents=True, exist_ok=True)
    (pids / str(process.pid)).write_text(" ".join(command))
    return process


def end_group(process: subprocess.Popen[bytes], data_dir: Path, seconds: float = STOP_SECONDS) -> None:
    """Ask the group to end, insist after `seconds`, and forget it."""
    # Only the process itself: it ends its own workers, after what they have in hand.
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _signal_group(process.pid, signal.SIGKILL)
        process.wait()
        (data_dir / "pids" / str(process.pid)).unlink(missing_ok=True)


def end_leftovers(data_dir: Path) -> None:
    """End what an earlier run left behind because it was killed. A pid that now is somebody else's is left alone."""
    for note in sorted((data_dir / "pids").glob("*")):
        if note.read_text() == _command_of(note.name):
            _signal_group(int(note.name), signal.SIGKILL)
        note.unlink(missing_ok=True)


def _command_of(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        pass
    if (ps := shutil.which("ps")) is None:
        return ""
    return subprocess.run([ps, "-o", "command=", "-p", pid], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603


def _signal_group(pid: int, signum: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signum)


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def wait_for_port(port: int, process: subprocess.Popen[bytes], log: Path, name: str) -> None:
    """Wait until the process listens; `BadSetting` with its last words where it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    said = [line for line in log.read_text(errors="replace").splitlines() if "GLIBC" not in line]
    raise BadSetting(f"{name} did not start ({said[-1] if said else 'no word from it'}): see {log}")
