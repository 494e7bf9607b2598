#!/usr/bin/env python3
"""Measures newsreader in a real terminal beside a floor, and prints goal, figure and ratio for each line.

    NEWSREADER_BENCH_TOOLS=/path/to/tools python3 benches/measure.py [--quick] [NAMES…]

The tools folder holds `tuibench.py`, which drives a program in a pty, and `floor/`, a package with the programs that
newsreader is measured beside: `minirat`, the smallest honest program of its shape, `readall`, and `gen`, which makes
the articles. A generator of realistic text, `corpora/gen.py`, is looked for beside that folder, or where
NEWSREADER_BENCH_GENERATOR says. Everything is built and made below target/measure, or NEWSREADER_BENCH_WORK; a whole
run wants 20 GB there and an hour or two. NEWSREADER_BENCH_FOLDERS names a folder of corpora that are ready, with their
indexes in `caches` or without, so that they are made once for several checkouts. All figures of one line are taken in
the same minutes, alternating, since machines are noisy and only ratios last. Every launch has cache, configuration and
state folders of its own: a first launch finds them empty, a second one finds the index that one process before it has
made.
"""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

from measure import bench, changes, corpora, down, filters, key_states, key_table  # noqa: E402
from measure import keys, launches, report, storage  # noqa: E402

GROUPS = {
    "second": launches.second,
    "first": launches.first,
    "searchable": launches.searchable,
    "writer": storage.writer,
    "down": down.down,
    "keys": keys.keys,
    "filter": filters.filters,
    "engine": filters.engine,
    "memory": storage.memory,
    "disk": storage.disk,
    "changed": changes.changed,
    "rescan": changes.rescan,
    "idle": changes.idle,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"what to measure; all of {', '.join(GROUPS)} unless said")
    parser.add_argument("--quick", action="store_true", help="fewer runs, and nothing of a million articles")
    parser.add_argument("--small", action="store_true", help="a tenth of the articles as well: tries the script itself")
    parser.add_argument("--no-build", action="store_true", help="measures the release build that is there")
    parser.add_argument("--program", type=pathlib.Path, metavar="FILE", help="measures this build instead")
    of_keys = parser.add_argument_group("what of the table of keys; each as often as wanted")
    states = ", ".join(state.name for state in key_states.STATES)
    for name, metavar, choices, help_text in (
        ("--only", "KEY", None, "a key or an action, such as 'g u', ':quit' or 'sort-*'"),
        ("--pane", "PANE", key_table.PANES, f"one of: {', '.join(key_table.PANES)}"),
        ("--state", "STATE", None, f"the beginning of one of: {states}"),
        ("--size", "N", None, "in the folder of so many articles, 100000 or 1000000"),
    ):
        of_keys.add_argument(name, action="append", default=[], metavar=metavar, choices=choices, help=help_text)
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in GROUPS]
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    choice = keys.Choice(tuple(arguments.only), tuple(arguments.pane), tuple(arguments.state), tuple(arguments.size))
    tools = bench.Bench(arguments.quick, arguments.small, arguments.no_build, arguments.program, choice)
    folders = corpora.Corpora(tools)
    report.heading()
    for name in arguments.names or GROUPS:
        GROUPS[name](tools, folders)
    return 1 if report.close(bench.WORK / "results.json") else 0


if __name__ == "__main__":
    sys.exit(main())
