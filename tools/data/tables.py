"""What the makers of tables share: reading of the tables that are there, and the lists of places.py."""

import importlib.util
import pathlib

HERE = pathlib.Path(__file__).resolve().parent


def places():
    """places.py beside this file, as a module: its lists and foldings serve here too."""
    spec = importlib.util.spec_from_file_location("places", HERE / "places.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path):
    """The rows of a table as dictionaries by column, and of each its names: its own and its aliases with their marks."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#") and line.strip()]
    columns = lines[0]
    for fields in lines[1:]:
        row = dict(zip(columns, fields))
        yield row, [name for name in [row["name"]] + row.get("aliases", "").split("|") if name]
