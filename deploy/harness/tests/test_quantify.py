"""`lungburden quantify` from the command line to the files, read back by tools that are not ours."""

import io
import json
import os
import signal
import zipfile

import nibabel
import numpy
import pydicom
import pytest
from PIL import Image

from harness.launcher import processes_naming, run, start

pytestmark = pytest.mark.programs

RESULT_FILES = ["labels.nii.gz", "measurements.csv", "overlay.png", "report.pdf", "result.json"]
DICOM_FILES = ["measurements.dcm", "segmentation.dcm"]


def assert_consistent(output):
    """Masks and JSON agree to the voxel; burden = pneumonia / lung."""
    result = json.loads((output / "result.json").read_text())
    expected = RESULT_FILES + (DICOM_FILES if result["study"]["format"] == "DICOM" else [])
    assert sorted(path.name for path in output.iterdir()) == sorted(expected)
    labels = nibabel.load(output / "labels.nii.gz")
    voxels = numpy.asarray(labels.dataobj)
    voxel_ml = abs(numpy.linalg.det(labels.affine[:3, :3])) / 1000
    counted = {code: int((voxels == code).sum()) * voxel_ml for code in range(4)}
    volumes, burden = result["volumesMl"], result["burdenPercent"]
    tolerance = {"abs": 0.001}
    assert set(numpy.unique(voxels)) <= {0, 1, 2, 3}
    assert volumes["lung"] == pytest.approx(counted[1] + counted[2] + counted[3], **tolerance)
    assert volumes["groundGlass"] == pytest.approx(counted[2], **tolerance)
    assert volumes["highOpacity"] == pytest.approx(counted[3], **tolerance)
    assert volumes["pneumonia"] == pytest.approx(counted[2] + counted[3], **tolerance)
    assert volumes["leftLung"] + volumes["rightLung"] == pytest.approx(volumes["lung"], abs=0.002)
    assert burden["pneumonia"] == pytest.approx(100 * volumes["pneumonia"] / volumes["lung"], abs=0.001)
    return result, labels


def test_without_a_study_runs_on_the_phantom(tmp_path):
    done = run("quantify", "-o", "out", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    result, _ = assert_consistent(tmp_path / "out")
    assert "Opacity" in done.stdout and "Research use only" in done.stdout
    assert result["model"]["name"] == "lungburden-convlstm"
    assert "segmenting" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_a_real_dicom_study(tmp_path, data):
    study = data / "dicom" / "covid-p001.zip"

    done = run("quantify", study, "-o", "out", cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    result, labels = assert_consistent(tmp_path / "out")
    assert labels.shape == (512, 512, 148)
    numpy.testing.assert_allclose(labels.affine, affine_of(study), atol=1e-3)
    assert 2000 < result["volumesMl"]["lung"] < 8000
    assert result["study"]["slices"] == 148
    assert shows_blue_and_yellow(tmp_path / "out" / "overlay.png")


def affine_of(study):
    """The affine of a DICOM series, RAS+ mm, by the formula of nibabel's DICOM orientation notes."""
    slices = []
    with zipfile.ZipFile(study) as archive:
        for name in archive.namelist():
            slices.append(pydicom.dcmread(io.BytesIO(archive.read(name)), stop_before_pixels=True))
    orientation = numpy.array(slices[0].ImageOrientationPatient, float)
    along_columns, along_rows = orientation[:3], orientation[3:]
    normal = numpy.cross(along_columns, along_rows)
    slices.sort(key=lambda image: numpy.dot(normal, numpy.array(image.ImagePositionPatient, float)))
    first = numpy.array(slices[0].ImagePositionPatient, float)
    last = numpy.array(slices[-1].ImagePositionPatient, float)
    row_mm, column_mm = map(float, slices[0].PixelSpacing)
    lps = numpy.eye(4)
    lps[:3, 0] = along_columns * column_mm
    lps[:3, 1] = along_rows * row_mm
    lps[:3, 2] = (last - first) / (len(slices) - 1)
    lps[:3, 3] = first
    return numpy.diag([-1, -1, 1, 1]) @ lps


def shows_blue_and_yellow(picture):
    pixels = numpy.asarray(Image.open(picture).convert("RGB")).astype(int)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    blues = (blue > red + 60) & (blue > green + 20)
    yellows = (red > blue + 60) & (green > blue + 60)
    return blues.sum() > 500 and yellows.sum() > 100


def test_a_folder_of_dicom_gives_what_the_zip_gives(tmp_path, data):
    study = data / "dicom" / "covid-noncontrast-15slices.zip"
    with zipfile.ZipFile(study) as archive:
        archive.extractall(tmp_path / "study")

    for source, output in ((study, "zip"), (tmp_path / "study", "folder")):
        done = run("quantify", source, "-o", output, cwd=tmp_path)
        assert done.returncode == 0, done.stderr

    assert (tmp_path / "zip" / "labels.nii.gz").read_bytes() == (tmp_path / "folder" / "labels.nii.gz").read_bytes()


def test_the_oldest_supported_jdk(tmp_path):
    oldest = os.environ.get("LUNGBURDEN_OLDEST_JDK")
    if not oldest:
        pytest.skip("no JDK 17 at hand")

    done = run("quantify", "-o", "out", cwd=tmp_path, LUNGBURDEN_JAVA_HOME=oldest)

    assert done.returncode == 0, done.stderr
    assert_consistent(tmp_path / "out")


def test_a_refused_study_leaves_nothing(tmp_path):
    (tmp_path / "notes.zip").write_text("this is no archive")

    done = run("quantify", "notes.zip", "-o", "out", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("NOT_AN_ARCHIVE: ")
    assert "Exception" not in done.stderr and "\tat " not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_failed_study_leaves_nothing(tmp_path):
    with zipfile.ZipFile(tmp_path / "study.zip", "w") as archive:
        archive.writestr("readme.doc", b"no images here\0")  # not a text, so only the worker finds that this is no image

    done = run("quantify", "study.zip", "-o", "out", cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].startswith("NO_CT_IMAGES: ")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("arguments", [("quantify", "missing.zip"), ("quantify", "--nonsense"), ("unknown",)])
def test_bad_usage(tmp_path, arguments):
    done = run(*arguments, cwd=tmp_path)

    assert done.returncode == 2
    assert done.stderr and "\tat " not in done.stderr


def test_a_stand_in_for_the_network_must_be_allowed(tmp_path):
    done = run("quantify", cwd=tmp_path, LUNGBURDEN_SEGMENTER="none")

    assert done.returncode == 2
    assert "--test" in done.stderr


def test_an_unusable_jdk_is_told(tmp_path):
    done = run("quantify", cwd=tmp_path, LUNGBURDEN_JAVA_HOME=str(tmp_path))

    assert done.returncode == 2
    assert "JDK 17" in done.stderr


def test_an_interrupt_leaves_no_process_and_no_directory(tmp_path):
    scratch = tmp_path / "tmp"
    scratch.mkdir()
    process = start(
        "quantify",
        "--test",
        "-o",
        "out",
        cwd=tmp_path,
        LUNGBURDEN_SEGMENTER="sleep:60s",
        LUNGBURDEN_JAVA_OPTS=f"-Djava.io.tmpdir={scratch}",
    )
    try:
        for line in process.stderr:
            if "segmenting" in line:
                break
        assert processes_naming(str(scratch)), "the database runs in the scratch directory"
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
    finally:
        process.kill()
        process.communicate()

    assert process.returncode == 130
    assert processes_naming(str(scratch)) == []
    assert list(scratch.glob("lungburden-*")) == []
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []
