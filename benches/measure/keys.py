"""Every key of the table in every pane where it works, each from several states, and every command of the palette.

A press counts only when the expected picture is on the screen. That picture is learned first: the same key from the
same state, and then a wait until nothing is written and no thread works any more. Keys that change nothing in a state
are listed and not timed.
"""

import dataclasses
import fnmatch
import json
import os
import sys
import time

from .bench import WORK
from .key_report import print_pane, print_summary
from .key_states import STATES, Keys
from .key_table import NAMED, PANES, key_table, rows_of
from .palette import palette_parts
from .press import Measurement, Session

# Links go to a program that does nothing and so does the editor.
CONFIG = '[ui]\nopen = "true"\neditor = "true"\n'


@dataclasses.dataclass
class Result:
    """All presses of one key in one pane and state."""

    corpus: str
    pane: str
    state: str
    key: str
    action: str
    # timed; notice (only the last row changes), closes (only the palette goes), repaint (nothing changes but much is
    # written), starts (the first frame of a long work is timed); dead, ends, stops; or unsteady (the same press leads
    # to more than one picture).
    kind: str = "timed"
    seconds: list = dataclasses.field(default_factory=list)
    # To the final picture, where only the first frame is timed.
    whole_seconds: list = dataclasses.field(default_factory=list)
    # Of each press, how long neighbours on the machine may have kept it from a processor.
    wait_seconds: list = dataclasses.field(default_factory=list)
    n_missed: int = 0
    n_launches: int = 0
    spent_seconds: float = 0.0
    way_back: str = ""
    remark: str = ""


def keys(bench, corpora):
    # Only the terminal is left as a clipboard.
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        os.environ.pop(name, None)
    try:
        # The program inherits it: less noise from what else the machine does.
        os.setpriority(os.PRIO_PROCESS, 0, -10)
    except OSError:
        print("A higher priority is not permitted; measuring at the normal one.", file=sys.stderr)
    for corpus in (corpora.many_files(), corpora.million()):
        if corpus is not None and bench.choice.takes_corpus(corpus):
            Table(bench, corpora.with_undated(corpus)).measure()


@dataclasses.dataclass(frozen=True)
class Choice:
    """What of the table is measured: all, unless the command line says otherwise."""

    only: tuple = ()
    panes: tuple = ()
    states: tuple = ()
    sizes: tuple = ()

    def takes_corpus(self, corpus):
        return not self.sizes or str(corpus.n_articles) in self.sizes

    def takes(self, row, key):
        names = [key] if key.startswith(":") else [key, row.action, *row.keys]
        return not self.only or any(fnmatch.fnmatchcase(name, pattern) for name in names for pattern in self.only)

    def takes_place(self, pane, state):
        is_pane = not self.panes or pane in self.panes
        return is_pane and (not self.states or any(state.name.startswith(name) for name in self.states))


class Table:
    """The whole table of one corpus."""

    def __init__(self, bench, corpus):
        self.bench, self.corpus = bench, corpus
        self.home = bench.ready_home(corpus)
        config = self.home.folder / "config" / "newsreader" / "config.toml"
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(CONFIG)
        self.rows = key_table(bench.newsreader, {**os.environ, **self.home.environment()})
        self.keys = Keys(self.rows)
        self.results, self.known_ways, self.palettes = [], {}, {}
        self.peak_private = self.n_launches = 0

    def measure(self):
        started = time.perf_counter()
        for pane in PANES:
            before = len(self.results)
            for state in STATES:
                if state.has(pane) and self.bench.choice.takes_place(pane, state):
                    self.measure_state(pane, state)
            print_pane(self.corpus, pane, self.results[before:])
        self.save()
        seconds = time.perf_counter() - started
        print_summary(self.corpus, self.results, self.peak_private, seconds, self.n_launches)

    def measure_state(self, pane, state):
        """All keys of a pane in a state, in one program as long as every key can be taken back."""
        plan = self.plan(pane)
        if not plan:
            return
        started = time.perf_counter()
        session = Session(self.bench, self.corpus, self.home, self.keys, state, pane)
        try:
            for row, is_palette in plan:
                result = Result(self.corpus.name, pane, state.name, row.key, row.action)
                before, presses = (), row.bytes
                if is_palette:
                    result.key = f":{row.action}"
                    before, presses = palette_parts(session, row.action, self.palettes), [NAMED["enter"]]
                    if before is None:
                        result.kind, result.remark = "unsteady", "the palette does not list it"
                if before is not None:
                    ways = self.known_ways.setdefault((pane, state.is_filtered), {})
                    Measurement(session, result, presses, ways, before).run()
                self.results.append(result)
                # What is known so far is kept, whatever ends this run.
                self.save()
        finally:
            session.stop()
        for key, presses in session.prefixes.items():
            hint = Result(self.corpus.name, pane, state.name, f"{key} …", "the hint of a chord")
            hint.seconds, hint.wait_seconds = map(list, zip(*presses))
            self.results.append(hint)
        self.peak_private = max(self.peak_private, session.peak_private)
        self.n_launches += session.n_launches
        spent = time.perf_counter() - started
        print(f"{self.corpus.name}, {pane}, {state.name}: {len(plan)} keys in {spent:.0f} s", file=sys.stderr, flush=True)

    def plan(self, pane):
        """The rows for a pane, and whether each is done through the palette; what ends the program comes last."""
        choice = self.bench.choice
        rows = rows_of(self.rows, pane)
        plan = [(row, False) for row in rows if choice.takes(row, row.key)]
        # In the list every command, in another pane its own ones.
        commands = [row for row in self.rows if pane == "list" or row.where == pane]
        if pane != "filter box":
            commands = [row for row in commands if row.where != "filter box"]
            plan += [(row, True) for row in commands if choice.takes(row, f":{row.action}")]
        return sorted(plan, key=lambda planned: planned[0].action in ("close", "quit"))

    def save(self):
        file = WORK / f"keys-{self.corpus.n_articles}.json"
        file.write_text(json.dumps([dataclasses.asdict(result) for result in self.results], indent=1))
