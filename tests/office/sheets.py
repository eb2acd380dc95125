#!/usr/bin/env python3
"""Makes the workbooks and text tables of tests/suite/office, with openpyxl and LibreOffice.

    pip install openpyxl && python3 tests/office/sheets.py [NAME…]

The files are kept in the repository: they change only when this script is run, and then `GANGWEI_BLESS=1 cargo test` writes
anew what is read of them. `sheets.py read FILE.xlsx` prints the cells of a workbook, as another program reads them.
"""

import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

FOLDER = pathlib.Path(__file__).parent.parent / "suite/office"
DAY = datetime.datetime(2026, 1, 1)

POSITIONS = [
    ("岗位名称", "所属部门", "定员", "职级", "直接上级", "生效日期", "职责描述", "权重"),
    ("仓库管理员", "采购部", 2, "P2", "采购部经理", datetime.date(2026, 1, 1), "1. 收货、验货\n2. 发货\n3. 每月盘点", 0.4),
    ("采购员", "采购部", "2-3", "P3", "采购部经理", datetime.date(2026, 3, 15), "询价、比价", 0.125),
    ("会计", "财务部", 1, None, "财务部经理", "2026年7月", "记账、报税", 1),
]


def positions():
    """One row a position, as offices keep them: a title over all columns, departments in merged cells, a hidden sheet."""
    book = Workbook()
    book.properties.title, book.properties.creator = "岗位一览表", "人事部"
    sheet = book.active
    sheet.title = "岗位"
    sheet["B2"] = "岗位一览表"
    sheet.merge_cells("B2:I2")
    for row, texts in enumerate(POSITIONS, 4):
        for column, value in enumerate(texts, 2):
            sheet.cell(row, column, value)
        sheet.cell(row, 9).number_format = "0.0%" if row == 6 else "0%"
    sheet.merge_cells("C5:C6")
    sheet["D5"].number_format = '0"人"'
    sheet["G5"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["D9"], sheet["D9"].number_format = 12345.5, "#,##0.00"
    sheet["E9"], sheet["F9"], sheet["G9"] = True, "=1+1", datetime.datetime(2026, 1, 1, 8, 30)
    sheet["H9"] = "  "
    sheet["B5"].comment = Comment("原名：保管员", "人事部")
    sheet["B9"], sheet["B9"].alignment = "合计", Alignment(text_rotation=255)
    book.create_sheet("空表")["C3"].number_format = "0%"
    old = book.create_sheet("旧岗位")
    old["A1"], old["B1"] = "岗位名称", "司机"
    old.sheet_state = "hidden"
    return book


def form():
    """A form of one position, with merged labels and values, over two sheets."""
    book = Workbook()
    for sheet, name in [(book.active, "出纳"), (book.create_sheet("出纳 (2)"), "会计")]:
        sheet.title = name if name == "出纳" else sheet.title
        for place, text in {"A1": "岗位说明书", "A2": "岗位名称", "B2": name, "C2": "编号", "D2": "CW-01", "A3": "职责", "B3": "1、收付现金", "B4": "2、登记日记账", "A5": "任职资格", "B5": "学历", "C5": "大专", "B6": "经验", "C6": "1年"}.items():
            sheet[place] = text
        for area in ["A1:D1", "A3:A4", "B3:D3", "B4:D4", "A5:A6", "C5:D5", "C6:D6"]:
            sheet.merge_cells(area)
    return book


def save(book, path):
    """Saves a workbook packed small, with dates that do not change."""
    book.properties.created = book.properties.modified = DAY
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "a.xlsx"
        book.save(source)
        shrink(source, path)


def shrink(source, target):
    """Packs a file without its thumbnail and settings."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "mimetype", name)):
            if not re.search(r"Thumbnail|Configurations|settings.xml|manifest.rdf", name):
                text = re.sub(rb"(<dcterms:modified[^>]*>|<dc:date>|<meta:creation-date>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", old.read(name))
                new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED, 9)


def again(source, form, target):
    """Lets LibreOffice save a workbook in another format; those that are archives are packed small."""
    with tempfile.TemporaryDirectory() as folder:
        convert(FOLDER / f"{source}.xlsx", form, folder)
        made = pathlib.Path(folder) / f"{source}.{form}"
        if form == "xls":
            target.write_bytes(made.read_bytes())
        else:
            shrink(made, target)


def convert(path, form, folder):
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", form, "--outdir", folder, path]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def table(separator):
    """The rows of the positions as text, those with line breaks or separators in quotes."""
    quoted = lambda text: f'"{text}"' if re.search(rf'[\n"{separator}]', text) else text
    texts = lambda row: [quoted("" if value is None else str(value).replace('"', '""')) for value in row]
    return "".join(separator.join(texts(row)) + "\r\n" for row in POSITIONS)


MADE = {"positions": positions, "form-sheets": form}
AGAIN = {"positions-lo.xlsx": ("positions", "xlsx"), "positions.ods": ("positions", "ods"), "positions.xls": ("positions", "xls"), "form-sheets.ods": ("form-sheets", "ods")}
TEXTS = {
    "comma-gbk.csv": (",", "gbk"),
    "comma-bom.csv": (",", "utf-8-sig"),
    "semicolon.csv": (";", "utf-8"),
    "tab.tsv": ("\t", "utf-16"),
}


def main(names):
    if names[:1] == ["read"]:
        for sheet in load_workbook(names[1], data_only=True):
            print(f"== {sheet.title} {sheet.dimensions} freeze {sheet.freeze_panes} filter {sheet.auto_filter.ref}")
            for row in sheet.iter_rows(values_only=True):
                print("\t".join("" if value is None else str(value).replace("\n", "⏎") for value in row))
        return
    wanted = lambda name: not names or name in names
    for name, make in MADE.items():
        if wanted(name):
            save(make(), FOLDER / f"{name}.xlsx")
    for name, (source, form) in AGAIN.items():
        if wanted(name):
            again(source, form, FOLDER / name)
    for name, (separator, encoding) in TEXTS.items():
        if wanted(name):
            (FOLDER / name).write_bytes(table(separator).encode(encoding))


if __name__ == "__main__":
    main(sys.argv[1:])
