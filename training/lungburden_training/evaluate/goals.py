"""The goals for patients that a network did not train on, and whether figures reach them."""
from __future__ import annotations

from typing import Any, Callable, Sequence

import numpy as np

from ..data.items import COVID, EFFUSION, PLANNING
from .measure import Figures, of_set

Statistic = Callable[[Sequence[float]], Any]
ENOUGH_ML = 20.0  # Dice of less says more about chance than about a network
ENOUGH_EFFUSION_ML = 100.0


def of_cases(cases: Sequence[Figures]) -> list[dict[str, Any]]:
    """Goals over the cases of a cross-validation; lesions of covid-volumes alone, as the other sets do not give them in mL.

    A recipe that trains on planning scans has a goal for them too.
    """
    covid = of_set(cases, COVID)
    lesions, ground_glass, high = (_above(covid, key) for key in ("lesion", "groundGlass", "highOpacity"))
    errors = [100 * abs(case["lesionMl"] - case["lesionTrueMl"]) / case["lesionTrueMl"] for case in lesions]
    effusion = [case["effusionRecall"] for case in of_set(cases, EFFUSION) if case["effusionTrueMl"] > ENOUGH_EFFUSION_ML]
    healthy = _column(of_set(cases, PLANNING), "healthyLesionPercent")
    lungs = [_most("healthy lung called lesion in percent, highest", 1.0, np.max, healthy)] if healthy else []
    return [_least("lesion Dice, median over cases above 20 mL", 0.78, np.median, _column(lesions, "lesionDice")),
            _least("lesion Dice, lowest of these", 0.60, np.min, _column(lesions, "lesionDice")),
            _least("ground-glass Dice, median over cases above 20 mL of it", 0.72, np.median,
                   _column(ground_glass, "groundGlassDice")),
            _least("high-opacity Dice, median over cases above 20 mL of it", 0.60, np.median, _column(high, "highOpacityDice")),
            _least("lung Dice, median", 0.975, np.median, _column(covid, "lungDice")),
            _most("lesion volume error in percent, median over cases above 20 mL", 15.0, np.median, errors),
            _least("effusion recall, lowest above 100 mL", 0.70, np.min, effusion), *lungs]


def of_others(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """Goals on the scans of other hospitals (`others.py`)."""
    normal = figures["normalVolume"]
    burden = [100 * normal["lesionMl"] / normal["lungMl"]] if normal["lungMl"] else []
    return [_most("burden of a chest without findings, percent", 0.5, np.max, burden),
            _least("area under the ROC curve, infected slices of one scan", 0.95, np.max, [figures["infectedSlices"]["auc"]])]


def markdown(goals: Sequence[dict[str, Any]]) -> str:
    """A table; a goal without cases is neither reached nor missed."""
    lines = ["| goal | | n | found | reached |", "|---|---|---|---|---|"]
    for goal in goals:
        found = "" if goal["found"] is None else f"{goal['found']:.3f}"
        reached = {None: "", True: "yes", False: "**no**"}[goal["reached"]]
        lines.append(f"| {goal['name']} | {goal['sign']} {goal['limit']:g} | {goal['n']} | {found} | {reached} |")
    return "\n".join(lines) + "\n"


def _above(cases: Sequence[Figures], group: str) -> list[Figures]:
    return [case for case in cases if case[f"{group}TrueMl"] > ENOUGH_ML]


def _column(cases: Sequence[Figures], key: str) -> list[float]:
    """Values of a Dice; None (both masks empty) cannot be where the reader drew something."""
    return [case[key] for case in cases]


def _least(name: str, limit: float, statistic: Statistic, values: Sequence[float]) -> dict[str, Any]:
    return goal(name, ">=", limit, statistic, values)


def _most(name: str, limit: float, statistic: Statistic, values: Sequence[float]) -> dict[str, Any]:
    return goal(name, "<=", limit, statistic, values)


def goal(name: str, sign: str, limit: float, statistic: Statistic, values: Sequence[float]) -> dict[str, Any]:
    """Whether a statistic of the values reaches its limit; `sign` is >= or <=."""
    found = float(statistic(values)) if len(values) else None
    reached = None if found is None else found >= limit if sign == ">=" else found <= limit
    return {"name": name, "sign": sign, "limit": limit, "n": len(values), "found": found, "reached": reached}
