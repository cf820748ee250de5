"""A heap that is too small for a study: the messages, and the return of the service."""

import re

import pytest

from harness import studies
from harness.launcher import processes_naming, run
from harness.serving import address, finished, post, serving

pytestmark = pytest.mark.programs

# the voxels of the large study take 200 MB
HEAP = {"LUNGBURDEN_JAVA_OPTS": "-Xmx192m -XX:TieredStopAtLevel=1", "LUNGBURDEN_SEGMENTER": "none"}
TRIED_ALL_THE_SAME = {"LUNGBURDEN_CHECK_MEMORY": "false"}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    file = tmp_path_factory.mktemp("large") / "large.nii.gz"
    file.write_bytes(studies.fine().body)
    return file


def test_serve_comes_back_when_its_heap_is_full_and_no_job_is_lost(tmp_path, large):
    small = studies.small(tmp_path).body
    settings = {**HEAP, **TRIED_ALL_THE_SAME, "LUNGBURDEN_JOB_MAX_FAILURES": "2"}
    with serving(tmp_path, **settings) as (process, url):
        before = finished(url, post(url, small))
        poison = post(url, large.read_bytes())
        for _ in range(2):
            url = address(process)
        after = post(url, small)
        poison, after = finished(url, poison), finished(url, after)
        assert (poison["status"], poison["attempt"], poison["error"]["code"]) == ("FAILED", 2, "OUT_OF_MEMORY")
        for job in (before, after):
            assert (job["status"], job["attempt"]) == ("SUCCEEDED", 1)
        process.terminate()
        assert process.stderr.read().count(", as memory ran out; restarting in") == 2
    assert processes_naming(str(tmp_path / "data")) == []


@pytest.mark.parametrize("settings", [{}, TRIED_ALL_THE_SAME])
def test_quantify_ends_with_a_sentence_and_leaves_nothing(tmp_path, large, settings):
    ended = run("quantify", "--test", large, "-o", "out", cwd=tmp_path, TMPDIR=str(tmp_path), **HEAP, **settings)
    assert ended.returncode == 3
    assert ended.stderr.count("OUT_OF_MEMORY: ") >= 1
    told = re.search(r"takes (\d+) MB of heap, and the worker has 192 MB; LUNGBURDEN_JAVA_OPTS=-Xmx1g ", ended.stderr)
    assert bool(told) == (not settings), ended.stderr
    assert not told or 500 < int(told[1]) < 900
    assert not list((tmp_path / "out").glob("*"))
    assert processes_naming(str(tmp_path)) == []
