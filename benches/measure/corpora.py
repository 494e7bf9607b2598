"""The folders that are measured, made once and kept below target/measure, or where NEWSREADER_BENCH_FOLDERS says."""

import dataclasses
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

from . import pages
from .bench import FOLDERS, copy_with_links

# Articles without a date in the folders of the keys: more than one screen of the list.
N_UNDATED = 40


@dataclasses.dataclass(frozen=True)
class Corpus:
    """A folder of articles."""

    name: str
    folder: pathlib.Path
    n_articles: int
    # files, jsonl or html, as far as the texts of `gen` go; news is what the other generator wrote.
    layout: str

    @property
    def is_large(self):
        return self.n_articles >= 1_000_000

    @property
    def count(self):
        """The count of all articles on the screen once all have been read, as an expression."""
        if self.layout == "news":
            return r"[\d,]+ articles(?! so far)"
        return rf"(?<![\d,]){self.n_articles:,} articles(?! so far)"

    @property
    def full_paint(self):
        """The whole screen: the count, and the text of an article, whose head says its minutes."""
        return rf"\A(?=[\s\S]*{self.count})(?=[\s\S]*\d+ min\b)"

    def of_all(self, n_matching):
        """The count of a filter in the row of the filter box, as an expression."""
        return rf"^ / .*(?<![\d,]){n_matching:,} of {self.n_articles:,}(?!\d)"

    def of_any(self, n_matching):
        """The same of whatever number of articles has been read."""
        return rf"^ / .*(?<![\d,]){n_matching:,} of [\d,]+"

    def n_bytes(self):
        """Bytes of all files."""
        note = FOLDERS / f"{self.folder.relative_to(FOLDERS).parts[0]}.bytes"
        if not note.is_file():
            note.write_text(str(sum(file.stat().st_size for file in self.folder.rglob("*") if file.is_file())))
        return int(note.read_text())


class Corpora:
    """Makes each corpus when it is asked for."""

    def __init__(self, bench):
        self.bench = bench
        self.generator = generator(bench.tools)
        # To try the script itself, a tenth stands for the hundred thousand.
        self.n_many = 10_000 if bench.is_small else 100_000
        self.n_searchable = 3_000 if bench.is_small else 30_000
        self.n_pages = 400 if bench.is_small else 4_000

    def few(self):
        return self.generated(1_000, "files")

    def many_files(self):
        return self.generated(self.n_many, "files")

    def many_lines(self):
        return self.generated(self.n_many, "jsonl")

    def million(self):
        """A million, or None where they are left out."""
        return None if self.bench.is_quick else self.generated(1_000_000, "jsonl")

    def changing(self):
        """As `many_files`, to be changed."""
        return self.generated(self.n_many, "files", "changing ")

    def all(self):
        """Every corpus of the table, from small to large."""
        rows = [self.few(), self.html(), self.many_files(), self.many_lines(), self.news(self.n_many, "txt")]
        if not self.bench.is_quick:
            rows += [self.million(), self.news(1_000_000, "jsonl")]
        return [corpus for corpus in rows if corpus is not None]

    def generated(self, n_articles, layout, purpose=""):
        name = f"{purpose}{n_articles:,} {layout}"
        folder = FOLDERS / f"{purpose.strip()}{n_articles}-{layout}"

        def make(unfinished):
            subprocess.run([self.bench.floor / "gen", unfinished, str(n_articles), layout], check=True)

        make_once(folder, make)
        return Corpus(name, folder / "files" if layout == "files" else folder, n_articles, layout)

    def with_undated(self, corpus):
        """The same articles, and `N_UNDATED` more that name no date: without them a list has no undated row."""
        top = corpus.folder.relative_to(FOLDERS).parts[0]
        folder = FOLDERS / f"keys{top}"

        def make(unfinished):
            copy_with_links(FOLDERS / top, unfinished)
            write_undated(unfinished / corpus.folder.relative_to(FOLDERS / top), corpus.layout)

        make_once(folder, make)
        return Corpus(
            f"{corpus.name}, {N_UNDATED} undated",
            folder / corpus.folder.relative_to(FOLDERS / top),
            corpus.n_articles + N_UNDATED,
            corpus.layout,
        )

    def html(self):
        """Web pages around the articles of `gen`."""
        folder = FOLDERS / f"{self.n_pages}-html"
        texts = self.generated(self.n_pages, "jsonl").folder / "articles.jsonl"
        make_once(folder, lambda unfinished: pages.write(texts, unfinished))
        return Corpus(f"{self.n_pages:,} html", folder, self.n_pages, "html")

    def news(self, n_articles, layout):
        """Realistic text, or None where there is no generator for it."""
        if self.generator is None:
            return None
        folder = FOLDERS / f"news{n_articles}-{layout}"

        def make(unfinished):
            options = ["--articles", str(n_articles), "--layout", layout, "--out", unfinished]
            subprocess.run([sys.executable, self.generator, *options], check=True, stdout=subprocess.DEVNULL)

        make_once(folder, make)
        return Corpus(f"{n_articles:,} news {layout}", folder / "articles", n_articles, "news")


