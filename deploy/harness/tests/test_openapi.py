"""`openapi.yaml` passes the linters that its readers use. For Redocly a warning counts as error; Spectral reports hints too."""

import os
import subprocess

import pytest
import yaml

from harness.generated_clients import CONTRACT
from harness.tools import CLIENTS, node_modules

pytestmark = pytest.mark.programs

QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}


def redocly(modules, file):
    return [modules / "@redocly" / "cli" / "bin" / "cli.js", "lint", "--extends=recommended-strict", file]


def spectral(modules, file):
    program = modules / "@stoplight" / "spectral-cli" / "dist" / "index.js"
    return [program, "lint", "--fail-severity=hint", "--ruleset", CLIENTS / "spectral.yaml", file]


def lint(command, file):
    node, modules = node_modules()
    return subprocess.run(
        [node, *command(modules, file)],
        # where the exceptions of Redocly lie
        cwd=CLIENTS,
        env={**os.environ, **QUIET},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("command", [redocly, spectral])
def test_the_contract_lints_clean(command):
    done = lint(command, CONTRACT)

    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout, done.stdout


@pytest.mark.parametrize("command", [redocly, spectral])
def test_a_fault_is_found(command, tmp_path):
    contract = yaml.safe_load(CONTRACT.read_text())
    del contract["paths"]["/v1/jobs"]["post"]["operationId"]
    contract["components"]["examples"]["queuedJob"]["value"]["progress"] = "half"
    faulty = tmp_path / "openapi.yaml"
    faulty.write_text(yaml.safe_dump(contract))

    done = lint(command, faulty)

    assert done.returncode == 1, done.stdout
    assert "operationId" in done.stdout, done.stdout
    assert "progress" in done.stdout, done.stdout
