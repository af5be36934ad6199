"""The whole way from one edition to another, on the bytes of a file."""

from dataclasses import dataclass, replace

from hedge_xl.core.language import Text
from workbook import stamp
from workbook.change import Change, changed
from workbook.edit.calc_chain import forget_chain
from workbook.edit.engine import Edit
from workbook.edit.replaced import Replaced, replaced
from workbook.editions.container import equip, strip
from workbook.editions.macros import PART, macros_are_outdated
from workbook.editions.main_type import suffix_of
from workbook.editions.metadata import drop_unused
from workbook.lite import code_in
from workbook.package import Package
from workbook.read import Opened, open_package, require_current
from workbook.rehost.declared import respell_names, respell_tables, rules_that_call
from workbook.rehost.plan import Plan, Planner
from workbook.spec import Host, Inputs
from workbook.stamp_part import write_stamp
from workbook.trusted import require_1900


@dataclass(frozen=True, slots=True)
class Rehosted:
    """The new file and the ending that its name needs; what was respelled, and what is for the user to put right."""

    data: bytes
    suffix: str
    inputs: Inputs
    parts: bool
    """Whether it carries something else than before."""
    formulas: int
    translated: tuple[str, ...]
    stuck: tuple[str, ...]
    kept: tuple[str, ...]
    """Where somebody has put something else in place of a formula of ours: it stays, and so does what it shows."""
    notes: tuple[Text, ...]


def rehosted(
    opened: Opened,
    data: bytes,
    target: Host,
    *,
    change: Change | None = None,
    drop_macros: bool = False,
    force: bool = False,
) -> Rehosted:
    """The file as that edition, with a change to its inputs if there is one.

    Every input, and everything that is the user's, stays as it is; the values of our formulas are computed, but where
    they build on something that was put in place of one.
    """
    require_current(opened)
    require_1900(opened)
    package = Package(data, opened.package.file)
    notes = []
    if opened.host != target or drop_macros or macros_are_outdated(package):
        notes += strip(package, opened.host, opened.file, drop_all_macros=drop_macros)
    equipped = equip(package, target, opened.language, force=force)
    planner = Planner(opened, target, equipped.metadata)
    plan = planner.planned()
    respell_tables(package, planner)
    respell_names(package, planner)
    plan.stuck.extend(rules_that_call(package) if opened.host != target else [])
    write_stamp(package, {stamp.HOST: target})
    if equipped.metadata is not None or opened.host == "officejs":
        forget_chain(package)
    theirs = replaced(opened)
    after, made = _written(package, plan, change or Change(), theirs)
    return Rehosted(
        made,
        suffix_of(package),
        after,
        _carries_other(package, opened.package),
        plan.changed,
        tuple(dict.fromkeys(plan.translated)),
        tuple(dict.fromkeys(plan.stuck)),
        tuple(theirs.places.values()),
        (*notes, *equipped.notes),
    )


def _carries_other(now: Package, before: Package) -> bool:
    """Whether a file carries other parts, macros or functions than before."""
    return set(now.names) != set(before.names) or now.changed_part(PART) is not None or code_in(now) != code_in(before)


def _written(package: Package, plan: Plan, change: Change, theirs: Replaced) -> tuple[Inputs, bytes]:
    """The package with the new formulas in its cells, a change made to it, and every value as the edition shows it."""
    opened = open_package(Package(package.to_bytes(), package.file))
    after = changed(opened.inputs, change)
    edit = Edit(opened, after, theirs)
    sheets = {sheet.part: sheet for sheet in opened.file.sheets}
    for part, cells in plan.cells.items():
        for (row, column), patch in cells.items():
            formula = edit.references.formula(patch.formula, sheets[part].name)  # the history gets a line
            edit.patches.add(sheets[part], row, column, replace(patch, formula=formula))
    done = Package(edit.data(), package.file)
    drop_unused(done)
    return after, done.to_bytes()
