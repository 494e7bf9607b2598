"""The palette: what has to be typed into it so that a command is the selected one."""

import re

from .key_table import NAMED

# A name that others have in their sentences needs a few steps down.
STEPS_MAX = 12


def palette_parts(session, action, known):
    """The parts before the Enter that does the action, or None where the palette does not list it here."""
    if action not in known:
        known[action] = find(session, action)
    return known[action]


def find(session, action):
    session.be_there()
    player = session.player
    opening = session.keys("palette")
    player.slow(opening)
    picture = player.slow(action.encode())
    n_down = 0
    while not is_selected(picture, action):
        n_down += 1
        before, picture = picture, player.slow(NAMED["down"])
        if n_down > STEPS_MAX or picture == before:
            n_down = None
            break
    # The first Esc clears what is typed, the second closes the box.
    player.slow(NAMED["esc"])
    player.slow(NAMED["esc"])
    return None if n_down is None else [opening + action.encode() + NAMED["down"] * n_down]


def is_selected(picture, action):
    """True if the selected row of the box, the one with a bar before it, ends with the name of the action."""
    return re.search(rf"┃ +▌ .* {re.escape(action)} +┃", picture.text()) is not None
