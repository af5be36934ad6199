"""The examples in the docstrings run."""

import doctest
import importlib
import pkgutil

import pytest

import hedge_xl.core
import hedge_xl.functions

MODULES = [
    f"{package.__name__}.{module.name}"
    for package in (hedge_xl.core, hedge_xl.functions)
    for module in pkgutil.iter_modules(package.__path__)
]
FORMULAS = (
    "returns", "hedge", "sizing", "carry", "execution", "performance", "leverage", "rounding", "slope", "student",
    "matrices", "baskets", "deleverage", "options", "diagnosis",
    "smoothing", "trend", "volatility", "regime",
    "dates", "schedule",
    "backtest",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name):
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.failed == 0


@pytest.mark.parametrize("name", FORMULAS)
def test_every_public_formula_has_an_example(name):
    module = importlib.import_module(f"hedge_xl.core.{name}")
    public = [
        each
        for key, each in vars(module).items()
        if callable(each) and not key.startswith("_") and getattr(each, "__module__", "") == module.__name__
    ]
    formulas = [each for each in public if not isinstance(each, type)]
    assert formulas
    assert [each.__name__ for each in formulas if ">>>" not in (each.__doc__ or "")] == []
