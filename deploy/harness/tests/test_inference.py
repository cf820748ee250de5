"""The user's choice of the network's device, the messages when memory runs out, and the benchmark."""

import pytest

from harness import models, studies
from harness.launcher import run
from harness.serving import address, finished, post, serving

pytestmark = pytest.mark.programs


def test_gpu_that_is_not_there_is_refused_by_its_setting(tmp_path):
    ended = run("quantify", "-o", "out", cwd=tmp_path, LUNGBURDEN_DEVICE="cuda:99")
    assert ended.returncode == 2
    assert "LUNGBURDEN_DEVICE" in ended.stderr and "cuda:99" in ended.stderr
    assert "\tat " not in ended.stdout + ended.stderr
    assert not list((tmp_path / "out").glob("*"))


def test_quantify_tells_that_memory_ran_out(tmp_path):
    (tmp_path / "dense.nii.gz").write_bytes(studies.dense().body)
    model = models.runs_out(tmp_path / "model")
    ended = run("quantify", "dense.nii.gz", "--model", model, "-o", "out", cwd=tmp_path)
    assert ended.returncode == 3
    assert "OUT_OF_MEMORY: " in ended.stderr
    assert "\tat " not in ended.stdout + ended.stderr
    assert not list((tmp_path / "out").glob("*"))


def test_serve_is_started_again_when_memory_runs_out_and_fails_the_job_in_the_end(tmp_path):
    model = models.runs_out(tmp_path / "model")
    settings = {"LUNGBURDEN_JOB_MAX_FAILURES": "2", "LUNGBURDEN_JOB_FIRST_DELAY": "100ms"}
    with serving(tmp_path, LUNGBURDEN_MODEL=str(model), **settings) as (process, url):
        good = finished(url, post(url, studies.small(tmp_path).body))
        assert good["status"] == "SUCCEEDED", good
        dense = post(url, studies.dense().body)
        for _ in range(2):
            url = address(process)
        dense = finished(url, dense)
        assert dense["status"] == "FAILED" and dense["attempt"] == 2
        assert dense["error"]["code"] == "OUT_OF_MEMORY"
        log = (tmp_path / "data" / "log" / "lungburden.log").read_text()
        assert "from now on 4 slices a call" in log


def test_benchmark_prints_a_table(tmp_path):
    ended = run("bench", "inference", "--short", "--runs", "1", "--device", "cpu", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    head, rule, row = [line.split("|")[1:-1] for line in ended.stdout.splitlines()]
    assert len(head) == len(rule) == len(row)
    told = dict(zip((name.strip() for name in head), (value.strip() for value in row)))
    assert told["device"] == "cpu" and told["precision"] == "float32" and told["slices a call"] == "8"
    assert float(told["s"]) > 0 and float(told["ratio"]) == 1
    assert 300 < int(told["peak MiB"]) < 4096


def test_row_of_the_benchmark_refuses_nonsense(tmp_path):
    ended = run("bench-inference", "--threads", "0", cwd=tmp_path)
    assert ended.returncode == 2 and "--threads" in ended.stderr
    assert "bench-inference" not in run("help", cwd=tmp_path).stdout
