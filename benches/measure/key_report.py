"""The table of every key as text: a line for each key and pane, a column for each state."""

from .report import line, median, mebibytes, milliseconds

# A frame at 60 a second.
LIMIT = 0.016
# In the filter box a key searches: the limits of `filter`.
BOX_LIMITS = {False: 0.016, True: 0.050}
SIGNS = """! worst over the limit, !! median, 1 the first press is the worst, w not over it but
  for waiting while neighbours had the processors; n notice, c only closes the palette, r repaint, s first frame,
  e end of the process, x presses if not 20"""


def limit_of(result, corpus):
    """Seconds that a press may take, or None where there is no frame to wait for."""
    if result.kind in ("ends", "stops", "dead"):
        return None
    return BOX_LIMITS[corpus.is_large] if result.pane == "filter box" else LIMIT


def is_over(result, corpus):
    limit = limit_of(result, corpus)
    return limit is not None and bool(result.seconds) and max(result.seconds) > limit


def is_over_by_itself(result, corpus):
    """True if a press was over the limit even without the time that it may have waited for a processor."""
    limit = limit_of(result, corpus)
    waits = result.wait_seconds or [0] * len(result.seconds)
    return is_over(result, corpus) and any(took - waited > limit for took, waited in zip(result.seconds, waits))


def cell(result, corpus):
    """Median and worst of a key in a state: `!` marks a worst over the limit, `!!` a median."""
    if result.kind in ("dead", "stops") or not result.seconds:
        return result.kind
    limit = limit_of(result, corpus)
    mark = ""
    if limit is not None:
        mark = "!!" if median(result.seconds) > limit else "!" if max(result.seconds) > limit else ""
    if mark and not is_over_by_itself(result, corpus):
        mark += "w"
    elif mark and result.kind != "repaint" and result.seconds[0] == max(result.seconds):
        mark += "1"
    sign = {"notice": "n", "closes": "c", "repaint": "r", "starts": "s", "ends": "e", "unsteady": "?"}.get(result.kind, "")
    times = f"{median(result.seconds) * 1000:.1f}/{max(result.seconds) * 1000:.1f}"
    count = "" if len(result.seconds) >= 20 else f" x{len(result.seconds)}"
    return f"{times}{mark}{' ' + sign if sign else ''}{count}"


def print_pane(corpus, pane, results):
    """All keys of a pane."""
    if not results:
        return
    states = list(dict.fromkeys(result.state for result in results))
    lines = {}
    for result in results:
        lines.setdefault((result.key, result.action), {})[result.state] = result
    print(f"\n{corpus.name}, {pane}: median/worst ms; {SIGNS}")
    print(f"  {'key':26s} {'action':20s}" + "".join(f" {state:>20s}" for state in states))
    for (key, action), by_state in lines.items():
        cells = [cell(by_state[state], corpus) if state in by_state else "" for state in states]
        print(f"  {key:26s} {action:20s}" + "".join(f" {text:>20s}" for text in cells), flush=True)


def print_summary(corpus, results, peak_private, seconds, n_launches):
    """How many keys there are, the slowest, those over the limit, and those that do nothing."""
    timed = [result for result in results if result.seconds and result.kind not in ("ends",)]
    over = sorted((result for result in timed if is_over(result, corpus)), key=lambda result: -median(result.seconds))
    n_presses = sum(len(result.seconds) for result in timed)
    print(f"\n{corpus.name}: {len(results)} keys in a state, {len(timed)} timed with {n_presses} presses,")
    print(f"  {n_launches} launches, {seconds / 60:.1f} minutes")
    for kind in ("dead", "ends", "stops", "unsteady"):
        chosen = [result for result in results if result.kind == kind]
        if chosen:
            print(f"  {kind}: {len(chosen)}: {grouped(chosen)}")
    for result in results:
        if result.kind == "starts" and result.whole_seconds:
            print(f"  {where(result)}: to the end of it {milliseconds(median(result.whole_seconds))}")
    missed = [result for result in results if result.n_missed]
    if missed:
        told = ", ".join(f"{where(result)} {result.n_missed}" for result in missed)
        print(f"  presses that led to another screen and were repeated: {told}")
    if over:
        print(f"  over the limit, slowest median first ({len(over)}):")
        for result in over:
            print(f"    {where(result):66s} {cell(result, corpus)}")
    for panes, limit in ((("list", "reader", "timeline"), LIMIT), (("filter box",), BOX_LIMITS[corpus.is_large])):
        chosen = [result for result in timed if result.pane in panes]
        if chosen:
            slowest = max(chosen, key=lambda result: max(result.seconds))
            what = "key in the filter box" if panes == ("filter box",) else "any other key"
            n_over = sum(is_over(result, corpus) for result in chosen)
            n_by_itself = sum(is_over_by_itself(result, corpus) for result in chosen)
            told = f"({where(slowest)}; {n_over} over it, {n_by_itself} without waiting for a processor)"
            line(
                f"{what} to its final frame, worst, {corpus.name}",
                milliseconds(limit),
                f"{milliseconds(max(slowest.seconds))} {told}",
                n_over == 0,
                max(slowest.seconds) / limit,
            )
    unsteady = [result for result in results if result.kind == "unsteady"]
    for result in unsteady:
        print(f"  {where(result)}: {result.remark}")
    if unsteady:
        line(f"keys without one certain screen, {corpus.name}", "none", str(len(unsteady)), False)
    limit = (60 if corpus.is_large else 40) << 20
    if peak_private:
        line(
            f"private memory after all keys, {corpus.name}",
            mebibytes(limit),
            mebibytes(peak_private),
            peak_private <= limit,
            peak_private / limit,
        )


def where(result):
    return f"{result.key} ({result.action}) in {result.pane}, {result.state}"


def grouped(results):
    """Keys by pane with the states of each."""
    states = {}
    for result in results:
        states.setdefault((result.pane, result.key), []).append(result.state)
    return "; ".join(f"{pane} {key}: {', '.join(names)}" for (pane, key), names in states.items())
