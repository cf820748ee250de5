"""Processes that leave nothing behind: own groups, signals by id, an end when this program ends, however it does."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psutil

STOP_SECONDS = 40


class NotStarted(RuntimeError):
    """A part of the cluster does not come up; the text ends with what it logged last."""


def free_port():
    """A port that was free a moment ago, and that the kernel does not hand out again at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def threads_per_processor():
    """How many threads want each processor, at least one: a promise of time stretches by that on a busy machine.

    The larger of the last minute's mean and of this moment, as the mean is slow to tell of a load that has just begun.
    """
    running = int(Path("/proc/loadavg").read_text().replace("/", " ").split()[3])
    return max(1, max(os.getloadavg()[0], running) / os.cpu_count())


def tail(path, lines=15):
    """The last lines of a log."""
    return "\n".join(Path(path).read_text(errors="replace").splitlines()[-lines:])


def start(command, log, environment, pipe=False, user=None, end_signal="TERM"):
    """Starts a command in a session of its own; the kernel sends it `end_signal` when this program dies.

    Must be called from a thread that lives as long as the program: the kernel looks at the thread. With `pipe` standard
    output can be read; all else goes to the file `log`.
    """
    guard = ["setpriv", "--pdeathsig", end_signal]
    if user:
        guard += ["--reuid", user, "--regid", user, "--init-groups"]
    with open(log, "ab") as output:
        return subprocess.Popen(
            [*guard, "--", *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if pipe else output,
            stderr=output,
            env=environment,
            cwd="/",
            start_new_session=True,
            text=True,
        )


def process_tree(pid):
    """A process and all that descend from it, parents first."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def signal_all(processes, number):
    """Signals each of them; those that are gone do not count."""
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            pass


def await_end(processes, seconds):
    """True when all of them have ended in time."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not alive


def end(process, number=signal.SIGTERM, seconds=STOP_SECONDS):
    """Stops a started process in order, or by force when it takes too long; none of its family is left.

    Returns whether it stopped in order.
    """
    if process is None:
        return True
    members = process_tree(process.pid)
    signal_all(members, signal.SIGCONT)
    if process.poll() is None:
        process.send_signal(number)
    deadline = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    in_order = process.poll() is not None and await_end(members, 5)
    signal_all(members, signal.SIGKILL)
    process.wait()
    await_end(members, 5)
    if process.stdout:
        process.stdout.close()
    return in_order


def kill(process):
    """SIGKILL for a started process and its whole family."""
    if process is None:
        return
    members = process_tree(process.pid)
    signal_all(members, signal.SIGKILL)
    process.wait()
    await_end(members, 10)


class PrivateFolder:
    """A folder that goes when it is closed; owned by this user and open to the database's."""

    def __init__(self, name):
        self.path = Path(tempfile.mkdtemp(prefix=f"lungburden-{name}-"))
        os.chmod(self.path, 0o755)

    def make(self, name, user=None):
        """A folder in it."""
        folder = self.path / name
        folder.mkdir()
        if user:
            shutil.chown(folder, user)
        return folder

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)
        if self.path.exists():
            shutil.rmtree(self.path)
