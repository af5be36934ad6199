"""Bad inputs of matrices, leverage and options: the class of each error and the argument that it names."""

import pytest

from hedge_xl.core.errors import (
    ChoiceError,
    CovarianceError,
    DomainError,
    MissingValueError,
    NotANumberError,
    ShapeError,
    TooFewObservationsError,
    ZeroVarianceError,
)

EYE = [[1, 0], [0, 1]]
CALL = ("call", 150, 150, 0.25, 0.1, 0.0025, 0.05)


def changed(args, index, value):
    return (*args[:index], value, *args[index + 1 :])


BAD = [
    ("CORR_MATRIX", ([[0.01, 0.02], [0.02, 0.01]],), TooFewObservationsError, "returns"),
    ("CORR_MATRIX", ([[0.01, 0.02], [0.02, None], [0.0, 0.01]],), TooFewObservationsError, "returns"),
    ("CORR_MATRIX", ([[0.01, 0.02], [0.01, 0.01], [0.01, 0.03]],), ZeroVarianceError, "returns"),
    ("CORR_MATRIX", ([[0.01, "1%"], [0.02, 0.01], [0.0, 0.01]],), NotANumberError, "returns"),
    ("COV_MATRIX", ([0.01],), TooFewObservationsError, "returns"),
    ("COV_MATRIX", ([[0.01, 0.02], [None, 0.01]],), TooFewObservationsError, "returns"),
    ("COV_MATRIX", ([[0.01, 0.02], [0.02, 0.01]], 1.2), DomainError, "shrinkage"),
    ("COV_MATRIX", ([[0.01, 0.02], [0.02, 0.01]], "lw"), ChoiceError, "shrinkage"),
    ("NOMINAL_LEV", ([100, 200], 0), DomainError, "equity"),
    ("NOMINAL_LEV", ([100, None], 100), MissingValueError, "exposures"),
    ("EFF_LEV", ([1, 2], EYE, 0), DomainError, "equity"),
    ("EFF_LEV", ([1, 2], EYE, 1, 0), DomainError, "days"),
    ("EFF_LEV", ([1, 2], EYE, 1, 1, 0), DomainError, "ref_vol"),
    ("EFF_LEV", ([1, 2, 3], EYE, 1), ShapeError, "cov"),
    ("EFF_LEV", ([1, 2], [[1, 0.5], [0.4, 1]], 1), CovarianceError, "cov"),
    ("EFF_LEV", ([1, 2], [[1, None], [0, 1]], 1), MissingValueError, "cov"),
    ("CLM", ([0, 0], EYE), DomainError, "exposures"),
    ("CLM", ([1, 2], [[0, 0], [0, 0]]), ZeroVarianceError, "cov"),
    ("CLM", ([1, 2], [[1, 2], [2, 1]]), CovarianceError, "cov"),
    ("CLM", ([1, 2], EYE, -0.01), DomainError, "ref_vol"),
    ("MRC", ([0, 0], EYE), DomainError, "exposures"),
    ("MRC", ([1, 2, 3], EYE), ShapeError, "cov"),
    ("MRC", ([1, -1], [[1, 1], [1, 1]]), ZeroVarianceError, "cov"),
    ("MRC", ([1, 2], [[1, 2], [2, 1]]), CovarianceError, "cov"),
    ("CORR_CLUSTERS", ([[1, 0.9], [0.8, 1]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", ([[1, 0.5], [0.5, 0.9]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", ([[1, 1.5], [1.5, 1]],), CovarianceError, "corr"),
    ("CORR_CLUSTERS", (EYE, 75), DomainError, "threshold"),
    ("INVERSE_PAIRS", ([[1, 0.2, 0.3], [0.2, 1, 0.1]],), CovarianceError, "corr"),
    ("INVERSE_PAIRS", (EYE, 0.5), DomainError, "threshold"),
    ("LEV_HEADROOM", ([0, 0], EYE, 100), DomainError, "exposures"),
    ("LEV_HEADROOM", ([1, -1], [[1, 1], [1, 1]], 100), ZeroVarianceError, "cov"),
    ("LEV_HEADROOM", ([1, 2], EYE, 0), DomainError, "equity"),
    ("LEV_HEADROOM", ([1, 2], EYE, 100, 0), DomainError, "cap"),
    ("DELEVER", ([1, 2], EYE, 0), DomainError, "equity"),
    ("DELEVER", ([1, 2], EYE, 1, -2), DomainError, "cap"),
    ("DELEVER", ([1, 2, 3], EYE, 1), ShapeError, "cov"),
    ("DELEVER", ([1, 2], EYE, 1, 2, [1]), ShapeError, "lot_values"),
    ("DELEVER", ([1, 2], EYE, 1, 2, [1, 0]), DomainError, "lot_values"),
    ("DELEVER", ([1, None], EYE, 1), MissingValueError, "exposures"),
    ("INTEGRATED_LEV", (0, 1, 1, 1, 1, 1), DomainError, "base_leverage"),
    ("INTEGRATED_LEV", (2, 0, 1, 1, 1, 1), DomainError, "session_factor"),
    ("INTEGRATED_LEV", (2, 1, -1, 1, 1, 1), DomainError, "atr_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 0, 1, 1), DomainError, "trend_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 0, 1), DomainError, "clm"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 1, None), MissingValueError, "margin_factor"),
    ("INTEGRATED_LEV", (2, 1, 1, 1, 1, 1, 0), DomainError, "cap"),
    ("COV_FROM_CORR", ([0.1, 0], EYE), DomainError, "vols"),
    ("COV_FROM_CORR", ([0.1, 0.2, 0.3], EYE), ShapeError, "corr"),
    ("COV_FROM_CORR", ([0.1, 0.2], [[1, 2], [2, 1]]), CovarianceError, "corr"),
    ("COV_FROM_CORR", ([0.1, 0.2], [[1, 0.5], [0.5, 2]]), CovarianceError, "corr"),
    ("OPTION_DELTA", changed(CALL, 0, "straddle"), ChoiceError, "kind"),
    ("OPTION_DELTA", changed(CALL, 0, 1), ChoiceError, "kind"),
    ("OPTION_DELTA", changed(CALL, 1, 0), DomainError, "spot"),
    ("OPTION_DELTA", changed(CALL, 2, -150), DomainError, "strike"),
    ("OPTION_DELTA", changed(CALL, 3, 0), DomainError, "years"),
    ("OPTION_DELTA", changed(CALL, 3, 90), DomainError, "years"),
    ("OPTION_DELTA", changed(CALL, 4, 0), DomainError, "vol"),
    ("OPTION_DELTA", changed(CALL, 4, 10), DomainError, "vol"),
    ("OPTION_DELTA", changed(CALL, 5, 0.25 * 10), DomainError, "r_domestic"),
    ("OPTION_DELTA", changed(CALL, 6, 5), DomainError, "r_foreign"),
    ("OPTION_GAMMA", changed(CALL, 0, None), MissingValueError, "kind"),
    ("OPTION_GAMMA", changed(CALL, 4, "10%"), NotANumberError, "vol"),
    ("OPTION_GAMMA", changed(CALL, 3, -1), DomainError, "years"),
    ("DELTA_HEDGE", (40, 0), DomainError, "hedge_delta"),
    ("DELTA_HEDGE", ("#DIV/0!", 1), MissingValueError, "position_delta"),
    ("GAMMA_HEDGE", (-3, 0), DomainError, "option_gamma"),
    ("VOL_HEDGE", (-50000, 2500), DomainError, "portfolio_vega_loss"),
    ("VOL_HEDGE", (50000, 0), DomainError, "hedge_gain_per_unit"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "args", "error", "argument"), BAD, ids=lambda value: str(value)[:40])
def test_bad_input_is_named(refuses, name, args, error, argument):
    refuses(name, args, error, argument)
