"""Pieces of formulas that the columns of the price table share, in the notation of `workbook.spec`."""


def above(column: str) -> str:
    """The cell above in a column of the price table; only where this row is not the first."""
    return f"INDEX([prices.{column}],[no]-1)"


def last(column: str, count: str) -> str:
    """The last ``count`` cells of a column, this row's the last."""
    return f"INDEX([prices.{column}],[no]-{count}+1):INDEX([prices.{column}],[no])"


def carried(column: str) -> str:
    """The number above, 0 in the first row."""
    return f"IF([no]=1,0,N({above(column)}))"


def moves(column: str, count: str) -> str:
    """Whether a series varies by more than binary noise over the last rows."""
    cells = last(column, count)
    return f"MAX({cells})-MIN({cells})>MAX(1E-12*MAX(MAX({cells}),-MIN({cells})),1E-30)"


def recursion(own: str, counter: str, first: str, start: str, step: str) -> str:
    """Blank before row ``first`` of a run, there ``start``, then ``step``."""
    return (
        f'IF([{counter}]=0,"",IF([{counter}]<{first},"",IF([{counter}]={first},{start},'
        f"{step.replace('{before}', above(own))})))"
    )


def unless(blank: str, formula: str) -> str:
    """A formula that stays blank while one of the cells that it needs is."""
    cells = [f'[{key}]=""' for key in blank.split()]
    condition = cells[0] if len(cells) == 1 else f"OR({','.join(cells)})"
    return f'IF({condition},"",{formula})'


def run_cells(column: str, counter: str) -> str:
    """A column's cells of the whole run so far, as a catalogue function takes them."""
    return last(column, f"[{counter}]")


def guarded(counter: str, first: str, formula: str) -> str:
    """A formula that stays blank in the first rows of a run; its parameters are read in a run only."""
    return f'IF([{counter}]=0,"",IF([{counter}]<{first},"",{formula}))'