def generator(tools):
    named = os.environ.get("NEWSREADER_BENCH_GENERATOR")
    path = pathlib.Path(named) if named else tools.parent / "corpora" / "gen.py"
    if path.is_file():
        return path.resolve()
    if named:
        sys.exit(f"NEWSREADER_BENCH_GENERATOR names {path}, which is no file.")
    print("The lines with realistic text are left out: NEWSREADER_BENCH_GENERATOR names no generator.", file=sys.stderr)
    return None


def make_once(folder, make):
    """Makes a folder under another name first, so that one whose making was stopped is not taken for whole."""
    if folder.exists():
        return
    unfinished = folder.with_name(folder.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    print(f"Making {folder.name} …", file=sys.stderr, flush=True)
    make(unfinished)
    unfinished.rename(folder)


def write_undated(folder, layout):
    """Adds the articles without a date: longer than a page, with a link, and `wombat` and `government` in each."""
    if layout == "files":
        (folder / "undated").mkdir()
        for at in range(N_UNDATED):
            text = f"Title: {undated_title(at)}\nSource: Herald\n\n{undated_text(at)}\n"
            (folder / "undated" / f"article-{at:04}.txt").write_text(text, encoding="utf-8")
    else:
        with (folder / "undated.jsonl").open("w", encoding="utf-8") as lines:
            for at in range(N_UNDATED):
                article = {"id": f"u{at}", "source": "Herald", "title": undated_title(at), "body": undated_text(at)}
                lines.write(json.dumps(article) + "\n")


def undated_title(at):
    return f"Nobody wrote down the day of this one #u{at}"


def undated_text(at):
    """Paragraphs of which no two are alike, so that none is folded as a repeated one."""
    chance = random.Random(at)
    words = "ferry island harbour wombat master storm bridge market river council tunnel orchard lantern".split()
    first = f"See https://example.org/undated/{at} for more about the wombat and the government."
    return "\n\n".join([first] + [" ".join(chance.choices(words, k=90)).capitalize() + "." for _ in range(14)])


def articles(corpus):
    """Title, source, day and text of every article, read without the program."""
    if corpus.layout == "jsonl":
        for file in sorted(corpus.folder.glob("*.jsonl")):
            with file.open(encoding="utf-8") as lines:
                for row in lines:
                    article = json.loads(row)
                    yield article["title"], article["source"], article["date"][:10], article["body"]
    else:
        for file in sorted(corpus.folder.rglob("*.txt")):
            head, _, body = file.read_text(encoding="utf-8").partition("\n\n")
            field = dict(row.split(": ", 1) for row in head.splitlines())
            yield field["Title"], field["Source"], field["Date"][:10], body
