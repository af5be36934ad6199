"""Where the program starts: ``hedge-xl`` and ``python -m workbook``. Ctrl-C stops it without a word, at any time.

Reading the libraries takes a while, so that they are read in here, and not before somebody can stop it.
"""

import sys
from typing import Final, NoReturn

INTERRUPTED: Final = 130  # what a shell says of a program that Ctrl-C has stopped


def main() -> NoReturn:
    """Run the command line."""
    try:
        from workbook.cli import main as command_line

        command_line()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
