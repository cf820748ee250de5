"""The clients that openapi-generator makes from `openapi.yaml`, against the running service and a simulated later edition."""

import http.server
import json
import subprocess
import urllib.request
from contextlib import contextmanager

import pytest
import yaml

from harness import web
from harness.generated_clients import CONTRACT, GENERATORS, GeneratedClients
from harness.launcher import run
from harness.serving import get, serving

pytestmark = pytest.mark.programs

WALK_SECONDS = 60


@pytest.fixture(scope="module")
def clients():
    return GeneratedClients().make()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """The URL of a service with one worker, and the phantom."""
    folder = tmp_path_factory.mktemp("service")
    phantom = folder / "phantom.nii.gz"
    assert run("phantom", "-o", phantom, cwd=folder).returncode == 0
    with serving(folder, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        yield url, phantom


@pytest.fixture(scope="module")
def future():
    """The URL of a simulated later edition, which sends fields and values that today's contract does not name."""
    job = yaml.safe_load(CONTRACT.read_text())["components"]["examples"]["failedJob"]["value"]
    job |= {"status": "ARCHIVED", "stage": "POLISHING", "color": "blue", "weights": [1, 2], "more": {"deep": True}}
    job["links"]["report"] = job["links"]["self"] + "/report"
    job["error"] |= {"code": "NOT_INVENTED_YET", "causes": [{"slices": 3}]}
    with answering(json.dumps(job).encode()) as url:
        yield url


@contextmanager
def answering(body):
    """A context in which a server answers each GET with this JSON."""
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with web.serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


@pytest.mark.parametrize("name", GENERATORS)
def test_a_generated_client_goes_the_whole_way(name, clients, service, future, tmp_path):
    url, phantom = service
    text, target = tmp_path / "text.txt", tmp_path / "labels.nii.gz"
    text.write_text("no study")

    walk = subprocess.run(
        [*map(str, clients.walk(name, url, phantom, text, target, future))],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=WALK_SECONDS,
        check=False,
    )

    print(walk.stdout)
    assert walk.returncode == 0, walk.stdout + walk.stderr
    done, = [job for job in json.loads(get(f"{url}/v1/jobs?batch={name}"))["items"] if job["status"] == "SUCCEEDED"]
    result = json.loads(get(url + done["links"]["result"]))
    assert walk.stdout.replace("True", "true").splitlines() == [
        f"submitted QUEUED {name}",
        "replayed true true",
        "refused PRECONDITION_FAILED 412",
        "cancelled CANCELLED",
        "followed finished SUCCEEDED",
        "followed among others SUCCEEDED",
        "finished SUCCEEDED WRITING 1",
        f"measured 2.0 {result['volumesMl']['lung']} UNKNOWN",
        "downloaded labels.nii.gz true true",
        "listed CANCELLED SUCCEEDED",
        "batch 2 2 1 3",
        "refused NOT_AN_ARCHIVE 422 walk",
        "retried QUEUED",
        "deleted JOB_NOT_FOUND 404",
        "future ARCHIVED POLISHING NOT_INVENTED_YET",
    ]
    with urllib.request.urlopen(url + done["links"]["artifacts"] + "/labels.nii.gz", timeout=30) as file:
        assert target.read_bytes() == file.read()
