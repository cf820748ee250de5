"""Small studies with known answers, made from the phantom that the service itself writes."""

import gzip
import re
import subprocess
from dataclasses import dataclass

import nibabel
import numpy

from service import LAUNCHER

# volumes on a coarse grid lie within this of the analytic ones
COARSE_SHARE = 0.10


@dataclass(frozen=True)
class Study:
    """Bytes to post, and what becomes of them: an error code, or volumes near these in mL."""

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
        "pneumonia": known["Pneumonia"],
    }


def coarse(scan, step, start=0):
    """Every `step`-th voxel of each axis from `start` on, as gzipped NIfTI."""
    voxels = numpy.asarray(scan.dataobj)[start::step, start::step, start::step]
    affine = scan.affine.copy()
    affine[:3, 3] += affine[:3, :3] @ numpy.full(3, start)
    affine[:3, :3] *= step
    image = nibabel.Nifti1Image(voxels, affine)
    image.header.set_xyzt_units("mm")
    return gzip.compress(image.to_bytes(), compresslevel=1, mtime=0)


def mixed(folder):
    """Three phantoms on grids of their own and one study that is cut short."""
    scan, known = phantom(folder)
    good = [Study(f"phantom-{step}-{start}", coarse(scan, step, start), volumes_ml=known)
            for step, start in ((4, 0), (4, 2), (5, 1))]
    return [*good, cut_short(good[0])]


def small(folder):
    """One study of the whole chest that costs the service little."""
    scan, known = phantom(folder)
    return Study("phantom-8", coarse(scan, 8), volumes_ml=known)


def thin(folder):
    """The least that is still a study: eight slices from the middle of the chest."""
    scan, _ = phantom(folder)
    return Study("phantom-8-slices", coarse(scan.slicer[:, :, 36:84], 6))


def cut_short(study):
    """The first half of its bytes, which fails at once."""
    return Study("cut short", study.body[: len(study.body) // 2], code="CORRUPT_ARCHIVE")
