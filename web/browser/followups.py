"""Writes the phantom as two scans of one patient: the second lacks the base of the lungs, and has other slices and other axes.

Usage: followups.py PHANTOM FOLDER
"""

import sys
from pathlib import Path

import nibabel
import numpy

# the phantom's segmenter goes by millimeters, so both scans stay in their place; without its base the lung has other heights
LEFT_OUT = 9


def saved(voxels, affine, file):
    image = nibabel.Nifti1Image(voxels.astype("<i2"), affine)
    image.header.set_xyzt_units("mm")
    nibabel.save(image, file)
    return image


def main(phantom, folder):
    source = nibabel.load(phantom)
    voxels = numpy.asarray(source.dataobj)
    # the lungs are darker than all around them but the air beside the patient
    middle = voxels[voxels.shape[0] // 3, voxels.shape[1] // 2]
    low = int(numpy.flatnonzero(middle < -500)[0]) + LEFT_OUT
    saved(voxels[::2, ::2, ::2], source.affine @ numpy.diag([2, 2, 2, 1]), folder / "first.nii.gz")
    affine = source.affine @ numpy.diag([2, 2, 2, 1])
    affine[:3, 3] = (source.affine @ [0, 0, low, 1])[:3]
    second = nibabel.Nifti1Image(voxels[::2, ::2, low::2], affine)
    now = nibabel.io_orientation(second.affine)
    turned = second.as_reoriented(nibabel.orientations.ornt_transform(now, nibabel.orientations.axcodes2ornt("RAI")))
    saved(numpy.asarray(turned.dataobj), turned.affine, folder / "second.nii.gz")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
