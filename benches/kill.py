#!/usr/bin/env python3
"""Kills newsreader at random moments while it indexes a folder that changes, and checks that nothing is lost.

    python3 benches/kill.py [--rounds N] [--seed S] [--files N] [--seconds N] [--newsreader FILE]

In each round 50 files are added, rewritten or deleted, the program is started and ended with SIGKILL after 0.02
seconds to one, or as many as asked for: in one round a command, in the next the reader itself in a terminal, every other
time with a filter, whose files and lines are read first. One file of four is JSON Lines with many articles. After each
round `newsreader index status --check` must find every checksum right; every 50 rounds and at the end `newsreader list
--json` must list what the folder holds, path by path and title by title. A round that fails prints its seed and leaves
folder and cache in place.
Everything lies below target/kill. Where the program knows no such check, only the lists are compared.
"""

import argparse
import json
import os
import pathlib
import pty
import random
import select
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "kill"
N_CHANGES = 50
ROUNDS_BETWEEN_LISTS = 50
WORDS = "quay tide lamp ferry crane rope harbour gull mast pier net anchor sail bell fog salt dock keel buoy oar".split()
FILTER = "lighthouse"
HOURS = 2  # Of a whole check: more is a hang.


class Folder:
    """The articles, and what the program must say of them: the titles of each path."""

    def __init__(self, chance, n_files):
        self.chance, self.root, self.titles, self.n_made = chance, WORK / "articles", {}, 0
        self.root.mkdir(parents=True)
        for _ in range(n_files):
            self.add()

    def add(self):
        ending = "jsonl" if self.n_made % 4 == 0 else "txt"
        path = f"{self.n_made % 40:02d}/{self.n_made:06d}.{ending}"
        self.n_made += 1
        self.write(path)

    def write(self, path):
        """Writes a file of one article, or of JSON Lines."""
        titles, text = self.lines() if path.endswith("jsonl") else self.text()
        file = self.root / path
        file.parent.mkdir(exist_ok=True)
        # Under another name first: half a file would be an article of its own, and the program would be right.
        unfinished = WORK / "unfinished"
        unfinished.write_text(text)
        unfinished.rename(file)
        self.titles[path] = titles

    def lines(self):
        """The titles and the text of many short articles, one of which has the word of the filter."""
        version = self.chance.randrange(1 << 30)
        titles = [f"Line {at} of version {version}" for at in range(self.chance.randrange(10, 60))]
        chosen = self.chance.randrange(len(titles))
        words = [FILTER if at == chosen else self.chance.choice(WORDS) for at in range(len(titles))]
        lines = [
            json.dumps({"title": title, "text": f"The {word} was seen by the quay on a long evening."})
            for title, word in zip(titles, words)
        ]
        return titles, "".join(line + "\n" for line in lines)

    def text(self):
        """The title and the text of an article of a few words to some ten thousand."""
        words = [self.chance.choice(WORDS) for _ in range(int(self.chance.paretovariate(1.2) * 120) % 20_000 + 5)]
        title = f"Notice {self.n_made} of version {self.chance.randrange(1 << 30)}"
        day = f"20{self.chance.randrange(10, 25)}-{self.chance.randrange(1, 13):02d}-{self.chance.randrange(1, 29):02d}"
        return [title], f"Title: {title}\nDate: {day}\nSource: Quay Courier\n\n{' '.join(words)}.\n"

    def change(self):
        """Adds, rewrites or deletes one file."""
        kind = self.chance.choice(("add", "rewrite", "delete"))
        if kind == "add" or len(self.titles) < N_CHANGES:
            self.add()
            return
        path = self.chance.choice(sorted(self.titles))
        if kind == "rewrite":
            self.write(path)
        else:
            (self.root / path).unlink()
            del self.titles[path]


