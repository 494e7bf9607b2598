"""Makes a table of background frequencies: which words stand in which share of all articles of a language.

    python3 make.py COLLECTION... > en.txt

Each COLLECTION is a folder of texts (.txt, UTF-8, one article a file), read with all its folders. A word counts once
for each text that it stands in, and the shares of one collection are those of its texts. The share in the table is the
geometric mean over the collections, so that a word which only one of them is about is not a common word of the
language; one that stands in a single collection of several is left out.

A line of the table is a word, folded as the index folds words, and its share in parts of ten thousand. Words of fewer
than SHARE_MIN parts are as good as unknown ones, and the table ends with the ROWS_MAX most frequent.

The texts themselves are not part of this repository. For the tables in this folder they were posts and news pages of
18F and digital.gov, which are in the public domain (CC0), and the news of the ECB+ corpus (CC BY 3.0).
"""

import math
import pathlib
import re
import sys
import unicodedata
from collections import Counter

SHARE_MIN = 30
ROWS_MAX = 4000
# Letters that Unicode does not take apart, as the index writes them.
PLAIN = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def words(text):
    """Returns the folded words of a text, each once, without numbers and single letters."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(PLAIN))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return {word for word in re.findall(r"[^\W_]+", plain) if len(word) > 1 and not word[0].isdigit()}


def shares(folder):
    """Returns the share of the texts of a folder that each word stands in."""
    counts, n_texts = Counter(), 0
    for path in sorted(pathlib.Path(folder).rglob("*.txt")):
        n_texts += 1
        counts.update(words(path.read_text(encoding="utf-8", errors="replace")))
    if n_texts == 0:
        sys.exit(f"{folder}: no texts")
    return {word: count / n_texts for word, count in counts.items() if count > 1}


def main():
    collections = [shares(folder) for folder in sys.argv[1:]]
    if not collections:
        sys.exit(__doc__)
    common = set.intersection(*(set(collection) for collection in collections))
    rows = []
    for word in common:
        mean = math.exp(sum(math.log(collection[word]) for collection in collections) / len(collections))
        rows.append((round(mean * 10_000), word))
    rows = sorted((row for row in rows if row[0] >= SHARE_MIN), key=lambda row: (-row[0], row[1]))
    for share, word in rows[:ROWS_MAX]:
        print(word, share)


if __name__ == "__main__":
    main()
