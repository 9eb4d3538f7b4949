"""The code stays readable in small pieces."""

from __future__ import annotations

import pytest

from tests.budgets import Budget, measure


@pytest.mark.parametrize("budget", measure(), ids=lambda budget: budget.name)
def test_nothing_grows_beyond_its_budget(budget: Budget) -> None:
    assert budget.lines <= budget.limit, f"{budget.name}: {budget.where}"