class Program:
    """The program with a cache of its own."""

    def __init__(self, file, folder):
        self.file, self.folder = str(file), folder
        places = {f"XDG_{name}_HOME": str(WORK / name.lower()) for name in ("CACHE", "CONFIG", "STATE", "DATA")}
        self.environment = {**os.environ, **places, "TERM": "xterm-256color", "NEWSREADER_UI_THEME": "ink"}
        self.has_index = "--check" in self.run(["help", "index", "status"]).stdout.decode(errors="replace")

    def run(self, arguments):
        command = [self.file, "-d", str(self.folder.root), *arguments]
        return subprocess.run(command, env=self.environment, capture_output=True, timeout=600)

    def start_command(self):
        """A command that brings the index up to date on its way."""
        command = [self.file, "-d", str(self.folder.root), "list", "--quiet", "harbour"]
        process = subprocess.Popen(command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process.pid, None

    def start_reader(self, has_filter):
        """The reader in a terminal of its own."""
        arguments = [self.file, *(["-f", FILTER] if has_filter else []), str(self.folder.root)]
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(self.file, arguments, self.environment)
        return pid, terminal


def kill_after(pid, terminal, seconds, while_it_runs):
    """Ends the process after so long, and calls back once half way. Returns its wait status."""
    ends, halfway = time.monotonic() + seconds, time.monotonic() + seconds / 2
    while (left := ends - time.monotonic()) > 0:
        if while_it_runs and time.monotonic() >= halfway:
            while_it_runs()
            while_it_runs = None
        if terminal is None:
            time.sleep(min(left, 0.01))
        elif select.select([terminal], [], [], min(left, 0.01))[0]:
            try:
                os.read(terminal, 1 << 16)
            except OSError:
                break
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    if terminal is not None:
        os.close(terminal)
    return status


def compare(program, folder):
    """What is wrong in the list of all articles, or None."""
    listed = program.run(["list", "--json"])
    if listed.returncode not in (0, 5):
        return f"list left with {listed.returncode}: {listed.stderr.decode(errors='replace')[-500:]}"
    found = [json.loads(row) for row in listed.stdout.splitlines()]
    rows = sorted((article["path"], article["title"]["text"]) for article in found)
    expected = sorted((path, title) for path, titles in folder.titles.items() for title in titles)
    if rows == expected:
        return None
    missing, extra = sorted(set(expected) - set(rows)), sorted(set(rows) - set(expected))
    twice = len(rows) - len(set(rows))
    return f"{len(missing)} missing {missing[:3]}, {len(extra)} too many {extra[:3]}, {twice} twice"


def check(program):
    """What `index status --check` finds wrong, or None."""
    done = program.run(["index", "status", "--check"])
    if done.returncode == 0:
        return None
    said = (done.stdout + done.stderr).decode(errors="replace")
    return f"index status --check left with {done.returncode}: {said[-500:]}"


def one_round(number, program, folder, chance, seconds):
    """Changes and a kill; what went wrong, or None, and whether the program was still at work."""
    n_before = chance.randrange(N_CHANGES + 1)
    for _ in range(n_before):
        folder.change()

    def the_rest():
        for _ in range(N_CHANGES - n_before):
            folder.change()

    pid, terminal = program.start_command() if number % 2 else program.start_reader(number % 4 == 0)
    # Short lives as often as long ones.
    status = kill_after(pid, terminal, 0.02 * (seconds / 0.02) ** chance.random(), the_rest)
    was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not was_killed and os.waitstatus_to_exitcode(status) not in (0, 1, 5):
        return f"it ended by itself with {os.waitstatus_to_exitcode(status)}", was_killed
    return check(program) if program.has_index else None, was_killed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="the seed that a failing round printed")
    parser.add_argument("--files", type=int, default=3000, help="how many files there are at first")
    parser.add_argument("--seconds", type=float, default=1, help="the longest life; from 3 on segments are compacted too")
    parser.add_argument("--newsreader", type=pathlib.Path, default=ROOT / "target" / "release" / "newsreader")
    arguments = parser.parse_args()
    if not arguments.newsreader.is_file():
        sys.exit(f"There is no {arguments.newsreader}: build it with cargo build --release.")
    seed = arguments.seed if arguments.seed is not None else time.time_ns() % 1_000_000
    shutil.rmtree(WORK, ignore_errors=True)
    chance = random.Random(seed)
    folder = Folder(chance, arguments.files)
    program = Program(arguments.newsreader.resolve(), folder)
    if not program.has_index:
        print("There is no `index status --check`: checksums are not checked, only lists are compared.")
    n_killed, started = 0, time.monotonic()
    for number in range(1, arguments.rounds + 1):
        wrong, was_killed = one_round(number, program, folder, chance, arguments.seconds)
        n_killed += was_killed
        if wrong is None and (number % ROUNDS_BETWEEN_LISTS == 0 or number == arguments.rounds):
            wrong = compare(program, folder)
            print(f"{number} rounds, {n_killed} killed at work, {len(folder.titles)} articles", flush=True)
        if wrong is not None:
            print(f"Round {number} of seed {seed} failed: {wrong}\nFolder and cache are kept in {WORK}.")
            return 1
        if time.monotonic() - started > HOURS * 3600:
            print(f"Stopped after {number} rounds: {HOURS} hours have passed.")
            return 1
    print(f"{arguments.rounds} rounds with seed {seed}: nothing lost.")
    shutil.rmtree(WORK)
    return 0


if __name__ == "__main__":
    sys.exit(main())
