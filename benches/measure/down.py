"""From a key to the painted frame while nothing is searched, beside `minirat`."""

from .report import line, median, milliseconds, percentile



def steps_of(bench):
    """Enough presses that one in a hundred is some; a quick run's p99 is nearly its worst."""
    n_presses = 60 if bench.is_quick else 200
    return [
        {"name": "down", "keys": "j", "repeat": n_presses},
        {"name": "page", "keys": "<pgdn>", "repeat": n_presses // 2},
    ]


def down(bench, corpora):
    steps = steps_of(bench)
    for corpus in corpora.all():
        home = bench.indexed(corpus).home
        times, bytes_a_press = {"down": [], "page": [], "floor": []}, {"down": [], "floor": []}
        for _ in range(bench.runs):
            ours = bench.terminal([bench.newsreader, corpus.folder], {"ready": corpus.full_paint, "steps": steps}, home)
            floor = bench.minirat(steps[:1])
            for name, presses in (
                ("down", ours["steps"]["down"]["presses"]),
                ("page", ours["steps"]["page"]["presses"]),
                ("floor", floor["steps"]["down"]["presses"]),
            ):
                # A key that paints nothing, as a page at the end of a text, has no frame.
                times[name].append([press["last"] for press in presses if press["last"] is not None])
                if name in bytes_a_press:
                    bytes_a_press[name].append(median([press["bytes"] for press in presses]))
        for name in ("down", "page"):
            for which, part in (("median", 0.5), ("p99", 0.99)):
                # The median of the runs: one interruption by a neighbour is not the program's.
                mine = median([percentile(run, part) for run in times[name] if run])
                floor = median([percentile(run, part) for run in times["floor"]])
                is_quick_enough = part < 0.9 or mine <= 0.016
                line(
                    f"key to painted frame, {name}, {which}, {corpus.name}",
                    "1.5 x minirat" + ("; 16 ms" if part > 0.9 else ""),
                    f"{milliseconds(mine)} / {milliseconds(floor)}",
                    mine <= 1.5 * floor and is_quick_enough,
                    mine / floor,
                )
        mine, floor = median(bytes_a_press["down"]), median(bytes_a_press["floor"])
        line(
            f"bytes a press, down, {corpus.name}",
            "1.2 x minirat",
            f"{mine:.0f} / {floor:.0f}",
            mine <= 1.2 * floor,
            mine / floor,
        )
