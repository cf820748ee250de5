"""`lungburden cohort` on a table of the phantom's result and of drawn numbers; NumPy, SciPy and an XML reader check what it tells."""

import csv
import json
import shutil
import urllib.request
import xml.etree.ElementTree

import nibabel
import numpy
import pytest

from harness import studies
from harness.launcher import run
from harness.serving import finished, get, serving

pytestmark = pytest.mark.programs

MEASURES = ["lung_ml", "opacity_ml", "ground_glass_ml", "high_opacity_ml", "opacity_percent"]
AFFINE = numpy.diag([-2.0, -2.0, 5.0, 1.0])


def voxels(rng):
    """Lung in half of the grid, opacity in a part of it."""
    labels = numpy.zeros((20, 20, 12), numpy.uint8)
    labels[:10] = 1
    labels[:rng.integers(1, 5), :, 2:] = 2
    labels[4:rng.integers(5, 9), :9] = 3
    return labels


def measured(labels):
    ml = 0.02 * numpy.bincount(labels.ravel(), minlength=4)
    lung, opacity = ml[1:].sum(), ml[2] + ml[3]
    return [lung, opacity, ml[2], ml[3], 100 * opacity / lung]


@pytest.fixture(scope="module")
def cohort(tmp_path_factory):
    """A folder as a cohort is measured, and a reader's masks in another orientation; values by study."""
    folder, rng = tmp_path_factory.mktemp("cohort"), numpy.random.default_rng(5)
    (folder / "masks").mkdir()
    rows = []
    for n in range(12):
        own, reader = voxels(rng), voxels(rng)
        (folder / f"s{n}").mkdir()
        nibabel.save(nibabel.Nifti1Image(own, AFFINE), folder / f"s{n}" / "labels.nii.gz")
        turned = nibabel.Nifti1Image(reader, AFFINE).as_reoriented(numpy.array([[2, 1], [0, -1], [1, 1]]))
        nibabel.save(turned, folder / "masks" / f"s{n}.nii.gz")
        rows.append((f"s{n}", own, reader))
    with open(folder / "cohort.csv", "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["study", "folder", "status", "error_code", "error_detail", "reference", *MEASURES])
        for name, own, _ in rows:
            table.writerow([f"{name}, scan.zip", name, "SUCCEEDED", "", "", "", *measured(own)])
        table.writerow(["head.zip", "head", "FAILED", "NOT_A_CHEST_CT", "no\nlungs", "", *[""] * 5])
    return folder, rows


def test_numbers_and_plots_are_those_of_other_tools(cohort, tmp_path):
    from scipy import stats  # here, so that the other tests of this folder need no SciPy
    folder, rows = cohort
    done = run("cohort", folder / "cohort.csv", "--reference", folder / "masks", "-o", tmp_path / "out", "--json", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert told == json.loads((tmp_path / "out" / "statistics.json").read_text())
    assert (told["rows"], told["measured"], told["withoutNumbers"]) == (13, 12, {"NOT_A_CHEST_CT": 1})
    assert (told["agreement"]["compared"], told["agreement"]["notCompared"]) == (12, [])
    own, reader = (numpy.array([measured(row[side]) for row in rows]) for side in (1, 2))
    for n, (spread, agreeing) in enumerate(zip(told["measures"], told["agreement"]["measures"])):
        summary, bland_altman = spread["summary"]["value"], agreeing["blandAltman"].get("value")
        assert [summary[key] for key in ("q1", "median", "q3")] == pytest.approx(numpy.percentile(own[:, n], (25, 50, 75)))
        assert bland_altman["bias"] == pytest.approx((own - reader)[:, n].mean(), abs=1e-9)
        if agreeing["measure"] != "lung_ml":
            assert agreeing["spearman"]["value"]["coefficient"] == pytest.approx(stats.spearmanr(own[:, n], reader[:, n])[0])
    # the lung is the same in all
    lung = told["agreement"]["measures"][0]
    assert lung["spearman"] == {"absent": "NO_ORDER"} and lung["signedRanks"] == {"absent": "NO_DIFFERENCE"}
    for pair, (_, mask, reference) in zip(told["agreement"]["studies"], rows):
        both = 2 * ((mask == 2) & (reference == 2)).sum() / ((mask == 2).sum() + (reference == 2).sum())
        assert pair["dice"]["ground_glass_ml"]["value"] == pytest.approx(both)
    plots = sorted((tmp_path / "out").glob("*.svg"))
    assert len(plots) == 11
    for plot in plots:
        assert xml.etree.ElementTree.parse(plot).getroot().tag == "{http://www.w3.org/2000/svg}svg"


def test_a_table_for_people_and_missing_masks(cohort, tmp_path):
    folder, _ = cohort
    shutil.copytree(folder / "masks", tmp_path / "masks")
    (tmp_path / "masks" / "s3.nii.gz").unlink()
    done = run("cohort", folder / "cohort.csv", "--reference", tmp_path / "masks", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")
    assert "13 studies, 12 with numbers" in done.stdout and "11 studies compared" in done.stdout
    assert "not compared: s3, scan.zip, NO_REFERENCE: there is none of s3.nii.gz" in done.stdout


@pytest.mark.parametrize("text, sentence", [
    ("study,lung_ml\na,1\n", "no column opacity_ml, ground_glass_ml, high_opacity_ml, opacity_percent"),
    (",".join(["study", *MEASURES]) + '\na,"1,5",1,1,0,1\n', "line 2, lung_ml: '1,5' has a decimal comma")])
def test_bad_tables_end_with_2(tmp_path, text, sentence):
    (tmp_path / "bad.csv").write_text(text)
    done = run("cohort", "bad.csv", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("bad.csv: ") and sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_batch_has_the_statistics_of_its_table(tmp_path):
    scan, _ = studies.phantom(tmp_path)
    bodies = [studies.coarse(scan, step, begin) for step, begin in ((4, 0), (4, 2), (5, 1))]
    with serving(tmp_path, LUNGBURDEN_SEGMENTER="phantom") as (_, url):
        for body in bodies:
            request = urllib.request.Request(f"{url}/v1/jobs?batch=trial", data=body, headers={"Content-Type": "application/gzip"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                assert finished(url, json.load(answer))["status"] == "SUCCEEDED"
        (tmp_path / "table.csv").write_text(get(f"{url}/v1/batches/trial/measurements.csv"), newline="")
        told = json.loads(get(f"{url}/v1/batches/trial/statistics"))
    done = run("cohort", tmp_path / "table.csv", "-o", tmp_path / "out", "--json", cwd=tmp_path)
    cohort = json.loads(done.stdout)
    assert (told["jobs"], told["measured"], told["withoutNumbers"]) == (3, 3, {})
    for spread, same in zip(told["measures"], cohort["measures"], strict=True):
        summary = same["summary"]["value"]
        assert spread.pop("measure") == same["measure"] and spread.pop("unit") == same["unit"]
        assert spread.pop("sd") == summary.pop("sd")["value"]
        assert spread == summary
    assert told["burden"] == cohort["burden"]["value"]
