"""`lungburden corrections`: what readers corrected comes as pairs that nibabel reads and that training takes."""

import csv
import gzip
import json
import subprocess
import sys
import time
import urllib.request

import nibabel
import numpy
import pytest

from harness import studies
from harness.launcher import HOME, run
from harness.serving import finished, get, post, serving

pytestmark = pytest.mark.programs


def send(url, body, kind, method):
    request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def until(there):
    for _ in range(600):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("the correction is not measured")


def corrected(url, study, accept):
    """A job whose ground glass a reader erased; returns its id and the corrected labels."""
    job = f"{url}/v1/jobs/" + finished(url, post(url, study.body))["id"]
    with urllib.request.urlopen(job + "/artifacts/labels.nii.gz", timeout=30) as response:
        plain = bytearray(gzip.decompress(response.read()))
    plain[352:] = bytes(1 if label == 2 else label for label in plain[352:])
    revision = send(job + "/revisions?base=0&author=A", gzip.compress(bytes(plain)), "application/gzip", "POST")
    assert revision["revision"] == 1
    until(lambda: json.loads(get(f"{job}/revisions/1"))["status"] == "SUCCEEDED")
    send(job, b'{"subject": "p-1"}', "application/json", "PATCH")
    if accept:
        send(job + "/accepted-revision", b'{"revision": 1, "author": "A"}', "application/json", "PUT")
    return job.rsplit("/", 1)[1], plain


def test_accepted_corrections_become_pairs_for_training(tmp_path):
    study = studies.small(tmp_path)
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        accepted, plain = corrected(url, study, True)
        corrected(url, study, False)
        command = ["corrections", "--server", url, "-o", "pairs"]
        done = run(*command, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        folder = tmp_path / "pairs"
        assert sorted(path.name for path in folder.iterdir()) == [
            f"{accepted}_ct.nii.gz", f"{accepted}_labels.nii.gz", "corrections.csv"]
        scan = nibabel.load(folder / f"{accepted}_ct.nii.gz")
        labels = nibabel.load(folder / f"{accepted}_labels.nii.gz")
        sent = nibabel.Nifti1Image.from_bytes(gzip.decompress(study.body))
        assert numpy.array_equal(numpy.asarray(scan.dataobj), numpy.asarray(sent.dataobj))
        assert numpy.allclose(labels.affine, scan.affine, atol=1e-4)
        assert set(numpy.unique(numpy.asarray(labels.dataobj))) == {0, 1, 3}
        assert labels.dataobj.get_unscaled().tobytes("F") == bytes(plain[352:])
        with open(folder / "corrections.csv", newline="") as file:
            assert list(csv.DictReader(file)) == [{"name": accepted, "patient": "p-1", "revision": "1"}]
        # the loader of training takes the folder
        script = "import sys; from pathlib import Path; from lungburden_training.data.corrections import corrections;" \
                 " print(*corrections(Path(sys.argv[1])))"
        taken = subprocess.run([sys.executable, "-c", script, folder], cwd=HOME / "training", text=True,
                               stdout=subprocess.PIPE, check=True).stdout
        assert taken.startswith(accepted + "@")
        # what is there stays as it is
        before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.nii.gz")}
        again = run(*command, cwd=tmp_path)
        assert again.returncode == 0, again.stderr
        assert {path.name: path.stat().st_mtime_ns for path in folder.glob("*.nii.gz")} == before


def test_without_an_accepted_correction_nothing_is_written_but_told(tmp_path):
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        done = run("corrections", "--server", url, "-o", "pairs", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "No correction has been accepted yet." in done.stderr
        assert list((tmp_path / "pairs").iterdir()) == []
