"""Folders that change: a hundred changed files, the scan of unchanged ones, and what watching costs."""

import os
import re
import resource
import subprocess
import time

from .bench import cpu_seconds
from .report import line, median, milliseconds

N_CHANGED = 100
TIME_LIMIT = 10


def changed(bench, corpora):
    """Files are written while the program is open, until the count of a filter that they match is right."""
    corpus = corpora.changing()
    home = bench.indexed(corpus).home
    files = sorted(corpus.folder.rglob("*.txt"))
    chosen = files[:: len(files) // N_CHANGED][:N_CHANGED]
    seen, used, writing = [], [], []
    for run in range(bench.runs):
        # A word that no article has had before; letters alone, so that it is one word.
        word = "yoxq" + "".join(chr(ord("a") + int(digit)) for digit in f"{time.time_ns()}")
        app = bench.app(["-f", word, corpus.folder], home)
        try:
            none = re.compile(corpus.of_all(0), re.M)
            if app.settle(app.t0, none, 1200, 1.0, grace=1200)["match"] is None:
                raise SystemExit(f"{corpus.name} was never read in full.")
            # The scan and the start of the watching follow the first paint.
            app.settle(time.perf_counter(), None, 20, 5.0, grace=5.0)
            used_before, started = cpu_seconds(app.pid), time.perf_counter()
            for file in chosen:
                text = file.read_text(encoding="utf-8").split("\n\nAdded:")[0]
                file.write_text(f"{text}\n\nAdded: {word}.\n", encoding="utf-8")
            written = time.perf_counter()
            answer = app.settle(written, re.compile(corpus.of_all(N_CHANGED), re.M), TIME_LIMIT, 0.1, grace=TIME_LIMIT)
            seen.append(answer["match"])
            # What it goes on to write into the index belongs to the changes.
            time.sleep(1)
            used.append(cpu_seconds(app.pid) - used_before)
            writing.append(written - started)
        finally:
            app.quit([b"\x03"], 30)
        if seen[-1] is None:
            break
    what = f"{N_CHANGED} changed files visible, {corpus.name}"
    if None in seen:
        line(what, "300 ms; 60 ms CPU", f"not seen within {TIME_LIMIT} s", False)
        return
    delay, cpu = median(seen), median(used)
    line(
        what,
        "300 ms after the last write",
        f"{milliseconds(delay)} (writing took {milliseconds(median(writing))})",
        delay <= 0.3,
        delay / 0.3,
    )
    line(f"{N_CHANGED} changed files, CPU, {corpus.name}", "60 ms", milliseconds(cpu), cpu <= 0.06, cpu / 0.06)


def rescan(bench, corpora):
    """A command over unchanged files, less the same over few, beside a bare readdir and stat."""
    many, few = corpora.many_files(), corpora.few()
    figures = {}
    for corpus in (few, many):
        home = bench.indexed(corpus).home
        environment = {**os.environ, **home.environment()}
        command = [bench.newsreader, "-d", corpus.folder, "list", "--quiet", "--limit", "1", "title:quokka"]
        walls, cpus = [], []
        for _ in range(bench.runs + 1):
            before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(command, env=environment, capture_output=True)
            walls.append(time.perf_counter() - started)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpus.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        # The first brings the files' metadata into memory.
        figures[corpus.name] = median(walls[1:]), median(cpus[1:])
    wall, cpu = (of_many - of_few for of_many, of_few in zip(figures[many.name], figures[few.name]))
    floor = bench.walk(many.folder)["readdir_and_stat"]
    line(
        f"rescan of unchanged files, {many.name}",
        "1.2 x readdir and stat",
        f"{milliseconds(wall)} / {milliseconds(floor)} ({milliseconds(cpu)} CPU)",
        wall <= 1.2 * floor,
        wall / floor,
    )


def idle(bench, corpora):
    """Five seconds in which nobody types and no file changes."""
    for corpus in (corpora.few(), corpora.many_files(), corpora.million()):
        if corpus is None:
            continue
        # The scan behind the paint and the start of the watching come to an end first.
        steps = [{"wait": 5 if corpus.n_articles < 50_000 else 15}, {"name": "idle", "idle": 5}]
        script = {"ready": corpus.full_paint, "steps": steps}
        run = bench.terminal([bench.newsreader, corpus.folder], script, bench.indexed(corpus).home)
        figures = run["steps"]["idle"]
        cpu, wakeups = figures["idle_cpu_ms_per_s"], figures["wakeups_per_s"]
        line(
            f"idle, with the folder watched, {corpus.name}",
            "no CPU, no wake-ups",
            f"{cpu * 5:.2f} ms and {wakeups * 5:.0f} wake-ups in 5 s",
            cpu == 0 and wakeups == 0,
        )
