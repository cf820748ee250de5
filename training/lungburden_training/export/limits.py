"""Sentences of the model card that state what a network cannot do, from its own figures; without figures there is no sentence."""
from __future__ import annotations

import math
from typing import Any, Sequence

import numpy as np

from ..evaluate.goals import ENOUGH_ML
from ..evaluate.measure import Figures

NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}


def volume_error(cases: Sequence[Figures]) -> str:
    """The error of the lesion volume over cases whose reader outlined more than 20 mL."""
    lesions = [case for case in cases if case.get("lesionTrueMl", 0.0) > ENOUGH_ML]
    if not lesions:
        return ""
    errors = [100 * (case["lesionMl"] / case["lesionTrueMl"] - 1) for case in lesions]
    text = (f"\n  The volume of the sum was wrong by {np.median(np.abs(errors)):.0f} % in the median, from {min(errors):+.0f} to "
            f"{max(errors):+.0f} %")
    low = _patients_with_too_little(lesions)
    return text + (f", and too low in the {NUMBERS.get(low, low)} most ill." if low > 1 else ".")


def _patients_with_too_little(lesions: list[Figures]) -> int:
    """How many patients, from the most ill on, have too low a volume in each of their scans."""
    patients: dict[str, list[Figures]] = {}
    for case in sorted(lesions, key=lambda case: -case["lesionTrueMl"]):
        patients.setdefault(case.get("patient", case["name"]), []).append(case)
    low = [all(case["lesionMl"] < case["lesionTrueMl"] for case in scans) for scans in patients.values()]
    return low.index(False) if False in low else len(low)


def small_burden(cases: Sequence[Figures]) -> str:
    """What a network finds in scans where the reader outlined 20 mL or less."""
    little = [case for case in cases if case.get("lesionTrueMl", ENOUGH_ML + 1) <= ENOUGH_ML and case["burdenPercent"] is not None]
    if not little:
        return ""
    least = max(1, math.ceil(max(case["burdenPercent"] for case in little)))
    seen = "; ".join(f"where a reader saw {case['lesionTrueMl']:.1f} mL, the network found {case['lesionMl']:.0f} mL "
                     f"({case['burdenPercent']:.1f} %)" for case in little)
    return f"\n- A burden below {least} % cannot be told from none: {seen}."


def infected_slices(others: dict[str, Any] | None) -> str:
    """The test on one scan of another hospital, slice by slice."""
    if not others:
        return ""
    slices = others["infectedSlices"]
    goal = next(goal for goal in others["goals"] if "ROC" in goal["name"])
    return (f"\n- Small early lesions are often called healthy. On one scan of another hospital the network found "
            f"{100 * slices['sensitivity']:.0f} % of the slices\n  with infection, and called {100 * (1 - slices['specificity']):.0f} % "
            f"of the others infected (AUC {slices['auc']:.3f}, goal {goal['limit']:g}).")


def largest_effusion(cases: Sequence[Figures]) -> str:
    """How much of the largest pleural effusion a network finds."""
    effusions = [case for case in cases if case.get("effusionTrueMl") and case["effusionRecall"] is not None]
    if not effusions:
        return ""
    largest = max(effusions, key=lambda case: case["effusionTrueMl"])
    return (f"\n- Pleural effusion below the lung, between ribs and liver or spleen, is missed: the network found "
            f"{100 * largest['effusionRecall']:.0f} % of the largest\n  ({largest['effusionTrueMl']:.0f} mL).")


def evaluated(span: dict[str, Any] | None) -> str:
    """The scans beyond which a network was never measured; the worker flags those."""
    if not span:
        return ""
    return (f"\n- The figures of whole scans come from {span['scans']} scans: slices up to {span['sliceDistanceMm']['to']:g} mm apart, "
            f"pixels up to {span['pixelSpacingMm']['to']:.2f} mm,\n  lungs of {span['lungMl']['from']:.0f} to "
            f"{span['lungMl']['to']:.0f} mL, opacity up to {span['opacityPercent']['to']:.0f} % of the lung. Results of other scans carry"
            f"\n  `OUTSIDE_EVALUATED_RANGE`.")
