"""The backtest for a program: figures and monthly series, None where a number is undefined."""

from collections.abc import Iterable

from hedge_xl import __version__
from hedge_xl.core.backtest import POLICIES
from workbook.backtest.run import Backtest, Estimates, Figures, PolicyResult
from workbook.backtest.sweep import Combination, Sweep
from workbook.backtest.sweep_words import sweep_lines
from workbook.backtest.words import METRICS, POLICY_NAMES, caveat

Json = dict[str, object]


def payload(found: Backtest, sweep: Sweep | None, files: Iterable[str]) -> Json:
    """Everything that a report shows."""
    data: Json = {
        "version": __version__,
        "source": found.history.source.as_json(),
        "period": {
            "first": f"{found.months[0]:%Y-%m}",
            "last": f"{found.months[-1]:%Y-%m}",
            "months": len(found.months),
        },
        "settings": {**found.settings.values(), "annual_cost": found.settings.annual_cost},
        "policies": [
            {"policy": result.policy, "name": POLICY_NAMES[result.policy].as_json(), **figures(result.figures)}
            for result in found.results
        ],
        "left_out": [policy for policy in POLICIES if found.result(policy) is None],
        "caveat": caveat(found.history).as_json(),
        "notes": [note.as_json() for note in found.history.notes],
        "series": _series(found),
        "files": list(files),
    }
    if sweep is not None:
        data["sweep"] = _sweep(sweep)
    return data


def figures(row: Figures) -> Json:
    """A row of the table by the keys of its columns."""
    return {metric.key: known(metric.value(row)) for metric in METRICS}


def known(value: float) -> float | None:
    """A number, or None for an undefined one."""
    return value if value == value else None


def _series(found: Backtest) -> Json:
    return {
        "month": [f"{month:%Y-%m}" for month in found.months],
        "r_spx": found.r_spx.tolist(),
        "r_fx": found.r_fx.tolist(),
        "h_star": _estimates(found.estimates),
        "policies": {result.policy: _policy(result) for result in found.results},
    }


def _estimates(estimates: Estimates) -> Json:
    return {name: values.tolist() for name, values in estimates.columns().items()}


def _policy(result: PolicyResult) -> Json:
    return {
        "h": result.run.hedge_ratios.tolist(),
        "return": result.run.returns.tolist(),
        "cost": result.run.costs.tolist(),
        "wealth": result.wealth.tolist(),
        "drawdown": result.drawdown.tolist(),
    }


def _sweep(sweep: Sweep) -> Json:
    again = sweep.over_again()
    return {
        "first": f"{sweep.months[0]:%Y-%m}",
        "last": f"{sweep.months[-1]:%Y-%m}",
        "months": len(sweep.months),
        "windows": list(sweep.windows),
        "thresholds": list(sweep.thresholds),
        "costs": list(sweep.costs),
        "unhedged": figures(sweep.unhedged),
        "combinations": [_combination(item) for item in sweep.combinations],
        "first_half_best": None
        if again is None
        else {"window": again.window, "threshold": again.threshold, "rank_in_second_half": again.rank, "of": again.of},
        "said": [line.as_json() for line in sweep_lines(sweep)],
    }


def _combination(item: Combination) -> Json:
    return {
        "window": item.window,
        "threshold": item.threshold,
        "annual_cost": item.cost,
        "h_star": figures(item.hstar),
        "full": figures(item.full),
        "sharpe_halves": [known(half) for half in item.halves],
    }
