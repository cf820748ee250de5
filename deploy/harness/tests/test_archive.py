"""An archive takes the DICOM files of a result, keeps them and finds them beside the scan."""

import io
import json
import zipfile

import numpy
import pydicom
import pytest

from harness.launcher import run
from harness.orthanc import Orthanc

pytestmark = pytest.mark.programs

KINDS = {"segmentation.dcm": "SEG", "measurements.dcm": "SR", "report.dcm": "DOC", "overlay.dcm": "OT"}
STEP = 3


def coarse_ct(folder):
    """The phantom's DICOM series with every third voxel of each axis, as a folder of files."""
    done = run("phantom", "-o", "phantom.zip", cwd=folder)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "phantom.zip") as archive:
        images = [pydicom.dcmread(io.BytesIO(archive.read(name))) for name in archive.namelist()]
    images.sort(key=lambda image: image.ImagePositionPatient[2])
    files = folder / "ct"
    files.mkdir()
    for image in images[::STEP]:
        pixels = numpy.ascontiguousarray(image.pixel_array[::STEP, ::STEP])
        image.PixelData = pixels.tobytes()
        image.Rows, image.Columns = pixels.shape
        image.PixelSpacing = [STEP * mm for mm in image.PixelSpacing]
        image.SliceThickness *= STEP
        image.save_as(files / f"{image.InstanceNumber}.dcm")
    return sorted(files.iterdir())


def data_set(file):
    """The bytes behind the file meta information, whose first element holds its length (PS3.10 section 7.1)."""
    assert file[128:140] == b"DICM\x02\x00\x00\x00UL\x04\x00"
    return file[144 + int.from_bytes(file[140:144], "little"):]


def test_orthanc_takes_finds_and_returns_all_files(tmp_path):
    ct = coarse_ct(tmp_path)
    done = run("quantify", "ct", "--test", "--files", "all", "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    made = {name: tmp_path / "out" / name for name in KINDS}
    listed = [artifact["name"] for artifact in json.loads((tmp_path / "out" / "result.json").read_text())["artifacts"]]
    assert set(made) <= set(listed)
    (tmp_path / "archive").mkdir()
    with Orthanc(tmp_path / "archive") as archive:
        archive.store(*ct)
        answer = archive.store(*made.values())
        assert len(answer["00081199"]["Value"]) == len(KINDS) and not answer["00081198"].get("Value"), answer
        (study,) = archive.find("studies")
        source = pydicom.dcmread(ct[0])
        uid = study["0020000D"]["Value"][0]
        assert uid == source.StudyInstanceUID
        found = {series["00080060"]["Value"][0]: series for series in archive.find(f"studies/{uid}/series")}
        assert sorted(found) == sorted(["CT", *KINDS.values()])
        for name, modality in KINDS.items():
            written = made[name].read_bytes()
            header = pydicom.dcmread(io.BytesIO(written), stop_before_pixels=True)
            assert found[modality]["0020000E"]["Value"] == [header.SeriesInstanceUID]
            kept = archive.retrieve(uid, header.SeriesInstanceUID, header.SOPInstanceUID)
            assert data_set(kept) == data_set(written), name
