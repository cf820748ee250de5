"""Makes `fixtures/statistics/*.json`: what the Java room `org.lungburden.statistics` must answer, by NumPy and SciPy.

Layout: each file holds `{"scipy", "numpy", "cases"}`; every case has a name, its input and what is expected. A figure that cannot
be computed is `{"absent": REASON}` with the reason of the Java enum `Absence`.

    summary.json     values; summary (n, min, q1, median, q3, max, mean, sd), histogram (width, edges, counts)
    dice.json        confusion [reference][mask], labels; dice
    paired.json      first, second; spearman, pearson (n, coefficient, p, method), blandAltman, signedRanks (n, equal, statistic, p, method)
"""
from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import scipy
from scipy import special, stats
from scipy.spatial import distance

TOO_FEW, NO_DIFFERENCE, NO_ORDER, NOT_PRESENT = (
    {"absent": why} for why in ("TOO_FEW", "NO_DIFFERENCE", "NO_ORDER", "NOT_PRESENT"))


def samples() -> dict[str, list[float]]:
    rng = np.random.default_rng(20210400138)
    burden = np.minimum(100, rng.lognormal(1.5, 1.4, 200))
    return {
        "none": [], "one": [12.5], "two": [3.0, 4.0], "five": [0.0, 0.1, 2.5, 40.0, 99.9], "equal": [7.0] * 6, "zeros": [0.0] * 3,
        "zeros-and-one": [0.0] * 29 + [31.25], "ties": [float(n % 4) for n in range(30)], "negative": [-3.5, -1.0, 0.25, 8.0],
        "edges": [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0], "large": [1e6 + n / 8 for n in range(30)],
        "lungs-of-30": list(rng.normal(4500, 900, 30)), "skewed-200": list(burden), "rounded-200": [round(x, 1) for x in burden]}


def pairs() -> dict[str, tuple[list[float], list[float]]]:
    rng = np.random.default_rng(138)
    few, some, many, most = (rng.lognormal(4, 1.2, n) for n in (5, 30, 50, 200))
    ties = rng.integers(0, 6, 30).astype(float)
    return {name: ([float(x) for x in first], [float(y) for y in second]) for name, (first, second) in {
        "none": ([], []), "one": ([1.0], [2.0]), "two": ([1.0, 3.0], [2.0, 5.0]), "three": ([1.0, 3.0, 9.0], [2.0, 2.5, 4.0]),
        "five": (few, few * 1.1 + 2), "five-skewed": (few, few[::-1] ** 2 / 100), "same": (few, few),
        "constant": ([5.0] * 6, [1.0, 2.0, 3.0, 4.0, 6.0, 7.0]), "both-constant": ([5.0] * 4, [3.0] * 4),
        "reversed": ([1.0, 2.0, 3.0, 4.0], [8.0, 6.0, 4.0, 2.0]), "zeros": ([0.0] * 10 + [3.0, 7.0], [0.0] * 9 + [1.0, 2.0, 9.0]),
        "constant-difference": ([10.0, 20.0, 30.0], [8.0, 18.0, 28.0]),
        "nine": (some[:9], some[9:18]), "nine-ties": ([1.0, 1, 2, 3, 3, 3, 5, 6, 6], [2.0, 1, 1, 4, 3, 2, 7, 7, 5]),
        "ten": (some[:10], some[10:20]), "ties-30": (ties, rng.permutation(ties)), "thirty": (some, some * rng.normal(1, 0.2, 30)),
        "fifty": (many, many * rng.normal(1.05, 0.2, 50)),
        "fifty-one": (np.append(many, 41.5), np.append(many * rng.normal(1.05, 0.2, 50), 47.25)),
        "two-hundred-skewed": (most, most * rng.lognormal(0.1, 0.4, 200)),
        "two-hundred-some-equal": (most, np.where(np.arange(200) % 7 == 0, most, most * rng.normal(1, 0.3, 200)))}.items()}


