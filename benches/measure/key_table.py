"""The key table of the program: every action with its keys, and the bytes that a terminal sends for a key."""

import dataclasses
import json
import subprocess

PANES = ("list", "reader", "timeline", "filter box")

# What xterm sends. A terminal in the mode of application cursor keys sends others, which the program never asks for.
NAMED = {
    "space": b" ",
    "enter": b"\r",
    "esc": b"\x1b",
    "tab": b"\t",
    "shift-tab": b"\x1b[Z",
    "backspace": b"\x7f",
    "del": b"\x1b[3~",
    "ins": b"\x1b[2~",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pgup": b"\x1b[5~",
    "pgdn": b"\x1b[6~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "alt-up": b"\x1b[1;3A",
    "alt-down": b"\x1b[1;3B",
    "alt-right": b"\x1b[1;3C",
    "alt-left": b"\x1b[1;3D",
    **{f"f{number}": f"\x1bO{letter}".encode() for number, letter in zip(range(1, 5), "PQRS")},
    **{f"f{number}": f"\x1b[{code}~".encode() for number, code in zip(range(5, 13), (15, 17, 18, 19, 20, 21, 23, 24))},
}


@dataclasses.dataclass(frozen=True)
class Row:
    """A row of the key table."""

    action: str
    keys: tuple
    where: str

    @property
    def key(self):
        """The key that is pressed for the action: the first of its keys."""
        return self.keys[0]

    @property
    def bytes(self):
        """The bytes of that key, one item for each press: two for a chord."""
        return [key_bytes(part) for part in self.key.split(" ")]

    def works_in(self, pane):
        """True if the key does this action in the pane, and not another action that has it there."""
        return self.where == pane or (self.where == "anywhere" and pane != "filter box")


def key_bytes(name):
    if name in NAMED:
        return NAMED[name]
    if name.startswith("ctrl-") and len(name) == 6:
        return bytes([ord(name[5].upper()) ^ 64])
    if name.startswith("alt-"):
        return b"\x1b" + key_bytes(name[4:])
    if len(name) == 1:
        return name.encode()
    raise SystemExit(f"The key table names the key {name}, whose bytes this script does not know.")


def key_table(newsreader, environment):
    """The rows of the table that have a key, from the program itself: a new action is measured without a change here."""
    done = subprocess.run(
        [newsreader, "--no-config", "config", "keys", "--json"], env=environment, capture_output=True, text=True, check=True
    )
    actions = json.loads(done.stdout)["actions"]
    return [Row(told["action"], tuple(told["keys"]), told["where"]) for told in actions if told["keys"]]


def rows_of(table, pane):
    """The rows whose key works in a pane. A key of the pane's own hides the same key of everywhere."""
    own = {key for row in table if row.where == pane for key in row.keys}
    rows = []
    for row in table:
        if row.where == "anywhere" and row.works_in(pane):
            free = tuple(key for key in row.keys if key not in own)
            if free:
                rows.append(dataclasses.replace(row, keys=free))
        elif row.works_in(pane):
            rows.append(row)
    return rows
