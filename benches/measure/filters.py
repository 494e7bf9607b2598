"""From a key in the filter box to the right count, list and timeline; and the engine alone."""

import json
import os
import re
import subprocess

from .bench import ROOT
from .plain_scan import counts
from .report import line, median, milliseconds, percentile

# Typed letter by letter: in one of a thousand headlines, in one of a hundred texts, in one text, often, almost
# always, and two and three words.
TYPED = ["quokka", "wombat", "zyzzyva", "government", "the", "police water", "minister said on"]
# Written in one piece, as from the clipboard: what is half typed has no right count.
PASTED = ['"of the"', '"prime minister"', "date:2020-03", "government date:2019", "wombat -the", "government -minister"]
TIME_LIMIT = 10


def steps(corpus, right):
    """The presses of the filters with what the screen must say after each."""
    # An empty box shows what could stand in it.
    cleared = r"^ / words\b"
    rows = [{"name": "enter", "keys": "/"}]
    for text in TYPED + PASTED:
        row = {"name": text, "keys": text, "timeout": TIME_LIMIT}
        if text in TYPED:
            row["expect"] = [corpus.of_all(right[typed]) for typed in beginnings(text)]
        else:
            row.update(together=True, expect=corpus.of_all(right[text]))
        rows += [row, {"name": "clear", "keys": "<C-u>", "expect": cleared, "timeout": TIME_LIMIT}]
    return rows


def beginnings(text):
    return [text[:end].rstrip() for end in range(1, len(text) + 1)]


def filters(bench, corpora):
    for corpus in (corpora.many_files(), corpora.many_lines(), corpora.million()):
        if corpus is None:
            continue
        right = counts(corpus, [part for text in TYPED for part in beginnings(text)] + PASTED)
        home = bench.indexed(corpus).home
        script = {"ready": corpus.full_paint, "steps": steps(corpus, right)}
        medians, worst, slowest, wrong = [], [], {}, set()
        for _ in range(bench.runs):
            run = bench.terminal([bench.newsreader, corpus.folder], script, home)
            times = []
            for name, step in run["steps"].items():
                if name == "enter":
                    continue
                for at, press in enumerate(step["presses"]):
                    typed = name[: at + 1] if name in TYPED else name
                    if press["match"] is None:
                        wrong.add(typed)
                    else:
                        # List and timeline are there with the last byte; what does not match is no answer at all.
                        times.append(press["last"])
                        slowest[typed] = max(slowest.get(typed, 0), press["last"])
            medians.append(percentile(times, 0.5))
            worst.append(max(times))
        limits = (0.016, 0.050) if corpus.is_large else (0.005, 0.016)
        for name, figure, limit in (("median", median(medians), limits[0]), ("worst", median(worst), limits[1])):
            slow = "" if name == "median" else f" (slowest: {max(slowest, key=slowest.get)!r})"
            line(
                f"filter key to the right count, {name}, {corpus.name}",
                milliseconds(limit),
                milliseconds(figure) + slow,
                figure <= limit and not wrong,
                figure / limit,
            )
        if wrong:
            told = ", ".join(f"{text!r} is {right.get(text, 'all')}" for text in sorted(wrong))
            line(f"filters without the right count, {corpus.name}", "none", told, False)


def engine(bench, corpora):
    """The search without a terminal, where there is such a benchmark.

    `cargo bench --bench engine` prints for each set of queries a line of JSON with `articles`, `p50_ms`, `p95_ms` and
    `p99_ms`, or the lines of criterion. NEWSREADER_BENCH_CORPUS names the folder to it.
    """
    if not (ROOT / "benches" / "engine.rs").is_file():
        line("engine alone", "p99 0.5 ms at 100,000", "there is no benchmark named engine", None)
        return
    for corpus in (corpora.many_lines(), corpora.million()):
        if corpus is None:
            continue
        environment = {**os.environ, **bench.indexed(corpus).home.environment(), "NEWSREADER_BENCH_CORPUS": str(corpus.folder)}
        done = subprocess.run(
            ["cargo", "bench", "--quiet", "--locked", "--bench", "engine"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode != 0:
            line(f"engine alone, {corpus.name}", "runs", done.stderr.strip().splitlines()[-1][:100], False)
            continue
        limits = {"p95_ms": 2.0, "p99_ms": 8.0} if corpus.is_large else {"p99_ms": 0.5}
        for row in done.stdout.splitlines():
            if row.startswith("{"):
                told = json.loads(row)
                for which, limit in limits.items():
                    what = told.get("name", "all queries")
                    line(
                        f"engine alone, {what}, {which[:3]}, {told.get('articles', corpus.n_articles):,}",
                        f"{limit} ms",
                        f"{told[which]:.3f} ms",
                        told[which] <= limit,
                        told[which] / limit,
                    )
        for what, figure in re.findall(r"(?m)^(\S.*?)\s+time:\s+\[\S+ \S+ (\S+ \S+) ", done.stdout):
            line(f"engine alone, {what.strip()}, {corpus.name}", "", figure, None)
