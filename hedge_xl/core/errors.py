"""Every error a user can meet, as one line in Japanese and in English.

The core names the argument, what came and what is needed; the function's Excel name and the
language are added where the call came in (`hedge_xl.functions.boundary`), because the core knows neither.
"""

from hedge_xl.core.language import Language, Text


class HedgeError(ValueError):
    """Base of every error hedge_xl raises on purpose. Anything else that escapes is a bug."""

    def __init__(self, text: Text, argument: str | None = None) -> None:
        """`text` says what came and what is needed; `argument` is the argument at fault."""
        super().__init__(text.ja)
        self.text = text
        self.argument = argument
        self.function: str | None = None
        self.language: Language = "ja"

    def message(self, language: Language) -> str:
        """One line: function, argument, what came, what is needed."""
        where = " ".join(part for part in (self.function, self.argument) if part)
        words = " ".join(self.text.of(language).split())
        return f"{where}: {words}" if where else words

    def __str__(self) -> str:
        """The message in the language of the call."""
        return self.message(self.language)


class MissingValueError(HedgeError):
    """A required argument is blank, or an Excel error value stands in the input."""


class NotANumberError(HedgeError):
    """Text, a date or a boolean where a number is required."""


class NotADateError(HedgeError):
    """Text, a number or a boolean where a date or a time is required."""


class DomainError(HedgeError):
    """A number outside the range in which the formula has a meaning."""


class ChoiceError(HedgeError):
    """A word that is not one of the words allowed."""


class ShapeError(HedgeError):
    """Lengths or shapes that do not fit together."""


class TooFewObservationsError(HedgeError):
    """Fewer observations than the estimate needs."""


class ZeroVarianceError(HedgeError):
    """A series that does not move, where the formula divides by its variance."""


class CovarianceError(HedgeError):
    """A covariance or correlation matrix that is not one: not symmetric, or not positive semi-definite."""
