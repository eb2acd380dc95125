#!/usr/bin/env python3
"""Cuts the two faces that only titles and labels of the set `official` use down to the characters that Chinese texts need.

    pip install fonttools
    make.py LXGWWenKai-Regular.ttf NotoSerifSC_700Bold.ttf

The first is in Debian's package fonts-lxgw-wenkai 1.250, the second in the npm package @expo-google-fonts/noto-serif-sc 0.4.3;
both are under the SIL Open Font License 1.1 (licences beside this file). Kept are the 8,105 characters of 通用规范汉字表
(characters.txt), the signs and characters of GB 2312, and ASCII; everything else comes from the whole faces. The first
font reserves its names, so its cut is called Gangwei Kai. Equal input gives equal bytes.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
#: Tables of layout that these faces are not asked for: they stand in horizontal lines, shaped glyph by glyph.
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "meta", "DSIG"]


def characters():
    kept = set((HERE / "characters.txt").read_text(encoding="utf-8")) - {"\n"}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            kept.update(bytes([high, low]).decode("gb2312", "ignore"))
    kept.update(map(chr, range(0x20, 0x7F)))
    # Punctuation, CJK marks, full-width forms.
    for first, last in [(0x2010, 0x2026), (0x3000, 0x303F), (0xFF01, 0xFF5E)]:
        kept.update(map(chr, range(first, last + 1)))
    return kept


def cut(source, target, family=None):
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], notdef_outline=True)
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters()])
    cutter.subset(font)
    if family:
        rename(font["name"], family)
    font.save(HERE / target)


def rename(names, family):
    """Gives a font another family, in every language."""
    for record in list(names.names):
        new = {1: family, 3: f"{family} {names.getDebugName(5)}", 4: family, 6: family.replace(" ", "") + "-Regular"}.get(record.nameID)
        if new:
            names.setName(new, record.nameID, record.platformID, record.platEncID, record.langID)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    cut(sys.argv[1], "GangweiKai_400Regular.ttf", "Gangwei Kai")
    cut(sys.argv[2], "NotoSerifSC_700Bold.ttf")


if __name__ == "__main__":
    main()
