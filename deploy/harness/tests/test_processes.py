"""What `api` and `worker` say and end with when they cannot start."""

import pytest

from harness.launcher import run

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
