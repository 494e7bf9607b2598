"""The program in a terminal, driven slowly to learn which screen a key leads to, then quickly to time it."""

import os
import pathlib
import re
import select
import time

from .bench import cpu_seconds

# A slow press is over when for this long nothing was written and almost no CPU was used: a working thread uses some.
QUIET = 0.060
# Output after a rest as long as this, in which every thread slept, does not count as an answer to the key: the program
# waited by itself, as it does for 45 ms before it searches for similar articles.
REST = 0.030
# A process that only sleeps uses less than this in `QUIET`.
QUIET_CPU = 0.0004
# After the expected screen the script waits this much longer, as the screen may change once more.
CALM = 0.006
# Output is emulated once none has come for this long, so that the emulation delays no time stamp.
PAUSE = 0.002


# A text for the clipboard goes through the terminal, and may be longer than the emulator takes.
CLIPBOARD = re.compile(r"\x1b\]52;[^\x07\x1b]*(\x07|\x1b\\)?")


class Ended(Exception):
    """The program has ended: after so many seconds, where it was timed."""

    def __init__(self, seconds):
        super().__init__("the program has ended")
        self.seconds = seconds


class Picture:
    """Letters, attributes and the visible cursor of a screen."""

    def __init__(self, screen):
        self.letters = [row[:] for row in screen.ch]
        self.attributes = [row[:] for row in screen.at]
        self.cursor = cursor(screen)

    def is_on(self, screen):
        return self.letters == screen.ch and self.attributes == screen.at and self.cursor == cursor(screen)

    def __eq__(self, other):
        return (self.letters, self.attributes, self.cursor) == (other.letters, other.attributes, other.cursor)

    __hash__ = None

    def rows_unlike(self, other):
        """The numbers of the rows that differ, from 0."""
        pairs = zip(self.letters, other.letters, self.attributes, other.attributes)
        return [at for at, (mine, theirs, style, other_style) in enumerate(pairs) if mine != theirs or style != other_style]

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.letters)


def cursor(screen):
    return (screen.x, screen.y) if screen.modes.get(25) else None


