"""`lungburden bench decode`: time to read a zip of DICOM, for each way of compression.

The phantom's slices, enlarged to 512 x 512 pixels and with noise, are compressed by dcmtk and GDCM. Every row runs in a separate
process. The fastest of a few runs counts. The ratio compares a row with the first row, which is not compressed.

`--study` reads one study of 1,000 such slices in JPEG Lossless instead, with a heap of 1.5 GB.
"""

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import warnings
import zipfile

import numpy
import pydicom

from harness.launcher import LAUNCHER

SLICES = 24
LONG_STUDY = 1000
HEAP = "1536m"
NOISE_HU = 12
ROWS = {
    "explicit VR little endian": None,
    "RLE Lossless": ["dcmcrle"],
    "JPEG Baseline, 8 bits": ["dcmcjpeg", "+eb"],
    "JPEG Extended, 12 bits": ["dcmcjpeg", "+ee"],
    "JPEG Lossless": ["dcmcjpeg", "+e1"],
    "JPEG-LS Lossless": ["dcmcjpls"],
    "JPEG 2000 Lossless": ["gdcmconv", "--j2k"],
}


def write_slices(folder):
    """12 bits without sign, since that is what all the encoders take."""
    subprocess.run([LAUNCHER, "phantom", "-o", f"{folder}/phantom.zip"], check=True, stdout=subprocess.DEVNULL)
    random = numpy.random.default_rng(1)
    with zipfile.ZipFile(f"{folder}/phantom.zip") as phantom:
        images = [pydicom.dcmread(io.BytesIO(phantom.read(name))) for name in phantom.namelist()]
        images.sort(key=lambda image: image.ImagePositionPatient[2])
        for n, image in enumerate(images[len(images) // 2 :][:SLICES]):
            hu = image.pixel_array * float(image.RescaleSlope) + float(image.RescaleIntercept)
            factor = 512 // image.Rows
            hu = numpy.kron(hu, numpy.ones((factor, factor)))
            hu += random.normal(0, NOISE_HU, hu.shape)
            image.Rows, image.Columns = hu.shape
            image.PixelSpacing = [float(mm) / factor for mm in image.PixelSpacing]
            image.BitsStored, image.HighBit, image.PixelRepresentation = 12, 11, 0
            image.RescaleIntercept, image.RescaleSlope = -1024, 1
            if "PixelPaddingValue" in image:
                del image.PixelPaddingValue
            image.PixelData = numpy.clip(numpy.round(hu) + 1024, 0, 4095).astype("<u2").tobytes()
            image.save_as(f"{folder}/{n:03}.dcm")


def pack(folder, encode):
    with zipfile.ZipFile(f"{folder}/study.zip", "w") as study:
        for n in range(SLICES):
            source = target = f"{folder}/{n:03}.dcm"
            if encode:
                target = f"{folder}/encoded"
                subprocess.run(
                    [*encode, source, target], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            study.write(target, f"{n:03}")
    return f"{folder}/study.zip"


def long_study(folder, slices):
    """Few slices are encoded, and each stands for many, which differ in their place alone."""
    with zipfile.ZipFile(f"{folder}/study.zip", "w") as study:
        for n in range(SLICES):
            source, target = f"{folder}/{n:03}.dcm", f"{folder}/encoded"
            subprocess.run([*ROWS["JPEG Lossless"], source, target], check=True)
            image = pydicom.dcmread(target)
            for k in range(n, slices, SLICES):
                x, y, _ = image.ImagePositionPatient
                image.ImagePositionPatient = [x, y, f"{0.4 * k:.1f}"]
                image.InstanceNumber = k + 1
                image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = f"{image.SeriesInstanceUID[:40]}.{k}"
                data = io.BytesIO()
                image.save_as(data)
                study.writestr(f"{k:04}", data.getvalue())
    return f"{folder}/study.zip"


def measure(study, runs, heap=None):
    command = [LAUNCHER, "bench-decode", "--runs", str(runs), study]
    options = {**os.environ, **({"LUNGBURDEN_JAVA_OPTS": f"-Xmx{heap}"} if heap else {})}
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=options)
    if ended.returncode:
        raise SystemExit(ended.returncode)
    return json.loads(next(line for line in ended.stdout.splitlines() if line.startswith("{")))


def print_study(arguments):
    print("| slices | heap | s | processor s | peak heap, MB | load |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        write_slices(folder)
        took = measure(long_study(folder, SLICES if arguments.short else LONG_STUDY), arguments.runs, HEAP)
    print(
        f"| {took['slices']} | {HEAP} | {took['seconds']:.1f} | {took['processorSeconds']:.1f} "
        f"| {took['peakHeapMb']} | {os.getloadavg()[0]:.1f} |"
    )
    return 0


def main():
    parser = argparse.ArgumentParser(prog="lungburden bench decode")
    parser.add_argument("--runs", type=int, default=10, help="timed runs of each row (default: 10)")
    parser.add_argument("--short", action="store_true", help="the first row alone")
    parser.add_argument("--study", action="store_true", help="one study of 1,000 slices in JPEG Lossless")
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")  # pydicom's, about values that the phantom's writer left empty

    if arguments.study:
        return print_study(arguments)
    print("| 512 x 512 | MB a slice | ms a slice | s for 1,000 slices | ratio | load |")
    print("|---|---|---|---|---|---|")
    base = None
    with tempfile.TemporaryDirectory() as folder:
        write_slices(folder)
        for name, encode in list(ROWS.items())[: 1 if arguments.short else None]:
            study = pack(folder, encode)
            took = measure(study, arguments.runs)
            base = base or took["seconds"]
            each = took["seconds"] / took["slices"]
            print(
                f"| {name} | {os.path.getsize(study) / took['slices'] / 1e6:.2f} | {each * 1000:.1f} | {each * 1000:.0f} "
                f"| {base / took['seconds']:.2f} | {os.getloadavg()[0]:.1f} |",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
