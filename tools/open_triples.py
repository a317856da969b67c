#!/usr/bin/env python3
"""Score `dateline extract --open` against sentences with gold tuples.

    open_triples.py DATA.jsonl [--bin PATH] [--open-only] [--errors N]

DATA holds one sentence a line: {"id", "text", "tuples": [[relation, argument, argument, …], …]}.

The procedure is that of CaRB (Bhardwaj, Aggarwal and Mausam, "CaRB: A Crowdsourced Benchmark for Open IE", 2019) as the
paper describes it, at the one point without a confidence threshold: tuples are compared word by word, part by part
(relation with relation, first argument with first, all further arguments together with all further ones), a pair without
a common word of the relation does not match; a gold tuple's recall is the best over all extractions of its sentence, an
extraction's precision comes from a one-to-one assignment, the best pair first. Written anew from the paper: figures of
the authors' own script may differ by its tokenizer and by its curve over confidences.
"""
import argparse
import json
import re
import subprocess
import sys


def words(text):
    return re.findall(r"\w+|[^\w\s]", (text or "").lower())


def common(one, other):
    rest, count = list(other), 0
    for word in one:
        if word in rest:
            rest.remove(word)
            count += 1
    return count


def match(gold, found):
    """Precision and recall of a pair of tuples (relation, first argument, the rest)."""
    relation = common(gold[0], found[0])
    if not relation:
        return 0.0, 0.0
    hits = relation + common(gold[1], found[1]) + common(gold[2], found[2])
    size = lambda parts: sum(len(part) for part in parts)
    return hits / max(1, size(found)), hits / max(1, size(gold))


def extraction(record, text):
    """Tuples of a record: the words of the text, not the names that they stand for."""
    mentions = record["mentions"]

    def surface(argument, mention):
        if mention is not None:
            return mentions[mention]["text"]
        if argument.get("start") is not None:
            return text[argument["start"]:argument["end"]]
        return argument["text"]

    for triple in record["triples"]:
        evidence = triple["evidence"][0]
        subject = surface(triple["subject"], evidence["subject"])
        if subject is None:
            continue
        rest = words(surface(triple["object"], evidence["object"]))
        for phrase in triple.get("phrases", []):
            argument = phrase["argument"]
            rest += words(phrase["preposition"]) + words(surface(argument, None))
        relation = words(evidence["trigger"]["text"])
        if triple["open"]:
            last = triple["predicate"].split(" ")[-1]
            relation += [last] if last not in relation and last in words(text) else []
        yield triple, (relation, words(subject), rest)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data")
    parser.add_argument("--bin", default="target/release/dateline")
    parser.add_argument("--open-only", action="store_true", help="leave out the triples that frames and patterns gave")
    parser.add_argument("--errors", type=int, default=0, help="print the first N sentences with their tuples")
    options = parser.parse_args()
    with open(options.data, encoding="utf-8") as file:
        documents = [json.loads(line) for line in file if line.strip()]
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in documents)
    command = [options.bin, "extract", "--open", "--input-format", "jsonl", "--format", "jsonl"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        sys.exit(f"{options.bin} ended with {done.returncode}: {done.stderr[-1000:]}")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    precision = recall = found_count = gold_count = 0
    for document, record in zip(documents, records):
        gold = [(words(t[0]), words(t[1]), [w for part in t[2:] for w in words(part)]) for t in document["tuples"]]
        found = [
            parts
            for triple, parts in extraction(record, document["text"])
            if triple["open"] or not options.open_only
        ]
        pairs = [[match(g, f) for f in found] for g in gold]
        recall += sum(max((r for _, r in row), default=0.0) for row in pairs)
        best = sorted(((pairs[g][f][0], g, f) for g in range(len(gold)) for f in range(len(found))), reverse=True)
        taken_gold, taken_found = set(), set()
        for score, g, f in best:
            if g not in taken_gold and f not in taken_found:
                precision += score
                taken_gold.add(g)
                taken_found.add(f)
        gold_count += len(gold)
        found_count += len(found)
        if options.errors > 0:
            options.errors -= 1
            print(document["text"])
            for tuples, name in ((gold, "gold "), (found, "found")):
                for parts in tuples:
                    print("   ", name, " | ".join(" ".join(part) for part in parts))
    p, r = precision / max(1, found_count), recall / max(1, gold_count)
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    print(f"tuples {found_count} found, {gold_count} gold   P {100 * p:.1f}  R {100 * r:.1f}  F1 {100 * f1:.1f}")


if __name__ == "__main__":
    sys.exit(main())
