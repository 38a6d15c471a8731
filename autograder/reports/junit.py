"""JUnit XML, as Jenkins, GitLab and others read it: a suite a submission, a case a check.

Held to Jenkins' own schema (junit-10.xsd of its xUnit plugin), which allows properties for a suite
only; so points stand there, by the name of the check.
"""

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from autograder.reports.case import Case, feedback, printable, sentence
from autograder.results import CheckResult

COUNTS = ("tests", "failures", "errors")
# outcome: the element that tells it. What was blocked did not run, so JUnit calls it skipped.
TELLS = {"failed": "failure", "blocked": "skipped", "errored": "error"}


def junit(cases: Sequence[Case]) -> bytes:
    """The whole class as one file."""
    counts: Counter[str] = Counter()
    suites: list[bytes] = []
    for case in cases:  # one at a time: as text, a class takes a tenth of what elements do
        suite = _suite(case)
        counts.update({name: int(suite.get(name, "0")) for name in COUNTS})
        ET.indent(suite, level=1)
        suites.append(ET.tostring(suite, encoding="utf-8"))
    root = ET.Element("testsuites", name="autograder")
    for name in COUNTS:
        root.set(name, str(counts[name]))
    opened: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    head = opened.removesuffix(b" />")
    if not suites:
        return head + b" />\n"
    return b"\n  ".join([head + b">", *suites]) + b"\n</testsuites>\n"


def _suite(case: Case) -> ET.Element:
    outcomes = Counter(check.outcome for check in case.checks)
    ungraded = case.result is None and case.failure is not None
    name = case.submission or (case.standing.person if case.standing else "")
    suite = ET.Element(
        "testsuite",
        name=printable(name),
        package=case.assignment,
        tests=str(len(case.checks) + ungraded),
        failures=str(outcomes["failed"]),
        errors=str(outcomes["errored"] + ungraded),
        skipped=str(outcomes["blocked"]),
    )
    if case.result:
        suite.set("time", _seconds(case.result.duration_s))
    _add_properties(suite, case)
    for check in case.checks:
        suite.append(_testcase(case.assignment, check))
    if ungraded and case.failure:
        testcase = ET.SubElement(suite, "testcase", name="grading", classname=case.assignment)
        ET.SubElement(testcase, "error", message=printable(case.failure.reason), type="not graded")
    if case.result and case.result.output:
        ET.SubElement(suite, "system-out").text = printable(case.result.output)
    return suite


def _add_properties(suite: ET.Element, case: Case) -> None:
    score = "excused" if case.standing and case.standing.excused else f"{case.score or 0.0:g}"
    told = {"score": score, "max_score": f"{case.max_score:g}"}
    if case.standing:
        told["person"] = case.standing.person
    if case.result:
        told |= {"graded": f"{case.result.score:g}", "seed": str(case.result.seed)}
    for check in case.checks:
        told |= {f"points.{check.id}": f"{check.points:g}", f"score.{check.id}": f"{check.score:g}"}
    properties = ET.SubElement(suite, "properties")
    for name, value in told.items():
        ET.SubElement(properties, "property", name=name, value=printable(value))
    for adjustment in case.adjustments:
        said = printable(sentence(adjustment))
        ET.SubElement(properties, "property", name="adjustment", value=said)


def _testcase(assignment: str, check: CheckResult) -> ET.Element:
    testcase = ET.Element(
        "testcase",
        name=check.id,
        classname=f"{assignment}.{check.exercise}",
        time=_seconds(check.duration_s),
    )
    if check.outcome != "passed":
        tells = ET.SubElement(testcase, TELLS[check.outcome], type=check.outcome)
        tells.set("message", printable(check.message.strip().partition("\n")[0] or check.title))
        tells.text = printable(f"{check.title}\n{feedback(check)}")
    return testcase


def _seconds(seconds: float) -> str:
    """As Jenkins' schema wants it: groups of three digits from the point on."""
    return f"{seconds:,.3f}"
