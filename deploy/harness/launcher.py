"""Runs the launcher as a user would."""

import os
import signal
import subprocess
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
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
    """Starts `lungburden ARGUMENTS` and returns the running process, which accepts SIGINT even when the tests run in the background."""
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
