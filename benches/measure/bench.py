"""What every measurement needs: the tools, the built programs, the homes, and a script run in a terminal."""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# Two runs at the same time want a folder each.
WORK = pathlib.Path(os.environ.get("NEWSREADER_BENCH_WORK") or ROOT / "target" / "measure").resolve()
# Folders that another checkout has made serve this one too.
FOLDERS = pathlib.Path(os.environ.get("NEWSREADER_BENCH_FOLDERS") or WORK).resolve()


class Bench:
    """The tools and the programs, built, and how often each thing is measured."""

    def __init__(self, is_quick, is_small, is_built, newsreader=None, choice=None):
        self.is_quick, self.is_small = is_quick or is_small, is_small
        # What of a large table is measured.
        self.choice = choice
        self.runs = 3 if self.is_quick else 7
        self.tools = tools_folder()
        WORK.mkdir(parents=True, exist_ok=True)
        # What an earlier build wrote is no second launch of this one.
        shutil.rmtree(WORK / "homes", ignore_errors=True)
        self.newsreader = newsreader or ROOT / "target" / "release" / "newsreader"
        if not is_built and newsreader is None:
            cargo_build([], ROOT)
        self.floor = FOLDERS / "floor" / "release"
        cargo_build(
            ["--manifest-path", self.tools / "floor" / "Cargo.toml", "--target-dir", FOLDERS / "floor"], self.tools / "floor"
        )
        self.bare_walk = WORK / "bare_walk"
        source = pathlib.Path(__file__).with_name("bare_walk.rs")
        subprocess.run(["rustc", "--edition=2024", "-O", "-o", self.bare_walk, source], check=True)
        self.has_index = succeeds([self.newsreader, "help", "index"])
        self.has_rebuild = succeeds([self.newsreader, "help", "index", "rebuild"])
        self.indexings = {}

    def terminal(self, command, script, home, size="120x40"):
        """The one run of a script of tuibench: the times of its launch and of each press, in seconds."""
        script_file, result_file = WORK / "script.json", WORK / "result.json"
        # The time limit is for what hangs; a slow program is to be measured, not to be cut short.
        script = {"quit": "<C-c>", "steps": [], "ready_timeout": 1200, "quit_timeout": 30, **script}
        script_file.write_text(json.dumps(script))
        result_file.unlink(missing_ok=True)
        done = subprocess.run(
            [sys.executable, self.tools / "tuibench.py", "--size", size, "--script", script_file, "--json", result_file, "--"]
            + [str(part) for part in command],
            env={**os.environ, **home.environment()},
            capture_output=True,
            text=True,
        )
        if not result_file.is_file():
            sys.exit(f"tuibench gave no figures for {command}:\n{done.stdout}\n{done.stderr}")
        run = json.loads(result_file.read_text())["runs"][0]
        if "error" in run:
            sys.exit(f"tuibench failed on {command}: {run['error']}\n{done.stdout}")
        return run

    def minirat(self, steps=()):
        """A run of the smallest honest program of this shape."""
        script = {"ready": "MINIRAT", "quit": "q", "steps": list(steps)}
        return self.terminal([self.floor / "minirat"], script, Home("minirat"))

    def walk(self, folder):
        """Median seconds of a bare walk, as `readdir` and `readdir_and_stat`."""
        done = subprocess.run([self.bare_walk, folder, str(self.runs)], capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def app(self, arguments, home, size=(120, 40)):
        """The program in a terminal of tuibench that this process drives itself."""
        module = tuibench(self.tools)
        return module.App([str(self.newsreader)] + [str(part) for part in arguments], *size, env=home.environment())

    def indexed(self, corpus):
        """The `Indexing` of a corpus: its home with a whole index, made once in each run of this script."""
        if corpus.name not in self.indexings:
            self.indexings[corpus.name] = Indexing(self, corpus)
        return self.indexings[corpus.name]

    def ready_home(self, corpus):
        """A home of its own with the index of a corpus: a copy of one beside ready folders, else of one made now.

        The files of an index are written once and never changed, so hard links are a copy of it.
        """
        cache = FOLDERS / "caches" / corpus.folder.relative_to(FOLDERS).parts[0] / "cache"
        if not cache.is_dir():
            cache = self.indexed(corpus).home.folder / "cache"
        home = Home("ready " + corpus.name).fresh()
        copy_with_links(cache, home.folder / "cache")
        # Brings the index up to date where the folder or the program is another one by now.
        command = [self.newsreader, "-d", corpus.folder, "list", "--limit", "1", "--quiet"]
        subprocess.run(command, env={**os.environ, **home.environment()}, stdout=subprocess.DEVNULL, check=True)
        return home

    def newsreader_json(self, home, folder, arguments):
        """What a command prints as JSON, or None where it does not know the command or prints none."""
        done = subprocess.run(
            [self.newsreader, "-d", folder, *arguments], env={**os.environ, **home.environment()}, capture_output=True
        )
        try:
            return json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 and done.stdout.strip() else None
        except ValueError:
            try:
                return json.loads(done.stdout)
            except ValueError:
                return None


class Home:
    """A place for cache, configuration and state of its own, so that first and second launches are real."""

    def __init__(self, name):
        self.folder = WORK / "homes" / name.replace(" ", "-").replace(",", "")
        self.folder.mkdir(parents=True, exist_ok=True)

    def fresh(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        return self

    def environment(self):
        names = ("CACHE_HOME", "CONFIG_HOME", "STATE_HOME", "DATA_HOME")
        return {f"XDG_{name}": str(self.folder / name.split("_")[0].lower()) for name in names}

    def cache_bytes(self):
        """Bytes on disk of the cache."""
        folder = self.folder / "cache"
        return sum(file.stat().st_blocks * 512 for file in folder.rglob("*") if file.is_file())


class Indexing:
    """An index made from nothing by a process of its own: its home, seconds, memory, and what the program told."""

    def __init__(self, bench, corpus):
        self.home = Home("indexed " + corpus.name).fresh()
        self.is_rebuild = bench.has_rebuild
        # Without the command, every command that reads the folder brings its index up to date.
        what = ["index", "rebuild", "--json"] if bench.has_rebuild else ["list", "--limit", "1", "--quiet"]
        output = WORK / "indexing.out"
        started = time.perf_counter()
        with output.open("wb") as out:
            process = subprocess.Popen(
                [bench.newsreader, "-d", corpus.folder, *what],
                env={**os.environ, **self.home.environment()},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
            self.peak_private, status, usage = watch_memory(process.pid)
        self.seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        said = output.read_text(errors="replace")
        if process.returncode not in (0, 5):
            sys.exit(f"{what} left with {process.returncode} on {corpus.folder}:\n{said[-2000:]}")
        self.cpu_seconds = usage.ru_utime + usage.ru_stime
        self.told = {}
        for row in said.splitlines() if bench.has_rebuild else []:
            if row.startswith("{"):
                self.told.update(json.loads(row))


def watch_memory(pid):
    """Waits for a child: the most private bytes it had, its wait status and its usage."""
    peak = 0
    while True:
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return peak, status, usage
        peak = max(peak, private_bytes(pid)["private"])
        time.sleep(0.05)


def private_bytes(pid):
    """Private and anonymous bytes of a process, by /proc; zeroes once it is gone."""
    try:
        rows = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        rows = []
    kibibytes = {row.split(":")[0]: int(row.split()[1]) for row in rows[1:]}
    private = kibibytes.get("Private_Clean", 0) + kibibytes.get("Private_Dirty", 0)
    return {"private": private * 1024, "anonymous": kibibytes.get("Anonymous", 0) * 1024}


def cpu_seconds(pid):
    """The CPU time of all threads of a process so far, ended ones too: the clock of Linux for it."""
    return time.clock_gettime((~pid << 3) | 2)


def copy_with_links(source, target):
    """Copies a folder; its files are hard links where both are on one file system."""

    def link_or_copy(file, copy):
        try:
            os.link(file, copy)
        except OSError:
            shutil.copy2(file, copy)

    shutil.copytree(source, target, copy_function=link_or_copy)


def tools_folder():
    named = os.environ.get("NEWSREADER_BENCH_TOOLS")
    if not named:
        sys.exit("Set NEWSREADER_BENCH_TOOLS to the folder that holds tuibench.py and floor/.")
    folder = pathlib.Path(named).resolve()
    if not (folder / "tuibench.py").is_file():
        sys.exit(f"There is no tuibench.py in {folder}.")
    return folder


def tuibench(tools):
    """tuibench as a module, for the measurements that must do something else while the program runs."""
    if "tuibench" not in sys.modules:
        specification = importlib.util.spec_from_file_location("tuibench", tools / "tuibench.py")
        module = importlib.util.module_from_spec(specification)
        sys.modules["tuibench"] = module
        specification.loader.exec_module(module)
    return sys.modules["tuibench"]


def cargo_build(options, folder):
    command = ["cargo", "build", "--release", "--quiet", "--locked"] + [str(option) for option in options]
    subprocess.run(command, cwd=folder, check=True)


def succeeds(command):
    return subprocess.run(command, capture_output=True).returncode == 0
