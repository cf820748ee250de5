"""Three tests on scans of other hospitals that no training sees: a chest without findings, slices with infection, lungs."""
from __future__ import annotations

import argparse
from io import BytesIO
import json
import logging
from pathlib import Path
from typing import Any
import zipfile

import numpy as np
import torch

from . import goals
from ..config import Config
from ..data.nifti import read_nifti
from .measure import LESION_LABELS, LUNG_LABELS, dice
from .segment import Forward, network_of, segment
from .stats import auc, mean_sd, median_iqr, sensitivity_specificity
from .volumes import write_json

log = logging.getLogger(__name__)
LEAST_LESION_MM2 = 100.0  # a slice with more lesion is called infected; fixed beforehand, not fitted


def evaluate_others(config: Config, arguments: argparse.Namespace) -> dict[str, Any]:
    """Writes `figures-others.json`."""
    torch.set_num_threads(arguments.threads)
    config, forward, state = network_of(config, arguments)
    data = Path(arguments.data)
    hu, spacing = read_nifti(next((data / "normal-volume").glob("*_ct.nii.gz")))
    result: dict[str, Any] = {"config": state["config"],
                              "normalVolume": false_findings(segment(hu, spacing[2], config, forward), spacing)}
    hu, spacing = read_dicom_zip(data / "dicom" / "covid-p001.zip")
    infected = np.load(data / "dicom" / "covid-p001_slice-labels.npy")[:len(hu)][::-1] > 0  # from head to feet, see EXPERIMENTS.md
    result["infectedSlices"] = slice_figures(segment(hu, spacing[2], config, forward), infected, spacing)
    with np.load(data / "lung-slices-hu" / "slices.npz") as slices:
        result["lungSlices"] = lung_figures(slices["hu"], slices["lung"], config, forward)
    result["goals"] = goals.of_others(result)
    write_json(arguments, "figures-others", result)
    log.info("%s", json.dumps(result))
    return result


def false_findings(found: np.ndarray, spacing: tuple[float, float, float]) -> dict[str, float]:
    """Labels [k][j][i] of a chest without findings -> what the network calls lesion, in mL, and the lung."""
    ml = float(np.prod(spacing)) / 1000
    return {name: round(float(np.isin(found, labels).sum()) * ml, 2)
            for name, labels in (("lesionMl", LESION_LABELS), ("highOpacityMl", (3,)), ("lungMl", LUNG_LABELS))}


def slice_figures(found: np.ndarray, infected: np.ndarray, spacing: tuple[float, float, float]) -> dict[str, Any]:
    """Labels [k][j][i] and the truth of every slice -> area under the ROC curve by lesion area, and at the fixed area."""
    area = np.isin(found, LESION_LABELS).sum((1, 2)) * spacing[0] * spacing[1]
    sensitivity, specificity = sensitivity_specificity(area > LEAST_LESION_MM2, infected)
    return {"slices": len(infected), "infected": int(infected.sum()), "auc": auc(area, infected),
            "sensitivity": sensitivity, "specificity": specificity, "leastLesionMm2": LEAST_LESION_MM2}


def lung_figures(hu: np.ndarray, lung: np.ndarray, config: Config, forward: Forward) -> dict[str, Any]:
    """Single slices [m][j][i], each its own neighbors: Dice of the lung. Some are stored upside down and stay upside down."""
    values = []
    for image, truth in zip(hu, lung):
        value = dice(np.isin(segment(image[None], config.neighbour_distance_mm, config, forward)[0], LUNG_LABELS), truth > 0)
        if value is not None:
            values.append(value)
    mean, sd = mean_sd(values)
    return {"slices": len(values), "meanDice": mean, "sd": sd, "medianDice": median_iqr(values)}


def read_dicom_zip(path: Path) -> tuple[np.ndarray, tuple[float, float, float]]:
    """One axial series, supine head first -> HU [k][j][i] feet to head and its spacing in mm. Needs pydicom (and GDCM)."""
    import pydicom
    with zipfile.ZipFile(path) as archive:
        slices = [pydicom.dcmread(BytesIO(archive.read(name))) for name in archive.namelist() if not name.endswith("/")]
    slices.sort(key=lambda s: float(s.ImagePositionPatient[2]))
    hu = np.stack([s.pixel_array * float(s.RescaleSlope) + float(s.RescaleIntercept) for s in slices]).astype(np.int16)
    z = [float(s.ImagePositionPatient[2]) for s in slices]
    rows, columns = (float(v) for v in slices[0].PixelSpacing)
    return hu, (columns, rows, float(np.median(np.diff(z))))
