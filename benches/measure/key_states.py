"""The states that each key is pressed in, and the keys that bring a state back."""

import dataclasses

from .key_table import key_bytes

# A word in about two of three articles of `gen`, and in every undated one.
FILTER = "government"
# A word in one of a hundred.
OTHER_FILTER = "wombat"


@dataclasses.dataclass(frozen=True)
class State:
    """Where a key is pressed: a row of the list, the filter and the order, and the zoom of the timeline."""

    name: str
    row: str
    is_filtered: bool = False
    is_zoomed: bool = False

    @property
    def sort(self):
        return "sort-source" if self.is_filtered else "sort-newest"

    def has(self, pane):
        return pane == "timeline" or not self.is_zoomed


STATES = (
    State("first row", "first"),
    State("last row", "last"),
    State("undated row", "undated"),
    State("filter, by source", "fourth page", is_filtered=True),
    # Only for the timeline: the oldest bins are the farthest from any row.
    State("zoomed to oldest", "first", is_zoomed=True),
)


class Keys:
    """The keys of actions, from the program itself, so that other keys need no change here."""

    def __init__(self, table):
        self.by_action = {row.action: row.bytes for row in table}

    def __call__(self, *actions):
        """The bytes of several actions in a row, each by its first key."""
        return b"".join(b"".join(self.by_action[action]) for action in actions)


def once(state, pane, keys):
    """The parts that lead from a fresh start to the filter and the order of a state."""
    enter = key_bytes("enter")
    if state.is_filtered:
        return [keys("filter") + FILTER.encode(), enter, keys(state.sort)]
    if pane == "filter box":
        # The history of the filter box needs an earlier filter.
        return [keys("filter") + OTHER_FILTER.encode(), enter, keys("clear-filter")]
    return []


def to_row(state, keys):
    """The keys from any row and pane to the row of the state, in one write. Text and list go to their start first."""
    parts = keys("focus-reader", "first", "focus-list", "first")
    if state.row == "last":
        parts += keys("last")
    elif state.row == "undated":
        # The last articles, more than two pages of them, are undated. The key that goes to them is not used here, as it
        # is measured itself.
        parts += keys("last", "page-up")
    elif state.row == "fourth page":
        parts += keys("page-down", "page-down", "page-down")
    return parts


def to_pane(state, pane, keys):
    """The keys from the list into a pane, as parts.

    In the text they go half a page down, so that there is text above and below. That key is a part of its own: a short
    text may be longer than the pane only once its similar articles are there.
    """
    if pane == "reader":
        return [keys("focus-reader", "first"), keys("half-page-down")]
    if pane == "timeline":
        # Not on the first bin, nor at the finest zoom, so that every key has somewhere to go.
        zoom = keys("first", "filled-bin-right", "zoom-in", "zoom-in") if state.is_zoomed else b""
        return [keys("focus-timeline", "zoom-all") + zoom]
    if pane == "filter box":
        return [keys("filter")]
    return [keys("focus-list")]


def to_state(state, pane, keys):
    """The keys from any row, pane and zoom to the state, as parts."""
    zoom_all = keys("focus-timeline", "zoom-all") if pane == "timeline" else b""
    first, *others = to_pane(state, pane, keys)
    return [zoom_all + to_row(state, keys) + first, *others]


# Actions whose effect another one takes back.
INVERSE = {
    "move-down": "move-up",
    "move-up": "move-down",
    "next-article": "previous-article",
    "previous-article": "next-article",
    "measure-wider": "measure-narrower",
    "measure-narrower": "measure-wider",
    "clear-filter": "back",
    "more-like-this": "back",
    "filter-to-bin": "back",
    "escape": "back",
    "forward": "back",
    "box-up": "box-down",
    "box-down": "box-up",
    "box-older": "box-newer",
    "box-newer": "box-older",
    "zen": "zen",
    "toggle-list": "toggle-list",
    "toggle-timeline": "toggle-timeline",
    "toggle-mouse": "toggle-mouse",
}
# Actions that open something which Esc closes.
OPENING = ("info", "why-date", "links", "problems", "help", "palette", "open-folder", "filter", "filter-language")


def ways_back(action, state, pane, keys):
    """Lists of parts that may bring the state back after an action, the likeliest first; each is tried once."""
    esc, again, home = key_bytes("esc"), keys(action), to_state(state, pane, keys)
    ways = {
        "nothing": [],
        "pane": to_pane(state, pane, keys),
        "home": home,
        "esc, pane": [esc, *to_pane(state, pane, keys)],
        "esc, home": [esc, *home],
        "back, home": [keys("back"), *home],
        "again, home": [again, *home],
        "twice again, home": [again, again, *home],
        "three times again, home": [again, again, again, *home],
        "order, home": [keys(state.sort), *home],
    }
    if pane == "filter box":
        # A character is text there, so the box is left first.
        ways = {
            "nothing": [],
            "pane": [keys("filter")],
            "home": home,
            "esc, home": [esc, *home],
        }
    if action in INVERSE:
        inverse = keys(INVERSE[action])
        ways["inverse"] = [inverse]
        ways["inverse, pane"] = [inverse, *to_pane(state, pane, keys)] if pane != "filter box" else [inverse]
        ways["inverse, home"] = [inverse, *home] if pane != "filter box" else [inverse, esc, *home]
    first = ["nothing", "home"]
    if action in OPENING:
        # If nothing was opened, Esc in the list would clear the filter.
        first = ["pane", "esc, pane", "esc, home"] if pane == "list" and state.is_filtered else ["esc, pane", "esc, home"]
    elif action.startswith("sort-"):
        first = ["order, home"]
    elif action.startswith("copy-") or action in ("browse", "edit", "rescan"):
        first = ["pane"]
    elif action == "escape" and not (pane == "list" and state.is_filtered):
        # It only leaves the pane, or says that there is nothing to leave.
        first = ["pane", "home"]
    elif action in INVERSE:
        first = ["inverse, pane", "inverse", "inverse, home"]
    elif action.startswith(("focus-", "bin-", "filled-")) or action in ("box-keep", "box-leave"):
        first = ["pane"]
    elif action in ("boilerplate", "cycle-scale"):
        first = ["twice again, home", "three times again, home"]
    return {name: ways[name] for name in [*first, *ways] if name in ways}


def preparation(action, state, pane, keys):
    """Parts that come before an action which otherwise would have nothing to do."""
    other = (
        [keys("clear-filter")]
        if state.is_filtered
        else [keys("filter") + OTHER_FILTER.encode(), key_bytes("enter")]
    )
    if pane == "filter box":
        return [keys("box-older")] if action == "box-newer" else []
    focus = {"list": "focus-list", "reader": "focus-reader", "timeline": "focus-timeline"}[pane]
    if action == "back":
        return [*other, keys(focus)]
    if action == "forward":
        return [*other, keys("back"), keys(focus)]
    return []
