"""Rows of measurements as a Markdown table, with ratios to the bare scan and to spaCy."""

import sys


def main():
    rows = [line.rstrip("\n").split("\t") for line in open(sys.argv[1], encoding="utf-8") if line.strip()]
    speed = {name: float(bytes_a_second) / 1e6 for name, bytes_a_second, _ in rows}
    bare = speed["bare aho-corasick"]
    spacy = next(value for name, value in speed.items() if name.startswith("spaCy, sentencizer"))
    print("| | MB/s | of the bare scan | × spaCy's rules |")
    print("|---|---:|---:|---:|")
    for name, value in speed.items():
        name = f"dateline, {name}" if name in ("up to mentions", "up to entities", "whole") else name
        print(f"| {name} | {value:.2f} | {value / bare:.3f} | {value / spacy:.1f} |")


if __name__ == "__main__":
    main()
