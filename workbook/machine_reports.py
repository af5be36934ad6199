"""The findings for programs: JSON, SARIF 2.1.0 and JUnit XML."""

import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from lxml import etree

from hedge_xl import __version__
from hedge_xl.core.language import Language
from workbook.finding import Finding, Severity
from workbook.findings.check import Check
from workbook.findings.registry import CHECKS
from workbook.read import Opened

SARIF_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_TOOL: Final = "hedge-xl"
_LEVELS: Final[dict[Severity, str]] = {"error": "error", "warning": "warning", "info": "note"}
_LINE: Final = re.compile(r"L(\d+)")  # where a statement's finding has no cell
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(path: Path, opened: Opened, found: Sequence[Finding]) -> dict[str, object]:
    """The result of a check, each finding with what the register says of its code."""
    return {
        "file": str(path),
        "template": opened.book.key,
        "language": opened.language,
        "host": opened.host,
        "hedge_xl": __version__,
        "clean": not found,
        "findings": [_registered(finding) for finding in found],
    }


def _registered(finding: Finding) -> dict[str, object]:
    check = CHECKS[finding.code]
    return {**finding.as_json(), "title": check.title.as_json(), "source": check.source}


def sarif(path: Path, found: Sequence[Finding], language: Language, statement: Path | None = None) -> dict[str, Any]:
    """A SARIF log with one run; a cell is a logical location within the file, a line one of the statement's."""
    codes = list(CHECKS)
    driver = {
        "name": _TOOL,
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(check, language) for check in CHECKS.values()],
    }
    results = [
        {
            "ruleId": finding.code,
            "ruleIndex": codes.index(finding.code),
            "level": _LEVELS[finding.severity],
            "message": {"text": finding.text.of(language)},
            "locations": [_location(path, finding, statement)],
        }
        for finding in found
    ]
    run = {"tool": {"driver": driver}, "language": language, "columnKind": "utf16CodeUnits", "results": results}
    return {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(check: Check, language: Language) -> dict[str, Any]:
    return {
        "id": check.code,
        "shortDescription": {"text": check.title.of(language)},
        "fullDescription": {"text": check.why.of(language)},
        "help": {"text": check.fix.of(language)},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"source": check.source, "group": check.group},
    }


def _location(path: Path, finding: Finding, statement: Path | None) -> dict[str, Any]:
    place = {"name": finding.cell or finding.sheet, "fullyQualifiedName": finding.where, "kind": "element"}
    if statement is not None and finding.sheet == statement.name and (line := _LINE.fullmatch(finding.cell)):
        physical = {"artifactLocation": {"uri": _uri(statement)}, "region": {"startLine": int(line[1])}}
        return {"physicalLocation": physical, "logicalLocations": [place]}
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}, "logicalLocations": [place]}


def _uri(path: Path) -> str:
    """A relative path stays relative, so that the log means the same on another computer."""
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def junit(path: Path, found: Sequence[Finding], language: Language) -> bytes:
    """One test case for every registered check, with a failure for each of its findings."""
    failures: dict[str, list[Finding]] = defaultdict(list)
    for finding in found:
        failures[finding.code].append(finding)
    numbers = {"tests": str(len(CHECKS)), "failures": str(len(failures)), "errors": "0", "skipped": "0"}
    root = etree.Element("testsuites", {"name": _TOOL, **numbers})
    suite = etree.SubElement(root, "testsuite", {"name": _xml(str(path)), **numbers})
    for check in CHECKS.values():
        case = etree.SubElement(suite, "testcase", classname=f"{_TOOL}.{check.group}", name=check.code)
        for finding in failures[check.code]:
            words = _xml(finding.text.of(language))
            failure = etree.SubElement(case, "failure", message=words, type=finding.severity)
            failure.text = _xml(finding.line(language))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _xml(words: str) -> str:
    """Words without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", words)
