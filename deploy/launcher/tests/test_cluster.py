"""The cluster of real processes on one machine, and the chaos run on it."""

import hashlib
import http.server
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from conftest import HOME, run, start

CLUSTER = HOME / "deploy" / "cluster"
sys.path.insert(0, str(CLUSTER))

import audit  # noqa: E402
from client import Bug, Client  # noqa: E402
from ledger import Promise  # noqa: E402
from proxy import Proxy  # noqa: E402


def test_jobs_outlive_whatever_breaks(tmp_path):
    done = run("chaos", "--short", "--seed", "1", cwd=tmp_path, timeout=500)

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "| together |" in done.stdout
    assert "BROKEN" not in done.stdout
    faults = dict(re.findall(r"^\| ([\w' ]+) \| (\d+) \|$", done.stdout, re.MULTILINE))
    for kind in ("api killed", "worker paused", "broker killed", "database killed", "database connections hang",
                 "store unreachable"):
        assert int(faults[kind]) >= 1
    assert list(tmp_path.iterdir()) == []


STARTS = """
import sys
sys.path.insert(0, {folder!r})
from cluster import Cluster, end_on_signals
end_on_signals()
class Told(Cluster):
    def add_api(self, **settings):
        service = super().add_api(**settings)
        print(self.folder.path, flush=True)
        return service
Told()
"""


def naming(folder):
    """All processes that know the folder, by their command or their environment."""
    found = []
    for process in psutil.process_iter():
        try:
            if any(folder in text for text in [*process.cmdline(), *process.environ().values()]):
                found.append(process)
        except psutil.Error:
            continue
    return found


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_cluster(number):
    program = subprocess.Popen(
        ["/usr/bin/python3", "-B", "-c", STARTS.format(folder=str(CLUSTER))], stdout=subprocess.PIPE, text=True)
    folder = program.stdout.readline().strip()
    parts = " ".join(" ".join(process.cmdline()) for process in naming(folder))
    assert "postgres" in parts and "beam" in parts and "lungburden" in parts

    program.send_signal(number)
    program.wait(timeout=60)

    end = time.monotonic() + 30
    while naming(folder) and time.monotonic() < end:
        time.sleep(0.1)
    assert [process.cmdline() for process in naming(folder)] == []
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
            members = psutil.Process(launcher.pid).children(recursive=True)
            assert "java" in [process.name() for process in members]
            launcher.kill()
            # not communicate: as long as nobody waits for it, its process is there
            launcher.wait()
            _, alive = psutil.wait_procs(members, timeout=15)
            assert alive == []
            launcher.communicate()


