"""Compares two label files with nibabel; prints JSON.

Usage: compared.py BEFORE AFTER
"""

import json
import sys

import nibabel
import numpy

before, after = (nibabel.load(name) for name in sys.argv[1:])
now = nibabel.io_orientation(before.affine)
turn = nibabel.orientations.ornt_transform(now, nibabel.orientations.axcodes2ornt("LPS"))
old, new = (numpy.asarray(image.as_reoriented(turn).dataobj) for image in (before, after))
where = numpy.argwhere(old != new)
print(json.dumps({
    "header": before.header == after.header,
    "changed": len(where),
    "cuts": sorted(set(where[:, 2].tolist())),
    "labels": sorted(set(new[old != new].tolist())),
}))
