"""From the figures of cases to a table: what the paper reports, with intervals over patients."""
from __future__ import annotations

import math
from typing import Any, Sequence

import numpy as np

from .measure import GROUPS, VOLUMES, Figures
from .stats import bland_altman, bootstrap_interval, mean_sd, median_iqr, spearman, wilcoxon_exact

SHARES = (*GROUPS, "effusionRecall", "effusionInsideRecall")
PAIRS = {name: (f"{name}Ml", f"{name}TrueMl") for name in VOLUMES} | {"burden": ("burdenPercent", "burdenTruePercent")}
NAMES = {"lesion": "lesion", "lung": "lung", "groundGlass": "ground glass", "highOpacity": "high opacity",
         "effusionRecall": "effusion recall", "effusionInsideRecall": "effusion called lung or finding"}


def summarize(cases: Sequence[Figures]) -> dict[str, Any]:
    """Cases (each with `name` and `patient`) -> shares (Dice, recall), volumes in mL and burden in percent."""
    result: dict[str, Any] = {"cases": len(cases), "patients": len({case["patient"] for case in cases})}
    result["shares"] = {key: _share(values, patients) for key in SHARES
                        for values, patients in [_column(cases, key)] if values}
    result["agreement"] = {name: _agreement(*columns) for name, keys in PAIRS.items()
                           for columns in [paired(cases, *keys)] if columns[0]}
    return result


def _column(cases: Sequence[Figures], key: str) -> tuple[list[float], list[str]]:
    kept = [case for case in cases if case.get(key) is not None]
    return [case[key] for case in kept], [case["patient"] for case in kept]


def paired(cases: Sequence[Figures], found: str, true: str) -> tuple[list[float], list[float], list[str]]:
    """Found and true values and the patients of the cases that have both."""
    kept = [case for case in cases if case.get(found) is not None and case.get(true) is not None]
    return [case[found] for case in kept], [case[true] for case in kept], [case["patient"] for case in kept]


def _share(values: list[float], patients: list[str]) -> dict[str, Any]:
    mean, sd = mean_sd(values)
    return {"n": len(values), "mean": mean, "sd": sd, "median": float(np.median(values)),
            "interval": bootstrap_interval(values, lambda rows: float(rows.mean()), patients),
            "medianInterval": bootstrap_interval(values, lambda rows: float(np.median(rows)), patients)}


def patient_means(found: Sequence[float], true: Sequence[float], patients: Sequence[str]) -> np.ndarray:
    """Mean found and true value of each patient's scans, [patients, 2]: two scans of one patient are not independent."""
    pairs = np.column_stack([found, true])
    return np.array([pairs[[p == patient for p in patients]].mean(0) for patient in dict.fromkeys(patients)])


def _agreement(found: list[float], true: list[float], patients: list[str]) -> dict[str, Any]:
    """Medians over scans; bias, correlation and test over patients."""
    error = np.abs(np.subtract(found, true))
    means = patient_means(found, true, patients)
    return {"n": len(found), "patients": len(means), "found": median_iqr(found), "true": median_iqr(true),
            "absoluteError": median_iqr(error),
            "absoluteErrorInterval": bootstrap_interval(error, lambda rows: float(np.median(rows)), patients),
            "spearman": spearman(*means.T), "spearmanInterval": bootstrap_interval(means, _spearman_of_rows),
            "blandAltman": bland_altman(*means.T),
            "biasInterval": bootstrap_interval(means, lambda rows: float((rows[:, 0] - rows[:, 1]).mean())),
            "wilcoxonP": wilcoxon_exact(*means.T)}


def _spearman_of_rows(rows: np.ndarray) -> float:
    value = spearman(*rows.T)
    return math.nan if value is None else value


def markdown(summary: dict[str, Any]) -> str:
    """The summary as two Markdown tables."""
    lines = [f"{summary['cases']} cases of {summary['patients']} patients; intervals: 95 %, bootstrap over patients.", "",
             "| | n | mean ± SD | interval of the mean | median | interval of the median |", "|---|---|---|---|---|---|"]
    for key, share in summary["shares"].items():
        name = NAMES.get(key) or f"{NAMES[key[:-len('Dice')]]} Dice"
        spread = "" if share["sd"] is None else f" ± {share['sd']:.3f}"
        lines.append(f"| {name} | {share['n']} | {share['mean']:.3f}{spread} | {_range(share['interval'], 3)} | "
                     f"{share['median']:.3f} | {_range(share['medianInterval'], 3)} |")
    if not summary["agreement"]:
        return "\n".join(lines) + "\n"
    lines += ["", "Medians over cases; bias, limits of agreement, correlation and test over patients, whose scans are averaged.", "",
              "| | n | found, median (IQR) | reader | absolute error | interval | bias [limits] | interval | Spearman | interval "
              "| Wilcoxon p |", "|---|---|---|---|---|---|---|---|---|---|---|"]
    for key, a in summary["agreement"].items():
        name = "burden %" if key == "burden" else f"{NAMES[key]} mL"
        limits = a["blandAltman"]
        bias = "" if limits is None else f"{limits['bias']:.1f} [{limits['lower']:.1f}, {limits['upper']:.1f}]"
        cells = [name, str(a["n"]), *(_median(a[k]) for k in ("found", "true", "absoluteError")), _range(a["absoluteErrorInterval"], 1),
                 bias, _range(a["biasInterval"], 1), _number(a["spearman"], 2), _range(a["spearmanInterval"], 2),
                 _number(a["wilcoxonP"], 3)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"


def _median(values: tuple[float, float, float]) -> str:
    return f"{values[0]:.1f} ({values[1]:.1f} to {values[2]:.1f})"


def _range(values: tuple[float, float] | None, digits: int) -> str:
    return "" if values is None else f"{values[0]:.{digits}f} to {values[1]:.{digits}f}"
