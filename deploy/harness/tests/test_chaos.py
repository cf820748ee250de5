"""The chaos run in its short form."""

import re

import pytest

from harness.launcher import run

pytestmark = pytest.mark.programs


def test_jobs_outlive_whatever_breaks(tmp_path):
    done = run("chaos", "--short", "--seed", "1", cwd=tmp_path, timeout=500)

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "| together |" in done.stdout
    assert "BROKEN" not in done.stdout
    faults = dict(re.findall(r"^\| ([\w' ]+) \| (\d+) \|$", done.stdout, re.MULTILINE))
    for kind in ("api killed", "worker paused", "broker killed", "database killed", "database connections hang",
                 "store unreachable"):
        assert int(faults[kind]) >= 1
    assert list(tmp_path.iterdir()) == []
