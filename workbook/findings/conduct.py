"""What was done with the hedge over time, for a ledger whose inputs are sound enough to tell."""

from collections.abc import Iterator, Sequence

from workbook.finding import Finding
from workbook.findings.costs import cost_gap_findings, idle_swap_findings
from workbook.findings.facts import Facts
from workbook.findings.fills import both_ways_findings, moment_findings, price_findings, sound_fills
from workbook.findings.instructions import instruction_findings
from workbook.findings.ratios import ratio_findings
from workbook.findings.rolls import roll_findings
from workbook.findings.slippage import slippage_findings
from workbook.ledger import LEDGER
from workbook.read import Opened
from workbook.twin import Model


def conduct_findings(opened: Opened, model: Model, found: Sequence[Finding]) -> Iterator[Finding]:
    """Everything that fills, decisions and costs say; what was ``found`` before is not said again in other words."""
    if opened.book.key != LEDGER.key:
        return  # no other template records what was done
    facts = Facts(opened, model, found)
    fills = sound_fills(facts)
    wrong = [*moment_findings(facts, fills), *price_findings(facts, fills)]
    yield from wrong
    facts = Facts(opened, model, [*found, *wrong])
    if wrong:
        told = facts.told("log")
        fills = [fill for fill in fills if fill.row not in told]
    yield from instruction_findings(facts)
    yield from ratio_findings(facts)
    yield from roll_findings(facts, fills)
    yield from both_ways_findings(facts, fills)
    slips = list(slippage_findings(facts))
    yield from slips
    yield from idle_swap_findings(facts)
    yield from cost_gap_findings(Facts(opened, model, [*found, *wrong, *slips]))
