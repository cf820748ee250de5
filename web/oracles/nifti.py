"""Writes src/viewer/fixtures/nifti.json: small volumes written and reordered by nibabel, which the tests of the viewer read.

Run from web/: python3 oracles/nifti.py
"""

import base64
import gzip
import itertools
import json
from pathlib import Path

import nibabel
import numpy

SIZE = (3, 4, 5)
SPACING = (0.7, 1.3, 2.5)


def affines():
    """All 48 orders and directions of the axes, and grids turned by less than 45 degrees."""
    for order in itertools.permutations(range(3)):
        for signs in itertools.product((1, -1), repeat=3):
            affine = numpy.zeros((4, 4))
            for axis, (patient, sign) in enumerate(zip(order, signs)):
                affine[patient, axis] = sign * SPACING[axis]
            affine[:, 3] = 10, -20, 30, 1
            yield affine
    for degrees in (12, 30):
        c, s = numpy.cos(numpy.radians(degrees)), numpy.sin(numpy.radians(degrees))
        for turn in ([[1, 0, 0], [0, c, -s], [0, s, c]], [[c, -s, 0], [s, c, 0], [0, 0, 1]]):
            affine = numpy.eye(4)
            affine[:3, :3] = numpy.array(turn) @ numpy.diag(SPACING)
            affine[:3, 3] = 1, 2, 3
            yield affine


def lps(image):
    """The same voxels with i toward the patient's left, j toward the back, k toward the head."""
    now = nibabel.io_orientation(image.affine)
    return image.as_reoriented(nibabel.orientations.ornt_transform(now, nibabel.orientations.axcodes2ornt("LPS")))


def row(image, name, file):
    turned = lps(image)
    flip = numpy.diag([-1, -1, 1, 1])
    corner = numpy.array(turned.shape) - 1
    return {
        "name": name,
        "file": base64.b64encode(file).decode(),
        "size": turned.shape,
        "voxels": numpy.asarray(turned.dataobj).ravel(order="F").tolist(),
        "originMm": (flip @ turned.affine @ [0, 0, 0, 1])[:3].round(4).tolist(),
        "cornerMm": (flip @ turned.affine @ [*corner, 1])[:3].round(4).tolist(),
        "voxelMl": float(abs(numpy.linalg.det(turned.affine[:3, :3])) / 1000),
    }


def images():
    voxels = (numpy.arange(numpy.prod(SIZE)) * 37 % 1000 - 500).reshape(SIZE)
    for n, affine in enumerate(affines()):
        yield f"order {n}", nibabel.Nifti1Image(voxels.astype("<i2"), affine)
    affine = numpy.diag([-0.7, -1.3, 2.5, 1])
    for kind in ("<u1", "<i2", "<u2", "<i4", "<f4", "<f8", ">i2", ">f4"):
        header = nibabel.Nifti1Header(endianness=kind[0])
        yield f"type {kind}", nibabel.Nifti1Image((abs(voxels) % 200).astype(kind), affine, header, dtype=numpy.dtype(kind))
    yield "second edition", nibabel.Nifti2Image(voxels.astype("<i2"), affine)
    qform = nibabel.Nifti1Image(voxels.astype("<i2"), None)
    turn = next(a for n, a in enumerate(affines()) if n == 50)
    qform.set_qform(turn @ numpy.diag([1, 1, -1, 1]), code=1)
    qform.set_sform(None, code=0)
    yield "qform alone", nibabel.Nifti1Image.from_bytes(qform.to_bytes())
    scaled = nibabel.Nifti1Image(voxels.astype("<i2"), affine)
    scaled.header.set_slope_inter(2, -100)
    yield "scaled", nibabel.Nifti1Image.from_bytes(scaled.to_bytes())


rows = [row(image, name, gzip.compress(image.to_bytes(), mtime=0)) for name, image in images()]
Path("src/viewer/fixtures/nifti.json").write_text(json.dumps(rows))
