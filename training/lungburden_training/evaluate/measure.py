"""Figures of one case: Dice, volumes, burden. Where a reader outlined only part of the truth, only that part counts.

Labels on a scan: 0 background, 1 lung, 2 GGO, 3 high opacity, 254 lung whose finding is unknown, 255 nothing known.
"""
from __future__ import annotations

from typing import Sequence

import numpy as np

from ..data.items import EFFUSION, Item
from ..data.labels import INSIDE, LESION, membership, tells_lung

INSIDE_CODE, NOTHING_CODE = 254, 255
LUNG_LABELS, LESION_LABELS = (1, 2, 3), (2, 3)
GROUPS = {"lesionDice": LESION_LABELS, "lungDice": LUNG_LABELS, "groundGlassDice": (2,), "highOpacityDice": (3,)}
VOLUMES = {"lung": LUNG_LABELS, "lesion": LESION_LABELS, "groundGlass": (2,), "highOpacity": (3,)}
# no header says so; the aorta is brighter than muscle in all but the first
CONTRAST_MEDIUM = {"lung1-001": False, "lung1-002": True, "lung1-005": True, "lung1-008": True, "lung1-016": True,
                   "lung1-024": True, "lung1-028": True}
Figures = dict[str, "float | None"]


def dice(a: np.ndarray, b: np.ndarray) -> float | None:
    """Dice of two masks, None when both are empty."""
    total = int(a.sum()) + int(b.sum())
    return round(2 * int((a & b).sum()) / total, 4) if total else None


def masks(found: np.ndarray, truth: np.ndarray, group: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Masks of a group of labels, found and true, empty where nobody knows whether a voxel belongs to the group."""
    if group == LUNG_LABELS:
        return np.isin(found, group) & (truth != NOTHING_CODE), np.isin(truth, (*group, INSIDE_CODE))
    return np.isin(found, group) & ~np.isin(truth, (INSIDE_CODE, NOTHING_CODE)), np.isin(truth, group)


def figures(found: np.ndarray, truth: np.ndarray, spacing: tuple[float, float, float]) -> Figures:
    """Labels [k][j][i] found and true -> Dice of every group, volumes in mL, burden in percent of the lung."""
    ml = float(np.prod(spacing)) / 1000
    result: Figures = {name: dice(*masks(found, truth, group)) for name, group in GROUPS.items()}
    exact = {name: [float(mask.sum()) * ml for mask in masks(found, truth, group)] for name, group in VOLUMES.items()}
    for name, pair in exact.items():
        result[name + "Ml"], result[name + "TrueMl"] = (round(value, 1) for value in pair)
    for n, suffix in enumerate(("Percent", "TruePercent")):
        result["burden" + suffix] = burden(exact["lesion"][n], exact["lung"][n])
    return result


def burden(lesion: float, lung: float) -> float | None:
    """Lesion in percent of the whole lung, None without lung."""
    return round(100 * lesion / lung, 3) if lung else None


def recall(found: np.ndarray, truth: np.ndarray) -> float | None:
    """Share of a true mask that was found, None when it is empty."""
    return round(float((found & truth).sum() / truth.sum()), 4) if truth.any() else None


def effusion_figures(found: np.ndarray, truth: np.ndarray, spacing: tuple[float, float, float]) -> Figures:
    """Labels [k][j][i] of a scan on which a reader drew effusion alone: how much of it is high opacity, how much is inside.

    High opacity elsewhere is not all wrong: tumor, atelectasis and consolidation were not drawn.
    """
    effusion = truth == 3
    ml = float(np.prod(spacing)) / 1000
    elsewhere = (found == 3) & ~effusion & (truth != NOTHING_CODE)
    return {"effusionRecall": recall(found == 3, effusion), "effusionInsideRecall": recall(found > 0, effusion),
            "lungDice": dice(*masks(found, truth, LUNG_LABELS)),
            "effusionTrueMl": round(float(effusion.sum()) * ml, 1),
            "highOpacityElsewhereMl": round(float(elsewhere.sum()) * ml, 1)}


def volume_figures(set_name: str, found: np.ndarray, truth: np.ndarray, spacing: tuple[float, float, float]) -> Figures:
    """Labels [k][j][i] of a scan -> the figures that the readers of its data set allow."""
    return (effusion_figures if set_name == EFFUSION else figures)(found, truth, spacing)


def healthy_figures(found: np.ndarray, lung: np.ndarray, tumor: np.ndarray, spacing: tuple[float, float, float]) -> Figures:
    """Labels [k][j][i] of a scan without pneumonia -> how much of its lung is called lesion outside what counts as tumor."""
    ml = float(np.prod(spacing)) / 1000
    lesion = np.isin(found, LESION_LABELS)
    return {"lungDice": dice(np.isin(found, LUNG_LABELS), lung), "lungTrueMl": round(float(lung.sum()) * ml, 1),
            "tumorMl": round(float(tumor.sum()) * ml, 1),
            "healthyLesionPercent": burden(float((lesion & lung & ~tumor).sum()), float(lung.sum())),
            "lesionOutsideLungMl": round(float((lesion & ~lung).sum()) * ml, 1)}


def of_set(cases: Sequence[Figures], name: str) -> list[Figures]:
    """The cases of one data set."""
    return [case for case in cases if case["set"] == name]


def series_figures(found: np.ndarray, item: Item) -> Figures:
    """Labels [m, 256, 256] of an item on the network grid, which has no millimeters: Dice of lesion, and of lung and the burden
    over the slices whose healthy lung a reader outlined too.
    """
    lesion, lesion_told = membership(item.sets, LESION)
    lung, lung_told = membership(item.sets, INSIDE)
    lung_told &= tells_lung(item.sets)
    both = lesion_told & lung_told
    return {"lesionDice": dice((found >= 2) & lesion_told, lesion), "lungDice": dice((found >= 1) & lung_told, lung & lung_told),
            "burdenPercent": burden(float(((found >= 2) & both).sum()), float(((found >= 1) & both).sum())),
            "burdenTruePercent": burden(float((lesion & both).sum()), float((lung & both).sum()))}
