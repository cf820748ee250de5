"""Processes that leave nothing behind: own groups, signals by id, and an end whenever this program ends, in any way."""

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
    """A part of the cluster does not start; the text ends with the last lines of its log."""


def free_port():
    """A port that was free a moment ago; the kernel does not assign that port again at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def threads_per_processor():
    """The number of runnable threads for each processor, at least 1. Tests multiply time limits by this on a busy machine.

    The larger of the last minute's mean and the current number, because the mean follows a new load slowly.
    """
    running = int(Path("/proc/loadavg").read_text().replace("/", " ").split()[3])
    return max(1, max(os.getloadavg()[0], running) / os.cpu_count())


def tail(path, lines=15):
    """The last lines of a log."""
    return "\n".join(Path(path).read_text(errors="replace").splitlines()[-lines:])


def start(command, log, environment, pipe=False, user=None, end_signal="TERM"):
    """Starts a command in a separate session; the kernel sends `end_signal` to the command when this program dies.

    The calling thread must live as long as the program, because the kernel watches that thread. With `pipe` the caller can
    read standard output; all other output goes to the file `log`.
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
    """A process and all its descendants, parents first."""
    try:
        root = psutil.Process(pid)
        return [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def of_name(processes, name):
    """The processes that run a program of that name; processes that have ended are left out."""
    found = []
    for process in processes:
        try:
            if process.name() == name:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def signal_all(processes, number):
    """Sends a signal to each process; ignores processes that have ended."""
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:
            pass


def await_end(processes, seconds):
    """True when all processes have ended in time."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return not alive


def end(process, number=signal.SIGTERM, seconds=STOP_SECONDS):
    """Stops a started process in order, or by force when the stop takes too long; all its descendants end too.

    Returns whether the process stopped in order.
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
    """SIGKILL for a started process and all its descendants."""
    if process is None:
        return
    members = process_tree(process.pid)
    signal_all(members, signal.SIGKILL)
    process.wait()
    await_end(members, 10)


class PrivateFolder:
    """A folder that `close` removes; this user owns the folder, and the database's user may enter."""

    def __init__(self, name):
        self.path = Path(tempfile.mkdtemp(prefix=f"lungburden-{name}-"))
        os.chmod(self.path, 0o755)

    def make(self, name, user=None):
        """Makes a folder in this folder."""
        folder = self.path / name
        folder.mkdir()
        if user:
            shutil.chown(folder, user)
        return folder

    def close(self):
        shutil.rmtree(self.path, ignore_errors=True)
        if self.path.exists():
            shutil.rmtree(self.path)
