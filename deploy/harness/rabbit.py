"""A private RabbitMQ of Debian's package: own folder, ports, node name and epmd."""

import os
import signal
import subprocess
import time
from pathlib import Path

from harness import processes

BIN = Path("/usr/lib/rabbitmq/bin")
START_SECONDS = 60
# RabbitMQ writes the list of its quorum queues within a second; a kill before that loses a new queue
QUEUES_WRITTEN_SECONDS = 2


class RabbitServer:
    """One node. The user `guest` may do anything from this machine, as in every fresh RabbitMQ."""

    def __init__(self, folder):
        if not (BIN / "rabbitmq-server").exists():
            raise processes.NotStarted(f"RabbitMQ is missing; on Debian: apt-get install rabbitmq-server ({BIN})")
        self.home = folder.make("rabbitmq")
        self.log = folder.path / "rabbitmq.log"
        self.port = processes.free_port()
        self.epmd_port = processes.free_port()
        self.process = None
        self.epmd = None
        (self.home / "plugins").write_text("[].\n")
        (self.home / "rabbitmq.conf").write_text("")
        self.variables = {
            **os.environ,
            "HOME": str(self.home),
            "RABBITMQ_NODENAME": f"lungburden{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(processes.free_port()),
            "ERL_EPMD_PORT": str(self.epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_MNESIA_BASE": str(self.home / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.home / "log"),
            "RABBITMQ_PID_FILE": str(self.home / "pid"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.home / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self.home / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(self.home / "none"),
        }

    def start(self, wait=True):
        """Starts the node and waits until the node runs; after a kill the stored data are still there."""
        if self.epmd is None:
            # otherwise RabbitMQ would start an epmd that nobody ends
            self.epmd = processes.start(
                ["epmd", "-port", self.epmd_port, "-address", "127.0.0.1"], self.log, self.variables)
        (self.home / "pid").unlink(missing_ok=True)
        self.process = processes.start([BIN / "rabbitmq-server"], self.log, self.variables)
        if wait:
            self.await_ready()

    def await_ready(self):
        # the node writes its process id after a moment; rabbitmqctl waits for the file and then for the node
        self.control("wait", "--timeout", START_SECONDS, self.home / "pid")

    def control(self, *arguments):
        """Runs rabbitmqctl and returns its output."""
        done = subprocess.run(
            [BIN / "rabbitmqctl", "-q", *map(str, arguments)],
            env=self.variables, cwd="/", capture_output=True, text=True, timeout=START_SECONDS + 20, check=False)
        if done.returncode != 0:
            raise processes.NotStarted(f"rabbitmqctl {arguments[0]}: {done.stdout}{done.stderr}")
        return done.stdout

    def messages(self):
        """The number of messages in each queue, including unacknowledged messages."""
        lines = self.control("list_queues", "--no-table-headers", "name", "messages").splitlines()
        return {name: int(number) for name, number in (line.split("\t") for line in lines if "\t" in line)}

    def uri(self, port=None):
        return f"amqp://guest:guest@127.0.0.1:{port or self.port}/%2f"

    def environment(self, port=None):
        return {"LUNGBURDEN_AMQP_URI": self.uri(port)}

    def await_queues_written(self):
        time.sleep(QUEUES_WRITTEN_SECONDS)

    def kill(self):
        """SIGKILL for the node and its helpers."""
        processes.kill(self.process)

    def pause(self):
        """Sends SIGSTOP: the node keeps its connections but sends nothing."""
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGSTOP)

    def resume(self):
        processes.signal_all(processes.process_tree(self.process.pid), signal.SIGCONT)

    def close(self):
        if self.process is not None:
            # nothing of the node is kept, so an orderly stop is not necessary
            self.kill()
        processes.kill(self.epmd)
