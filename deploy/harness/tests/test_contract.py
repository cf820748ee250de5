"""The running service against `openapi.yaml`, tested by a tool that knows only this file (Schemathesis)."""

import subprocess
from pathlib import Path

import pytest

from harness.launcher import HOME, run
from harness.serving import finished, post, serving
from harness.tools import python_environment

pytestmark = pytest.mark.programs

HERE = Path(__file__).parent
MAX_SECONDS = 120


def test_the_service_keeps_its_contract(tmp_path):
    schemathesis = python_environment(HERE / "requirements.txt") / "bin" / "schemathesis"
    phantom = tmp_path / "phantom.nii.gz"
    assert run("phantom", "-o", phantom, cwd=tmp_path).returncode == 0
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        assert finished(url, post(url, phantom.read_bytes()))["status"] == "SUCCEEDED"
        # the tool itself submits no valid studies, so the test makes jobs in every state for its requests
        done = subprocess.run(
            [
                schemathesis,
                "--config-file",
                HERE / "schemathesis.toml",
                "run",
                HOME / "openapi.yaml",
                "--url",
                url,
                "--max-examples=40",
                "--request-timeout=30",
                "--seed=1",
                "--no-color",
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=MAX_SECONDS,
            check=False,
        )

    assert done.returncode == 0, done.stdout
    assert "Tested: 44" in done.stdout, done.stdout
