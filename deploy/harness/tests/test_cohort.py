"""Many studies in one command: folders, table, refusals, interruptions; and the commands for a service that runs elsewhere."""

import csv
import json
import os
import signal
import subprocess

import pytest
from harness import studies
from harness.launcher import LAUNCHER, run, start
from harness.serving import serving

pytestmark = pytest.mark.programs

PHANTOM = {"LUNGBURDEN_SEGMENTER": "phantom"}
FILES = ("--files", "labels.nii.gz,measurements.csv")


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """Four phantoms on different grids, one of them in a folder of its own, and a file that is no study."""
    root = tmp_path_factory.mktemp("cohort")
    scan, _ = studies.phantom(root.parent)
    (root / "in").mkdir()
    for n, (step, begin) in enumerate(((4, 0), (4, 2), (5, 1), (4, 1))):
        file = root / (f"in/s{n}.nii.gz" if n == 3 else f"s{n}.nii.gz")
        file.write_bytes(studies.coarse(scan, step, begin))
    (root / "broken.zip").write_text("no zip")
    return root


def table(path):
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def quantify(cwd, *arguments, **environment):
    return run("quantify", "--test", *FILES, *arguments, cwd=cwd, **PHANTOM, **environment)


def test_a_folder_of_studies(tmp_path, cohort):
    done = quantify(tmp_path, cohort, "-o", "out")

    assert done.returncode == 2, done.stderr
    assert "4 of 5 studies measured" in done.stdout
    assert "  broken.zip: NOT_AN_ARCHIVE: " in done.stderr
    assert done.stderr.count("starting\n") == 1
    rows = table(tmp_path / "out/cohort.csv")
    assert [(row["study"], row["folder"], row["status"], row["error_code"]) for row in rows] == [
        ("broken.zip", "broken", "FAILED", "NOT_AN_ARCHIVE"),
        ("in/s3.nii.gz", "in/s3", "SUCCEEDED", ""),
        ("s0.nii.gz", "s0", "SUCCEEDED", ""),
        ("s1.nii.gz", "s1", "SUCCEEDED", ""),
        ("s2.nii.gz", "s2", "SUCCEEDED", ""),
    ]
    for row in rows[1:]:
        folder = tmp_path / "out" / row["folder"]
        assert {path.name for path in folder.iterdir()} == {"labels.nii.gz", "measurements.csv", "result.json"}
        assert json.loads((folder / "result.json").read_text())["volumesMl"]["lung"] == float(row["lung_ml"])
        assert table(folder / "measurements.csv") == [{name: row[name] for name in table(folder / "measurements.csv")[0]}]

    again = quantify(tmp_path, cohort, "-o", "out")
    assert again.returncode == 2 and "--resume goes on" in again.stderr

    (tmp_path / "out/s1/labels.nii.gz").unlink()
    (cohort / "s0.nii.gz").rename(cohort / "renamed.nii.gz")
    try:
        resumed = quantify(tmp_path, cohort, "-o", "out", "--resume", "--json", "--quiet", "--csv", "table.csv")
    finally:
        (cohort / "renamed.nii.gz").rename(cohort / "s0.nii.gz")
    told = {line["study"]: line for line in map(json.loads, resumed.stdout.splitlines())}
    assert resumed.stderr.splitlines()[1] == "Not measured:" and len(table(tmp_path / "table.csv")) == 5
    assert resumed.returncode == 2 and len(told) == 5
    assert {name for name, line in told.items() if line.get("measuredBefore")} == {"in/s3.nii.gz", "renamed.nii.gz", "s2.nii.gz"}
    assert told["renamed.nii.gz"]["folder"] == "out/s0"
    assert told["broken.zip"]["error"]["code"] == "NOT_AN_ARCHIVE"
    assert (tmp_path / "out/s1/labels.nii.gz").exists()


def test_goes_on_after_an_interrupt(tmp_path, cohort):
    process = start("quantify", "--test", *FILES, cohort, "-o", "out", cwd=tmp_path, **PHANTOM)
    done = 0
    for line in process.stderr:
        done += "opacity in" in line
        if done == 1:
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "of 5 studies are done; the same command with --resume goes on" in err
    before = {row["study"] for row in table(tmp_path / "out/cohort.csv") if row["status"] == "SUCCEEDED"}
    assert before

    resumed = quantify(tmp_path, cohort, "-o", "out", "--resume", "--json")
    told = [json.loads(line) for line in resumed.stdout.splitlines()]
    assert {line["study"] for line in told if line.get("measuredBefore")} >= before
    assert sorted(line["status"] for line in told) == ["FAILED"] + ["SUCCEEDED"] * 4
    assert not list((tmp_path / "out").rglob(".partial*"))


