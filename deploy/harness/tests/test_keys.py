"""Keys from the command line to the call: the whole life of a job with a key, by curl."""

import json
import shutil
import subprocess

import pytest

from harness.launcher import run
from harness.serving import serving

pytestmark = pytest.mark.programs

KEYS = {"LUNGBURDEN_AUTH": "keys", "LUNGBURDEN_SEGMENTER": "phantom", "LUNGBURDEN_KEYS_RECHECK": "1s"}


def key(folder, *options):
    done = run("keys", "create", "--data", "data", "--name", "test", *options, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    return done.stdout.strip()


def curl(url, *options, key=None):
    """Status and body."""
    sign_in = ["-H", f"Authorization: Bearer {key}"] if key else []
    done = subprocess.run(
        ["curl", "-sS", "-w", "\n%{http_code}", *sign_in, *options, url], capture_output=True, timeout=60, check=True)
    body, _, status = done.stdout.rpartition(b"\n")
    return int(status), body


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not there")
def test_the_whole_life_of_a_job_with_a_key(tmp_path):
    assert run("phantom", "-o", "phantom.nii.gz", cwd=tmp_path).returncode == 0
    (tmp_path / "data").mkdir(mode=0o700)
    before = key(tmp_path, "--owner", "ward", "--scope", "submit,read", "--expires", "1d")
    with serving(tmp_path, **KEYS) as (_, url):
        jobs = url + "/v1/jobs"
        assert curl(jobs)[0] == 401
        status, body = curl(jobs, "--data-binary", f"@{tmp_path}/phantom.nii.gz", "-H", "Content-Type:", key=before)
        assert status == 202, body
        job = jobs + "/" + json.loads(body)["id"]
        while json.loads(curl(job + "?wait=10s", key=before)[1])["status"] in ("QUEUED", "RUNNING"):
            pass
        status, body = curl(job + "/result", key=before)
        assert status == 200 and json.loads(body)["volumesMl"]["lung"] > 4000
        assert curl(job + "/artifacts/labels.nii.gz", key=before)[1][:2] == b"\x1f\x8b"

        other = key(tmp_path, "--owner", "other", "--scope", "submit,read,admin")
        assert curl(job, key=other)[0] == 404
        assert curl(job, "-X", "DELETE", key=other)[0] == 404
        reader = key(tmp_path, "--owner", "ward", "--scope", "read")
        assert curl(job, key=reader)[0] == 200
        assert curl(job, "-X", "DELETE", key=reader)[0] == 403

        admin = key(tmp_path, "--owner", "ward", "--scope", "admin")
        audit = json.loads(curl(url + "/v1/audit", key=admin)[1])["items"]
        assert {"KEY_CREATE", "JOB_SUBMIT", "RESULT_READ", "FILE_READ"} <= {entry["action"] for entry in audit}
        assert admin not in json.dumps(audit)
        assert curl(url + "/v1/audit", key=reader)[0] == 403

        done = run("quantify", "phantom.nii.gz", "--server", url, "-o", "out", cwd=tmp_path, LUNGBURDEN_KEY=before)
        assert done.returncode == 0, done.stderr
        without = run("quantify", "phantom.nii.gz", "--server", url, "-o", "out2", cwd=tmp_path)
        assert without.returncode == 2 and "UNAUTHENTICATED: " in without.stderr

        assert run("keys", "revoke", reader, "--data", "data", cwd=tmp_path).returncode == 0
        listed = run("keys", "list", "--data", "data", cwd=tmp_path).stdout
        assert listed.count("\n") == 5 and "revoked" in listed
        assert before.split("_", 2)[2] not in listed
        subprocess.run(["sleep", "1.5"], check=True)
        assert curl(job, key=reader)[0] == 401
        assert curl(job, "-X", "DELETE", key=before)[0] == 204
    log = (tmp_path / "data/log/lungburden.log").read_text()
    for secret in (before, other, reader):
        assert secret.split("_", 2)[2] not in log


@pytest.mark.parametrize(("options", "sentence"), [
    (["--owner", "a", "--name", "b", "--scope", "write"], "--scope: 'write' is no scope"),
    (["--owner", "a b", "--name", "b", "--scope", "read"], "--owner takes"),
    (["--name", "b", "--scope", "read"], "create needs --owner"),
    (["--owner", "a", "--name", "b", "--scope", "read", "--expires", "soon"], "--expires takes a time"),
])
def test_a_wrong_option_is_told_in_one_sentence(tmp_path, options, sentence):
    done = run("keys", "create", "--data", ".", *options, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(sentence) and done.stderr.count("\n") == 1


def test_beyond_loopback_the_api_asks_for_sign_in(tmp_path):
    settings = {
        "SPRING_DATASOURCE_URL": "jdbc:postgresql://127.0.0.1:1/none",
        "LUNGBURDEN_AMQP_URI": "amqp://127.0.0.1:1",
        "LUNGBURDEN_ARTIFACTS_LOCATION": f"file:{tmp_path}/store",
    }
    done = run("api", "--host", "0.0.0.0", "--port", "0", cwd=tmp_path, **settings)
    assert done.returncode == 2
    assert "LUNGBURDEN_AUTH=keys" in done.stderr and done.stderr.count("\n") == 1
