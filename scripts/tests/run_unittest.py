"""python run_unittest.py FILE REPORT: runs the tests of one file and writes one JSON object a test, for run-job.js."""

import importlib.util
import json
import sys
import traceback
import unittest


class Report(unittest.TestResult):
    """Writes every outcome at once, so that a crash loses nothing but what came after it."""

    def __init__(self, path):
        super().__init__()
        self.file = open(path, "w", encoding="utf-8")
        self.failed_parts = set()

    def write(self, kind, name, detail=""):
        self.file.write(json.dumps({"kind": kind, "name": str(name), "detail": detail}) + "\n")
        self.file.flush()

    def addSuccess(self, test):
        if test.id() not in self.failed_parts:
            self.write("pass", test)

    def addFailure(self, test, error):
        self.write("fail", test, "".join(traceback.format_exception(*error)))

    addError = addFailure

    def addSubTest(self, test, part, error):
        if error is not None:
            self.failed_parts.add(test.id())
            self.write("fail", part, "".join(traceback.format_exception(*error)))

    def addSkip(self, test, reason):
        self.write("skip", test, reason)

    def addExpectedFailure(self, test, error):
        self.write("pass", test)

    def addUnexpectedSuccess(self, test):
        self.write("fail", test, "passed although it was expected to fail")


def main(path, report_path):
    report = Report(report_path)
    spec = importlib.util.spec_from_file_location("tests_of_one_file", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
        unittest.defaultTestLoader.loadTestsFromModule(module).run(report)
    except unittest.SkipTest as reason:
        report.write("skip", path, str(reason))
    except Exception:
        report.write("fail", "the whole file", traceback.format_exc())
    report.write("end", path)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
