"""`lungburden quantify` as a Unix tool: immediate refusals, places of output, messages, and the end by Ctrl-C."""

import gzip
import json
import os
import pty
import re
import resource
import shutil
import signal
import subprocess
import time
import zipfile

import nibabel
import numpy
import pytest

from harness.launcher import LAUNCHER, processes_naming, run, start
from harness.serving import get, serving

pytestmark = pytest.mark.programs

PHANTOM = {"LUNGBURDEN_SEGMENTER": "phantom"}
SLEEPS = {"LUNGBURDEN_SEGMENTER": "sleep:120s"}


@pytest.fixture(scope="module")
def phantom(tmp_path_factory):
    path = tmp_path_factory.mktemp("phantom") / "phantom.nii.gz"
    assert run("phantom", "-o", path, cwd=path.parent).returncode == 0
    return path


def cpu_seconds(action):
    """The processor time of the children of the action, which does not depend on other load of the machine."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    result = action()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return result, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_what_is_no_study_is_told_before_anything_starts(tmp_path):
    (tmp_path / "text.zip").write_text("this is no archive")
    (tmp_path / "text.nii.gz").write_text("nor this")
    (tmp_path / "Befund Jörg.nii").write_text("Überweisung")
    with zipfile.ZipFile(tmp_path / "texts.zip", "w") as archive:
        archive.writestr("readme.txt", "no images here")
    (tmp_path / "scan.7z").write_bytes(b"7z\xbc\xaf\x27\x1c\0\4")
    (tmp_path / "scan.mha.gz").write_bytes(gzip.compress(b"ObjectType = Image\n"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/readme.txt").write_text("no images here")
    (tmp_path / "link.zip").symlink_to("text.zip")
    expected = {"text.zip": "NOT_AN_ARCHIVE", "text.nii.gz": "NOT_AN_ARCHIVE", "Befund Jörg.nii": "NOT_AN_ARCHIVE",
                "scan.7z": "NOT_AN_ARCHIVE", "scan.mha.gz": "NO_CT_IMAGES",
                "texts.zip": "NO_CT_IMAGES", "folder": "NO_CT_IMAGES", "link.zip": "NOT_AN_ARCHIVE"}
    run("quantify", "text.zip", cwd=tmp_path)  # this first run may write the archive of classes
    for study, code in expected.items():
        done, seconds = cpu_seconds(lambda study=study: run("quantify", study, "-o", "out", cwd=tmp_path, LC_ALL="C"))
        assert (done.returncode, done.stdout) == (2, "")
        assert re.fullmatch(code + r": [^\n]+\n", done.stderr), done.stderr
        assert not (tmp_path / "out").exists()
        assert seconds < 3, "a database or a network would take more"


@pytest.mark.skipif(os.getuid() == 0, reason="root reads everything")
def test_an_unreadable_file_is_told(tmp_path):
    (tmp_path / "study.zip").write_bytes(b"PK\3\4")
    (tmp_path / "study.zip").chmod(0)
    done = run("quantify", "study.zip", "-o", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "cannot read study.zip\n")


@pytest.mark.parametrize("address", ["localhost:8080", "ftp://localhost", "http://", "nonsense"])
def test_a_wrong_address_is_told(tmp_path, address):
    done = run("quantify", "--server", address, "-o", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert re.fullmatch(r"--server: '[^\n]*\n", done.stderr), done.stderr
    assert not (tmp_path / "out").exists()


def test_a_file_that_no_result_has_is_told_before_anything_starts(tmp_path):
    wrong = ("quantify", "--files", "labels.nii.gz,mesh.stl", "-o", "out")
    done, seconds = cpu_seconds(lambda: run(*wrong, cwd=tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"--files: 'labels.nii.gz,mesh.stl' [^\n]+ image.nii.gz, segmentation.dcm, [^\n]+\n", done.stderr), done.stderr
    assert not (tmp_path / "out").exists()
    assert seconds < 3, "a database or a network would take more"


def test_runs_without_a_home_in_a_locale_of_ascii(tmp_path, phantom):
    shutil.copy(phantom, tmp_path / "Thorax Jörg.nii.gz")
    (tmp_path / "link.nii.gz").symlink_to("Thorax Jörg.nii.gz")
    environment = {**PHANTOM, "HOME": "/dev/null", "TMPDIR": str(tmp_path), "LC_ALL": "C", "DJL_CACHE_DIR": "",
                   "XDG_CACHE_HOME": ""}

    done = run("quantify", "Thorax Jörg.nii.gz", "--test", "-o", "Lösung", cwd=tmp_path, **environment)

    assert done.returncode == 0, done.stderr
    result = json.loads((tmp_path / "Lösung/result.json").read_text())
    assert result["fileName"] == result["reference"] == "Thorax Jörg.nii.gz"
    private = tmp_path / f"lungburden-{os.getuid()}"
    assert private.stat().st_mode & 0o777 == 0o700
    assert list((private / "cache/postgresql").iterdir())

    again = run("quantify", "link.nii.gz", "--test", "-o", "Lösung", cwd=tmp_path, **environment)
    assert again.returncode == 2
    assert "Thorax Jörg.nii.gz" in again.stderr and "--force" in again.stderr
    chosen = ("--force", "--files", "labels.nii.gz,image.nii.gz,segmentation.dcm")
    again = run("quantify", "link.nii.gz", "--test", *chosen, "-o", "Lösung", cwd=tmp_path, **environment)
    assert again.returncode == 0, again.stderr
    result = json.loads((tmp_path / "Lösung/result.json").read_text())
    assert result["fileName"] == "link.nii.gz"
    named = [artifact["name"] for artifact in result["artifacts"]]
    assert named == ["labels.nii.gz", "image.nii.gz"], "a NIfTI scan has no DICOM file"
    written = [line.strip() for line in again.stdout.splitlines() if line.startswith("  Lösung/")]
    assert written == [f"Lösung/{name}" for name in ["result.json", *named]]
    image, scan = nibabel.load(tmp_path / "Lösung/image.nii.gz"), nibabel.load(phantom)
    numpy.testing.assert_allclose(image.affine, scan.affine, atol=1e-4)
    numpy.testing.assert_array_equal(image.get_fdata(), scan.get_fdata())


def test_shows_on_a_terminal_what_it_does(tmp_path, phantom):
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [LAUNCHER, "quantify", phantom, "--test", "-o", "out"],
        cwd=tmp_path, env={**os.environ, **PHANTOM, "TERM": "xterm", "COLUMNS": "100"}, stdout=subprocess.PIPE, stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    try:
        while True:
            shown += os.read(ours, 4096)
    except OSError:  # Linux reports with this error that the last writer has gone
        pass
    assert process.wait(timeout=60) == 0
    text = shown.decode()
    assert re.search(r"starting \d+ s ", text)
    assert re.search(r"(decoding|segmenting|measuring|writing) +\[=* *\] +\d+ %  \d+ s", text)
    assert "waiting" not in text


def test_ctrl_c_cancels_the_job_on_a_server(tmp_path, phantom):
    with serving(tmp_path, **SLEEPS) as (_, url):
        process = start("quantify", phantom, "--server", url + "/", "-o", "out", cwd=tmp_path)
        try:
            for line in process.stderr:
                if "segmenting" in line:
                    break
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=30) == 130
        finally:
            process.kill()
            process.communicate()
        job = json.loads(get(url + "/v1/jobs"))["items"][0]
        for _ in range(100):
            if job["status"] == "CANCELLED":
                break
            time.sleep(0.1)
            job = json.loads(get(f"{url}/v1/jobs/{job['id']}"))
        assert job["status"] == "CANCELLED"
    assert not (tmp_path / "out").exists()


# s after the start message: start of database and application, load and warm-up of the network, computing
MOMENTS = [0, 2, 4, 6, 9]


@pytest.mark.parametrize("moment", MOMENTS)
def test_ctrl_c_at_any_moment_ends_with_130_and_leaves_nothing(tmp_path, phantom, moment):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    process = start("quantify", phantom, "-o", "out", cwd=tmp_path, LUNGBURDEN_JAVA_OPTS=f"-Djava.io.tmpdir={scratch}")
    try:
        for line in process.stderr:
            if "starting" in line:
                break
        time.sleep(moment)
        process.send_signal(signal.SIGINT)
        status = process.wait(timeout=60)
        told = process.stderr.read()
    finally:
        process.kill()
        process.communicate()
    assert status == 130, told
    assert "Exception" not in told and "SIGSEGV" not in told
    assert processes_naming(str(scratch)) == []
    assert [path.name for path in tmp_path.iterdir()] == ["tmp"], "neither results nor the file of a crash"
    assert list(scratch.glob("lungburden-*")) == []
