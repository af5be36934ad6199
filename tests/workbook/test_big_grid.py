"""The compact grid of cells against a dictionary: the same answers, whatever the order of the rows."""

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.cells import ErrorValue, Grid, RawCell
from workbook.grid import Trait

traits = st.sampled_from([Trait(), Trait(3), Trait(3, "A1*2", "normal"), Trait(0, "X", "array", "A1:A2")])
values = st.none() | st.booleans() | st.floats(-5, 5) | st.sampled_from(["", "月", ErrorValue("#N/A")])
places = st.tuples(st.integers(1, 12), st.integers(1, 4))
cells = st.lists(st.tuples(places, values, traits), max_size=30)


def filled(content: list[tuple[tuple[int, int], object, Trait]]) -> tuple[Grid, dict[tuple[int, int], RawCell]]:
    grid, expected = Grid(), {}
    for (row, column), value, trait in content:
        added = grid.add(row, column, value, grid.number(trait))
        assert added == ((row, column) not in expected)
        expected.setdefault((row, column), RawCell(value, trait.formula, trait.style, trait.kind, trait.array))
    return grid, expected


@given(cells)
def test_it_is_the_mapping(content: list[tuple[tuple[int, int], object, Trait]]) -> None:
    grid, expected = filled(content)
    assert dict(grid) == expected == grid
    assert list(grid) == sorted(expected)
    assert len(grid) == len(expected)
    assert list(grid.values()) == [expected[place] for place in sorted(expected)]
    for place in [(row, column) for row in range(14) for column in range(6)]:
        assert grid.get(place) == expected.get(place)
        assert (place in grid) == (place in expected)
    assert ("A1" in grid, (1, 2, 3) in grid) == (False, False)
    with pytest.raises(KeyError):
        grid[13, 1]


@given(cells, st.integers(1, 12), st.integers(0, 12))
def test_columns_and_parts(content: list[tuple[tuple[int, int], object, Trait]], first: int, count: int) -> None:
    grid, expected = filled(content)
    rows = range(first, first + count)
    for column in range(1, 6):
        there = [expected.get((row, column), RawCell(None)) for row in rows]
        assert grid.column_values(column, rows) == [cell.value for cell in there]
        assert grid.column_formulas(column, rows) == [cell.formula for cell in there]
        assert grid.column_styles(column, rows) == [cell.style for cell in there]
    part = {place: cell for place, cell in expected.items() if place[0] in rows and place[1] in range(2, 4)}
    assert list(grid.in_rows(rows, range(2, 4))) == sorted(part.items(), key=lambda item: item[0])


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 6)), max_size=6))
def test_many_cells_at_once_are_as_many_one_by_one(pieces: list[tuple[int, int]]) -> None:
    whole, single = Grid(), Grid()
    for first, count in pieces:
        rows = array("I", range(first, first + count))
        number = whole.number(Trait(count)), single.number(Trait(count))
        done = whole.extend(2, rows, [float(row) for row in rows], array("I", [number[0]]) * count)
        assert done == all(single.add(row, 2, float(row), number[1]) for row in rows)
        if not done:
            return
    assert whole == single


def test_equal_formulas_are_one_object_and_cells_are_small() -> None:
    grid = Grid()
    long = "SUM(" + "A1," * 500 + "A1)"
    for row in range(1, 1001):
        grid.add(row, 1, float(row), grid.number(Trait(1, "".join([long]), "normal")))
    formulas = grid.column_formulas(1, range(1, 1001))
    assert len({id(formula) for formula in formulas}) == 1
    assert formulas[0] == long
