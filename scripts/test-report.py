#!/usr/bin/python3
"""Sums the test results of a folder: test-report.py FOLDER FAILED_CHECKS [REMARK]

For each project the folder holds NAME.exit (the runner's exit code), NAME.log (its output) and, unless the test host died early, NAME.trx
(.NET) or NAME.junit (Pester). NAME.skipped stands for tests that could not run, and says why.
Prints failures, then skipped tests by reason, the remark, and as its last line "N passed, N failed, N skipped". Exit code 1 if anything failed.
"""
import collections
import itertools
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

TRX = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}


def results(trx):
    """(test name, outcome, message, stack) of each test in a .trx file."""
    if not trx.exists():
        return
    for result in ElementTree.parse(trx).iterfind(".//t:UnitTestResult", TRX):
        message = " ".join(e.text or "" for e in result.iterfind("t:Output/*", TRX) if e.tag.endswith("StdOut"))
        message = result.findtext("t:Output/t:ErrorInfo/t:Message", message, TRX)
        stack = result.findtext("t:Output/t:ErrorInfo/t:StackTrace", "", TRX)
        yield result.get("testName"), result.get("outcome"), message.strip(), stack.rstrip()


def junit_results(junit):
    """The same of each test in a JUnit file."""
    if not junit.exists():
        return
    for case in ElementTree.parse(junit).iterfind(".//testcase"):
        failure = case.find("failure")
        if failure is None:
            failure = case.find("error")
        if failure is not None:
            yield case.get("name"), "Failed", failure.get("message", ""), (failure.text or "").rstrip()
        else:
            skipped = case.find("skipped")
            yield case.get("name"), "Passed" if skipped is None else "NotExecuted", "" if skipped is None else skipped.get("message", ""), ""


def report(folder, failed_checks, remark=""):
    passed, failed, skipped = 0, failed_checks, collections.defaultdict(list)
    for reason in folder.glob("*.skipped"):
        skipped[reason.read_text().strip()].append(reason.stem)
    for exit_file in sorted(folder.glob("*.exit")):
        project, failed_before, seen = exit_file.stem, failed, 0
        for name, outcome, message, stack in itertools.chain(results(exit_file.with_suffix(".trx")), junit_results(exit_file.with_suffix(".junit"))):
            seen += 1
            if outcome == "Passed":
                passed += 1
            elif outcome == "NotExecuted":
                skipped[message or "no reason given"].append(name)
            else:
                failed += 1
                print(f"\nFAILED {name}\n{message}\n{stack}")
        code = exit_file.read_text().strip()
        if seen == 0 or (code != "0" and failed == failed_before):
            failed += 1
            print(f"\nFAILED {project}: the test run did not end by itself (exit code {code}, {seen} results)")
            print(exit_file.with_suffix(".log").read_text(errors="replace")[-4000:])
    if skipped:
        print("\nSkipped:")
    for reason, names in sorted(skipped.items()):
        print(f"  {reason}")
        for name in sorted(names):
            print(f"    {name}")
    total_skipped = sum(len(names) for names in skipped.values())
    if remark:
        print(f"\n{remark}")
    print(f"\n{passed} passed, {failed} failed, {total_skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(report(pathlib.Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:]))
