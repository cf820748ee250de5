"""Tells what in a DICOM file that the page gave back, or in a zip of such files, does not name the images of the folder;
nothing when all does.

Usage: restored.py FILE FOLDER
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import pydicom

SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"
scan = [pydicom.dcmread(file, stop_before_pixels=True) for file in Path(sys.argv[2]).glob("Mustermann*.dcm")]
images = {image.SOPInstanceUID for image in scan}


def references(dataset):
    """UIDs of all images that are named, at any depth; the measurements also name the service's own segmentation."""
    if dataset.get("ReferencedSOPInstanceUID") and dataset.get("ReferencedSOPClassUID") != SEGMENTATION:
        yield dataset.ReferencedSOPInstanceUID
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                yield from references(item)


def faults(given):
    named = set(references(given))
    if not named <= images or (given.Modality != "DOC" and not named):
        yield f"{len(named - images)} of {len(named)} referenced images are not of the scan"
    for word in ("StudyInstanceUID", "FrameOfReferenceUID"):
        if word in given and given.get(word) != scan[0].get(word):
            yield f"{word} is {given.get(word)}"
    series = {element.value for element in given.iterall() if element.keyword == "SeriesInstanceUID"}
    if given.Modality != "DOC" and scan[0].SeriesInstanceUID not in series:
        yield "the series of the scan is not named"


def zip_faults(archive):
    kinds = set()
    for entry in archive.infolist():
        data = archive.read(entry)
        if entry.filename.endswith(".dcm"):
            given = pydicom.dcmread(io.BytesIO(data))
            kinds.add(given.Modality)
            yield from faults(given)
        if entry.filename.endswith("result.json") and json.loads(data)["study"]["seriesInstanceUid"] != scan[0].SeriesInstanceUID:
            yield "the result names another series"
        if entry.filename.endswith("labels.nii.gz"):
            kinds.add("labels")
    if kinds != {"SEG", "SR", "labels"}:
        yield f"the zip has only {kinds}"


if zipfile.is_zipfile(sys.argv[1]):
    found = zip_faults(zipfile.ZipFile(sys.argv[1]))
else:
    found = faults(pydicom.dcmread(sys.argv[1]))
print("\n".join(found), end="")
