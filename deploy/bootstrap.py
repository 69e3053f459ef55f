"""From a checkout to a running command: `python3 deploy/bootstrap.py demo [FILE...]`, `test`, `install` and others.

Needs nothing but Python and the package index that pip is set to. Any Python from 3.6 can run this file: it looks for
the newest one that the project allows and that really works, makes `.venv` with it and installs `requirements.lock`,
checked by hash. A second run sees from the stamp in `.venv` that nothing changed and goes straight on.
"""
# ruff: noqa: S603, S606 (to start programs is what this file is for)

import contextlib
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

WINDOWS = os.name == "nt"
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK = os.path.join(ROOT, "requirements.lock")
PROJECT = os.path.join(ROOT, "pyproject.toml")
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "installed.json")
PYTHON = os.path.join(VENV, *(("Scripts", "python.exe") if WINDOWS else ("bin", "python")))
WIRE = os.path.join(VENV, *(("Scripts", "wire.exe") if WINDOWS else ("bin", "wire")))
SITE = os.path.join(VENV, *(("Lib",) if WINDOWS else ("lib", "python3.*")), "site-packages")
GATES = (
    ("lint", ["ruff", "check", "."]),
    ("format", ["ruff", "format", "--check", "."]),
    ("types", ["mypy"]),
)
TESTS = ["pytest", "-m", "not real and not browser"]
# What is measured and tried at length; what follows on the command line is handed on.
LONG = {
    "quality": ["pytest", "tests/quality"],
    "bench": ["tests.bench"],
    "fuzz": ["tests.fuzz.mutants"],
    "faults": ["tests.faults"],
}
VERSION = "print('%d.%d' % sys.version_info[:2])"
# What venv, pip, spaCy and the worker processes cannot do without; some builds of Python lack one of them.
PROBE = f"import sys, venv, ensurepip, ssl, zlib, ctypes, multiprocessing.synchronize; {VERSION}"
UNREACHABLE = "the package index cannot be reached: check the network, or pip's settings where you use a mirror"
# What pip says when it fails, and what that means for whoever waits.
TROUBLES = (
    ("DO NOT MATCH THE HASHES", "a package is not the one that requirements.lock was made with, and was not installed"),
    ("No space left on device", "the disk is full"),
    ("connection broken", UNREACHABLE),
    ("Max retries exceeded", UNREACHABLE),
    ("found for noida-db", "the embedded servers (noida-db) do not run on this machine: see deploy/compose.yaml"),
    ("No matching distribution", "the package index has no build of a package for this machine"),
)


class Refused(Exception):
    """One sentence for the person at the keyboard."""


class Bar:
    """One line of progress; where nobody watches a terminal, a line at each quarter."""

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self.quarter = -1

    def show(self, share: float, doing: str) -> None:
        if self.watched:
            done = int(30 * share)
            sys.stderr.write(f"\r\033[K[{'#' * done}{' ' * (30 - done)}] {share:4.0%}  {doing}")
        elif int(4 * share) > self.quarter:
            self.quarter = int(4 * share)
            sys.stderr.write(f"{share:4.0%}  {doing}\n")
        sys.stderr.flush()

    def end(self) -> None:
        if self.watched:
            sys.stderr.write("\n")


