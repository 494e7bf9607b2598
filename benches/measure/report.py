"""One line for each thing measured: what, goal, figure, ratio and whether the goal holds."""

import json
import statistics

LINES = []


def line(what, goal, figure, is_held, ratio=None):
    """Prints a line. `is_held` is None where there is no goal, or nothing that could be measured."""
    verdict = {True: "holds", False: "FALLS SHORT", None: "no verdict"}[is_held]
    shown_ratio = "" if ratio is None else f"{ratio:.2f}"
    print(f"{what:58s} {goal:36s} {figure:52s} {shown_ratio:>8s}  {verdict}", flush=True)
    LINES.append({"what": what, "goal": goal, "figure": figure, "ratio": ratio, "holds": is_held})


def heading():
    print(f"{'what':58s} {'goal':36s} {'figure':52s} {'ratio':>8s}  verdict", flush=True)


def close(results_file):
    """Writes all lines as JSON and prints how many goals hold; returns how many do not."""
    results_file.write_text(json.dumps(LINES, indent=1))
    n_held = sum(row["holds"] is True for row in LINES)
    n_short = sum(row["holds"] is False for row in LINES)
    n_open = len(LINES) - n_held - n_short
    print(f"\n{n_held} goals hold, {n_short} fall short, {n_open} lines without a verdict; written to {results_file}")
    return n_short


def held_by_fewer(is_held, corpus):
    """The verdict on a goal for a million: fewer articles can only show that it is missed."""
    return is_held if corpus.is_large or not is_held else None


def milliseconds(seconds):
    return "never" if seconds is None else f"{seconds * 1000:.1f} ms"


def mebibytes(n_bytes):
    return f"{n_bytes / (1 << 20):.1f} MiB"


def percentile(values, part):
    """The value that `part` of all values do not exceed, in the counting of tuibench."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def median(values):
    """The median, or None where nothing was measured."""
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None
