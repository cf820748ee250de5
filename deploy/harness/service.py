"""One API or worker, started by the launcher as a user would."""

import contextlib
import os
import queue
import re
import signal
import threading
import time
from pathlib import Path

import psutil

from harness import processes
from harness.launcher import LAUNCHER

START_SECONDS = 180
TURN_SECONDS = 0.05


class Service:
    """A launcher and the Java program under it; started again it keeps name, port and settings."""

    def __init__(self, kind, name, folder, environment, port=0):
        self.kind = kind
        self.name = name
        self.port = port
        self.log = folder.path / f"{name}.log"
        self.environment = {**os.environ, **environment}
        self.process = None
        self.lines = queue.Queue()
        self.stopping, self.stopping_since = [], 0.0

    def start(self):
        """Returns at once; `await_ready` waits."""
        command = [LAUNCHER, self.kind, "--port", self.port] + (["--test"] if self.kind == "worker" else [])
        self.lines = queue.Queue()
        self.process = processes.start(command, self.log, self.environment, pipe=True)
        threading.Thread(target=self._read, args=(self.process, self.lines), daemon=True).start()

    def _read(self, process, lines):
        """Keeps what it prints, its own log too, and hands on the lines that tell where it is."""
        try:
            with open(self.log, "a") as log:
                for line in process.stdout:
                    log.write(line)
                    log.flush()
                    if line.startswith("LungBurden"):
                        lines.put(line.strip())
        except ValueError:
            pass  # closed while it was read
        lines.put(None)

    def await_ready(self, seconds=START_SECONDS):
        """Waits for the line that tells it; an API's port is known from then on."""
        try:
            line = self.lines.get(timeout=seconds)
            while line is not None and "http://" not in line:
                line = self.lines.get(timeout=seconds)
        except queue.Empty:
            line = None
        if line is None:
            raise processes.NotStarted(f"{self.name} does not start:\n{processes.tail(self.log)}")
        address = line[line.index("http://") + len("http://"):].split("/")[0]
        self.port = int(address.rsplit(":", 1)[1])

    def java(self):
        """The Java program, or None while there is none."""
        if self.process is None or self.process.poll() is not None:
            return None
        for child in processes.process_tree(self.process.pid)[1:]:
            try:
                if child.name() == "java":
                    return child
            except psutil.NoSuchProcess:
                continue
        return None

    def running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """SIGKILL for the Java program alone; its launcher ends with it."""
        java = self.java()
        if java is not None:
            processes.signal_all([java], signal.SIGKILL)
        self.process.wait()

    def kill_launcher(self):
        """SIGKILL for the launcher alone; the Java program is to notice and to end by itself."""
        self._note_stopping()
        self.process.kill()
        self.process.wait()

    def ask_to_stop(self):
        """SIGTERM; it is to end in order."""
        self._note_stopping()
        self.process.terminate()

    def _note_stopping(self):
        self.stopping, self.stopping_since = processes.process_tree(self.process.pid), time.monotonic()

    def seconds_stopping(self):
        """Seconds since it was to end, while any of it has not; else None."""
        if self.process is not None:
            self.process.poll()
        self.stopping = [process for process in self.stopping if alive(process)]
        return time.monotonic() - self.stopping_since if self.stopping else None

    def kill_stopping(self):
        processes.signal_all(self.stopping, signal.SIGKILL)

    def terminate(self):
        """SIGTERM; returns whether it stopped in order."""
        return processes.end(self.process)

    def pause(self):
        """SIGSTOP for the Java program."""
        java = self.java()
        if java is not None:
            processes.signal_all([java], signal.SIGSTOP)

    def resume(self):
        java = self.java()
        if java is not None:
            processes.signal_all([java], signal.SIGCONT)

    @contextlib.contextmanager
    def slowed(self, share):
        """Within it the Java program runs for that share of the time, as on a machine that is slower by so much."""
        java = self.java()
        over = threading.Event()

        def hold():
            while not over.is_set():
                processes.signal_all([java], signal.SIGSTOP)
                over.wait(TURN_SECONDS * (1 - share))
                processes.signal_all([java], signal.SIGCONT)
                over.wait(TURN_SECONDS * share)

        thread = threading.Thread(target=hold, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def cpu_seconds(self):
        """Processor time that the Java program has used."""
        java = self.java()
        try:
            times = java.cpu_times() if java else None
        except psutil.NoSuchProcess:
            times = None
        return times.user + times.system if times else 0.0

    def peak_memory_mb(self):
        """The most that the Java program has held at once: VmHWM of proc(5)."""
        status = Path(f"/proc/{self.java().pid}/status").read_text()
        return int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)[1]) / 1024

    def close(self):
        if self.process is not None:
            processes.end(self.process)
        self.kill_stopping()


def alive(process):
    """Whether it runs; one that has ended and was not waited for does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
