"""The quantile of Student's t distribution, for the confidence band of an estimate.

For whole degrees of freedom the distribution is a finite sum, with nothing to approximate; for many of them
a series in 1/dof around the normal quantile is as exact. Source: Abramowitz & Stegun (1964), 26.7.3-4, 26.7.5;
Hill (1970), Comm. ACM 13.
"""

import math
from typing import Final

MANY: Final = 1000
"""From here on the first term left out of the series is below 1e-12, for any confidence up to 0.9999."""

_HALVINGS: Final = 60


def t_quantile(confidence: float, dof: int) -> float:
    """The t with ``P(|T| <= t) = confidence``, for T of `dof` >= 1 degrees of freedom, to 10 digits or more.

    `confidence` above 0 and up to 0.9999: nearer to 1 the digits of the tail would go missing.

    >>> round(t_quantile(0.95, 10), 9), round(t_quantile(0.95, 1), 9)
    (2.228138852, 12.706204736)
    """
    return _by_sum(confidence, dof) if dof < MANY else _by_series(normal_quantile((1 + confidence) / 2), dof)


def normal_quantile(probability: float) -> float:
    """The z with ``P(Z <= z) = probability``, for a standard normal Z.

    >>> round(normal_quantile(0.975), 9)
    1.959963985
    """
    from statistics import NormalDist  # loads slowly, and few workbooks need it

    return NormalDist().inv_cdf(probability)


def _by_sum(confidence: float, dof: int) -> float:
    """Halve the interval of ``angle = atan(t / √dof)``, on which the probability inside ±t grows."""
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, dof) < confidence else (low, middle)
    return math.sqrt(dof) * math.tan((low + high) / 2)


def _inside(angle: float, dof: int) -> float:
    """``P(|T| <= √dof · tan(angle))``: a sum of powers of cos², the term of power m being (m-1)/m of the one before."""
    sine, cosine = math.sin(angle), math.cos(angle)
    total = 1.0
    for power in range(dof - 2, 1, -2):
        total = 1 + total * cosine**2 * (power - 1) / power
    if dof % 2 == 0:
        return sine * total
    return (angle + (sine * cosine * total if dof > 1 else 0.0)) * 2 / math.pi


def _by_series(z: float, dof: int) -> float:
    """Expansion of t around the normal quantile z in powers of 1/dof."""
    terms = (
        z,
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum(term / float(dof) ** power for power, term in enumerate(terms))
