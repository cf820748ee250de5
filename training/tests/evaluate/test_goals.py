"""Goals on figures worked out by hand."""
from __future__ import annotations

from typing import Any

import pytest

from lungburden_training.data.items import COVID, EFFUSION, PLANNING
from lungburden_training.evaluate.crossvalidate import summaries
from lungburden_training.evaluate.goals import markdown, of_cases, of_others


def _case(name: str, lesion: float, lesion_ml: float, true_ml: float, high: float | None = None, high_ml: float = 0.0) -> dict[str, Any]:
    return {"set": COVID, "name": name, "patient": name, "lesionDice": lesion, "lesionMl": lesion_ml, "lesionTrueMl": true_ml,
            "groundGlassDice": 0.72, "groundGlassTrueMl": true_ml - high_ml, "highOpacityDice": high, "highOpacityTrueMl": high_ml,
            "lungDice": 0.98}


def _effusion(recall: float, ml: float, contrast: bool) -> dict[str, Any]:
    name = f"e{ml}"
    return {"set": EFFUSION, "name": name, "patient": name, "contrast": contrast, "effusionRecall": recall,
            "effusionInsideRecall": recall, "lungDice": 0.9, "effusionTrueMl": ml}


def test_goals_count_only_cases_that_say_something() -> None:
    cases = [_case("a", 0.9, 110, 100, 0.7, 50), _case("b", 0.59, 60, 50), _case("c", 0.8, 22, 40, None, 10), _case("d", 0.0, 5, 1),
             _effusion(0.1, 90, True), _effusion(0.75, 120, True), _effusion(0.7, 300, False)]
    found = {goal["name"]: goal for goal in of_cases(cases)}
    median, lowest = (found["lesion Dice, " + end] for end in ("median over cases above 20 mL", "lowest of these"))
    assert (median["n"], median["found"], median["reached"]) == (3, pytest.approx(0.8), True)
    assert (lowest["found"], lowest["reached"]) == (0.59, False)
    error = found["lesion volume error in percent, median over cases above 20 mL"]
    assert (error["found"], error["reached"]) == (pytest.approx(20.0), False)
    assert found["high-opacity Dice, median over cases above 20 mL of it"]["n"] == 1
    assert found["ground-glass Dice, median over cases above 20 mL of it"]["reached"]
    effusion = found["effusion recall, lowest above 100 mL"]
    assert (effusion["n"], effusion["found"], effusion["reached"]) == (2, 0.7, True)
    assert "| lesion Dice, lowest of these | >= 0.6 | 3 | 0.590 | **no** |" in markdown(of_cases(cases))
    groups = summaries(cases)
    assert [groups[f"{EFFUSION}{end}"]["cases"] for end in ("", ", with contrast medium", ", without contrast medium")] == [3, 2, 1]


def test_planning_scans_have_a_goal_where_a_recipe_trains_on_them() -> None:
    cases = [{"set": PLANNING, "name": name, "patient": name, "healthyLesionPercent": value} for name, value in (("p", 0.4), ("q", 1.2))]
    goal = of_cases(cases)[-1]
    assert (goal["n"], goal["found"], goal["reached"]) == (2, 1.2, False)
    assert "healthy lung" not in markdown(of_cases([]))


def test_a_goal_without_cases_is_neither_reached_nor_missed() -> None:
    assert {goal["reached"] for goal in of_cases([_case("d", 0.0, 5, 1)])} == {None, True}
    assert "| 0 |  |  |" in markdown(of_cases([_case("d", 0.0, 5, 1)]))


def test_goals_on_scans_of_other_hospitals() -> None:
    burden, slices = of_others({"normalVolume": {"lesionMl": 20.0, "lungMl": 2000.0}, "infectedSlices": {"auc": 0.95}})
    assert (burden["found"], burden["reached"]) == (pytest.approx(1.0), False)
    assert slices["reached"]
