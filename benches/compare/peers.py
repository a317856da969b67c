"""spaCy and flashtext over the texts and names in a folder: a row "name, bytes a second, what was counted" for each.

spaCy runs as its users set it up for rules: a blank English pipeline with sentencizer, EntityRuler (phrases) and a Matcher for
titles before capitalised words; and its PhraseMatcher alone. Making ready is not counted.
"""

import csv
import json
import sys
import time
from pathlib import Path

import spacy
from flashtext import KeywordProcessor
from spacy.matcher import Matcher, PhraseMatcher

RUNS = 3
TITLES = ["mr", "mrs", "ms", "dr", "president", "minister", "senator", "general", "judge", "professor"]


def best(texts, run):
    """Bytes a second of the fastest run, and what it counted."""
    size = sum(len(text.encode()) for text in texts)
    shortest, count = None, 0
    for _ in range(RUNS):
        start = time.perf_counter()
        count = sum(run(text) for text in texts)
        took = time.perf_counter() - start
        shortest = took if shortest is None else min(shortest, took)
    return size / shortest, count


def row(name, texts, run):
    speed, count = best(texts, run)
    print(f"{name}\t{speed:.0f}\t{count}", flush=True)


def main():
    folder = Path(sys.argv[1])
    texts = [json.loads(line)["text"] for line in open(folder / "texts.jsonl", encoding="utf-8")]
    with open(folder / "names.tsv", encoding="utf-8", newline="") as file:
        names = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    ruler = nlp.add_pipe("entity_ruler")
    with nlp.select_pipes(enable=[]):
        ruler.add_patterns([{"label": label, "pattern": name} for name, label in names])
    matcher = Matcher(nlp.vocab)
    matcher.add("PERSON", [[{"LOWER": {"IN": TITLES}}, {"IS_TITLE": True, "OP": "+"}]], greedy="LONGEST")

    def rules(text):
        doc = nlp(text)
        return len(doc.ents) + len(matcher(doc))

    row("spaCy, sentencizer, EntityRuler and Matcher", texts, rules)

    phrases = PhraseMatcher(nlp.vocab)
    phrases.add("NAME", [nlp.make_doc(name) for name, _ in names])
    row("spaCy, PhraseMatcher", texts, lambda text: len(phrases(nlp.make_doc(text))))

    keywords = KeywordProcessor(case_sensitive=True)
    for name, _ in names:
        keywords.add_keyword(name)
    row("flashtext", texts, lambda text: len(keywords.extract_keywords(text)))


if __name__ == "__main__":
    main()
