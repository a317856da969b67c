"""Prints a random sample of the rows of tables, for checking by hand. The same seed gives the same rows.

Run at the root: python3 tools/data/sample.py gazetteers/en/orgs/media.tsv --seed 1 --rows 50
"""

import argparse
import random


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rows", type=int, default=50)
    args = parser.parse_args()
    for path in args.files:
        with open(path, encoding="utf-8") as file:
            lines = [(number, line.rstrip("\n")) for number, line in enumerate(file, 1)]
        rows = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
        header, rows = rows[0][1], rows[1:]
        # The path is part of the seed, so that tables of one length do not give the same places.
        drawn = random.Random(f"{args.seed} {path}").sample(rows, min(args.rows, len(rows)))
        print(f"== {path}: {len(drawn)} of {len(rows)} rows, seed {args.seed}")
        print(header)
        for number, line in sorted(drawn):
            print(f"{number}\t{line}")


if __name__ == "__main__":
    main()
