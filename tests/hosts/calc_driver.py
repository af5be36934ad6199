"""Run by LibreOffice's Python: has a listening LibreOffice load documents, and says what their cells hold.

Usage: calc_driver.py PIPE JOB ANSWER, two JSON files. Numbers keep all their digits on the way.
"""

import json
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.FormulaResult import ERROR

PATIENCE = 60.0


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)


def options(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def cells_of(sheet, place):
    """The cells of a range as rows: a number, a text, or ["error", its number]."""
    area = sheet.getCellRangeByName(place)
    rows = [list(row) for row in area.getDataArray()]
    for failed in area.queryFormulaCells(ERROR).getRangeAddresses():
        for row in range(failed.StartRow, failed.EndRow + 1):
            for column in range(failed.StartColumn, failed.EndColumn + 1):
                number = sheet.getCellByPosition(column, row).getError()
                rows[row - area.RangeAddress.StartRow][column - area.RangeAddress.StartColumn] = ["error", number]
    return rows


def read(document, wanted):
    """Sheet and range, one after the other."""
    return [cells_of(document.Sheets.getByName(name), place) for name, place in wanted]


def typed(document, formulas):
    """Formulas as a user types them into a new sheet."""
    sheet = document.Sheets.getByIndex(0)
    found = []
    for row, formula in enumerate(formulas):
        cell = sheet.getCellByPosition(0, row)
        cell.FormulaLocal = formula
        found.append([cells_of(sheet, f"A{row + 1}")[0][0], cell.FormulaLocal])
    return found


def described(context, names):
    """What the function wizard knows."""
    wizard = context.ServiceManager.createInstanceWithContext("com.sun.star.sheet.FunctionDescriptions", context)
    found = {}
    for name in names:
        known = {item.Name: item.Value for item in wizard.getByName(name)}
        arguments = [[each.Name, each.Description] for each in known["Arguments"] or ()]
        found[name] = [known["Description"], arguments]
    return found


def main(pipe, job_file, answer_file):
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    context = connect(pipe)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    answer = {"read": {}, "typed": [], "described": described(context, job.get("described", []))}
    for path, wanted in job.get("read", {}).items():
        document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, options(Hidden=True))
        answer["read"][path] = read(document, wanted)
        if path in job.get("save", {}):
            document.storeToURL(Path(job["save"][path]).as_uri(), options(FilterName="Calc MS Excel 2007 XML"))
        document.close(True)
    if job.get("typed"):
        document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, options(Hidden=True))
        answer["typed"] = typed(document, job["typed"])
        document.close(True)
    Path(answer_file).write_text(json.dumps(answer), encoding="utf-8")
    if job.get("terminate"):
        desktop.terminate()


main(*sys.argv[1:])
