"""Launches: the second to full paint, the first to its first page, and the first until a filter answers for all."""

import re
import subprocess

from .bench import Home
from .plain_scan import counts
from .report import held_by_fewer, line, median, milliseconds

# The head of an article on the screen says its minutes, so that rows and a text are there.
FIRST_PAGE = r"\d+ min\b"


def second(bench, corpora):
    """The second launch to full paint, beside the launch of `minirat`."""
    medians = {}
    for corpus in corpora.all():
        home = bench.indexed(corpus).home
        command = [bench.newsreader, corpus.folder]
        # The first of them is not counted: pages of files, and what the state folder remembers, are there after it.
        bench.terminal(command, {"ready": corpus.full_paint}, home)
        ours, theirs = [], []
        for _ in range(bench.runs):
            ours.append(bench.terminal(command, {"ready": corpus.full_paint}, home)["paint"])
            theirs.append(bench.minirat()["paint"])
        mine, floor = median(ours), median(theirs)
        medians[corpus.name] = mine
        line(
            f"second launch to full paint, {corpus.name}",
            "2 x minirat",
            f"{milliseconds(mine)} / {milliseconds(floor)}",
            mine <= 2 * floor,
            mine / floor,
        )
    few = medians[corpora.few().name]
    large = corpora.million() or corpora.many_lines()
    ratio = medians[large.name] / few
    line(
        f"second launch, {large.name} beside {corpora.few().name}",
        "1.2 x" if large.is_large else "1.2 x, for a million",
        f"{milliseconds(medians[large.name])} / {milliseconds(few)}",
        held_by_fewer(ratio <= 1.2, large),
        ratio,
    )


def first(bench, corpora):
    """The first launch to the first page of articles, beside a bare walk of the folder."""
    for corpus in corpora.all():
        pages = []
        for _ in range(min(bench.runs, 3) if corpus.is_large else bench.runs):
            home = Home("first").fresh()
            pages.append(bench.terminal([bench.newsreader, corpus.folder], {"ready": FIRST_PAGE}, home)["paint"])
        walk, page = bench.walk(corpus.folder)["readdir"], median(pages)
        line(
            f"first launch, first page, {corpus.name}",
            "bare walk + 0.2 s",
            f"{milliseconds(page)} (walk {milliseconds(walk)})",
            page <= walk + 0.2,
            page / (walk + 0.2),
        )


def searchable(bench, corpora):
    """The first launch with a filter, until all its articles are found and until its count is that of all articles,
    beside reading as many files."""
    for layout in ("files", "jsonl"):
        corpus = corpora.generated(corpora.n_searchable, layout)
        n_wombat = counts(corpus, ["wombat"])["wombat"]
        floor = median([read_all(bench, corpus) for _ in range(bench.runs)])
        for what, ready in [
            ("all articles of a filter found", corpus.of_any(n_wombat)),
            ("searchable", corpus.of_all(n_wombat)),
        ]:
            ours = []
            for _ in range(bench.runs):
                home = Home("searchable").fresh()
                command = [bench.newsreader, "-f", "wombat", corpus.folder]
                ours.append(bench.terminal(command, {"ready": ready}, home)["paint"])
            mine = median(ours)
            line(
                f"first launch, {what}, {corpus.name}",
                "4 x readall",
                f"{milliseconds(mine)} / {milliseconds(floor)}",
                mine <= 4 * floor,
                mine / floor,
            )


def read_all(bench, corpus):
    """Seconds in which `readall` finds and reads every byte of a corpus."""
    is_lines = corpus.layout == "jsonl"
    what = ["jsonl", corpus.folder / "articles.jsonl"] if is_lines else ["files", corpus.folder]
    done = subprocess.run([bench.floor / "readall", *what], capture_output=True, text=True, check=True)
    return float(re.search(r"read\+count=([\d.]+)s" if is_lines else r"total=([\d.]+)s", done.stdout)[1])
