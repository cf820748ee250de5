"""Compares files that the page sent with their originals, by pydicom. Prints each fault; nothing when there is none.

Usage: deidentified.py ORIGINALS SENT.zip. Images belong together by their instance numbers.
"""

import io
import re
import sys
import warnings
import zipfile
from pathlib import Path

import pydicom
from pydicom.uid import UID

PERSONS = {"PN"}
TIMES = {"DA", "DT", "TM"}
# kept as they are: what a measurement needs
SAME = """Modality SOPClassUID ImageType Rows Columns PixelSpacing SliceThickness ImagePositionPatient ImageOrientationPatient RescaleSlope
    RescaleIntercept RescaleType GantryDetectorTilt ConvolutionKernel KVP ManufacturerModelName ScanOptions ContrastBolusVolume
    ContrastBolusRoute BitsAllocated BitsStored HighBit PixelRepresentation SamplesPerPixel PhotometricInterpretation NumberOfFrames
    InstanceNumber SeriesNumber SpacingBetweenSlices PixelPaddingValue SpecificCharacterSet""".split()
REPLACED = "SOPInstanceUID StudyInstanceUID SeriesInstanceUID FrameOfReferenceUID".split()
# shorter words, and short numbers, stand in values that stay as well
SHORTEST = 5


def faults(before, after, data):
    before_syntax = getattr(before.file_meta, "TransferSyntaxUID", None)
    if before_syntax and before_syntax != after.file_meta.TransferSyntaxUID:
        yield "another transfer syntax"
    if before.get("PixelData") != after.get("PixelData"):
        yield "other pixels"
    if after.file_meta.MediaStorageSOPInstanceUID != after.SOPInstanceUID:
        yield "the meta information names another instance"
    for word in SAME:
        if before.get(word) != after.get(word):
            yield f"{word}: {before.get(word)} became {after.get(word)}"
    for word in REPLACED:
        if before.get(word) and (before.get(word) == after.get(word) or not UID(after.get(word)).is_valid):
            yield f"{word} is not replaced"
    if bool(before.get("ContrastBolusAgent")) != bool(after.get("ContrastBolusAgent")):
        yield "contrast medium is not told as before"
    yield from left_over(before, after, data)


def left_over(before, after, data):
    for element in after.iterall():
        if element.tag.is_private:
            yield f"private {element.tag}"
        if element.VR in PERSONS | TIMES and element.value:
            yield f"{element.keyword} has a value"
    kept = {str(value) for element in after.iterall() for value in values(element)}
    for element in before.iterall():
        for value in values(element):
            if (element.VR in {"LO", "SH", "PN", "LT", "ST", "UT", "UI", "DA", "DT", "TM", "AE"} and len(str(value)) >= SHORTEST
                    and str(value) not in kept and not UID(str(value)).startswith("1.2.840.10008.")
                    and not re.fullmatch(r"[0-9]{,8}", str(value)) and str(value).encode() in data):
                yield f"{element.keyword} {element.tag} is still in the bytes"


def values(element):
    if element.VR in {"SQ", "OB", "OW", "UN", "OF", "OD"} or element.value is None:
        return []
    return element.value if isinstance(element.value, pydicom.multival.MultiValue) else [element.value]


def main(folder, archive):
    originals = {}
    for file in sorted(Path(folder).rglob("*")):
        if file.is_file() and not file.name.startswith("left-"):
            image = pydicom.dcmread(file, force=True)
            originals[image.InstanceNumber] = image
    with zipfile.ZipFile(archive) as zipped:
        names = zipped.namelist()
        if any(word in name for name in names for word in ("Muster", "left", "/")):
            print("names of files are sent")
        if len(names) != len(originals):
            print(f"{len(names)} of {len(originals)} images are sent")
        for name in names:
            data = zipped.read(name)
            after = pydicom.dcmread(io.BytesIO(data))
            for fault in faults(originals[after.InstanceNumber], after, data):
                print(f"{name}: {fault}")
        everything = b"".join(zipped.read(name) for name in names) + Path(archive).read_bytes()
    for word in (b"Muster", b"Erika", b"Klinik", b"PAT-4711", b"Heide", b"20261129", b"19640812", b"1.2.276.0.7230010"):
        if word in everything:
            print(f"{word} is still there")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(sys.argv[1], sys.argv[2])