CONFUSIONS = {
    "perfect": [[90, 0, 0, 0], [0, 50, 0, 0], [0, 0, 20, 0], [0, 0, 0, 5]],
    "mixed": [[70, 6, 2, 0], [4, 40, 5, 1], [1, 7, 22, 3], [0, 0, 4, 9]],
    "disjoint": [[10, 0, 5, 0], [0, 8, 0, 0], [6, 0, 0, 0], [0, 0, 0, 0]],
    "healthy": [[500, 3, 0, 0], [2, 400, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]}
LABELS = {"lung": [1, 2, 3], "ground-glass": [2], "high-opacity": [3], "opacity": [2, 3]}


def summary(values: list[float]) -> dict:
    if not values:
        return TOO_FEW
    q1, median, q3 = np.percentile(values, (25, 50, 75))
    sd = {"value": float(np.std(values, ddof=1))} if len(values) > 1 else TOO_FEW
    return {"n": len(values), "min": min(values), "q1": q1, "median": median, "q3": q3, "max": max(values),
            "mean": float(np.mean(values)), "sd": sd}


def histogram(values: list[float]) -> dict:
    """Among the widths 1, 2, 5 times a power of ten, the least of those with few enough bins."""
    if not values:
        return TOO_FEW
    low, high = min(values), max(values)
    most = int(np.clip(math.ceil(math.sqrt(len(values))), 5, 20))
    for width in [1.0] if low == high else [float(f"{step}e{power}") for power in range(-9, 9) for step in (1, 2, 5)]:
        first = math.floor(low / width)
        edges = first * width, *((first + n) * width for n in range(1, most + 1))
        needed = next((n for n in range(1, most + 1) if edges[n] >= high), None)
        if needed:
            counts, _ = np.histogram(values, edges[:needed + 1])
            return {"width": width, "edges": edges[:needed + 1], "counts": counts.tolist()}
    raise ValueError("no width")


def correlation(test, first: list[float], second: list[float]) -> dict:
    if len(first) < 3:
        return TOO_FEW
    if min(len(set(first)), len(set(second))) < 2:
        return NO_ORDER
    coefficient, p = test(first, second)
    if abs(coefficient) > 1 - 1e-12:
        # of three pairs, the last digit of the coefficient would make p 1e-8
        coefficient, p = np.sign(coefficient), 0
    exact = test is stats.spearmanr and len(first) <= 9
    return {"n": len(first), "coefficient": float(coefficient), "p": float(_of_all_pairings(first, second) if exact else p),
            "method": "EXACT" if exact else "ASYMPTOTIC"}


def _of_all_pairings(first: list[float], second: list[float]) -> float:
    """SciPy's spearmanr recommends this for few pairs. The sum of products orders the pairings as rho does."""
    ranks = stats.rankdata(second)
    return stats.permutation_test((stats.rankdata(first),), lambda x, axis: (x * ranks).sum(axis), vectorized=True,
                                  permutation_type="pairings", n_resamples=np.inf).pvalue


def bland_altman(first: list[float], second: list[float]) -> dict:
    n = len(first)
    if n < 3:
        return TOO_FEW
    differences = np.subtract(first, second)
    bias, sd = differences.mean(), differences.std(ddof=1)
    lower, upper = bias - 1.96 * sd, bias + 1.96 * sd
    of_limit = sd * np.sqrt(1 / n + 1.96 ** 2 / (2 * (n - 1)))

    # stats.t.ppf has nine digits only, this has all: 95 % of |t| lie below
    beta = special.betaincinv((n - 1) / 2, 0.5, 0.05)
    t = np.sqrt((n - 1) * (1 - beta) / beta)

    def interval(value: float, error: float) -> dict:
        return {"low": float(value - t * error), "high": float(value + t * error)}

    return {"n": n, "bias": float(bias), "biasInterval": interval(bias, stats.sem(differences)), "sd": float(sd),
            "lowerLimit": float(lower), "lowerLimitInterval": interval(lower, of_limit),
            "upperLimit": float(upper), "upperLimitInterval": interval(upper, of_limit),
            "points": [{"mean": float(mean), "difference": float(d)}
                       for mean, d in zip(np.add(first, second) / 2, differences)]}


def signed_ranks(first: list[float], second: list[float]) -> dict:
    if not first:
        return TOO_FEW
    differences = np.subtract(first, second)
    n = int(np.count_nonzero(differences))
    if n == 0:
        return NO_DIFFERENCE
    ties = len(np.unique(np.abs(differences))) < len(differences)
    method = "exact" if n <= 50 and n == len(first) and not ties else "approx"
    statistic, p = stats.wilcoxon(first, second, zero_method="wilcox", correction=True, method=method)
    return {"n": n, "equal": len(first) - n, "statistic": float(statistic), "p": float(p),
            "method": "EXACT" if method == "exact" else "ASYMPTOTIC"}


def dice(confusion: list[list[int]], labels: list[int]) -> dict:
    reference, mask = np.indices((4, 4)).reshape(2, -1)
    counts = np.ravel(confusion)
    of_reference, of_mask = (np.repeat(np.isin(side, labels), counts) for side in (reference, mask))
    if not (of_reference.any() or of_mask.any()):
        return NOT_PRESENT
    return {"value": float(1 - distance.dice(of_reference, of_mask))}


def documents() -> dict[str, dict]:
    """Content by file name."""
    cases = {
        "summary.json": [{"name": name, "values": values, "summary": summary(values), "histogram": histogram(values)}
                         for name, values in samples().items()],
        "dice.json": [{"name": f"{name} {of}", "confusion": confusion, "labels": labels, "dice": dice(confusion, labels)}
                      for name, confusion in CONFUSIONS.items() for of, labels in LABELS.items()],
        "paired.json": [{"name": name, "first": first, "second": second,
                         "spearman": correlation(stats.spearmanr, first, second),
                         "pearson": correlation(stats.pearsonr, first, second),
                         "blandAltman": bland_altman(first, second), "signedRanks": signed_ranks(first, second)}
                        for name, (first, second) in pairs().items()]}
    return {name: {"scipy": scipy.__version__, "numpy": np.__version__, "cases": found} for name, found in cases.items()}


def write(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, document in documents().items():
        lines = ",\n".join(json.dumps(case) for case in document["cases"])
        head = json.dumps({key: value for key, value in document.items() if key != "cases"})[:-1]
        (folder / name).write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
