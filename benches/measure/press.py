"""Presses a key in a state: slowly to learn its picture, then quickly to time it.

A press counts only if the expected picture is on the screen. That picture is learned first, by the same key from the
same state and a wait until nothing is written and no thread works any more.
"""

import gc
import time

from .bench import private_bytes
from .key_states import once, preparation, to_state, ways_back
from .key_table import NAMED
from .player import Ended, Player

# The seconds for all presses of one key in one state. A slow key gets fewer presses, but never fewer than `FEWEST`.
BUDGET = 3.0
FEWEST = 3
# The number of presses that end the program: each costs a launch.
ENDING = {"list": 5}
ENDING_ELSEWHERE = 3
# Actions that read the whole folder again. The first frame says so, and the time until that frame counts.
LONG = ("rescan",)
# A key is given up in a state after so many presses without the expected picture.
MISSES_MAX = 3


class Session:
    """One pane in one state, and a program that is brought there."""

    def __init__(self, bench, corpus, home, keys, state, pane):
        self.bench, self.corpus, self.home, self.keys = bench, corpus, home, keys
        self.state, self.pane = state, pane
        self.player = self.start = None
        self.n_launches = 0
        self.peak_private = 0
        # By the first key of a chord: the seconds until its hint, and the seconds of waiting among them.
        self.prefixes = {}

    def launch(self):
        """Launches a fresh program and brings it to the state."""
        self.stop()
        self.n_launches += 1
        self.player = Player(self.bench, self.corpus.folder, self.home)
        self.player.wait_for(self.corpus.full_paint, 1200)
        for part in [*once(self.state, self.pane, self.keys), *to_state(self.state, self.pane, self.keys)]:
            self.player.slow(part)
        # A second time, as the screen may differ after a fresh start: `start` is the picture after the usual way.
        if self.pane == "filter box":
            self.player.slow(NAMED["esc"])
        for part in to_state(self.state, self.pane, self.keys):
            self.start = self.player.slow(part)

    def be_there(self):
        if self.player is None or not self.player.app.alive() or not self.start.is_on(self.player.app.scr):
            self.launch()

    def note_prefix(self, key, seconds):
        self.prefixes.setdefault(key, []).append((seconds, self.player.wait_seconds))

    def note_memory(self):
        if self.player is not None and self.player.app.alive():
            self.peak_private = max(self.peak_private, private_bytes(self.player.app.pid)["private"])

    def stop(self):
        if self.player is not None:
            self.player.stop()
            self.player = None


