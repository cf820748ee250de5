"""`lungburden serve`: its address, its data across a restart, its end."""

import gzip
import io
import json
import os
import re
import signal
import socket
import urllib.error
import zipfile
from pathlib import Path

import pydicom
import pytest

from harness import studies
from harness.launcher import processes_naming, run
from harness.serving import address, finished, get, post, serving

pytestmark = pytest.mark.programs


def test_jobs_survive_a_restart_and_nothing_is_left_running(tmp_path):
    phantom = tmp_path / "phantom.nii.gz"
    assert run("phantom", "-o", phantom, cwd=tmp_path).returncode == 0
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        job = finished(url, post(url, phantom.read_bytes()))
        assert job["status"] == "SUCCEEDED", job
        result = get(f"{url}/v1/jobs/{job['id']}/result")
        assert json.loads(result)["model"]["name"] == "phantom"
        second = run("serve", "--port", "0", "--data", "data", cwd=tmp_path)
        assert second.returncode == 2
        assert "data directory" in second.stderr
    assert processes_naming(str(tmp_path / "data")) == []

    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        assert get(f"{url}/v1/jobs/{job['id']}/result") == result
        assert json.loads(get(f"{url}/v1/model"))["name"] == "phantom"
        assert "/v1/jobs" in json.loads(get(url + "/v3/api-docs"))["paths"]
        assert "swagger" in get(url + "/swagger-ui").lower()
        assert json.loads(get(url + "/actuator/health"))["status"] == "UP"
        with pytest.raises(urllib.error.HTTPError) as missing:
            get(f"{url}/v1/jobs/00000000-0000-0000-0000-000000000000")
        assert missing.value.code == 404
        assert json.load(missing.value)["code"] == "JOB_NOT_FOUND"


def test_a_killed_service_starts_again_on_its_data(tmp_path):
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="none") as (process, _):
        java = children(process.pid)
        process.kill()
        for pid in java:
            signal_process(pid, signal.SIGKILL)
        process.wait(timeout=30)
        assert processes_naming(str(tmp_path / "data")), "the database outlives its parent"

    with serving(tmp_path, LUNGBURDEN_SEGMENTER="none") as (_, url):
        assert json.loads(get(url + "/actuator/health"))["status"] == "UP"
    assert processes_naming(str(tmp_path / "data")) == []


def test_a_service_that_the_kernel_kills_is_started_again_and_loses_nothing(tmp_path):
    small = studies.small(tmp_path).body
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="none") as (process, url):
        before = finished(url, post(url, small))
        waiting = [post(url, small) for _ in range(4)]
        for pid in children(process.pid):
            signal_process(pid, signal.SIGKILL)
        url = address(process)
        assert finished(url, before) == before
        for job in waiting:
            assert finished(url, job)["status"] == "SUCCEEDED"
        process.terminate()
        told = process.stderr.read()
    assert re.findall(r"^lungburden: .*restarting.*$", told, re.MULTILINE) == re.findall(
        r"^lungburden: the program was killed \(exit 137\), .*; restarting in \d\.\d+ s$", told, re.MULTILINE)
    assert told.count("restarting in") == 1
    assert processes_naming(str(tmp_path / "data")) == []


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def signal_process(pid, number):
    os.kill(pid, number)


PATIENT = {
    "PatientName": "ZZDOE^QUENTINA",
    "PatientID": "ZZ-4711-0815",
    "PatientBirthDate": "19470229",
    "PatientAddress": "Zzyzx Road 13",
    "OtherPatientIDs": "ZZ-OTHER-1",
    "InstitutionName": "ZZ Hospital",
    "ReferringPhysicianName": "ZZPHYSICIAN^A",
    "AccessionNumber": "ZZACC123",
}


def with_patient(study, target):
    """The same DICOM zip for a patient whose identifiers are easy to find; the file names contain the identifiers too."""
    with zipfile.ZipFile(study) as source, zipfile.ZipFile(target, "w") as archive:
        for number, name in enumerate(source.namelist()):
            image = pydicom.dcmread(io.BytesIO(source.read(name)))
            for keyword, value in PATIENT.items():
                setattr(image, keyword, value)
            buffer = io.BytesIO()
            image.save_as(buffer)
            archive.writestr(f"ZZDOE_QUENTINA/{number}.dcm", buffer.getvalue())


def assert_only_the_upload_holds(values, study, tmp_path):
    """Checks that only the unchanged upload contains the words, not log, database, results or answers."""
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        job = finished(url, post(url, study))
        broken = finished(url, post(url, study[:-100_000]))
        assert broken["status"] == "FAILED"
        answers = json.dumps([job, broken]) + get(url + "/v1/jobs") + get(url + "/actuator/health")
        if job["status"] == "SUCCEEDED":
            answers += get(f"{url}/v1/jobs/{job['id']}/result")

    upload = tmp_path / "data" / "artifacts" / "uploads" / job["id"]
    assert upload.read_bytes() == study
    searched = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and "uploads" not in path.parts]
    assert any(path.suffix == ".log" for path in searched)
    assert any("database" in path.parts for path in searched)
    for value in values:
        assert value not in answers
    for path in searched:
        if path.suffix == ".dcm":  # DICOM files repeat the scan's patient, by whom archives file them
            continue
        content = path.read_bytes()
        content += gzip.decompress(content) if path.suffix == ".gz" else b""
        for value in values:
            assert value.encode() not in content, path
    return job, searched


def test_no_patient_data_outside_the_upload(tmp_path):
    plain, study = tmp_path / "plain.zip", tmp_path / "study.zip"
    assert run("phantom", "-o", plain, cwd=tmp_path).returncode == 0
    with_patient(plain, study)
    assert b"ZZDOE" in study.read_bytes(), "the test looks for what is there"

    job, searched = assert_only_the_upload_holds([*PATIENT.values(), "QUENTINA"], study.read_bytes(), tmp_path)

    assert job["status"] == "SUCCEEDED", job
    assert any(path.name == "labels.nii.gz" for path in searched)
    held = next(path for path in searched if path.name == "segmentation.dcm").read_bytes()
    assert PATIENT["PatientName"].encode() in held, "the file belongs to the scan's patient"
    for value in (PATIENT["PatientAddress"], PATIENT["OtherPatientIDs"], PATIENT["InstitutionName"]):
        assert value.encode() not in held


def test_no_patient_data_of_a_real_study_outside_the_upload(tmp_path, data):
    study = data / "dicom" / "covid-p001.zip"
    with zipfile.ZipFile(study) as archive:
        names = archive.namelist()
        image = pydicom.dcmread(io.BytesIO(archive.read(names[0])), stop_before_pixels=True)
    assert str(image.PatientID) in names[0], "its file names carry it too"

    assert_only_the_upload_holds([str(image.PatientID)], study.read_bytes(), tmp_path)


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve", "--port", port, "--data", "data", cwd=tmp_path)

    assert done.returncode == 2
    assert f"port {port} is in use" in done.stderr
