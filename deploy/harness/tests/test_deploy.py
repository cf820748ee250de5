"""The content of the compose file; deploy/docker/verify.sh tests that the images run."""

import json
import os
import re
import subprocess

import pytest
import yaml

from harness.launcher import HOME

pytestmark = pytest.mark.programs


def compose(*arguments, environment=".env.example"):
    command = ["docker-compose", "-f", HOME / "docker-compose.yml", "--env-file", HOME / environment, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=HOME, timeout=60)


@pytest.fixture(scope="module")
def services():
    told = compose("--profile", "gpu", "config")
    assert told.returncode == 0, told.stderr
    return yaml.safe_load(told.stdout)["services"]


def test_has_all_parts_and_starts_no_gpu_unasked(services):
    assert set(services) == {"postgres", "rabbitmq", "s3", "bucket", "api", "worker", "worker-gpu"}
    assert [name for name, service in services.items() if "profiles" in service] == ["worker-gpu"]


def test_own_services_are_confined(services):
    for name in ("api", "worker", "worker-gpu"):
        service = services[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]


def test_a_full_heap_ends_a_service_and_the_engine_starts_it_again(services):
    for name in ("api", "worker", "worker-gpu"):
        assert "-XX:+ExitOnOutOfMemoryError" in services[name]["environment"]["JAVA_TOOL_OPTIONS"]
        assert services[name]["restart"] == "unless-stopped"


def test_the_gpu_worker_takes_no_jobs_on_the_cpu(services):
    added = {key: value for key, value in services["worker-gpu"]["environment"].items()
             if key not in services["worker"]["environment"]}
    assert added == {"LUNGBURDEN_DEVICE": "cuda:0", "LUNGBURDEN_PRECISION": "auto", "LUNGBURDEN_GPU_MEMORY": "0"}


def test_the_api_is_reached_from_this_machine_alone(services):
    assert json.dumps(services["api"]["ports"]).count("127.0.0.1") == 1
    assert not any("ports" in services[name] for name in ("postgres", "rabbitmq", "s3", "worker"))


def test_secrets_must_be_set(tmp_path):
    empty = tmp_path / "env"
    empty.write_text("")
    told = compose("config", environment=os.path.relpath(empty, HOME))
    assert told.returncode != 0
    assert ".env.example" in told.stderr


def test_every_setting_is_documented(services):
    known = (HOME / "docs/configuration.md").read_text()
    for name in ("api", "worker", "worker-gpu"):
        for key in services[name]["environment"]:
            if key.startswith("LUNGBURDEN_"):
                words = re.sub("_", "[.-]", key.lower())
                assert re.search(f"`{words}`", known), key
