"""What readers corrected: `/v1/agreement` beside NumPy and SciPy, and `lungburden corrections` up to a training on its folder."""

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

CLASSES = {"lung_ml": (1, 2, 3), "opacity_ml": (2, 3), "ground_glass_ml": (2,), "high_opacity_ml": (3,)}
RECIPE = """
name: corrected
version: 0.0.1
seed: 3
window: {low: -1024, high: 150}
neighbour_distance_mm: 5.0
network: {stem: 4, growth: 4, dilations: [1, 2], hidden: 4, lstm_inputs: 4, head_width: 4}
main: {steps: 1, learning_rate: 0.002, per_set: {covid-volumes: 1}}
attention: {steps: 1, learning_rate: 0.002, targets: 1, per_set: {covid-volumes: 1}}
"""
# the command line of training, without the data sets that are not here
TRAIN = """
import sys
from pathlib import Path
from lungburden_training import __main__ as command_line
from lungburden_training.data import cache
command_line.HERE = Path(sys.argv.pop(1))
cache.load_items = lambda *_: []
command_line.main()
"""


def send(url, body, kind, method):
    request = urllib.request.Request(url, data=body, method=method, headers={"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def fetched(url, revision):
    """The labels of a revision as the service hands them out."""
    with urllib.request.urlopen(f"{url}/revisions/{revision}/artifacts/labels.nii.gz", timeout=30) as response:
        return nibabel.Nifti1Image.from_bytes(gzip.decompress(response.read()))


def corrected(url, study, part, accept):
    """A job in which a reader took a part of the opacity for lung, and some lung for ground glass; returns its id."""
    job = f"{url}/v1/jobs/" + finished(url, post(url, study.body))["id"]
    automatic = fetched(job, 0)
    labels = numpy.asarray(automatic.dataobj).copy()
    place = numpy.arange(labels.size).reshape(labels.shape)
    labels[(labels > 1) & (place % 10 < part)] = 1
    labels[(labels == 1) & (place % (90 * part) == 0)] = 2
    body = gzip.compress(nibabel.Nifti1Image(labels, automatic.affine, automatic.header).to_bytes())
    assert send(job + "/revisions?base=0&author=A", body, "application/gzip", "POST")["revision"] == 1
    for _ in range(600):
        if json.loads(get(f"{job}/revisions/1"))["status"] == "SUCCEEDED":
            break
        time.sleep(0.1)
    send(job, b'{"subject": "p-1"}', "application/json", "PATCH")
    if accept:
        send(job + "/accepted-revision", b'{"revision": 1, "author": "A"}', "application/json", "PUT")
    return job.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    """URL, the studies by the id of their job, and the ids of those whose correction was accepted."""
    folder = tmp_path_factory.mktemp("corrections")
    sent = [study for study in studies.mixed(folder) if study.code is None]
    with serving(folder, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        jobs = {corrected(url, study, n + 1, True): study for n, study in enumerate(sent)}
        accepted = list(jobs)
        jobs[corrected(url, sent[0], 7, False)] = sent[0]
        yield url, jobs, accepted


def test_agreement_is_what_numpy_and_scipy_find_in_the_files(service):
    from scipy import stats  # here, so that the other tests of this folder need no SciPy
    url, jobs, accepted = service
    told = json.loads(get(url + "/v1/agreement"))
    assert (told["compared"], told["complete"], told["uncounted"]) == (4, True, 0)
    assert "no validation" in told["notice"]
    assert [study["job"] for study in told["studies"]] == list(reversed(jobs))
    assert [study["job"] for study in told["studies"] if study["accepted"]] == list(reversed(accepted))
    pairs, dices = {name: [] for name in CLASSES}, {name: [] for name in CLASSES}
    for study in told["studies"]:
        files = [fetched(f"{url}/v1/jobs/{study['job']}", revision) for revision in (0, 1)]
        voxel_ml = abs(numpy.linalg.det(files[0].affine[:3, :3])) / 1000
        one, other = (numpy.asarray(file.dataobj) for file in files)
        by_name = {measure["measure"]: measure for measure in study["measures"]}
        counted = json.loads(get(f"{url}/v1/jobs/{study['job']}/agreement?revision=1"))
        assert counted["voxels"] == numpy.histogram2d(one.ravel(), other.ravel(), bins=numpy.arange(5) - 0.5)[0].tolist()
        of_job = {measure["measure"]: measure for measure in counted["measures"]}
        for name, labels in CLASSES.items():
            first, second = numpy.isin(one, labels), numpy.isin(other, labels)
            dice = 2 * (first & second).sum() / (first.sum() + second.sum())
            assert by_name[name]["dice"] == pytest.approx(dice, abs=1e-12)
            assert of_job[name]["dice"] == pytest.approx(dice, abs=1e-12)
            ml = voxel_ml * numpy.array([first.sum(), second.sum()])
            assert [by_name[name][side] for side in ("automatic", "corrected")] == pytest.approx(ml, abs=0.002)
            assert [of_job[name][side] for side in ("referenceMl", "revisionMl")] == pytest.approx(ml, abs=0.002)
            pairs[name].append(ml)
            dices[name].append(dice)
        assert by_name["opacity_percent"]["corrected"] == pytest.approx(
            100 * numpy.isin(other, (2, 3)).sum() / numpy.isin(other, (1, 2, 3)).sum(), abs=0.002)
    for measure in told["measures"][:4]:
        name = measure["measure"]
        automatic, by_reader = numpy.array(pairs[name]).T
        difference = automatic - by_reader
        limits = measure["blandAltman"]
        assert limits["bias"] == pytest.approx(difference.mean(), abs=0.002)
        assert limits["sd"] == pytest.approx(difference.std(ddof=1), abs=0.002)
        assert limits["lowerLimit"] == pytest.approx(difference.mean() - 1.96 * difference.std(ddof=1), abs=0.005)
        assert limits["upperLimit"] == pytest.approx(difference.mean() + 1.96 * difference.std(ddof=1), abs=0.005)
        assert [(point["mean"], point["difference"]) for point in limits["points"]] == [
            pytest.approx(pair, abs=0.002) for pair in zip((automatic + by_reader) / 2, difference)]
        assert measure["spearman"]["coefficient"] == pytest.approx(stats.spearmanr(automatic, by_reader)[0], abs=1e-9)
        assert measure["pearson"]["coefficient"] == pytest.approx(stats.pearsonr(automatic, by_reader)[0], abs=1e-3)
        assert [measure["dice"][key] for key in ("min", "q1", "median", "q3", "max")] == pytest.approx(
            numpy.percentile(dices[name], (0, 25, 50, 75, 100)), abs=1e-12)
    rows = list(csv.DictReader(get(url + "/v1/agreement.csv").splitlines()))
    assert [float(row["dice_opacity"]) for row in rows] == pytest.approx(dices["opacity_ml"], abs=1e-12)


def test_accepted_corrections_become_pairs_that_train(service, tmp_path):
    url, jobs, accepted = service
    command = ["corrections", "--server", url, "-o", "pairs"]
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "pairs"
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["corrections.csv", *(f"{job}_{part}.nii.gz" for job in accepted for part in ("ct", "labels"))])
    for job in accepted:
        scan, labels = (nibabel.load(folder / f"{job}_{part}.nii.gz") for part in ("ct", "labels"))
        sent = nibabel.Nifti1Image.from_bytes(gzip.decompress(jobs[job].body))
        assert numpy.array_equal(numpy.asarray(scan.dataobj), numpy.asarray(sent.dataobj))
        assert numpy.allclose(labels.affine, scan.affine, atol=1e-4)
        saved = fetched(f"{url}/v1/jobs/{job}", 1)
        assert numpy.array_equal(numpy.asarray(labels.dataobj), numpy.asarray(saved.dataobj))
    with open(folder / "corrections.csv", newline="") as file:
        assert list(csv.DictReader(file)) == [
            {"name": job, "patient": "p-1", "revision": "1"} for job in sorted(accepted)]

    (tmp_path / "tiny.yaml").write_text(RECIPE)
    (tmp_path / "train.py").write_text(TRAIN)
    trained = subprocess.run(
        [sys.executable, tmp_path / "train.py", tmp_path, "train", "--data", tmp_path, "--config", tmp_path / "tiny.yaml",
         "--precision", "fp32", "--also", folder],
        cwd=HOME / "training", env={"PYTHONPATH": str(HOME / "training"), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False)
    assert trained.returncode == 0, trained.stderr
    assert (tmp_path / "runs" / "tiny-also" / "checkpoint.pt").stat().st_size > 0
    assert len(list((tmp_path / "cache").glob("*.npz"))) == len(accepted)

    # what is there stays as it is, and what is gone comes again
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.nii.gz")}
    gone = folder / f"{accepted[0]}_labels.nii.gz"
    gone.unlink()
    again = run(*command, cwd=tmp_path)
    assert again.returncode == 0, again.stderr
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("*.nii.gz")}
    assert {name for name in after if after[name] != before[name]} == {gone.name}


def test_without_an_accepted_correction_nothing_is_written_but_told(service, tmp_path):
    done = run("corrections", "--server", service[0], "--batch", "none", "-o", "pairs", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "No correction has been accepted yet." in done.stderr
    assert list((tmp_path / "pairs").iterdir()) == []
