"""``python -m workbook``: the command line where no ``hedge-xl`` command is installed."""

from workbook.cli import main

if __name__ == "__main__":
    main()
