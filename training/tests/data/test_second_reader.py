"""The second reader's outlines come to the grid of the scan, in whatever order its file has the voxels."""
from __future__ import annotations

from pathlib import Path

import nibabel
import numpy as np
import pytest

from lungburden_training.data.nifti import read_nifti
from lungburden_training.data.second_reader import FOLDER, cases, read_codes

SLICES = [1, 2, 4]


def _write(root: Path, axes: str, shape: tuple[int, int, int] = (6, 7, 5)) -> tuple[Path, np.ndarray]:
    """A scan stored along `axes`, and masks in its voxel order; returns the codes [k][j][i] that were drawn."""
    codes = np.random.default_rng(3).choice(np.array([0, 1, 2], np.uint8), shape)
    codes[:, :, [0, 3]] = 255
    lps = nibabel.Nifti1Image(codes.astype(np.int16), np.diag([-2.0, -2.0, 5.0, 1.0]))
    change = nibabel.orientations.ornt_transform(nibabel.io_orientation(lps.affine), nibabel.orientations.axcodes2ornt(axes))
    stored = lps.as_reoriented(change)
    ct = root / "a_ct.nii.gz"
    nibabel.save(stored, str(ct))
    voxels = np.asanyarray(stored.dataobj)[:, :, SLICES]
    (root / FOLDER).mkdir()
    np.savez(root / FOLDER / "masks.npz", a_z=np.array(SLICES, np.int16), a_shape=np.array(voxels.shape),
             a_lesion=np.packbits(voxels == 2), a_lung=np.packbits(voxels >= 1), a_source=np.arange(3))
    return ct, codes.transpose(2, 1, 0)


@pytest.mark.parametrize("axes", ["LPS", "RAS"])
def test_codes_lie_where_they_were_drawn(tmp_path: Path, axes: str) -> None:
    ct, drawn = _write(tmp_path, axes)
    assert cases(tmp_path) == ["a"]
    codes = read_codes(tmp_path, "a", ct)
    np.testing.assert_array_equal(codes, drawn)
    np.testing.assert_array_equal(codes, read_nifti(ct)[0])


def test_outlines_of_another_scan_are_refused(tmp_path: Path) -> None:
    _write(tmp_path, "LPS")
    other = tmp_path / "b_ct.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.zeros((6, 8, 5), np.int16), np.diag([-2.0, -2.0, 5.0, 1.0])), str(other))
    with pytest.raises(ValueError, match="has .* voxels"):
        read_codes(tmp_path, "a", other)


def test_a_data_folder_without_the_set_has_no_cases(tmp_path: Path) -> None:
    assert cases(tmp_path) == []


@pytest.mark.parametrize(("name", "dice", "ratio"), [("case-a", 0.85, 1.19), ("case-b-thin", 0.76, 1.51), ("case-c", 0.74, 1.49),
                                                     ("case-e", 0.64, 1.92), ("case-f", 0.85, 1.06)])
def test_the_readers_agree_as_the_data_say(data: Path, name: str, dice: float, ratio: float) -> None:
    """The figures of the data's README: only outlines on the right slices, the right way round, give them."""
    first, _ = read_nifti(data / "covid-volumes" / f"{name}_labels.nii.gz")
    codes = read_codes(data, name, data / "covid-volumes" / f"{name}_ct.nii.gz")
    drawn = (codes != 255).any((1, 2))
    one, other = first[drawn] >= 2, codes[drawn] == 2
    assert 2 * (one & other).sum() / (one.sum() + other.sum()) == pytest.approx(dice, abs=0.005)
    assert other.sum() / one.sum() == pytest.approx(ratio, abs=0.005)
    assert (codes[drawn] != 255).all()
