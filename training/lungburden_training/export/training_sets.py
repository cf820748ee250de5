"""The data sets that a network may be trained on, as manifest and model card name them."""
from __future__ import annotations

from dataclasses import dataclass

from ..config import Config


@dataclass(frozen=True)
class TrainingSet:
    """How many patients, what its readers outlined, where the scans come from, and the terms of their use."""

    patients: str
    told: str
    source: str
    terms: str


SETS = {
    "covid-volumes": TrainingSet("6 (7 scans)", "lung, ground glass, high opacity; one reader",
                                 "MedSeg COVID-19 CT segmentation dataset 2 (images from Radiopaedia)",
                                 "non-commercial research use, attribution"),
    "covid-volumes-second-reader": TrainingSet("5 of covid-volumes (190 slices)", "lung, lesion (kind unknown); a second reader",
                                               "outlines of Ma et al. 2020, doi 10.5281/zenodo.3757476, on scans of covid-volumes",
                                               "CC BY-NC-SA"),
    "covid-series": TrainingSet("10", "lung, lesion (kind unknown)",
                                "COVID-19 CT Lung and Infection Segmentation Dataset, coronacases.org patients, Ma et al. 2020, "
                                "doi 10.5281/zenodo.3757476", "CC BY-NC-SA"),
    "effusion-volumes": TrainingSet("7", "pleural effusion by a reader, lung by threshold",
                                    "NSCLC-Radiomics, Aerts et al. 2014, doi 10.1038/ncomms5006, with PleThora masks, Kiser et al. 2020, "
                                    "doi 10.1002/mp.14424", "CC BY-NC"),
    "planning-volumes": TrainingSet("4", "lung by a radiotherapy reader; findings unknown",
                                    "Lung CT Segmentation Challenge 2017, doi 10.7937/K9/TCIA.2017.3r3fvz08", "CC BY 3.0"),
    "lesion-slices": TrainingSet("more than 40 (98 single slices)", "ground glass, high opacity",
                                 "MedSeg COVID-19 CT segmentation dataset 1 (images from SIRM)",
                                 "non-commercial research use, attribution"),
}


def trained_on(config: Config) -> list[dict[str, str]]:
    """Name and source of every set that the configuration's phases draw from, in the order of `SETS`."""
    used = config.sets()
    unknown = used - set(SETS)
    if unknown:
        raise ValueError(f"say in training_sets.py where {sorted(unknown)} come from")
    return [{"set": name, "source": f"{known.source}, {known.terms}"} for name, known in SETS.items() if name in used]


def table_rows(sets: list[dict[str, str]]) -> str:
    """Rows of the model card for the sets of a manifest."""
    return "\n".join(f"| {name} | {known.patients} | {known.told} | {known.source}; {known.terms} |"
                     for name, known in ((entry["set"], SETS[entry["set"]]) for entry in sets))
