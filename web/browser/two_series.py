"""Makes, of the phantom's DICOM, a study with two series that fit equally.

Usage: two_series.py PHANTOM.zip OUT.zip
"""

import io
import sys
import zipfile

import pydicom
from pydicom.uid import generate_uid

series = generate_uid()
with zipfile.ZipFile(sys.argv[1]) as phantom, zipfile.ZipFile(sys.argv[2], "w") as out:
    for name in phantom.namelist():
        image = pydicom.dcmread(io.BytesIO(phantom.read(name)))
        out.writestr(f"1-{name}", phantom.read(name))
        image.SeriesInstanceUID = series
        # another reconstruction: series with the same pixels would count as one
        image.PixelData = (image.pixel_array + 3).astype("<i2").tobytes()
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        written = io.BytesIO()
        image.save_as(written, write_like_original=False)
        out.writestr(f"2-{name}", written.getvalue())
