"""Runs the launcher as a user would, in a clean temporary directory."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[3]
LAUNCHER = HOME / "lungburden"


def run(*arguments, cwd, timeout=240, **environment):
    """Runs `lungburden ARGUMENTS`; returns the finished process with its text output."""
    return subprocess.run(
        [str(LAUNCHER), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def start(*arguments, cwd, **environment):
    """Starts `lungburden ARGUMENTS` and returns the running process, which hears SIGINT whatever started the tests."""
    return subprocess.Popen(
        [str(LAUNCHER), *map(str, arguments)],
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        cwd=cwd,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def processes_naming(text):
    """Command lines of all running processes that name a path or word."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:
                continue
            if text in command:
                found.append(command)
    return found


@pytest.fixture(scope="session")
def data():
    """The folder of real scans; skipped without it, except where CI says that it must be there."""
    folder = os.environ.get("LUNGBURDEN_DATA")
    if not folder:
        if os.environ.get("CI") == "true":
            pytest.fail("LUNGBURDEN_DATA must name the folder of real scans")
        pytest.skip("LUNGBURDEN_DATA names no folder of real scans")
    return Path(folder)
