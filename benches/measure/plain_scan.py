"""The right counts of filters, by reading every word of a corpus: nothing of the program is asked.

The texts of `gen` are plain ASCII, so that a word is a run of letters and digits. A filter here is words from
their start, `-word`, a "phrase" and `date:2020-03`, all of which must hold.
"""

import json
import re
import zlib

from .bench import WORK
from .corpora import articles

WORD = re.compile(r"[a-z0-9]+")
TERM = re.compile(r'(-?)(?:"([^"]*)"|date:(\S+)|(\S+))')


class Words(dict):
    """Which of the asked beginnings a word has, as bits; worked out once for each word."""

    def __init__(self, beginnings):
        super().__init__()
        self.beginnings = beginnings

    def __missing__(self, word):
        bits = sum(1 << at for at, beginning in enumerate(self.beginnings) if word.startswith(beginning))
        self[word] = bits
        return bits


def counts(corpus, filters):
    """How many articles each filter finds, kept on disk beside the corpus."""
    filters = sorted(set(filters))
    key = zlib.crc32(json.dumps([corpus.name, filters]).encode())
    note = WORK / f"counts-{key:08x}.json"
    if note.is_file():
        return json.loads(note.read_text())
    terms = sorted({term for text in filters for term in TERM.findall(text)})
    beginnings = [word for _, phrase, day, word in terms if word]
    bit = {word: 1 << at for at, word in enumerate(beginnings)}
    words = Words(beginnings)
    # Phrases and days have bits above those of the words.
    others = [(phrase, day) for _, phrase, day, word in terms if not word]
    bit_of_other = {other: 1 << (len(beginnings) + at) for at, other in enumerate(others)}
    questions = []
    for text in filters:
        needed = barred = 0
        for minus, phrase, day, word in TERM.findall(text):
            own = bit[word] if word else bit_of_other[phrase, day]
            needed, barred = (needed, barred | own) if minus else (needed | own, barred)
        questions.append((needed, barred))
    found = [0] * len(filters)
    for title, source, day, body in articles(corpus):
        # A phrase stands within one paragraph.
        parts = [WORD.findall(part.lower()) for part in (title, source, *body.split("\n\n"))]
        bits = 0
        for word in set().union(*parts):
            bits |= words[word]
        for (phrase, asked), own in bit_of_other.items():
            is_there = day.startswith(asked) if asked else any(f" {phrase} " in f" {' '.join(part)} " for part in parts)
            bits |= own if is_there else 0
        for at, (needed, barred) in enumerate(questions):
            found[at] += bits & needed == needed and not bits & barred
    answer = dict(zip(filters, found))
    note.write_text(json.dumps(answer))
    return answer
