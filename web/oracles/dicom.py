"""Writes src/upload/dicom/fixtures/files.json: small DICOM files by pydicom, with what pydicom reads in them.

Run from web/: python3 oracles/dicom.py
"""

import base64
import io
import json
from pathlib import Path

import numpy
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEG2000Lossless)

CT, PDF, REPORT = ("1.2.840.10008.5.1.4.1.1." + end for end in ("2", "104.1", "88.22"))
DIRECTORY = "1.2.840.10008.1.3.10"
NAME = "Mustermann^Erika"


def base(sop_class, modality):
    ds = FileDataset(None, Dataset(), preamble=b"\0" * 128, file_meta=FileMetaDataset())
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = sop_class
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = "1.2.3.4.1"
    ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = "1.2.3.4.2", "1.2.3.4.3", "1.2.3.4.4"
    ds.Modality = modality
    ds.PatientName = NAME
    return ds


def image(**more):
    ds = base(CT, "CT")
    ds.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    ds.StudyDate = "20261129"
    ds.PatientAge = "062Y"
    ds.SliceThickness = "1.5"
    ds.Rows = ds.Columns = 2
    ds.BitsAllocated = ds.BitsStored = 16
    ds.HighBit, ds.PixelRepresentation, ds.SamplesPerPixel = 15, 1, 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.RescaleIntercept, ds.RescaleSlope = "-1024", "1"
    ds.PixelData = numpy.array([1, -2, 300, 4], "<i2").tobytes()
    nested = Dataset()
    nested.ReferencedSOPInstanceUID = "1.2.3.4.9"
    nested.PersonName = NAME
    ds.ReferencedImageSequence = Sequence([nested, nested])
    for keyword, value in more.items():
        setattr(ds, keyword, value)
    return ds


def named(undefined):
    """A sequence with a name in it."""
    item = Dataset()
    item.PatientName = NAME
    item.is_undefined_length_sequence_item = undefined
    return Sequence([item])


def with_items(tag, undefined=False):
    """Items stand where the standard has a plain value."""
    ds = image()
    if tag in ds:
        del ds[tag]
    ds.add_new(tag, "SQ", named(undefined))
    ds[tag].is_undefined_length = undefined
    return ds


def as_unknown():
    """Explicit, but the VR is UN of defined length with implicit items inside (PS3.5, section 6.2.2)."""
    inner = write(with_items(0x00180022), ImplicitVRLittleEndian)
    at = inner.index(b"\x18\0\x22\0") + 4
    length = int.from_bytes(inner[at:at + 4], "little")
    ds = image()
    ds.add_new(0x00180022, "OB", inner[at + 4:at + 4 + length])
    file = write(ds, ExplicitVRLittleEndian)
    return file.replace(b"\x18\0\x22\0OB", b"\x18\0\x22\0UN")


def write(ds, syntax):
    ds.file_meta.TransferSyntaxUID = syntax
    if syntax == ExplicitVRBigEndian and "PixelData" in ds and isinstance(ds.PixelData, bytes):
        ds.PixelData = numpy.frombuffer(ds.PixelData, "<i2").astype(">i2").tobytes()
    ds.is_little_endian, ds.is_implicit_VR = syntax != ExplicitVRBigEndian, syntax == ImplicitVRLittleEndian
    out = io.BytesIO()
    pydicom.dcmwrite(out, ds, write_like_original=False)
    return out.getvalue()


def compressed():
    ds = image(PixelData=encapsulate([b"\xff\x4f\xff\x51 frame ", b"another one"]))
    ds["PixelData"].VR = "OB"
    ds["PixelData"].is_undefined_length = True
    return ds


def report():
    ds = base(REPORT, "SR")
    ds.ContentSequence = named(True)
    return ds


def pdf(modality):
    ds = base(PDF, modality)
    ds.MIMETypeOfEncapsulatedDocument = "application/pdf"
    ds.EncapsulatedDocument = b"%PDF-1.4 Mustermann "
    return ds


def directory():
    ds = base(DIRECTORY, "CT")
    del ds.Modality
    ds.DirectoryRecordSequence = named(False)
    record = ds.DirectoryRecordSequence[0]
    record.DirectoryRecordType = "PATIENT"
    record.OffsetOfTheNextDirectoryRecord = record.OffsetOfReferencedLowerLevelDirectoryEntity = 0
    return ds


def row(name, file):
    read = pydicom.dcmread(io.BytesIO(file), force=True)
    elements = [[int(e.tag), len(e.value) if e.VR == "SQ" else None] for e in read if e.tag.element != 0]
    return {"name": name, "file": base64.b64encode(file).decode(), "elements": elements}


EXPLICIT, IMPLICIT, BIG = ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian
FILES = {
    "explicit": write(image(), EXPLICIT),
    "implicit": write(image(), IMPLICIT),
    "big endian": write(image(), BIG),
    "deflated": write(image(), DeflatedExplicitVRLittleEndian),
    "compressed": write(compressed(), JPEG2000Lossless),
    "items, explicit": write(with_items(0x00180022), EXPLICIT),
    "items, explicit, open": write(with_items(0x00180022, True), EXPLICIT),
    "items, implicit": write(with_items(0x00180022), IMPLICIT),
    "items, implicit, open": write(with_items(0x00180022, True), IMPLICIT),
    "items, big endian": write(with_items(0x00180022), BIG),
    "items, unknown": as_unknown(),
    "items for a day": write(with_items(0x00080020), IMPLICIT),
    "items for pixels": write(with_items(0x7fe00010), EXPLICIT),
    "report": write(report(), EXPLICIT),
    "pdf": write(pdf("DOC"), EXPLICIT),
    "pdf that says CT": write(pdf("CT"), EXPLICIT),
    "directory": write(directory(), EXPLICIT),
}
Path("src/upload/dicom/fixtures").mkdir(exist_ok=True)
rows = [row(name, file) for name, file in FILES.items()]
Path("src/upload/dicom/fixtures/files.json").write_text(json.dumps(rows))
