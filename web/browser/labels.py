"""Reads labels at places with nibabel; prints JSON.

Usage: labels.py FILE '[[x, y, z], ...]', places counted toward left, back and head
"""

import json
import sys

import nibabel
import numpy

image = nibabel.load(sys.argv[1])
now = nibabel.io_orientation(image.affine)
turn = nibabel.orientations.ornt_transform(now, nibabel.orientations.axcodes2ornt("LPS"))
labels = numpy.asarray(image.as_reoriented(turn).dataobj)
print(json.dumps([int(labels[tuple(at)]) for at in json.loads(sys.argv[2])]))
