#!/usr/bin/env python3
"""Runs libFuzzer on each parser for so many CPU seconds and prints a table (`make fuzz`).

What is found stands in WORK/findings, the grown corpus in WORK/corpus, the logs in WORK/logs. With
--minimise nothing is made up: the grown corpus is reduced to a few inputs that reach the most, for
Tests/Fuzz/Corpus.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
STATUS = re.compile(r"^#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)
EXECUTED = re.compile(r"^stat::number_of_executed_units: (\d+)", re.MULTILINE)
# What the committed corpus of one parser may hold, beside the samples that stand in the code.
FILES_MAX = 8
BYTES_MAX = 24 * 1024


class Run:
    """One parser's process."""

    def __init__(self, options, parser):
        self.parser = parser
        self.log = options.work / "logs" / parser
        self.corpus = options.work / "corpus" / parser
        self.corpus.mkdir(parents=True, exist_ok=True)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        (options.work / "findings").mkdir(parents=True, exist_ok=True)
        self.prefix = f"{options.work}/findings/{parser}-"
        words = options.work / "logs" / f"{parser}.dict"
        with open(words, "wb") as file:
            subprocess.run([options.binary, "dictionary", parser], stdout=file, check=True)
        arguments = [
            options.binary, parser, "--cpu-seconds", str(options.cpu_seconds),
            f"-artifact_prefix={self.prefix}", str(self.corpus),
            str(HERE / "Corpus" / parser), str(options.work / "samples" / parser)]
        if words.stat().st_size:
            arguments.append(f"-dict={words}")
        self.before = set(pathlib.Path(self.prefix).parent.glob(f"{parser}-*"))
        with open(self.log, "wb") as file:
            self.process = subprocess.Popen(
                arguments, stdin=subprocess.DEVNULL, stdout=file, stderr=file,
                # A trap is libFuzzer's to report.
                env=dict(os.environ, SWIFT_BACKTRACE="enable=no"))

    def ended(self, status, usage):
        """The row of the table, and whether nothing was found."""
        text = self.log.read_text(errors="replace")
        counts = STATUS.findall(text)
        cov, features, files = counts[-1][1:] if counts else ("-", "-", "-")
        executed = EXECUTED.findall(text)
        executions = executed[-1] if executed else (counts[-1][0] if counts else "-")
        found = set(pathlib.Path(self.prefix).parent.glob(f"{self.parser}-*")) - self.before
        isClean = os.waitstatus_to_exitcode(status) == 0 and not found
        finding = "none" if isClean else ", ".join(str(path) for path in found) or str(self.log)
        seconds = f"{usage.ru_utime + usage.ru_stime:.0f}"
        return [self.parser, seconds, executions, cov, features, files, finding], isClean


def run(options):
    head = ["parser", "CPU s", "executions", "edges", "features", "corpus", "findings"]
    widths = [20, 7, 12, 7, 9, 7]

    def show(row):
        print("  ".join([row[0].ljust(widths[0])] + [
            cell.rjust(width) for cell, width in zip(row[1:], widths[1:])] + [row[-1]]), flush=True)

    show(head)
    waiting, running, isClean = list(options.parsers), {}, True
    try:
        while waiting or running:
            while waiting and len(running) < options.jobs:
                started = Run(options, waiting.pop(0))
                running[started.process.pid] = started
            pid, status, usage = os.wait4(-1, 0)
            if pid in running:
                row, isOne = running.pop(pid).ended(status, usage)
                isClean = isClean and isOne
                show(row)
    finally:
        for one in running.values():
            one.process.kill()
    return 0 if isClean else 1


def minimise(options):
    """Keeps of each parser's grown corpus a few inputs that reach what its samples do not."""
    for parser in options.parsers:
        committed = HERE / "Corpus" / parser
        merged = options.work / "merged" / parser
        shutil.rmtree(merged, ignore_errors=True)
        shutil.copytree(options.work / "samples" / parser, merged)
        samples = {path.name for path in merged.iterdir()}
        subprocess.run(
            [options.binary, parser, "-merge=1", "-set_cover_merge=1", "-use_counters=0",
             str(merged), str(committed), str(options.work / "corpus" / parser)],
            check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = [path for path in merged.iterdir() if path.name not in samples]
        kept, size = {}, 0
        # The longest reach the most at once.
        for path in sorted(found, key=lambda path: (-path.stat().st_size, path.name)):
            content = path.read_bytes()
            if len(kept) < FILES_MAX and size + len(content) <= BYTES_MAX:
                kept[path.name[:16]] = content
                size += len(content)
        shutil.rmtree(committed, ignore_errors=True)
        committed.mkdir(parents=True)
        for name, content in kept.items():
            (committed / name).write_bytes(content)
        print(f"{parser}: {len(found)} reach more than the samples, {len(kept)} kept, {size} bytes")
    return 0


def main():
    # Ended by whoever started it, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binary", required=True)
    arguments.add_argument("--work", type=pathlib.Path, required=True)
    arguments.add_argument("--cpu-seconds", type=int, default=60)
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--minimise", action="store_true")
    arguments.add_argument("parsers", nargs="*", default=[])
    options = arguments.parse_args()
    known = subprocess.run(
        [options.binary, "list"], stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    unknown = [parser for parser in options.parsers if parser not in known]
    if unknown:
        sys.exit(f"there is no parser {', '.join(unknown)}: {', '.join(known)}")
    options.parsers = options.parsers or known
    for parser in options.parsers:
        (HERE / "Corpus" / parser).mkdir(parents=True, exist_ok=True)
    options.work.mkdir(parents=True, exist_ok=True)
    subprocess.run([options.binary, "samples", str(options.work / "samples")], check=True)
    sys.exit(minimise(options) if options.minimise else run(options))


if __name__ == "__main__":
    main()
