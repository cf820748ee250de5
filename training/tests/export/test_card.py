"""The model card quotes the figures it is given."""
from __future__ import annotations

from lungburden_training.export.card import model_card

CASE = {"name": "case-a", "patient": "case-a", "set": "covid-volumes", "lesionDice": 0.812, "lungDice": 0.97, "groundGlassDice": None,
        "highOpacityDice": 0.5, "groundGlassMl": 10.4, "groundGlassTrueMl": 12.0, "highOpacityMl": 0.0, "highOpacityTrueMl": 1.0,
        "lungMl": 4000.0, "lungTrueMl": 4100.0, "lesionMl": 10.4, "lesionTrueMl": 13.0, "burdenPercent": 0.26}
OTHERS = [{"name": "patient-01", "patient": "patient-01", "set": "covid-series", "lesionDice": 0.7, "lungDice": 0.9},
          {"name": "lung1-001", "patient": "lung1-001", "set": "effusion-volumes", "lungDice": None, "effusionRecall": 0.66,
           "effusionTrueMl": 191.2}]
ILL = [CASE | {"name": name, "patient": name[:6], "lesionMl": found, "lesionTrueMl": true, "burdenPercent": 5.0}
       for name, found, true in (("case-x", 900.0, 1000.0), ("case-y1", 300.0, 500.0), ("case-y2", 400.0, 600.0), ("case-z", 120.0, 100.0))]
HOSPITAL = {"infectedSlices": {"auc": 0.9612, "sensitivity": 0.85, "specificity": 0.98},
            "goals": [{"name": "area under the ROC curve", "sign": ">=", "limit": 0.95, "n": 1, "found": 0.9612, "reached": True}]}
GOAL = {"name": "lung Dice, median", "sign": ">=", "limit": 0.975, "n": 1, "found": 0.97, "reached": False}


def _card(accuracy: dict, sets: tuple[str, ...] = ("covid-volumes",), fluid: float = 0.0) -> str:
    return model_card({"name": "n", "version": "1", "sha256": "abc", "neighbourDistanceMm": 5.0, "window": {"lowHu": -1024, "highHu": 150},
                       "accuracy": {"protocol": "As tested."} | accuracy, "syntheticEffusion": fluid,
                       "trainedOn": [{"set": name, "source": "s"} for name in sets],
                       "trainingSteps": {"main": 1, "attention": 2, "heldOut": []}})


def test_cross_validation_is_quoted_with_all_sets_and_goals() -> None:
    card = _card({"lesionDice": 0.812, "cases": [CASE, *OTHERS], "goals": [GOAL]})
    assert "| case-a | 0.81 | 0.97 |  | 0.50 | 10 (12) | 0 (1) | 4000 (4100) |" in card
    assert "| **mean** | 0.81 |" in card and "- 3 held-out patients say little" in card
    assert "| standard deviation |  |" in card
    assert "| patient-01 | 0.70 | 0.90 |  |  |" in card and "| lung1-001 |  |  | 0.66 | 191 |" in card
    assert "| lung Dice, median | >= 0.975 | 1 | 0.970 | **no** |" in card


def test_spread_over_the_cases() -> None:
    card = _card({"cases": [CASE, CASE | {"name": "case-b", "lesionDice": 0.612, "lungDice": None}]})
    assert "| standard deviation | 0.14 |  |  | 0.00 |  |  |  |" in card


def test_a_card_of_whole_volumes_alone_has_no_other_tables() -> None:
    card = _card({"cases": [CASE]})
    assert "case of another set" not in card and "Goals" not in card and "\n\n\n" not in card


def test_limits_are_the_figures_of_the_network_itself() -> None:
    card = _card({"cases": [*ILL, CASE, *OTHERS], "others": HOSPITAL, "goals": [GOAL]}, fluid=0.15)
    assert "wrong by 27 % in the median, from -40 to +20 %, and too low in the two most ill." in card
    assert "A burden below 1 % cannot be told from none: where a reader saw 13.0 mL, the network found 10 mL (0.3 %)." in card
    assert "found 66 % of the largest\n  (191 mL)." in card
    assert "85 % of the slices\n  with infection, and called 2 % of the others infected (AUC 0.961, goal 0.95)." in card
    assert "| area under the ROC curve | >= 0.95 | 1 | 0.961 | yes |" in card
    assert "15 % of the slices of training held synthetic pleural effusion." in card


def test_without_figures_or_fluid_the_card_claims_nothing() -> None:
    card = _card({"cases": [CASE | {"lesionMl": 30.0, "lesionTrueMl": 25.0}]}, ("covid-volumes", "lesion-slices"))
    assert "wrong by 20 % in the median, from +20 to +20 %.\n" in card
    for words in ("synthetic", "A burden below", "AUC", "of the largest", "most ill", "| covid-series |"):
        assert words not in card
    assert "| lesion-slices | more than 40 (98 single slices) |" in card
    assert "wrong by" not in _card({"cases": []})
