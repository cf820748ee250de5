"""The stored statistics, which Java must answer too, are what NumPy and SciPy give."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from scipy import stats

from lungburden_training.evaluate import cohort_fixtures

FRESH = cohort_fixtures.documents()
FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "statistics"


def _flat(value, path="") -> dict:
    """Every number and word by its place."""
    if isinstance(value, dict):
        return {place: leaf for key, part in value.items() for place, leaf in _flat(part, f"{path}/{key}").items()}
    if isinstance(value, (list, tuple)):
        return {place: leaf for n, part in enumerate(value) for place, leaf in _flat(part, f"{path}/{n}").items()}
    return {path: value}


@pytest.mark.parametrize("name", FRESH)
def test_the_stored_figures_are_what_scipy_gives(name: str) -> None:
    stored, fresh = json.loads((FOLDER / name).read_text())["cases"], FRESH[name]["cases"]
    assert [case["name"] for case in stored] == [case["name"] for case in fresh]
    for old, new in zip(map(_flat, stored), map(_flat, fresh)):
        assert old == pytest.approx(new, rel=1e-9, abs=1e-9)


def test_the_choice_of_the_test_is_scipys_own() -> None:
    """Without ties SciPy chooses as we do; with ties its older versions took the exact test, which is wrong then."""
    for name, (first, second) in cohort_fixtures.pairs().items():
        found = cohort_fixtures.signed_ranks(first, second)
        differences = {abs(x - y) for x, y in zip(first, second)}
        if "p" in found and found["n"] > 3 and len(differences) == len(first):
            assert found["p"] == pytest.approx(stats.wilcoxon(first, second, correction=True).pvalue), name
