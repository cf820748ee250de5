"""The programs of `docs/clients.md` run as they stand there, against one service."""

import http.server
import json
import re
import subprocess
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from harness import web
from harness.launcher import HOME, run
from harness.serving import get, serving
from harness.tools import java, node_modules, python_environment

pytestmark = pytest.mark.programs

PAGE = (HOME / "docs/clients.md").read_text()
PROGRAMS = dict(re.findall(r"```\w+ (\S+)\n(.*?)```", PAGE, re.DOTALL))
JARS = HOME / "deploy/standalone/target/lib"


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """URL and phantom."""
    folder = tmp_path_factory.mktemp("service")
    assert run("phantom", "-o", folder / "phantom.nii.gz", cwd=folder).returncode == 0
    with serving(folder, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        yield url, folder / "phantom.nii.gz"


@pytest.fixture
def busy(service):
    """An address that is busy at the first request, and then sends clients on to the service."""
    class Busy(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        asked = 0

        def do_GET(self):
            Busy.asked += 1
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            body = json.dumps({"code": "UNAVAILABLE", "detail": "Busy.", "requestId": "1"}).encode()
            self.send_response(503 if Busy.asked == 1 else 307)
            self.send_header("Retry-After", "0")
            self.send_header("Location", service[0] + self.path)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    with web.serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Busy)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


def play(folder, program, *command):
    (folder / program).write_text(PROGRAMS[program])
    return subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def test_programs_are_short():
    assert sorted(PROGRAMS) == ["Measure.java", "Receiver.java", "batch.py", "front.ts"]
    for name, text in PROGRAMS.items():
        lines = [line for line in text.splitlines() if line.strip()]
        assert len(lines) <= 40 and max(map(len, lines)) <= 140, name


def test_batch_in_python(service, busy, tmp_path):
    url, phantom = service
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies/chest.nii.gz").write_bytes(phantom.read_bytes())
    (tmp_path / "studies/note.txt").write_text("no study")
    # its requests are those of the contract's tests
    python = python_environment(HOME / "deploy/harness/tests/requirements.txt") / "bin/python"
    command = [python, "batch.py", busy, "studies", "page", "out"]

    done = play(tmp_path, "batch.py", *command)

    assert (done.returncode, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("note.txt NOT_AN_ARCHIVE: ") and second.strip() == "chest.nii.gz SUCCEEDED"
    job, = json.loads(get(f"{url}/v1/jobs?batch=page"))["items"]
    for file in json.loads(get(url + job["links"]["artifacts"]))["items"]:
        with urllib.request.urlopen(url + file["href"], timeout=30) as stored:
            assert (tmp_path / "out/chest.nii.gz" / file["name"]).read_bytes() == stored.read()
    again = play(tmp_path, "batch.py", *command)
    assert again.stdout.splitlines()[-1] == second
    assert len(json.loads(get(f"{url}/v1/jobs?batch=page"))["items"]) == 1


def test_page_in_typescript(service, tmp_path):
    url, phantom = service
    node, _ = node_modules()
    quiet = [node, "--experimental-eventsource", "--no-warnings", "front.ts"]
    # modules of TypeScript need a package that says so
    (tmp_path / "package.json").write_text('{"type": "module"}')

    done = play(tmp_path, "front.ts", *quiet, url, phantom)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert all(re.fullmatch(r"[A-Z_]+ \d+ %", line) for line in lines[:-1]) and len(lines) > 1
    assert re.fullmatch(r"SUCCEEDED: lung \d+\.\d mL, opacity \d+\.\d %", lines[-1])

    (tmp_path / "note.txt").write_text("no study")
    refused = play(tmp_path, "front.ts", *quiet, url, "note.txt")
    assert refused.stdout.startswith("NOT_AN_ARCHIVE: ")
    away = play(tmp_path, "front.ts", *quiet, "http://127.0.0.1:9", "note.txt")
    assert away.stdout.startswith("NO_CONNECTION: ")


def test_service_in_java(service, tmp_path):
    url, phantom = service
    command = [java("java"), "-cp", f"{JARS}/*", "Measure.java", url]

    done = play(tmp_path, "Measure.java", *command, phantom)
    assert (done.returncode, done.stderr) == (0, "")
    status, lung = done.stdout.split()
    newest = json.loads(get(f"{url}/v1/jobs"))["items"][0]
    result = json.loads(get(url + newest["links"]["result"]))
    assert (status, float(lung)) == ("SUCCEEDED", result["volumesMl"]["lung"])

    (tmp_path / "note.txt").write_text("no study")
    refused = play(tmp_path, "Measure.java", *command, "note.txt")
    assert refused.returncode == 1 and "IllegalStateException: NOT_AN_ARCHIVE: " in refused.stderr


def test_receiver_of_webhooks_in_java(service, tmp_path):
    url, phantom = service
    secret = json.loads(get(f"{url}/v1/webhook-secret"))["secret"]
    (tmp_path / "Receiver.java").write_text(PROGRAMS["Receiver.java"])
    receiver = subprocess.Popen(
        [java("java"), "Receiver.java", secret], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    late = threading.Timer(60, receiver.kill)
    late.start()
    try:
        address = f"http://127.0.0.1:{int(receiver.stdout.readline())}/"
        with pytest.raises(urllib.error.HTTPError):
            forged = {"webhook-id": "1", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,AAAA"}
            urllib.request.urlopen(urllib.request.Request(address, b"{}", forged), timeout=30)
        assert receiver.stdout.readline() == "refused\n"
        query = urllib.parse.urlencode({"callbackUrl": address})
        with urllib.request.urlopen(urllib.request.Request(
                f"{url}/v1/jobs?{query}", phantom.read_bytes(), {"Content-Type": "application/octet-stream"}), timeout=60) as answer:
            job = json.load(answer)
        told = json.loads(receiver.stdout.readline())
        assert told["type"] == "job.succeeded" and job["id"] in json.dumps(told)
    finally:
        late.cancel()
        receiver.kill()
        receiver.communicate()
