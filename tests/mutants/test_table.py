"""The table of planted faults is about the program as it is: CONTRIBUTING.md, `make mutants`."""

import pytest

from tests.mutants.run import find_problem
from tests.mutants.table import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=[mutant.name for mutant in MUTANTS])
def test_a_fault_can_be_planted(mutant: Mutant) -> None:
    assert find_problem(mutant) == ""


def test_names_are_different() -> None:
    assert len({mutant.name for mutant in MUTANTS}) == len(MUTANTS) >= 30
