"""Packages depend in one direction: data, network, train, evaluate, export; config knows data alone."""
from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from typing import Iterator

import pytest

import lungburden_training

ROOT = Path(lungburden_training.__file__).parent
ORDER = ("data", "network", "train", "evaluate", "export")


def _uses(path: Path) -> Iterator[str]:
    """Names of the package's own parts that a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == len(path.relative_to(ROOT).parts):
            yield from [node.module.split(".")[0]] if node.module else [alias.name for alias in node.names]
        assert not (isinstance(node, ast.ImportFrom) and node.level == 0 and node.module.startswith("lungburden_training")), path


def test_every_package_has_its_place_in_the_order() -> None:
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == set(ORDER)


@pytest.mark.parametrize("package", ORDER)
def test_a_package_uses_only_those_before_it(package: str) -> None:
    used = {name for path in (ROOT / package).glob("*.py") for name in _uses(path)}
    assert used <= {"config", *ORDER[:ORDER.index(package)]}


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_import_names_what_is_there(path: Path) -> None:
    """Those within functions too, which run only when their command does."""
    package = ".".join(("lungburden_training", *path.relative_to(ROOT).parent.parts))
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            module = importlib.import_module("." * node.level + (node.module or ""), package)
            for alias in node.names:
                assert hasattr(module, alias.name) or importlib.util.find_spec(f"{module.__name__}.{alias.name}"), alias.name


def test_the_configuration_uses_data_alone() -> None:
    assert set(_uses(ROOT / "config.py")) == {"data"}
