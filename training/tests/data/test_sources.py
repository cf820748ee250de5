"""The data sets as items, and their cache."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lungburden_training.config import read_config
from lungburden_training.data import cache
from lungburden_training.data.cache import _cached
from lungburden_training.data.items import COVID, PLANNING, SECOND, Item
from lungburden_training.data.labels import ANYTHING, BACKGROUND, INSIDE, LESION, LUNG
from lungburden_training.data.sources import sources

CONFIGS = Path(__file__).resolve().parents[2] / "configs"
SHIPPING = read_config(CONFIGS / "shipping.yaml")


def _item(name: str, slices: int, set_name: str = COVID, size: int = 64) -> Item:
    rng = np.random.default_rng(slices)
    sets = np.array([1, 2, 4, 8], np.uint8)[rng.integers(0, 4, (slices, size // 8, size // 8))].repeat(8, 1).repeat(8, 2)
    position = np.arange(slices, dtype=np.float32) * 6 if slices > 1 else np.array([np.nan], np.float32)
    return Item(set_name, name, name, (sets / 10).astype(np.float16), sets, position)


def test_sources_of_the_real_data(data: Path) -> None:
    names = [(set_name, name) for set_name, name, _ in sources(data)]
    counts = {s: sum(1 for set_name, _ in names if set_name == s) for s, _ in names}
    assert counts == {"covid-volumes": 7, "effusion-volumes": 7, "covid-series": 10, "lesion-slices": 98,
                      "covid-volumes-second-reader": 5, "planning-volumes": 4}
    item = next(make for set_name, name, make in sources(data) if name == "case-d")(SHIPPING.window)
    assert item.patient == "case-d"
    assert item.image.shape == (42, 256, 256) and 0 <= item.image.min() and item.image.max() <= 1
    assert set(np.unique(item.sets)) <= {1, 2, 4, 8} and (item.sets == 2).mean() > 0.05


def test_two_commands_may_fill_the_cache_at_once(tmp_path: Path) -> None:
    window, item = SHIPPING.window, _item("a", 3)

    def make(_) -> Item:
        """Another command makes the same item meanwhile."""
        assert np.array_equal(_cached(tmp_path, window, COVID, "a", lambda _: item).image, item.image)
        return item

    _cached(tmp_path, window, COVID, "a", make)
    again = _cached(tmp_path, window, COVID, "a", lambda _: pytest.fail("the cache has it"))
    assert np.array_equal(again.sets, item.sets) and again.patient == "a" and len(list(tmp_path.iterdir())) == 1


def test_new_sets_of_the_real_data_become_items(data: Path) -> None:
    makers = {(set_name, name): make for set_name, name, make in sources(data)}
    second = makers[SECOND, "case-b-thin"](SHIPPING.window)
    known = (second.sets != ANYTHING).any((1, 2))
    assert second.patient == "case-b" and second.image.shape == (209, 256, 256) and known.sum() == 54
    assert set(np.unique(second.sets[known])) == {BACKGROUND, LUNG, LESION}
    planning = makers[PLANNING, "lctsc-201"](SHIPPING.window)
    assert set(np.unique(planning.sets)) == {BACKGROUND, LUNG, INSIDE} and np.median(np.diff(planning.position)) == 6
    assert len(planning.image) == 47 and (planning.sets == LUNG).mean() > 0.05


def test_only_the_wanted_sets_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    item = _item("a", 3)
    made = [(COVID, "a", lambda _: item), (SECOND, "a", lambda _: pytest.fail("not wanted"))]
    monkeypatch.setattr(cache.sources, "sources", lambda _: made)
    assert [found.set for found in cache.load_items(tmp_path, tmp_path / "cache", SHIPPING.window, {COVID})] == [COVID]
