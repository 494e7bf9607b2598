#!/usr/bin/env python3
"""Measures newsreader in a real terminal beside a floor, and prints goal, figure and ratio for each line.

    NEWSREADER_BENCH_TOOLS=/path/to/tools python3 benches/measure.py [--quick]

The tools folder holds `tuibench.py`, which drives a program in a pty, and `floor/`, a package with the
programs that newsreader is measured beside: `minirat`, the smallest honest program of its shape, `readall`
and `gen`, which makes the articles. Everything is built and made below target/measure, and all figures of
one line are taken in the same minutes, alternating, since machines are noisy and only ratios last.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / "target" / "measure"
RUNS = 3 if "--quick" in sys.argv else 7


def tools_folder():
    named = os.environ.get("NEWSREADER_BENCH_TOOLS")
    if not named:
        sys.exit("Set NEWSREADER_BENCH_TOOLS to the folder that holds tuibench.py and floor/.")
    folder = pathlib.Path(named).resolve()
    if not (folder / "tuibench.py").is_file():
        sys.exit(f"There is no tuibench.py in {folder}.")
    return folder


def build(tools):
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=ROOT, check=True)
    floor = WORK / "floor"
    manifest = tools / "floor" / "Cargo.toml"
    subprocess.run(
        ["cargo", "build", "--release", "--quiet", "--manifest-path", manifest, "--target-dir", floor], check=True
    )
    return ROOT / "target" / "release" / "newsreader", floor / "release"


def make_corpora(floor):
    corpora = {}
    for n_articles, layout in ((1000, "files"), (10000, "files"), (30000, "jsonl")):
        folder = WORK / f"{n_articles}-{layout}"
        if not folder.exists():
            subprocess.run([floor / "gen", folder, str(n_articles), layout], check=True)
        corpora[n_articles] = folder / "files" if layout == "files" else folder
    return corpora


def bench(tools, command, script, size="120x40", runs=1):
    """The summary of tuibench: medians in seconds by step."""
    script_file, result_file = WORK / "script.json", WORK / "result.json"
    script_file.write_text(json.dumps(script))
    result_file.unlink(missing_ok=True)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(WORK / "home"), "XDG_STATE_HOME": str(WORK / "home")}
    done = subprocess.run(
        [sys.executable, tools / "tuibench.py", "--size", size, "--runs", str(runs), "--script", script_file]
        + ["--json", result_file, "--"]
        + [str(part) for part in command],
        env=environment,
        capture_output=True,
        text=True,
    )
    if not result_file.is_file():
        sys.exit(f"tuibench gave no figures for {command}:\n{done.stdout}\n{done.stderr}")
    result = json.loads(result_file.read_text())
    summary = result.get("summary", result)
    if summary.get("failed"):
        sys.exit(f"tuibench failed on {command}:\n{done.stdout}")
    return summary


def milliseconds(seconds):
    return f"{seconds * 1000:.1f} ms"


def line(what, goal, figure, verdict):
    print(f"{what:46s} {goal:34s} {figure:34s} {verdict}", flush=True)


def held(is_so):
    return "holds" if is_so else "FALLS SHORT"


def launch(tools, newsreader, floor, corpora):
    ours, theirs = [], []
    for _ in range(RUNS):
        script = {"ready": r"of \d|articles", "quit": "q", "steps": []}
        # The first page is rows and one article's text.
        script["ready"] = r"#\d+[\s\S]*\d+ min"
        ours.append(bench(tools, [newsreader, corpora[1000]], script)["paint"]["median"])
        theirs.append(bench(tools, [floor / "minirat"], {"ready": "MINIRAT", "quit": "q", "steps": []})["paint"]["median"])
    mine, floor_figure = statistics.median(ours), statistics.median(theirs)
    ratio = mine / floor_figure
    line(
        "launch to the first page, 1,000 files",
        "1.5 x minirat; at most 50 ms",
        f"{milliseconds(mine)} / {milliseconds(floor_figure)} = {ratio:.2f}",
        held(ratio <= 1.5) + ", 50 ms " + held(mine <= 0.05),
    )
    walks, pages = [], []
    for _ in range(RUNS):
        done = subprocess.run(["find", corpora[10000], "-type", "f"], capture_output=True, check=True)
        started = os.times()
        subprocess.run(["find", corpora[10000], "-type", "f"], capture_output=True, check=True)
        walks.append(os.times().elapsed - started.elapsed)
        script = {"ready": r"#\d+[\s\S]*\d+ min", "quit": "q", "steps": []}
        pages.append(bench(tools, [newsreader, corpora[10000]], script)["paint"]["median"])
        assert done.stdout.count(b"\n") == 10000
    walk, page = statistics.median(walks), statistics.median(pages)
    line(
        "launch to the first page, 10,000 files",
        "walk + 0.2 s",
        f"{milliseconds(page)} (walk {milliseconds(walk)})",
        held(page <= walk + 0.2),
    )


def keys(tools, newsreader, floor, corpora):
    steps = [{"name": "down", "keys": "j", "repeat": 100}, {"name": "idle", "idle": 3}]
    paged = [{"name": "page", "keys": "<pgdn>", "repeat": 50}]
    ours, theirs, pages, idles = [], [], [], []
    for _ in range(RUNS):
        script = {"ready": r"10,000 articles(?! so far)", "quit": "q", "steps": steps + paged}
        summary = bench(tools, [newsreader, corpora[10000]], script)
        ours.append(summary["steps"]["down"])
        pages.append(summary["steps"]["page"])
        idles.append(summary["steps"]["idle"])
        minirat = bench(tools, [floor / "minirat"], {"ready": "MINIRAT", "quit": "q", "steps": steps[:1]})
        theirs.append(minirat["steps"]["down"])

    def figure(steps, moment, which):
        return statistics.median(step[moment][which] for step in steps)

    for name, mine in (("down", ours), ("page", pages)):
        for which in ("median", "p99"):
            a, b = figure(mine, "last", which), figure(theirs, "last", which)
            line(
                f"key to painted frame, {name}, {which}, 10,000",
                "1.5 x minirat; 16 ms at p99",
                f"{milliseconds(a)} / {milliseconds(b)} = {a / b:.2f}",
                held(a / b <= 1.5) + (", 16 ms " + held(a <= 0.016) if which == "p99" else ""),
            )
    a, b = figure(ours, "bytes", "median"), figure(theirs, "bytes", "median")
    line("bytes a press, down", "1.2 x minirat", f"{a:.0f} / {b:.0f} = {a / b:.2f}", held(a / b <= 1.2))
    cpu = statistics.median(idle["idle_cpu_ms_per_s"]["median"] for idle in idles)
    wakeups = statistics.median(idle["wakeups_per_s"]["median"] for idle in idles)
    line("idle", "no CPU, no wake-ups", f"{cpu:.2f} ms/s, {wakeups:.1f} wake-ups/s", held(cpu == 0 and wakeups == 0))


def filters(tools, newsreader, corpora):
    size = sum(file.stat().st_size for file in corpora[30000].iterdir())
    counts = {}
    for text in ("w", "wo", "wom", "womb", "womba", "wombat", "wombat -the", "zyzzyva", "zyzzyva -government"):
        listed = subprocess.run([newsreader, "-d", corpora[30000], "list", text], capture_output=True, text=True)
        counts[text] = f"{listed.stdout.count(chr(10)):,} of 30,000"
    typed = ["w", "wo", "wom", "womb", "womba", "wombat"]
    steps = [
        {"name": "enter", "keys": "/"},
        {"name": "type", "keys": "wombat", "expect": [counts[text] for text in typed]},
        {"name": "clear", "keys": "<C-u>", "expect": "30,000 articles|/ words"},
        {"name": "paste", "keys": "zyzzyva", "together": True, "expect": counts["zyzzyva"]},
        {"name": "clear", "keys": "<C-u>", "expect": "30,000 articles|/ words"},
        {"name": "none", "keys": "zyzzyva -government", "together": True, "expect": counts["zyzzyva -government"]},
    ]
    worst, memory = [], []
    for _ in range(RUNS):
        script = {"ready": r"30,000 articles(?! so far)", "quit": "<C-c>", "steps": steps}
        summary = bench(tools, [newsreader, corpora[30000]], script, size="80x24")
        worst.append(max(summary["steps"][name]["match"]["max"] for name in ("type", "paste", "none")))
        memory.append(private_memory(newsreader, corpora[30000]))
    figure = statistics.median(worst)
    line(
        f"filter key to the right count, 30,000 ({size >> 20} MiB)",
        "16 ms at worst",
        f"{milliseconds(figure)} (median of the worst)",
        held(figure <= 0.016),
    )
    used = statistics.median(memory)
    line("private memory, 30,000 articles", "1.6 x the text", f"{used / size:.2f} x ({used >> 20} MiB)", held(used <= 1.6 * size))


def wait_for_silence(terminal):
    """Reads what the program writes until it has written nothing for a second."""
    import select

    while select.select([terminal], [], [], 1.0)[0]:
        os.read(terminal, 1 << 16)


def private_memory(newsreader, corpus):
    """The private bytes of the program once it has read everything and searched, by /proc."""
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", NEWSREADER_UI_THEME="ink")
        os.execv(newsreader, [str(newsreader), str(corpus)])
    # The last frame of the reading is followed by silence, as nothing moves by itself.
    wait_for_silence(terminal)
    os.write(terminal, b"/wombat")
    wait_for_silence(terminal)
    pages = pathlib.Path(f"/proc/{process}/smaps_rollup").read_text()
    private = sum(int(row.split()[1]) for row in pages.splitlines() if row.startswith(("Private_Dirty", "Private_Clean")))
    os.write(terminal, b"\x03")
    os.waitpid(process, 0)
    os.close(terminal)
    return private * 1024


def main():
    tools = tools_folder()
    WORK.mkdir(parents=True, exist_ok=True)
    newsreader, floor = build(tools)
    corpora = make_corpora(floor)
    launch(tools, newsreader, floor, corpora)
    keys(tools, newsreader, floor, corpora)
    filters(tools, newsreader, corpora)


if __name__ == "__main__":
    main()
