"""The content of the compose file; deploy/docker/verify.sh tests that the images run."""

import json
import os
import re
import subprocess

import pytest
import yaml

from harness.launcher import HOME

pytestmark = pytest.mark.programs


SECRETS = re.findall(r"(?m)^(\w+)=$", (HOME / ".env.example").read_text())
OWN = ("api", "migrate", "worker", "worker-gpu")


def compose(environment, *arguments, files=("docker-compose.yml",)):
    named = [text for file in files for text in ("-f", HOME / file)]
    command = ["docker-compose", *named, "--env-file", os.path.relpath(environment, HOME), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=HOME, timeout=60)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The example with each secret set, to its own name."""
    file = tmp_path_factory.mktemp("compose") / "env"
    file.write_text(re.sub(r"(?m)^(\w+)=$", r"\1=of-\1", (HOME / ".env.example").read_text()))
    return file


@pytest.fixture(scope="module")
def whole(filled):
    told = compose(filled, "--profile", "gpu", "config")
    assert told.returncode == 0, told.stderr
    return yaml.safe_load(told.stdout)


@pytest.fixture(scope="module")
def services(whole):
    return whole["services"]


def test_has_all_parts_and_starts_no_gpu_unasked(services):
    assert set(services) == {"postgres", "rabbitmq", "s3", "bucket", "api", "migrate", "worker", "worker-gpu"}
    assert [name for name, service in services.items() if "profiles" in service] == ["worker-gpu"]


def test_own_services_are_confined(services):
    for name in OWN:
        assert services[name]["cap_drop"] == ["ALL"]


def test_every_service_is_confined(services):
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["mem_limit"] and service["pids_limit"], name


def test_the_api_alone_reaches_beyond_the_machine(whole):
    assert whole["networks"]["inside"]["internal"] is True
    reached = {name: set(service["networks"]) for name, service in whole["services"].items()}
    assert reached.pop("api") == {"inside", "outside"}
    assert all(networks == {"inside"} for networks in reached.values())


def test_each_process_has_a_database_user_of_its_own(services):
    users = {name: services[name]["environment"]["SPRING_DATASOURCE_USERNAME"] for name in OWN}
    assert users == {"api": "lungburden_api", "migrate": "lungburden_owner", "worker": "lungburden_worker",
                     "worker-gpu": "lungburden_worker"}
    for name in ("api", "worker", "worker-gpu"):
        environment = services[name]["environment"]
        assert environment["LUNGBURDEN_SCHEMA_MIGRATE"] == "false"
        assert "of-DATABASE_OWNER_PASSWORD" not in environment.values()
        assert "of-POSTGRES_PASSWORD" not in environment.values()
    assert services["postgres"]["environment"]["POSTGRES_USER"] not in users.values()


def test_with_tls_every_connection_checks_its_certificate(filled):
    told = compose(filled, "--profile", "gpu", "config", files=("docker-compose.yml", "deploy/docker/tls.yml"))
    assert told.returncode == 0, told.stderr
    services = yaml.safe_load(told.stdout)["services"]
    for name in OWN:
        environment = services[name]["environment"]
        assert "sslmode=verify-full&sslrootcert=/certificates/ca.pem" in environment["SPRING_DATASOURCE_URL"]
        assert environment["LUNGBURDEN_AMQP_URI"].startswith("amqps:")
        assert environment["SPRING_SSL_BUNDLE_PEM_BROKER_TRUSTSTORE_CERTIFICATE"] == "file:/certificates/ca.pem"
        assert "SPRING_DATASOURCE_USERNAME" in environment
    assert "ssl=on" in services["postgres"]["command"]
    assert "tcp_listeners []" in services["rabbitmq"]["environment"]["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"]


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


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_must_be_set(secret, filled, tmp_path):
    lacking = tmp_path / "env"
    lacking.write_text(re.sub(rf"(?m)^{secret}=.*$", f"{secret}=", filled.read_text()))
    told = compose(lacking, "config")
    assert told.returncode != 0
    assert ".env.example" in told.stderr


def test_the_example_has_no_secret_that_starts():
    assert len(SECRETS) == 6
    assert not re.search(r"(?mi)^\w*(PASSWORD|SECRET|KEY)\w*=.", (HOME / ".env.example").read_text().replace("API_AUTH", ""))


def test_every_setting_is_documented(services):
    known = (HOME / "docs/configuration.md").read_text()
    for name in OWN:
        for key in services[name]["environment"]:
            if key.startswith("LUNGBURDEN_"):
                words = re.sub("_", "[.-]", key.lower())
                assert re.search(f"`{words}`", known), key
