"""Small studies with known answers, made from the phantom that the service itself writes."""

import gzip
import re
import subprocess
from dataclasses import dataclass

import nibabel
import numpy

from harness.launcher import LAUNCHER

# largest difference between volumes on a coarse grid and the analytic volumes
COARSE_SHARE = 0.10


@dataclass(frozen=True)
class Study:
    """Bytes to post, and the expected outcome: an error code, or approximate volumes in mL."""

    name: str
    body: bytes
    code: str = None
    volumes_ml: dict = None


def phantom(folder):
    """The whole phantom's scan, and its known volumes in mL by their names in the result."""
    file = folder / "phantom.nii.gz"
    done = subprocess.run([LAUNCHER, "phantom", "-o", file], check=True, stdout=subprocess.PIPE, text=True)
    known = {name.strip(): float(ml) for name, ml in re.findall(r"^([\w ]+?) +([\d.]+) mL$", done.stdout, re.MULTILINE)}
    return nibabel.load(file), {
        "lung": known["Lung"],
        "groundGlass": known["Ground glass"],
        "highOpacity": known["High opacity"],
        "pneumonia": known["Opacity"],
    }


def coarse(scan, step, start=0):
    """Keeps every `step`-th voxel of each axis from `start` on; returns gzipped NIfTI."""
    voxels = numpy.asarray(scan.dataobj)[start::step, start::step, start::step]
    affine = scan.affine.copy()
    affine[:3, 3] += affine[:3, :3] @ numpy.full(3, start)
    affine[:3, :3] *= step
    return _zipped(voxels, affine)


def mixed(folder):
    """Three phantoms on different grids and one study that is cut short."""
    scan, known = phantom(folder)
    good = [Study(f"phantom-{step}-{start}", coarse(scan, step, start), volumes_ml=known)
            for step, start in ((4, 0), (4, 2), (5, 1))]
    return [*good, cut_short(good[0])]


def whole(folder):
    """The unchanged phantom: 120 slices of 256 by 256 voxels."""
    scan, known = phantom(folder)
    return Study("phantom", coarse(scan, 1), volumes_ml=known)


def of_file(path):
    """A user's own study, whose outcome is unknown."""
    return Study(path.name, path.read_bytes())


def small(folder):
    """A study of the whole chest that needs little computing."""
    scan, known = phantom(folder)
    return Study("phantom-8", coarse(scan, 8), volumes_ml=known)


def thin(folder):
    """The smallest valid study: eight slices from the middle of the chest."""
    scan, _ = phantom(folder)
    return Study("phantom-8-slices", coarse(scan.slicer[:, :, 36:84], 6))


def fine(slices=400, size=512):
    """A chest of water with spotted lungs on a fine grid, stored along axes that the service must reorder."""
    spacing = 400 / size
    j, i = numpy.mgrid[:size, :size] * spacing - 200
    body = (i / 190) ** 2 + (j / 130) ** 2 < 1
    lungs = ((numpy.abs(i) - 80) / 60) ** 2 + (j / 90) ** 2 < 1
    spots = -830 + 100 * numpy.sin(i / 3) * numpy.sin(j / 3)  # even lungs would be refused as a test object's foam
    plane = numpy.where(lungs, spots, numpy.where(body, 30, -1000)).astype("<i2")
    voxels = numpy.repeat(plane.T[None], slices, axis=0)
    affine = numpy.array([[0, -spacing, 0, 200], [0, 0, -spacing, 200], [300 / slices, 0, 0, 0], [0, 0, 0, 1]])
    return Study("fine", _zipped(voxels, affine))


def dense():
    """A study with much metal, on which `models.stands_still` never returns. Without lung the network would not run."""
    voxels = numpy.full((64, 64, 40), 3000, "<i2")
    voxels[:, :44] = -1000
    voxels[16:48, 14:34] = -800
    voxels[:, 44:54] = 30
    voxels += (numpy.arange(voxels.size).reshape(voxels.shape) % 7).astype("<i2")  # one value alone would be padding
    return Study("dense", _zipped(voxels, numpy.diag([-6.0, -6.0, 5.0, 1.0])))


def _zipped(voxels, affine):
    image = nibabel.Nifti1Image(voxels, affine)
    image.header.set_xyzt_units("mm")
    return gzip.compress(image.to_bytes(), compresslevel=1, mtime=0)


def cut_short(study):
    """The first half of a study's bytes; the job fails at once."""
    return Study("cut short", study.body[: len(study.body) // 2], code="CORRUPT_ARCHIVE")
