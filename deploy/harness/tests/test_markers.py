"""Tests that start programs are marked, so that the quick tests can leave them out."""

import subprocess

import pytest


def test_an_unmarked_test_cannot_start_a_program():
    with pytest.raises(pytest.fail.Exception, match="must be marked"):
        subprocess.run(["true"], check=True)


@pytest.mark.programs
def test_a_marked_test_can():
    subprocess.run(["true"], check=True)
