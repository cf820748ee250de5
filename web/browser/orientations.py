"""Writes the phantom in six orders and directions of its axes, and oblique, and what nibabel reads at some places.

Usage: orientations.py PHANTOM FOLDER; prints JSON: for each file its name and probes (position in LPS order, mm, HU).
"""

import gzip
import json
import sys
from pathlib import Path

import nibabel
import numpy

ORDERS = ("LPS", "RAS", "LAI", "PSL", "SRA", "IPR")
PROBES = ((20, 40, 30), (70, 60, 12), (100, 71, 45), (64, 90, 50), (40, 64, 25), (94, 46, 23), (95, 87, 23))


def turned(image, axes):
    now = nibabel.io_orientation(image.affine)
    return image.as_reoriented(nibabel.orientations.ornt_transform(now, nibabel.orientations.axcodes2ornt(axes)))


def oblique(image):
    """The same voxels in a patient who lies turned by 12 degrees about the body's axis and tilted by 8; beyond 20 the service refuses."""
    (c, s), (d, t) = ((numpy.cos(a), numpy.sin(a)) for a in numpy.radians((12, 8)))
    about = numpy.array([[c, -s, 0, 0], [s, c, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])
    over = numpy.array([[1, 0, 0, 0], [0, d, -t, 0], [0, t, d, 0], [0, 0, 0, 1]])
    lying = nibabel.Nifti1Image(numpy.asarray(image.dataobj), over @ about @ image.affine)
    lying.header.set_xyzt_units("mm")
    return lying


source = nibabel.load(sys.argv[1])
voxels = numpy.asarray(source.dataobj)[::2, ::2, ::2].astype("<i2")
affine = source.affine @ numpy.diag([2, 2, 2, 1])
coarse = nibabel.Nifti1Image(voxels, affine)
coarse.header.set_xyzt_units("mm")
rows = []
for axes in (*ORDERS, "LAI oblique"):
    image = turned(coarse, axes[:3])
    if axes not in ORDERS:
        image = oblique(image)
    file = Path(sys.argv[2]) / f"{axes}.nii.gz"
    file.write_bytes(gzip.compress(image.to_bytes(), compresslevel=1, mtime=0))
    seen = turned(nibabel.load(file), "LPS")
    flip = numpy.diag([-1, -1, 1, 1])
    rows.append({
        "axes": axes,
        "file": str(file),
        "size": seen.shape,
        "spacing": [float(mm) for mm in seen.header.get_zooms()],
        "probes": [{
            "at": at,
            "mm": (flip @ seen.affine @ [*at, 1])[:3].tolist(),
            "hu": int(numpy.asarray(seen.dataobj)[at]),
        } for at in PROBES],
    })
print(json.dumps(rows))