def shell(script, cwd, **environment):
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", script],
        cwd=cwd,
        env={**os.environ, "L": str(LAUNCHER), **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def test_a_service_elsewhere_is_used_in_pipes(tmp_path, cohort):
    with serving(tmp_path, **PHANTOM) as (_, url):
        environment = {"LUNGBURDEN_SERVER": url, "C": str(cohort)}
        piped = shell('$L submit "$C" --batch b --names | $L watch | $L download -o out', tmp_path, **environment)
        assert piped.returncode == 2 and "broken.zip: NOT_AN_ARCHIVE: " in piped.stderr, piped.stderr
        folders = sorted(tmp_path.glob("out/*"))
        assert sorted(map(str, folders)) == sorted(str(tmp_path / line) for line in piped.stdout.splitlines()) and len(folders) == 4
        results = [json.loads((folder / "result.json").read_text()) for folder in folders]
        assert sorted(result["reference"] for result in results) == ["in/s3.nii.gz", "s0.nii.gz", "s1.nii.gz", "s2.nii.gz"]

        status = shell("$L status --batch b --json", tmp_path, **environment)
        assert status.stderr == "b: 4 jobs (4 succeeded), 100 %\n"
        jobs = [json.loads(line) for line in status.stdout.splitlines()]
        assert {job["status"] for job in jobs} == {"SUCCEEDED"} and {job["id"] for job in jobs} == {folder.name for folder in folders}

        written = (folders[0] / "labels.nii.gz").stat().st_mtime_ns
        (folders[1] / "labels.nii.gz").write_bytes(b"x")
        again = shell("$L download --batch b -o out", tmp_path, **environment)
        assert again.returncode == 0, again.stderr
        assert (folders[0] / "labels.nii.gz").stat().st_mtime_ns == written
        assert (folders[1] / "labels.nii.gz").stat().st_size > 100

        rows = table(tmp_path / "out/cohort.csv")
        assert {row["job_id"]: float(row["lung_ml"]) for row in rows} == {
            folder.name: result["volumesMl"]["lung"] for folder, result in zip(folders, results, strict=True)}

        for command, sentence in (
            ("$L status 12345", "this is no id of a job: 12345"),
            ("$L status --batch none", "BATCH_NOT_FOUND: "),
            ("$L watch --batch none", "no job is in the batch none"),
            ("$L watch 00000000-0000-0000-0000-000000000000", "JOB_NOT_FOUND"),
            ("$L submit missing.zip", "no such study: missing.zip"),
        ):
            refused = shell(command, tmp_path, **environment)
            assert (refused.returncode, sentence in refused.stderr) == (2, True), refused.stderr


def test_jobs_elsewhere_are_watched_and_canceled(tmp_path, cohort):
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="sleep:120s") as (_, url):
        environment = {"LUNGBURDEN_SERVER": url}
        submitted = shell(f'$L submit "{cohort}/s0.nii.gz" "{cohort}/s1.nii.gz" --batch "a/b"', tmp_path, **environment)
        ids = submitted.stdout.split()
        assert submitted.returncode == 0 and len(ids) == 2
        watching = start("watch", *ids, cwd=tmp_path, **environment)
        stopped = start("watch", *ids, cwd=tmp_path, **environment)
        for process in (watching, stopped):
            assert process.stderr.readline() == "watching\n"
        stopped.send_signal(signal.SIGINT)
        assert "the jobs go on" in stopped.communicate(timeout=60)[1] and stopped.returncode == 130
        canceled = shell("$L cancel --batch a/b", tmp_path, **environment)
        assert canceled.returncode == 0, canceled.stderr
        assert sorted(canceled.stdout.splitlines()) == sorted(f"{job} CANCELLED" for job in ids)
        out, err = watching.communicate(timeout=60)
        assert watching.returncode == 3, err
        assert sorted(line.split(" (")[0] for line in out.splitlines()) == sorted(f"{job} CANCELLED" for job in ids)
        refused = shell("$L cancel --batch a/b | $L download -o out", tmp_path, **environment)
        assert refused.returncode == 2 and not (tmp_path / "out").exists()
