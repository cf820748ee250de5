"""For each slice of one labels file the slice of another at the same height of the lungs, as nibabel reads both; prints JSON.

Usage: heights.py FROM TO; slices are counted toward the head, the outermost have at least a hundredth of the largest one's lung.
"""

import json
import sys

import nibabel
import numpy


def lungs(file):
    """The lowest and the highest millimeter of the lungs along the patient's axis, the distance of slices and their number."""
    image = nibabel.as_closest_canonical(nibabel.load(file))
    areas = (numpy.asarray(image.dataobj) > 0).sum(axis=(0, 1))
    inside = numpy.flatnonzero(areas >= max(1, areas.max() / 100))
    mm = image.affine[2, 2] * numpy.arange(len(areas)) + image.affine[2, 3]
    return mm[inside[0]], mm[inside[-1]], mm


base, top, mm = lungs(sys.argv[1])
other_base, other_top, other_mm = lungs(sys.argv[2])
height = (mm - base) / (top - base)
there = other_base + height * (other_top - other_base)
nearest = numpy.abs(other_mm[None, :] - there[:, None]).argmin(axis=1)
print(json.dumps([int(n) for n in nearest]))
