#!/usr/bin/env python3
"""Measures the memory that newsreader takes for one large file of each kind, and prints a table.

    python3 benches/memory_by_input.py [--program FILE] [--mib N]

Each file holds about N MiB of text, 59 unless said: just below the limit of an article. The figure is the largest
resident set of `newsreader list --no-index`, and of the same command with an index, in MiB. The goal is 300 MiB.
"""

import argparse
import base64
import os
import pathlib
import subprocess
import sys
import tempfile

GOAL_MIB = 300
SENTENCE = "The ferry to the islands stayed in port for the fourth evening, and the crew gave no reason. "


def paragraphs(n_bytes):
    """HTML of about `n_bytes`."""
    paragraph = f"<p>{SENTENCE * 5}</p>\n"
    return paragraph * (n_bytes // len(paragraph))


def json_html(n_bytes):
    """A JSON article whose `html` is one page."""
    html = paragraphs(n_bytes).replace("\n", "\\n")
    return "article.json", f'{{"title": "Ferry", "date": "2022-03-12", "html": "{html}"}}'


def rss_item(n_bytes):
    """A feed with one item, its text as escaped HTML."""
    html = paragraphs(n_bytes).replace("<", "&lt;")
    item = f"<item><title>Ferry</title><description>{html}</description></item>"
    return "feed.xml", f'<rss version="2.0"><channel><title>Wire</title>{item}</channel></rss>'


def mail_base64(n_bytes):
    """A mail whose HTML part is encoded in base64."""
    body = base64.encodebytes(paragraphs(n_bytes * 3 // 4).encode()).decode()
    head = "From: a@wire.example\nSubject: Ferry\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
    return "mail.eml", f"{head}Content-Transfer-Encoding: base64\n\n{body}"


def table(n_bytes):
    """A table with a row of less than a hundred bytes for each article."""
    text = SENTENCE[:70].replace(",", "")
    rows = "".join(f"Ferry {number},2022-03-12,{text}\n" for number in range(n_bytes // 91))
    return "articles.csv", "title,date,text\n" + rows


def page(n_bytes):
    """A page of HTML."""
    text = paragraphs(n_bytes)
    return "page.html", f"<html><title>Ferry</title><body><article><h1>Ferry</h1>{text}</article></body></html>"


def plain_text(n_bytes):
    """A plain text."""
    return "text.txt", (SENTENCE * 5 + "\n\n") * (n_bytes // (len(SENTENCE) * 5 + 2))


KINDS = [json_html, rss_item, mail_base64, table, page, plain_text]


def peak_mib(arguments, environment):
    """The largest resident set of a command in MiB, and its exit code."""
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/newsreader", metavar="FILE")
    parser.add_argument("--mib", type=int, default=59, metavar="N")
    arguments = parser.parse_args()
    n_over = 0
    print(f"{'input':14s} {'MiB':>6s} {'no index':>10s} {'index':>10s}")
    for kind in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            news = pathlib.Path(folder, "news")
            news.mkdir()
            name, text = kind(arguments.mib << 20)
            (news / name).write_text(text)
            n_mib = (news / name).stat().st_size / (1 << 20)
            environment = {**os.environ, "HOME": folder, "XDG_CACHE_HOME": f"{folder}/cache"}
            command = [arguments.program, "list", "-q", "-d", str(news)]
            peaks = [peak_mib([*command, *more], environment) for more in (["--no-index"], [])]
            n_over += sum(mib > GOAL_MIB for mib, _ in peaks)
            shown = " ".join(f"{mib:7.0f} {'' if code == 0 else f'({code})':>2s}" for mib, code in peaks)
            print(f"{kind.__name__:14s} {n_mib:6.1f} {shown}", flush=True)
    return 1 if n_over else 0


if __name__ == "__main__":
    sys.exit(main())
