"""What changed between two workbooks, by meaning: the same words for `hedge-xl diff` and for a restore."""

from collections.abc import Iterator

from workbook.difference import Difference
from workbook.errors import FileError
from workbook.file_differences import NOT_ALIKE, file_differences
from workbook.input_differences import input_differences
from workbook.ledger import LEDGER
from workbook.read import Opened
from workbook.result_differences import result_differences
from workbook.spec import Inputs
from workbook.twin import Model


def differences(old: Opened, new: Opened) -> list[Difference]:
    """Everything that differs between two workbooks of one kind; a `FileError` for two kinds."""
    if old.book.key != new.book.key:
        raise FileError(NOT_ALIKE.format(other=old.package.file), new.package.file)
    return list(_differences(old, new))


def _differences(old: Opened, new: Opened) -> Iterator[Difference]:
    yield from file_differences(old, new)
    if not all(opened.whole or opened.outdated for opened in (old, new)):
        return
    yield from input_differences(new.book, old.inputs, new.inputs)
    if old.book.key == LEDGER.key:
        yield from result_differences(_model(old), _model(new))


def _model(opened: Opened) -> Model:
    """All values by today's twins, whatever the file's structure; a table that it lacks is blank."""
    inputs = opened.inputs
    tables = {table.key: inputs.tables.get(table.key) or [{}] for table in opened.book.tables}
    return Model(opened.book, Inputs(inputs.cells, tables, inputs.below), opened.language, opened.host)
