"""Tells what in a DICOM file that the page gave back does not name the images of the folder; nothing when all does.

Usage: restored.py FILE FOLDER
"""

import sys
from pathlib import Path

import pydicom

given = pydicom.dcmread(sys.argv[1])
scan = [pydicom.dcmread(file, stop_before_pixels=True) for file in Path(sys.argv[2]).glob("Mustermann*.dcm")]
images = {image.SOPInstanceUID for image in scan}
SEGMENTATION = "1.2.840.10008.5.1.4.1.1.66.4"


def references(dataset):
    """UIDs of all images that are named, at any depth; the measurements also name the service's own segmentation."""
    if dataset.get("ReferencedSOPInstanceUID") and dataset.get("ReferencedSOPClassUID") != SEGMENTATION:
        yield dataset.ReferencedSOPInstanceUID
    for element in dataset:
        if element.VR == "SQ":
            for item in element.value:
                yield from references(item)


named = set(references(given))
if not named <= images or (given.Modality != "DOC" and not named):
    print(f"{len(named - images)} of {len(named)} referenced images are not of the scan")
for word in ("StudyInstanceUID", "FrameOfReferenceUID"):
    if word in given and given.get(word) != scan[0].get(word):
        print(f"{word} is {given.get(word)}")
series = {element.value for element in given.iterall() if element.keyword == "SeriesInstanceUID"}
if given.Modality != "DOC" and scan[0].SeriesInstanceUID not in series:
    print("the series of the scan is not named")
