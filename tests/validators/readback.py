#!/usr/bin/env python3
"""Read a .docx with python-docx and compare its tables with an outline. usage: readback.py FILE.docx...

The outline of FILE.docx is FILE.json beside it: an array of tables, outer before inner, each
{columns, rows: [{header, cells: [{column, colspan, rowspan, text}]}]}. A cell's text is its
paragraphs without the empty ones, a line each, and without inner tables. Without FILE.json it
is enough that python-docx reads every table.
"""
import json
import os
import sys

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def tables(container):
    """Every table below a body or a cell, outer before inner."""
    for table in container.tables:
        yield table
        for row in table._tbl.tr_lst:
            for tc in row.tc_lst:
                yield from tables(docx.table._Cell(tc, table))


def text(tc, table):
    lines = (Paragraph(p, table).text for p in tc.p_lst)
    return "\n".join(line for line in lines if line)


def outline(table: Table):
    """The table as JSON says it; vertical merges are counted into rowspans."""
    rows, merges = [], {}
    for tr in table._tbl.tr_lst:
        cells = []
        for tc in tr.tc_lst:
            column, merge = tc.grid_offset, tc.vMerge
            if merge == "continue":
                merges[column]["rowspan"] += 1
                continue
            cell = {"column": column, "colspan": tc.grid_span, "rowspan": 1, "text": text(tc, table)}
            cells.append(cell)
            if merge == "restart":
                merges[column] = cell
        properties = tr.trPr
        header = properties is not None and properties.find(qn("w:tblHeader")) is not None
        rows.append({"header": header, "cells": cells})
    return {"columns": len(table.columns), "rows": rows}


def differences(wanted, found):
    if len(wanted) != len(found):
        yield f"{len(found)} tables, not {len(wanted)}"
    for number, (want, have) in enumerate(zip(wanted, found), 1):
        if want["columns"] != have["columns"] or len(want["rows"]) != len(have["rows"]):
            yield f"table {number}: {have['columns']} columns, {len(have['rows'])} rows"
        for index, (row, other) in enumerate(zip(want["rows"], have["rows"]), 1):
            if row != other:
                yield f"table {number}, row {index}: {json.dumps(other, ensure_ascii=False)} is not {json.dumps(row, ensure_ascii=False)}"


def main(paths):
    bad = False
    for path in paths:
        found = [outline(table) for table in tables(docx.Document(path))]
        beside = os.path.splitext(path)[0] + ".json"
        problems, judged = [], "read"
        if os.path.exists(beside):
            with open(beside, encoding="utf-8") as file:
                problems = list(differences(json.load(file), found))
            judged = "equal to its outline"
        print(f"FAIL {path}" if problems else f"OK   {path}: {len(found)} tables {judged}")
        for problem in problems[:6]:
            print("    ", problem[:400])
        bad |= bool(problems)
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
