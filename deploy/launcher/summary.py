"""Reads the JUnit reports of this run: prints the slowest tests and, as the last line, `N passed, N failed, N skipped`."""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path("target/test")
SLOWEST = 10


def reports():
    """The reports of this run; older reports belong to another run."""
    begun = (HERE / "begun").stat().st_mtime
    for pattern in ("*/target/*-reports/TEST-*.xml", "deploy/*/target/*-reports/TEST-*.xml", str(HERE / "*.xml")):
        for path in sorted(Path(".").glob(pattern)):
            if path.stat().st_mtime >= begun:
                yield path


def suites(path):
    """The <testsuite> elements of a report; Surefire writes one as the root, pytest wraps them."""
    root = ElementTree.parse(path).getroot()
    return [root] if root.tag == "testsuite" else root.findall("testsuite")


def name(case):
    return f"{case.get('classname', '').rpartition('.')[2]}.{case.get('name')}"


def print_cases(cases, all_names):
    if all_names:
        print("ran:")
        for case in cases:
            print(f"  {name(case)}")
    print("slowest tests:")
    for case in sorted(cases, key=lambda case: -float(case.get("time", 0)))[:SLOWEST]:
        print(f"  {float(case.get('time', 0)):6.1f} s  {name(case)}")


def main(all_names):
    total = failed = skipped = 0
    cases = []
    for path in reports():
        for suite in suites(path):
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
            cases += suite.iter("testcase")
    print_cases(cases, all_names)
    # a part can fail without a failed test: format, static analysis, compilation
    failed_parts = (HERE / "failed").read_text().split() if (HERE / "failed").exists() else []
    if failed_parts:
        print(f"failed parts: {' '.join(failed_parts)}")
    failed = max(failed, len(failed_parts))
    if total == 0:
        failed = max(failed, 1)
    print(f"{max(total - failed - skipped, 0)} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main("--list" in sys.argv[1:]))
