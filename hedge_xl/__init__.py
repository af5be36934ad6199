"""hedge_xl: Excel functions for people who hedge with their own money."""

from hedge_xl.core.errors import HedgeError

__all__ = ["HedgeError", "__version__"]
__version__ = "0.3.0"