class Player:
    """One run of the program."""

    def __init__(self, bench, folder, home, options=()):
        self.app = bench.app([*options, folder], home)
        self.n_bytes = 0
        self.seconds = self.first_seconds = self.wait_seconds = None
        # During a slow press: the times of the last and the first change of the picture, the picture after the last
        # change, and whether the program has answered and rested.
        self.changed_at = self.before_change = self.first_change_at = None
        self.is_rested = False
        self.unfinished = ""

    def wait_for(self, pattern, seconds):
        """Waits for a text and then for quiet."""
        if self.app.settle(self.app.t0, re.compile(pattern), seconds, 0.05, grace=seconds)["match"] is None:
            raise SystemExit(f"The program never showed {pattern}:\n{self.app.scr.text()}")
        return self.quiet()

    def quiet(self, seconds=60):
        """Waits until nothing is written and no thread works any more; returns the picture then."""
        app, end = self.app, time.perf_counter() + seconds
        since, used = time.perf_counter(), self.used()
        while time.perf_counter() < end:
            if app.read(0.005):
                while app.read(PAUSE) and not app.asked:
                    pass
                self.emulate()
                since, used = time.perf_counter(), self.used()
            elif self.first_change_at and not self.is_rested and REST <= time.perf_counter() - since < QUIET:
                self.is_rested = self.used() - used <= QUIET_CPU and self.is_asleep()
            elif time.perf_counter() - since >= QUIET:
                now_used = self.used()
                if now_used - used <= QUIET_CPU and self.is_asleep():
                    break
                since, used = time.perf_counter(), now_used
        return Picture(app.scr)

    def slow(self, keys):
        """Presses keys in one write, waits for quiet, and returns the picture then.

        Sets `n_bytes` to the number of bytes written, `seconds` to the time of the last change of the picture before a
        rest.
        """
        self.drain()
        before, started = self.app.total, time.perf_counter()
        self.changed_at, self.before_change, self.first_change_at = started, Picture(self.app.scr), None
        self.is_rested = False
        waits = self.waits()
        self.write(keys)
        picture = self.quiet()
        self.wait_seconds = self.waited_since(waits)
        self.n_bytes = self.app.total - before
        self.first_seconds = self.first_change_at and self.first_change_at - started
        self.seconds, self.changed_at = self.changed_at - started, None
        return picture

    def fast(self, keys, expected, time_limit, must_write=False):
        """Presses keys in one write. Returns the seconds until the expected picture stays, or None if it never comes.

        They end at the last output that led to the picture, or at the last output before a rest. With `must_write` some
        output is awaited even if the picture is there from the beginning.
        """
        app = self.app
        self.drain()
        n_before, reached, first, answered = len(app.chunks), None, None, None
        is_there = expected.is_on(app.scr) and not must_write
        waits = self.waits()
        started = time.perf_counter()
        self.write(keys)
        end = started + time_limit
        last, used = started, self.used()
        while True:
            # Output is read at once, and emulated chunk by chunk in a pause.
            if app.read(PAUSE) and not app.asked and time.perf_counter() < end:
                continue
            app.asked = False
            while app.fed < len(app.chunks):
                last = app.chunks[app.fed][0]
                first = first or last
                self.emulate_one()
                app.read(0)
                was_there, is_there = is_there, expected.is_on(app.scr)
                if is_there and (not was_there or reached is None or must_write):
                    reached = answered or last
                used = None
            now = time.perf_counter()
            used = self.used() if used is None else used
            if answered is None and last > started and now - last >= REST:
                answered = last if self.used() - used <= QUIET_CPU and self.is_asleep() else None
            # A key that changes nothing on the screen is over when no thread works any more.
            if is_there and now - last >= CALM and self.is_asleep():
                self.first_seconds = first and first - started
                self.wait_seconds = self.waited_since(waits)
                return (reached or last) - started
            if now > end:
                return None
            if len(app.chunks) == n_before and not app.alive():
                raise Ended(app.t_exit - started)

    def until_end(self, keys, time_limit):
        """Presses keys that end the program. Returns the seconds until its process is gone, or None."""
        self.drain()
        started = time.perf_counter()
        os.write(self.app.m, keys)
        while time.perf_counter() < started + time_limit:
            ready, _, _ = select.select([self.app.pfd, self.app.m], [], [], time_limit)
            if self.app.pfd in ready:
                seconds = time.perf_counter() - started
                self.app.alive()
                return seconds
            if not self.app.read(0):
                time.sleep(0.0005)
        return None

    def write(self, keys):
        try:
            os.write(self.app.m, keys)
        except OSError:
            raise Ended(None) from None

    def drain(self):
        while self.app.read(0):
            pass
        self.emulate()

    def emulate(self):
        while self.app.fed < len(self.app.chunks):
            self.emulate_one()
        self.app.asked = False
        # Emulated chunks are not needed again; a long run would keep gigabytes of them.
        if len(self.app.chunks) > 4096:
            del self.app.chunks[:-1]
            self.app.fed = len(self.app.chunks)

    def emulate_one(self):
        app = self.app
        came_at, chunk = app.chunks[app.fed]
        app.fed += 1
        app.scr.feed(self.without_clipboard(app.dec.decode(chunk)))
        if app.scr.reply:
            os.write(app.m, "".join(app.scr.reply).encode())
            app.scr.reply.clear()
        if self.changed_at is not None and not self.before_change.is_on(app.scr):
            if not self.is_rested:
                self.changed_at = came_at
            self.before_change = Picture(app.scr)
            self.first_change_at = self.first_change_at or came_at

    def without_clipboard(self, text):
        """The output without the texts for the clipboard. An unfinished one is kept until its end comes."""
        text, self.unfinished = self.unfinished + text, ""
        if "\x1b]52;" not in text:
            return text
        start = text.rindex("\x1b]52;")
        if CLIPBOARD.match(text, start)[1] is None:
            text, self.unfinished = text[:start], text[start:]
        return CLIPBOARD.sub("", text)

    def used(self):
        if not self.app.alive():
            raise Ended(None)
        return cpu_seconds(self.app.pid)

    def is_asleep(self):
        """True if every thread sleeps. A thread that waits for a free processor does not sleep."""
        try:
            tasks = list(pathlib.Path(f"/proc/{self.app.pid}/task").iterdir())
            return all((task / "stat").read_text().rpartition(")")[2].split()[0] == "S" for task in tasks)
        except OSError:
            # A thread that has ended meanwhile.
            return False

    def waits(self):
        """The seconds that each thread and this script have waited for a free processor so far, by thread number."""
        waits = {}
        for task in [pathlib.Path("/proc/self"), *pathlib.Path(f"/proc/{self.app.pid}/task").iterdir()]:
            try:
                waits[task.name] = int((task / "schedstat").read_text().split()[1]) / 1e9
            except OSError:
                # A thread that has ended meanwhile.
                continue
        return waits

    def waited_since(self, before):
        """The longest wait of one thread, or of this script, since then.

        If that thread had to answer the press, the answer was late by at least so much.
        """
        return max((seconds - before.get(name, 0) for name, seconds in self.waits().items()), default=0)

    def stop(self):
        self.app.quit([b"\x03"], 30)
