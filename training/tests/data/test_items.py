"""Items know their patient."""
from __future__ import annotations

from lungburden_training.data.items import patient_of


def test_both_scans_of_case_b_are_one_patient() -> None:
    assert {patient_of(name) for name in ("case-b-6mm", "case-b-thin")} == {"case-b"}
    assert patient_of("case-a") == "case-a" and patient_of("lung1-001") == "lung1-001"
