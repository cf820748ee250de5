"""Messages and exit codes of `api` and `worker` when they cannot start."""

import os
import re
import signal
import socket
import time

import pytest

from harness.launcher import run
from harness.postgres import USER, PostgresServer
from harness.processes import PrivateFolder

pytestmark = pytest.mark.programs

SETTINGS = {
    "SPRING_DATASOURCE_URL": "jdbc:postgresql://127.0.0.1:9/none",
    "LUNGBURDEN_AMQP_URI": "amqp://guest:guest@127.0.0.1:9/%2f",
    "LUNGBURDEN_ARTIFACTS_LOCATION": "file:/nonexistent/lungburden",
}


def test_each_missing_setting_is_named(tmp_path):
    for name in SETTINGS:
        for command in (["api", "--port", "0"], ["worker"]):
            ended = run(*command, cwd=tmp_path, **{**SETTINGS, name: ""})
            assert ended.returncode == 2
            assert name in ended.stderr
            assert "\tat " not in ended.stdout + ended.stderr


def test_worker_refuses_a_segmenter_that_stands_in(tmp_path):
    ended = run("worker", cwd=tmp_path, LUNGBURDEN_SEGMENTER="none", **SETTINGS)
    assert ended.returncode == 2
    assert "--test" in ended.stderr


def test_worker_without_a_schema_ends_with_3(tmp_path):
    ended = run("worker", cwd=tmp_path, LUNGBURDEN_SCHEMA_TIMEOUT="1s", **SETTINGS)
    assert ended.returncode == 3
    assert "database" in ended.stderr
    assert "\tat " not in ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def database():
    """A PostgreSQL that requires a password."""
    folder = PrivateFolder("login")
    server = PostgresServer(folder)
    try:
        server.start()
        server.rows(f"ALTER USER {USER} PASSWORD 'right'")
        (server.home / "data/pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        os.kill(server.process.pid, signal.SIGHUP)
        yield server
    finally:
        server.close()
        folder.close()


@pytest.mark.parametrize("command", [["api", "--port", "0"], ["worker"]])
def test_a_wrong_password_is_told_in_one_sentence_without_a_wait(tmp_path, database, command):
    settings = {**SETTINGS, **database.environment(), "SPRING_DATASOURCE_PASSWORD": "wrong"}
    begin = time.monotonic()
    ended = run(*command, cwd=tmp_path, **settings)
    assert ended.returncode == 2
    assert re.fullmatch(r"lungburden: the database refuses the user or the password; [^\n]*PASSWORD\n", ended.stderr)
    assert "wrong" not in ended.stdout + ended.stderr
    assert time.monotonic() - begin < 30, "an API waits a minute for a database that is not there"


@pytest.mark.parametrize("option", ["--port", "--management-port"])
def test_a_port_in_use_is_told_with_the_option_that_names_another(tmp_path, database, option):
    settings = {**SETTINGS, **database.environment(), "SPRING_DATASOURCE_PASSWORD": "right"}
    # a database belongs to one store
    settings["LUNGBURDEN_ARTIFACTS_LOCATION"] = f"file:{database.home}/store"
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ports = {"--port": 0, "--management-port": 0, option: port}
        ended = run("api", *[str(word) for pair in ports.items() for word in pair], cwd=tmp_path, **settings)
    assert ended.returncode == 2
    assert ended.stderr == f"lungburden: port {port} is in use; {option} names another, {option} 0 takes a free one\n"
