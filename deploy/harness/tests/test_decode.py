"""The benchmark of reading DICOM."""

import pytest

from harness.launcher import run

pytestmark = pytest.mark.programs


def test_benchmark_prints_a_table(tmp_path):
    ended = run("bench", "decode", "--short", "--runs", "1", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    head, rule, row = [line.split("|")[1:-1] for line in ended.stdout.splitlines()]
    assert len(head) == len(rule) == len(row)
    told = dict(zip((name.strip() for name in head), (value.strip() for value in row)))
    assert told["512 x 512"] == "explicit VR little endian"
    assert float(told["MB a slice"]) == pytest.approx(0.53, abs=0.01)
    assert float(told["ms a slice"]) > 0 and float(told["ratio"]) == 1


def test_a_long_study_is_read_in_a_small_heap(tmp_path):
    ended = run("bench", "decode", "--study", "--short", "--runs", "1", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    head, rule, row = [[cell.strip() for cell in line.split("|")[1:-1]] for line in ended.stdout.splitlines()]
    told = dict(zip(head, row))
    assert told["slices"] == "24" and told["heap"] == "1536m"
    assert float(told["processor s"]) > 0 and 12 < int(told["peak heap, MB"]) < 1536


def test_row_of_the_benchmark_refuses_nonsense(tmp_path):
    ended = run("bench-decode", "--runs", "0", "study.zip", cwd=tmp_path)
    assert ended.returncode == 2 and "--runs" in ended.stderr
    assert "bench-decode" not in run("help", cwd=tmp_path).stdout