def read(path: str) -> str:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def answer(command: "list[str]", code: str) -> str:
    """What this Python prints for `code`; empty where it does not run."""
    try:
        done = subprocess.run([*command, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode().strip() if done.returncode == 0 else ""


def allowed_minors() -> "list[int]":
    """What `requires-python` allows, newest first; read by hand, since old Pythons cannot read TOML."""
    found = re.search(r'requires-python = ">=3\.(\d+),<3\.(\d+)"', read(PROJECT))
    if not found:
        raise Refused("pyproject.toml: requires-python must have the form >=3.N,<3.M")
    return sorted(range(int(found.group(1)), int(found.group(2))), reverse=True)


def candidates(minor: int) -> "Iterator[list[str]]":
    """Commands that may be this Python; a version manager's shim may stand on the PATH and still refuse to run."""
    if WINDOWS:
        yield ["py", f"-3.{minor}"]
    folders = os.environ.get("PATH", "").split(os.pathsep)
    for name in (f"python3.{minor}", "python3", "python"):
        yield from ([path] for path in (shutil.which(name, path=folder) for folder in folders) if path)
    yield [sys.executable]
    managers = [os.path.dirname(folder) for folder in folders if os.path.basename(folder) == "shims"]
    for manager in [*managers, os.path.expanduser("~/.pyenv")]:
        pattern = os.path.join(glob.escape(manager), "versions", f"3.{minor}.*", "bin", "python")
        yield from ([path] for path in sorted(glob.glob(pattern)))


def newest_python() -> "list[str]":
    minors = allowed_minors()
    for minor in minors:
        for command in candidates(minor):
            if answer(command, PROBE) == f"3.{minor}":
                return command
    raise Refused(
        f"no working Python 3.{minors[-1]} to 3.{minors[0]} was found: install one together with its venv module"
        " (on Debian and Ubuntu: apt install python3-venv)"
    )


def wanted() -> "dict[str, str]":
    """What `.venv` must have been made from to be current; its folder too, since an environment cannot be moved."""
    lock, project = (hashlib.sha256(read(path).encode()).hexdigest() for path in (LOCK, PROJECT))
    python = answer([PYTHON], f"import sys; {VERSION}")
    return {"lock": lock, "project": project, "python": python, "folder": ROOT}


def found() -> "dict[str, str]":
    try:
        return dict(json.loads(read(STAMP)))
    except (OSError, ValueError):
        return {}


@contextlib.contextmanager
def alone() -> "Iterator[None]":
    """Let one process at a time install; the system takes the lock back from a process that dies."""
    if WINDOWS:
        yield
        return
    import fcntl

    with open(LOCK, encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write("another process is installing into .venv: waiting for it\n")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install() -> None:
    """Bring `.venv` to what the lock and pyproject.toml say."""
    if found() == wanted():
        return
    with alone():
        old, new = found(), wanted()
        if old == new:
            return
        bar = Bar()
        try:
            if {**old, "project": ""} != {**new, "project": ""}:
                make_environment(bar)
            bar.show(0.97, "installing wire")
            pip("--no-deps", "--no-build-isolation", "--editable", ROOT)
            bar.show(1, "installed")
        finally:
            bar.end()
        with open(STAMP, "w", encoding="utf-8") as file:
            json.dump(wanted(), file)


def make_environment(bar: Bar) -> None:
    python = newest_python()
    bar.show(0, f"making .venv with Python {answer(python, 'import sys; ' + VERSION)}")
    quietly([*python, "-m", "venv", "--clear", VENV])
    packages = len(re.findall(r"^[a-z0-9][^\s=]*==", read(LOCK), re.MULTILINE))

    def watch(noise: str) -> None:
        # A package is half done when pip has collected it, and done when it stands in the environment.
        ours = packages - noise.count("Ignoring ")
        halves = noise.count("Collecting ") + len(glob.glob(os.path.join(SITE, "*.dist-info")))
        bar.show(0.03 + 0.94 * min(1, halves / (2 * ours)), f"installing {ours} packages")

    pip("--no-compile", "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK, watch=watch)


def pip(*arguments: str, watch: "Callable[[str], None] | None" = None) -> None:
    quietly([PYTHON, "-m", "pip", "install", *arguments], watch)


def quietly(command: "list[str]", watch: "Callable[[str], None] | None" = None) -> None:
    """Run a step of the installation; its noise goes to `watch`, and to the screen only if it fails."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        # What an interrupted pip leaves behind goes with the folder.
        scratch = {**os.environ, "TMPDIR": folder}
        with open(log, "wb") as file:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, cwd=ROOT, env=scratch
            )
        try:
            while process.poll() is None:
                time.sleep(0.1)
                if watch:
                    watch(read(log))
        except BaseException:
            process.terminate()
            process.wait()
            raise
        noise = read(log)
    if process.returncode:
        meaning = next((meaning for sign, meaning in TROUBLES if sign in noise), "its last lines stand above")
        raise Refused(f"\n{noise[-3000:]}\nthe installation failed: {meaning}")


def become(command: "list[str]") -> int:
    """Run the command in this process's place, so that Ctrl-C and signals reach it alone."""
    if not WINDOWS:
        os.execv(command[0], command)
    return subprocess.call(command)


def test() -> int:
    """Lint, format and types; then this process becomes the tests."""
    os.chdir(ROOT)
    for name, arguments in GATES:
        sys.stderr.write(f"== {name}: {' '.join(arguments)}\n")
        sys.stderr.flush()
        if subprocess.call([PYTHON, "-m", *arguments]):
            raise Refused(f"{name}: failed")
    sys.stderr.write(f"== tests: {' '.join(TESTS)}\n")
    sys.stderr.flush()
    return become([PYTHON, "-m", *TESTS])


def main(arguments: "list[str]") -> int:
    if not arguments or arguments[0] not in ("demo", "test", "install", *LONG):
        sys.stderr.write(f"{(__doc__ or '').splitlines()[0]}\n")
        return 2
    try:
        install()
        if arguments[0] == "demo":
            return become([WIRE, *arguments])
        if arguments[0] in LONG:
            os.chdir(ROOT)
            return become([PYTHON, "-m", *LONG[arguments[0]], *arguments[1:]])
        return test() if arguments[0] == "test" else 0
    except Refused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
