"""One API or worker, which the launcher starts as for a user."""

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
    """A launcher and the Java program under it; a new start keeps name, port and settings, and takes the launcher that is set then."""

    def __init__(self, kind, name, folder, environment, port=0):
        self.kind = kind
        self.launcher = LAUNCHER
        self.name = name
        self.port, self.management_port = port, 0
        self.log = folder.path / f"{name}.log"
        self.environment = {**os.environ, **environment}
        self.process = None
        self.lines = queue.Queue()
        self.stopping, self.stopping_since = [], 0.0

    def start(self):
        """Returns at once; `await_ready` waits."""
        own = ["--test"] if self.kind == "worker" else ["--management-port", self.management_port]
        command = [self.launcher, self.kind, "--port", self.port, *own]
        self.lines = queue.Queue()
        self.process = processes.start(command, self.log, self.environment, pipe=True)
        threading.Thread(target=self._read, args=(self.process, self.lines), daemon=True).start()

    def _read(self, process, lines):
        """Keeps the output, including the program's log, and passes on the lines with the address."""
        try:
            with open(self.log, "a") as log:
                for line in process.stdout:
                    log.write(line)
                    log.flush()
                    if line.startswith("LungBurden"):
                        lines.put(line.strip())
        except ValueError:
            pass  # somebody closed the stream during the read
        lines.put(None)

    def await_ready(self, seconds=START_SECONDS):
        """Waits for the line that announces readiness; from then on an API's port is known."""
        try:
            line = self.lines.get(timeout=seconds)
            while line is not None and "http://" not in line:
                line = self.lines.get(timeout=seconds)
        except queue.Empty:
            line = None
        if line is None:
            raise processes.NotStarted(f"{self.name} does not start:\n{processes.tail(self.log)}")
        ports = [int(port) for port in re.findall(r"http://[^/;\s]+:(\d+)", line)]
        self.port, self.management_port = ports[0], ports[-1]

    def java(self):
        """The Java program, or None while there is none."""
        if self.process is None or self.process.poll() is not None:
            return None
        found = processes.of_name(processes.process_tree(self.process.pid)[1:], "java")
        return found[0] if found else None

    def running(self):
        return self.process is not None and self.process.poll() is None

    def kill(self):
        """SIGKILL for the launcher and its program at once, as when the machine fails."""
        processes.kill(self.process)

    def kill_program(self):
        """SIGKILL for the Java program alone, as the kernel does when memory runs out; its launcher must start another."""
        java = self.java()
        if java is not None:
            processes.signal_all([java], signal.SIGKILL)

    def kill_launcher(self):
        """SIGKILL for the launcher alone; the Java program must notice and end by itself."""
        self._note_stopping()
        self.process.kill()
        self.process.wait()

    def ask_to_stop(self):
        """Sends SIGTERM; the service must then end in order."""
        self._note_stopping()
        self.process.terminate()

    def _note_stopping(self):
        self.stopping, self.stopping_since = processes.process_tree(self.process.pid), time.monotonic()

    def seconds_stopping(self):
        """Seconds since the signal to end, while any of its processes still runs; else None."""
        if self.process is not None:
            self.process.poll()
        self.stopping = [process for process in self.stopping if alive(process)]
        return time.monotonic() - self.stopping_since if self.stopping else None

    def kill_stopping(self):
        processes.signal_all(self.stopping, signal.SIGKILL)

    def terminate(self):
        """Sends SIGTERM; returns whether the service stopped in order."""
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
        """A context in which the Java program runs only for that share of the time, as on a slower machine."""
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
        """The peak of the Java program's resident memory: VmHWM of proc(5)."""
        status = Path(f"/proc/{self.java().pid}/status").read_text()
        return int(re.search(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)[1]) / 1024

    def close(self):
        if self.process is not None:
            processes.end(self.process)
        self.kill_stopping()


def alive(process):
    """Whether the process runs; a zombie does not count as running."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