class Measurement:
    """Presses one key in one session."""

    def __init__(self, session, result, presses, known_ways, before=()):
        self.session, self.result, self.known_ways = session, result, known_ways
        self.action = result.action
        prepared = preparation(self.action, session.state, session.pane, session.keys)
        self.before = [*prepared, *before]
        self.only_closes = bool(before) and not prepared
        self.keys = presses
        self.n_presses = 5 if session.bench.is_quick else 20

    def run(self):
        started, n_launches = time.perf_counter(), self.session.n_launches
        self.press()
        self.session.note_memory()
        self.result.spent_seconds = time.perf_counter() - started
        self.result.n_launches = self.session.n_launches - n_launches

    def press(self):
        result, session = self.result, self.session
        if self.action == "suspend":
            result.kind, result.remark = "stops", "stops the program until the shell continues it"
            return
        try:
            session.be_there()
            self.learn()
        except Ended:
            # Only the key can have ended it: the program was quiet before.
            if self.player.app.alive() or self.player.app.status == 0:
                result.kind = "ends"
                self.time_ends()
            else:
                result.kind, result.remark = "unsteady", f"the program ended with {self.player.app.status}"
            return
        if result.kind == "dead":
            return
        try:
            self.time_presses()
        except Ended:
            result.kind, result.remark = "unsteady", "the program ended"

    def learn(self):
        """Finds what the key does and what takes it back."""
        session = self.session
        self.press_slowly()
        cold_seconds, cold_first, cold_wait = self.slow_seconds, self.player.first_seconds, self.player.wait_seconds
        # A key that does nothing in this state writes nothing, or only clears the hint of its chord.
        if self.goal == self.base and (self.player.n_bytes == 0 or len(self.keys) > 1):
            self.result.kind = "dead"
            if self.before:
                session.stop()
            return
        if self.action in LONG:
            self.result.kind = "starts"
        elif self.goal == self.base:
            self.result.kind = "repaint"
        elif self.goal == session.start and self.only_closes:
            self.result.kind = "closes"
        elif self.goal.rows_unlike(self.base) == [len(self.goal.letters) - 1]:
            self.result.kind = "notice"
        if self.goal != self.base:
            # The first press counts as well: it finds nothing in the caches of the program.
            self.note(cold_seconds, cold_first, cold_wait)
        self.find_way_back()

    def find_way_back(self):
        """Finds keys that bring the state back, so that the same press leads to the same picture once more."""
        session, goal = self.session, self.goal
        ways = ways_back(self.action, session.state, session.pane, session.keys)
        known = self.known_ways.get(self.action)
        names = list(dict.fromkeys([known, *ways] if known in ways else ways))
        # A launch takes longer than a few keys, so the next way is first tried from the place where the last one led.
        for has_launched in (False, True):
            for name in names:
                if self.go_back_slowly(ways[name]) and self.leads_to(goal, ways[name]):
                    self.known_ways[self.action] = self.result.way_back = name
                    return
                if has_launched:
                    session.launch()
                    self.press_slowly()
                    goal = self.goal
            session.launch()
            self.press_slowly()
            goal = self.goal
        self.result.way_back, self.back = "launch", None
        session.launch()

    def leads_to(self, goal, way):
        """Presses once more and goes back. False if something that is not seen has changed meanwhile."""
        self.press_slowly()
        return self.goal == goal and self.go_back_slowly(way)

    def note(self, seconds, first_seconds, wait_seconds):
        """Notes a press that led to the goal."""
        result = self.result
        result.seconds.append(first_seconds if self.action in LONG and first_seconds else seconds)
        result.whole_seconds.append(seconds)
        result.wait_seconds.append(wait_seconds)

    @property
    def player(self):
        return self.session.player

    def press_slowly(self):
        """Learns the picture after each part and after the last key, which is the goal."""
        self.pictures = [self.player.slow(part) for part in [*self.before, *self.keys[:-1]]]
        around = [self.session.start, *self.pictures]
        self.base, self.origin = around[len(self.before)], around[-1]
        self.goal = self.player.slow(self.keys[-1])
        self.slow_seconds = self.player.seconds

    def go_back_slowly(self, parts):
        """Learns the picture after each part. False if the last one is not that of the state."""
        self.back = [(part, self.player.slow(part)) for part in parts]
        return self.session.start.is_on(self.player.app.scr)

    def time_presses(self):
        """Times presses until there are enough, or until the time for a slow key is over."""
        gc.disable()
        try:
            self.time_presses_without_pauses()
        finally:
            gc.enable()
            gc.collect()

    def time_presses_without_pauses(self):
        result, session = self.result, self.session
        time_limit = 2 + 3 * self.slow_seconds
        started = time.perf_counter()
        while len(result.seconds) < self.n_presses:
            if len(result.seconds) >= FEWEST and time.perf_counter() - started > BUDGET:
                break
            if not self.press_quickly(time_limit):
                result.n_missed += 1
                if result.n_missed >= MISSES_MAX:
                    result.kind = "unsteady"
                    result.remark = f"{MISSES_MAX} presses led to another screen, {len(result.seconds)} to the expected one"
                    break
                session.launch()

    def press_quickly(self, time_limit):
        """Presses the key once and goes back. False if the screen was not the expected one."""
        player = self.player
        for at, (part, picture) in enumerate(zip([*self.before, *self.keys[:-1]], self.pictures)):
            seconds = player.fast(part, picture, time_limit)
            if seconds is None:
                return False
            if at >= len(self.before):
                self.session.note_prefix(self.result.key.split(" ")[0], seconds)
        seconds = player.fast(self.keys[-1], self.goal, time_limit, must_write=self.goal == self.origin)
        if seconds is None:
            return False
        self.note(seconds, player.first_seconds, player.wait_seconds)
        if self.back is None:
            self.session.launch()
            return True
        for part, picture in self.back:
            if player.fast(part, picture, time_limit) is None:
                # The press itself was right; only the way back led elsewhere this time.
                self.session.launch()
                break
        return True

    def time_ends(self):
        """Times how long the program takes to end."""
        session = self.session
        for _ in range(ENDING.get(session.pane, ENDING_ELSEWHERE)):
            session.launch()
            for part in [*self.before, *self.keys[:-1]]:
                self.player.slow(part)
            seconds = self.player.until_end(self.keys[-1], 10)
            if seconds is not None:
                self.result.seconds.append(seconds)
        self.result.remark = "until the process is gone"
        session.player.stop()
        session.player = None
