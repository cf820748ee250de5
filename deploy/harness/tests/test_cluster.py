"""A cluster of real processes on one machine leaves none of them behind."""

import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import psutil
import pytest

from harness.launcher import HOME, start
from harness.processes import of_name, process_tree

pytestmark = pytest.mark.programs

STARTS = """
from harness.cluster import Cluster, end_on_signals
end_on_signals()
class Told(Cluster):
    def add_api(self, **settings):
        service = super().add_api(**settings)
        print(self.folder.path, flush=True)
        return service
Told()
"""


def commands_naming(folder):
    """The commands of all processes with the folder in their command or environment."""
    found = []
    for process in psutil.process_iter():
        try:
            command = process.cmdline()
            # a process may end at any time, hence nothing asks it again later
            if any(folder in text for text in [*command, *process.environ().values()]):
                found.append(" ".join(command))
        except psutil.Error:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_cluster(number):
    program = subprocess.Popen(
        ["/usr/bin/python3", "-B", "-c", STARTS], stdout=subprocess.PIPE, text=True, cwd=HOME / "deploy")
    folder = program.stdout.readline().strip()
    parts = " ".join(commands_naming(folder))
    assert "postgres" in parts and "beam" in parts and "lungburden" in parts

    program.send_signal(number)
    program.wait(timeout=60)

    end = time.monotonic() + 30
    while commands_naming(folder) and time.monotonic() < end:
        time.sleep(0.1)
    assert commands_naming(folder) == []
    if number == signal.SIGKILL:
        shutil.rmtree(folder)
    assert not Path(folder).exists()
    program.stdout.close()


@pytest.mark.parametrize("kind", ["api", "worker"])
def test_a_start_that_waits_does_not_outlive_its_launcher(kind, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        launcher = start(
            kind, "--port", "0", *(["--test"] if kind == "worker" else []), cwd=tmp_path,
            LUNGBURDEN_SEGMENTER="none",
            SPRING_DATASOURCE_URL=f"jdbc:postgresql://127.0.0.1:{silent.getsockname()[1]}/none",
            LUNGBURDEN_AMQP_URI="amqp://127.0.0.1:1",
            LUNGBURDEN_ARTIFACTS_LOCATION=f"file:{tmp_path}/store")
        silent.settimeout(60)
        connection, _ = silent.accept()
        with connection:
            members = process_tree(launcher.pid)[1:]
            assert of_name(members, "java")
            launcher.kill()
            # not communicate, because the process must stay visible until somebody waits for its end
            launcher.wait()
            _, alive = psutil.wait_procs(members, timeout=15)
            assert alive == []
            launcher.communicate()
