"""The benchmark of writing the files of a result."""

import pytest

from harness.launcher import run

pytestmark = pytest.mark.programs


def test_benchmark_prints_a_table(tmp_path):
    ended = run("bench", "files", "--runs", "1", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    head, rule, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in ended.stdout.splitlines()]
    assert {len(row) for row in rows} == {len(head)} == {len(rule)}
    told = [dict(zip(head, row)) for row in rows]
    assert [row["file"] for row in told][-1] == "all"
    assert {"labels.nii.gz", "overlay.png", "report.pdf", "measurements.csv"} < {row["file"] for row in told}
    assert float(told[-1]["first ms"]) > 0 and float(told[-1]["ms"]) > 0
    assert list(tmp_path.iterdir()) == []


def test_row_of_the_benchmark_refuses_nonsense(tmp_path):
    ended = run("bench-files", "--runs", "0", "study.zip", str(tmp_path), cwd=tmp_path)
    assert ended.returncode == 2 and "--runs" in ended.stderr
    assert "bench-files" not in run("help", cwd=tmp_path).stdout
