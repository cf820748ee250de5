"""The model card: `model_card_template.md` filled from the manifest."""
from __future__ import annotations

from pathlib import Path
from typing import Sequence

from . import limits
from ..evaluate.goals import markdown
from ..evaluate.stats import mean_sd
from ..network.lungburden import NEIGHBORS
from .training_sets import table_rows

TEMPLATE = Path(__file__).resolve().parents[2] / "model_card_template.md"
_DICE = ("lesionDice", "lungDice", "groundGlassDice", "highOpacityDice")


def model_card(manifest: dict) -> str:
    """Manifest -> Markdown."""
    accuracy, steps = manifest["accuracy"], manifest["trainingSteps"]
    whole = [case for case in accuracy["cases"] if "groundGlassMl" in case]
    rows = [_row(case["name"], case, [_volume(case, key) for key in ("groundGlass", "highOpacity", "lung")]) for case in whole]
    rows.append(_row("**mean**", accuracy, ["", "", ""]))
    rows.append(_row("standard deviation", {key: _sd([case[key] for case in whole if case.get(key) is not None]) for key in _DICE},
                     ["", "", ""]))
    cases = accuracy["cases"]
    return TEMPLATE.read_text().format(
        name=manifest["name"], version=manifest["version"], sha256_line=f"`model.pt`, sha256 `{manifest['sha256']}`",
        distance=manifest["neighbourDistanceMm"], reach=manifest["neighbourDistanceMm"] * NEIGHBORS,
        low=manifest["window"]["lowHu"], high=manifest["window"]["highHu"], protocol=accuracy["protocol"],
        sets=table_rows(manifest["trainedOn"]), steps_line=_steps_line(steps), fluid_line=_fluid_line(manifest["syntheticEffusion"]),
        rows="\n".join(rows), others=_others([case for case in cases if case not in whole]),
        goals=_goals([*accuracy.get("goals", ()), *accuracy.get("others", {}).get("goals", ())]),
        patients=len({case.get("patient", case["name"]) for case in cases}), volume_error=limits.volume_error(cases),
        small_burden=limits.small_burden(cases), infected_slices=limits.infected_slices(accuracy.get("others")),
        largest_effusion=limits.largest_effusion(cases), evaluated=limits.evaluated(manifest.get("evaluatedRange")))


def _sd(values: Sequence[float]) -> float | None:
    return mean_sd(values)[1] if values else None


def _others(cases: list[dict]) -> str:
    """Cases of which readers outlined only part: lesion and lung, or pleural effusion."""
    if not cases:
        return ""
    lines = ["\n| case of another set | lesion Dice | lung Dice | effusion recall | effusion mL, by the reader |", "|---|---|---|---|---|"]
    for case in cases:
        cells = [case.get(key) for key in ("lesionDice", "lungDice", "effusionRecall")]
        ml = case.get("effusionTrueMl")
        lines.append("| " + " | ".join([case["name"], *("" if v is None else f"{v:.2f}" for v in cells),
                                        "" if ml is None else f"{ml:.0f}"]) + " |")
    return "\n".join(lines) + "\n"


def _goals(goals: Sequence[dict]) -> str:
    return "\nGoals:\n\n" + markdown(goals) if goals else ""


def _steps_line(steps: dict) -> str:
    who = "without " + ", ".join(steps["heldOut"]) if steps["heldOut"] else "with every patient"
    return f"Training took {steps['main']} steps of the main branch and {steps['attention']} of the attention branch, {who}."


def _fluid_line(share: float) -> str:
    return f" {100 * share:.0f} % of the slices of training held synthetic pleural effusion." if share else ""


def _row(name: str, figures: dict, volumes: list[str]) -> str:
    values = [figures.get(key) for key in _DICE]
    return "| " + " | ".join([name, *("" if v is None else f"{v:.2f}" for v in values), *volumes]) + " |"


def _volume(case: dict, key: str) -> str:
    return f"{case[key + 'Ml']:.0f} ({case[key + 'TrueMl']:.0f})"
