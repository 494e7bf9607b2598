"""The index: how fast it is written, how much memory it takes, how large it is on disk."""

import re
import time

from .bench import Home, cpu_seconds, private_bytes
from .report import held_by_fewer, line, mebibytes

# Sections of the index that hold texts as they are shown, and not what is asked of them.
TEXT_SECTIONS = ("bodies", "texts", "records", "articles", "stored")


def corpora_of(corpora):
    rows = [corpora.many_files(), corpora.many_lines(), corpora.news(corpora.n_many, "txt"), corpora.million()]
    if corpora.million() is not None:
        rows.append(corpora.news(1_000_000, "jsonl"))
    return [corpus for corpus in rows if corpus is not None]


def writer(bench, corpora):
    """Megabytes of text a CPU-second: of the whole process, and of the writer alone where the program tells it."""
    for corpus in corpora_of(corpora):
        if not bench.has_index:
            line(f"index writer, {corpus.name}", "60 MB a CPU-second", "there is no index", False)
            continue
        made = bench.indexed(corpus)
        n_bytes = made.told.get("text_bytes", corpus.n_bytes())
        rate = n_bytes / 1e6 / made.cpu_seconds
        line(
            f"index, whole process with reading, {corpus.name}",
            "",
            f"{rate:.1f} MB/CPU-s ({n_bytes / 1e6:.0f} MB in {made.cpu_seconds:.1f} CPU-s, {made.seconds:.1f} s)",
            None,
        )
        of_writer = made.told.get("writer_cpu_seconds")
        if of_writer is None:
            # The whole process does more than the writer, so what it holds the writer holds.
            line(f"index writer, {corpus.name}", "60 MB a CPU-second", "not told", True if rate >= 60 else None)
        else:
            rate = n_bytes / 1e6 / of_writer
            line(
                f"index writer, {corpus.name}",
                "60 MB a CPU-second",
                f"{rate:.1f} MB/CPU-s ({of_writer:.1f} CPU-s)",
                rate >= 60,
                rate / 60,
            )


def memory(bench, corpora):
    """Private memory while a large folder is served, and at most while its index is made."""
    large = corpora.million() or corpora.many_lines()
    of_million = "" if large.is_large else ", for a million"
    for corpus in dict.fromkeys([corpora.many_files(), corpora.html(), large]):
        used = serving(bench, corpus, bench.indexed(corpus).home)
        limit = (60 if corpus.is_large else 40) << 20
        line(
            f"private memory, serving, {corpus.name}",
            mebibytes(limit),
            f"{mebibytes(used['private'])} ({mebibytes(used['anonymous'])} anonymous)",
            used["private"] <= limit,
            used["private"] / limit,
        )
    peak = bench.indexed(large).peak_private
    command = "index rebuild" if bench.has_rebuild else "list"
    line(
        f"private memory at most, {command}, {large.name}",
        "300 MiB" + of_million,
        mebibytes(peak),
        held_by_fewer(peak <= 300 << 20, large),
        peak / (300 << 20),
    )
    peak = first_launch_peak(bench, large)
    line(
        f"private memory at most, first launch, {large.name}",
        "300 MiB" + of_million,
        mebibytes(peak),
        held_by_fewer(peak <= 300 << 20, large),
        peak / (300 << 20),
    )


def serving(bench, corpus, home):
    """Private bytes once all is painted, filters have been asked and articles opened."""
    app = bench.app([corpus.folder], home)
    try:
        ready = app.settle(app.t0, re.compile(corpus.full_paint), 1200, 0.5, grace=1200)
        if ready["match"] is None:
            raise SystemExit(f"{corpus.name} was never painted in full.")
        for key in b"jjjjj":
            app.press(bytes([key]))
        app.press(b"/")
        for text in (b"wombat", b"the", b'"of the"', b"date:2020-03"):
            for key in text:
                app.press(bytes([key]), timeout=30, grace=0.5)
            app.press(b"\x15", timeout=30, grace=0.5)
        return private_bytes(app.pid)
    finally:
        app.quit([b"\x03"], 30)


def first_launch_peak(bench, corpus):
    """The most private bytes from a first launch until all is read and no thread works any more."""
    app = bench.app([corpus.folder], Home("first memory").fresh())
    shown = re.compile(corpus.count)
    peak, is_complete, quiet_since, used = 0, False, time.monotonic(), 0.0
    try:
        # Reading is over when the count is whole; the writing of the index when the CPU clock stands still.
        while app.alive() and not (is_complete and time.monotonic() - quiet_since > 3):
            if app.read(0.05):
                app.emulate()
                is_complete = is_complete or bool(shown.search(app.scr.text()))
            peak = max(peak, private_bytes(app.pid)["private"])
            now_used = cpu_seconds(app.pid)
            # A process that is only asked for its memory uses less than a hundredth of this.
            if now_used - used > 0.02:
                quiet_since, used = time.monotonic(), now_used
        return peak
    finally:
        app.quit([b"\x03"], 30)


def disk(bench, corpora):
    """The index on disk without stored texts, beside the text."""
    for corpus in corpora_of(corpora):
        if not bench.has_index:
            line(f"index on disk, {corpus.name}", "0.46 x the text", "there is no index", False)
            continue
        made = bench.indexed(corpus)
        told = (bench.newsreader_json(made.home, corpus.folder, ["index", "status", "--json"]) or {}).get("index") or {}
        text = told.get("text_bytes") or made.told.get("text_bytes") or corpus.n_bytes()
        whole = made.home.cache_bytes()
        sections = told.get("sections")
        if sections:
            stored = sum(size for name, size in sections.items() if name in TEXT_SECTIONS)
            size, how = sum(sections.values()) - stored, f"{mebibytes(stored)} of stored text left out"
        else:
            size, how = whole, "with stored texts: sections not told"
        line(
            f"index on disk, {corpus.name}",
            "0.46 x the text",
            f"{mebibytes(size)} / {mebibytes(text)}, {how}",
            # With the stored texts in it the figure is too large, so only one that holds says something.
            size <= 0.46 * text if sections or size <= 0.46 * text else None,
            size / text,
        )
