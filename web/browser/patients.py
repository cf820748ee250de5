"""Makes, from the phantom's DICOM, what a hospital may hand out: names everywhere, four transfer syntaxes, and what must not be sent.

Usage: patients.py PHANTOM.zip FOLDER
"""

import io
import sys
import zipfile
from pathlib import Path

import numpy
import pydicom
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

SYNTAXES = [ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]


def named(image, number):
    image.PatientName = "Mustermann^Erika"
    image.PatientID = "PAT-4711-0815"
    image.PatientBirthDate = "19640812"
    image.PatientAge = "062Y"
    image.PatientComments = "lives in Heidestrasse 17"
    image.StudyDate = image.SeriesDate = image.AcquisitionDate = image.ContentDate = "20261129"
    image.StudyTime = "091533.250"
    image.AccessionNumber = "ACC-99887766"
    image.InstitutionName = "Klinikum Musterstadt"
    image.ReferringPhysicianName = "Doktor^Who"
    image.OperatorsName = "Tech^Nina"
    image.StudyDescription = "CT Thorax Mustermann"
    image.SeriesDescription = "Lunge Erika"
    image.ProtocolName = "Thorax_Musterstadt"
    image.DeviceSerialNumber = "SN-55443322"
    image.ContrastBolusAgent = "Ultravist for Mustermann"
    image.ScanOptions = "HELIX"
    nested = Dataset()
    nested.ReferencedSOPInstanceUID = "1.2.276.0.7230010.3.1.4.55"
    nested.PersonName = "Mustermann^Nested"
    nested.add_new(0x00091010, "LO", "private Mustermann")
    image.ReferencedImageSequence = Sequence([nested])
    block = image.private_block(0x0029, "MUSTER VENDOR", create=True)
    block.add_new(0x01, "LO", "Mustermann private")
    block.add_new(0x02, "SQ", Sequence([nested]))
    image.add_new(0x60003000, "OW", b"Mustermann drawn!!")
    write(image, SYNTAXES[number % len(SYNTAXES)])


def write(image, syntax):
    image.file_meta.TransferSyntaxUID = syntax
    image.file_meta.SourceApplicationEntityTitle = "MUSTER_AET"
    if syntax == ExplicitVRBigEndian:
        image.PixelData = numpy.frombuffer(image.PixelData, "<i2").astype(">i2").tobytes()
    image.is_little_endian = syntax != ExplicitVRBigEndian
    image.is_implicit_VR = syntax == ImplicitVRLittleEndian


def unwanted(image, number):
    """One of each kind that must stay."""
    name, change = [
        ("scout", {"ImageType": ["ORIGINAL", "PRIMARY", "LOCALIZER"]}),
        ("capture", {"SOPClassUID": "1.2.840.10008.5.1.4.1.1.7"}),
        ("dose", {"ImageType": ["DERIVED", "SECONDARY", "DOSE_INFO"]}),
        ("burned", {"BurnedInAnnotation": "YES"}),
        ("pet", {"Modality": "PT"}),
    ][number]
    for keyword, value in change.items():
        setattr(image, keyword, value)
    return name


def main(phantom, folder):
    folder.mkdir(parents=True)
    with zipfile.ZipFile(phantom) as archive:
        for number, name in enumerate(sorted(archive.namelist())):
            image = pydicom.dcmread(io.BytesIO(archive.read(name)))
            named(image, number)
            image.save_as(folder / f"Mustermann {number:03}.dcm", write_like_original=False)
        for number in range(5):
            image = pydicom.dcmread(io.BytesIO(archive.read(archive.namelist()[0])))
            kind = unwanted(image, number)
            image.save_as(folder / f"left-{kind}.dcm", write_like_original=False)
    (folder / "left-letter.txt").write_text("Dear Erika Mustermann")
    whole = (folder / "Mustermann 000.dcm").read_bytes()
    (folder / "left-cut.dcm").write_bytes(whole[: len(whole) // 2])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