@pytest.fixture
def echo():
    """The port of a server that sends back what it gets."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection):
        with connection:
            try:
                for piece in iter(lambda: connection.recv(1 << 16), b""):
                    connection.sendall(piece)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    yield server.getsockname()[1]
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.fixture
def proxy(echo):
    proxy = Proxy(echo)
    yield proxy
    proxy.close()


def connected(proxy):
    client = socket.create_connection(("127.0.0.1", proxy.port), timeout=5)
    client.sendall(b"ping")
    assert client.recv(4) == b"ping"
    return client


def test_a_proxy_cuts_what_is_open(proxy):
    with connected(proxy) as client:
        proxy.cut()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    connected(proxy).close()


def test_a_proxy_refuses_until_it_is_restored(proxy):
    with connected(proxy) as client:
        proxy.refuse()
        with pytest.raises(ConnectionResetError):
            client.recv(1)
    with pytest.raises(ConnectionRefusedError):
        connected(proxy)
    proxy.restore()
    connected(proxy).close()


def test_a_proxy_holds_back_what_was_sent_until_it_is_restored(proxy):
    with connected(proxy) as client:
        proxy.hang()
        client.settimeout(0.3)
        client.sendall(b"late")
        with pytest.raises(TimeoutError):
            client.recv(4)
        with socket.create_connection(("127.0.0.1", proxy.port), timeout=0.3) as other:
            other.sendall(b"late")
            with pytest.raises(TimeoutError):
                other.recv(4)
        proxy.restore()
        client.settimeout(5)
        assert client.recv(4) == b"late"


def test_a_client_tries_again_after_an_outage_and_not_after_a_bug():
    answers = [503, 500, 200]

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(answers.pop(0))
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Answer) as service:
        threading.Thread(target=service.serve_forever, daemon=True).start()
        with pytest.raises(Bug):
            Client(lambda: [service.server_port]).look("any")
        service.shutdown()
    assert answers == [200]


JOB = "00000000-0000-0000-0000-000000000001"
RESULT = f'{{"jobId": "{JOB}", "volumesMl": {{"lung": 1}}, "artifacts": [{{"name": "a", "sha256": "{"0" * 64}"}}]}}'


def books(**changes):
    """Books of one job that succeeded with its second attempt, in order but for the changes."""
    right = {
        "jobs": {JOB: (JOB, "SUCCEEDED", 2, 1, "r", None, RESULT, None, f"uploads/{JOB}")},
        "attempts": {JOB: [(1, "then", "FAILED", "WORKER_LOST"), (2, "then", "SUCCEEDED", None)]},
        "artifacts": {JOB: [[2, "a", f"jobs/{JOB}/2/a", 0, "0" * 64]]},
        "files": {f"uploads/{JOB}", f"jobs/{JOB}/2/a"},
        "unsent": [],
        "in_flight": [],
        "messages": {"lungburden.jobs": 0, "lungburden.jobs.dead": 0},
        "elsewhere": [],
        "store": None,
    }
    return SimpleNamespace(**{**right, **changes})


def job(**changes):
    columns = ("id", "status", "attempt", "failures", "reference", "error_code", "result", "deleted_at", "upload_key")
    row = dict(zip(columns, books().jobs[JOB]))
    return {JOB: tuple({**row, **changes}.values())}


PROMISES = [Promise("r", "good", "none", JOB)]
RULES = {
    "kept": lambda found: audit.kept(found, PROMISES, {}),
    "made once": lambda found: audit.made_once(found, PROMISES),
    "numbered": audit.numbered,
    "outcomes": audit.outcomes,
    "results": lambda found: audit.results(found, PROMISES, {"good": {"lung": 1}}),
    "winners": audit.winners,
    "no files left": audit.no_files_left,
    "sent": audit.sent,
    "keys": audit.keys,
    "queues": audit.queues,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_audit_finds_nothing_in_books_that_are_right(rule):
    assert RULES[rule](books()).broken == []


@pytest.mark.parametrize("rule, wrong", [
    ("kept", {"jobs": {}}),
    ("kept", {"jobs": job(status="FAILED", error_code="INTERNAL")}),
    ("kept", {"jobs": job(status="FAILED", error_code="WORKER_LOST", failures=4)}),
    ("kept", {"jobs": job(status="CANCELLED")}),
    ("made once", {"jobs": {**job(), "other": (*job(id="other")[JOB],)}}),
    ("numbered", {"attempts": {JOB: [(2, "then", "SUCCEEDED", None)]}}),
    ("numbered", {"attempts": {JOB: [(1, None, None, None), (2, "then", "SUCCEEDED", None)]}}),
    ("numbered", {"jobs": job(attempt=3)}),
    ("outcomes", {"attempts": {JOB: [(1, "then", "SUCCEEDED", None), (2, "then", "SUCCEEDED", None)]}}),
    ("outcomes", {"jobs": job(failures=6)}),
    ("outcomes", {"jobs": job(status="RUNNING")}),
    ("results", {"jobs": job(result=RESULT.replace('"lung": 1', '"lung": 2'))}),
    ("winners", {"artifacts": {JOB: [[1, "a", f"jobs/{JOB}/1/a", 0, "0" * 64]]}}),
    ("winners", {"artifacts": {}}),
    ("winners", {"jobs": job(status="CANCELLED")}),
    ("no files left", {"files": {f"uploads/{JOB}", f"jobs/{JOB}/1/a"}}),
    ("no files left", {"jobs": job(deleted_at="then")}),
    ("no files left", {"elsewhere": ["store.made-while-away/a"]}),
    ("sent", {"unsent": [JOB]}),
    ("keys", {"in_flight": ["key"]}),
    ("queues", {"messages": {"lungburden.jobs.dead": 1}}),
])
def test_the_audit_finds_what_is_wrong(rule, wrong):
    assert RULES[rule](books(**wrong)).broken


def test_the_audit_reads_the_files_themselves(tmp_path):
    key = f"jobs/{JOB}/2/a"
    found = books(store=tmp_path, artifacts={JOB: [[2, "a", key, 5, hashlib.sha256(b"bytes").hexdigest()]]})
    assert audit.whole(found).broken
    (tmp_path / key).parent.mkdir(parents=True)
    (tmp_path / key).write_bytes(b"BYTES")
    assert audit.whole(found).broken
    (tmp_path / key).write_bytes(b"bytes")
    assert audit.whole(found).broken == []
