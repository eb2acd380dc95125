"""Makes the small fonts among the seeds: boxes for glyphs, and each kind of table that text is set by.

Run it in this folder with fontTools installed: python3 make_fonts.py
The files it writes are the same on every run; nothing in them comes from another font. Fuzzing found the others,
which have their names from what was wrong.
"""

from fontTools.designspaceLib import AxisDescriptor
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0
from fontTools.ttLib.tables.TupleVariation import TupleVariation

CHARS = " AVTowfieé\u0301129/bcls，—“”ー岗位职责工作𠮷葛"
LAYOUT = """
languagesystem DFLT dflt; languagesystem latn dflt; languagesystem hani dflt; languagesystem hani ZHS;
feature ccmp { sub u0065 u0301 by u00E9; } ccmp;
feature liga { sub u0066 u0066 u0069 by f_f_i; sub u0066 u0069 by f_i; } liga;
feature calt { sub u0041' u0056 by u0041.alt; } calt;
feature frac { sub u0031' u002F by u0039; } frac;
feature vert { sub uFF0C by uFF0C.vert; sub u2014 by u2014.vert; } vert;
feature kern { pos [u0041 u0041.alt] [u0056] -80; pos u0054 u006F -90; pos u5C97 u4F4D <0 0 -10 0>; } kern;
markClass u0301 <anchor 100 500> @ABOVE;
feature mark { pos base u0065 <anchor 250 520> mark @ABOVE; } mark;
feature halt { pos uFF0C <0 0 -500 0>; } halt;
"""


def draw(pen, width, n):
    if width:
        pen.moveTo((60, n))
        pen.lineTo((60, 700))
        pen.lineTo((width - 60, 700))
        pen.lineTo((width - 60, n))
        pen.closePath()
    return pen


def make(is_ttf):
    names = [f"u{ord(c):04X}" for c in CHARS]
    order = [".notdef", *names, "f_f_i", "f_i", "u0041.alt", "uFF0C.vert", "u2014.vert", "u845B.E0100"]
    wide = {name: 1000 if name > "u2" and name[0] == "u" else 500 for name in order} | {"u0020": 250, "u0301": 0}
    font = FontBuilder(1000, isTTF=is_ttf)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(dict(zip(map(ord, CHARS), names)), uvs=[(0x845B, 0xE0100, "u845B.E0100")])
    if is_ttf:
        font.setupGlyf({name: draw(TTGlyphPen(None), wide[name], n).glyph() for n, name in enumerate(order)})
        composite = TTGlyphPen(dict.fromkeys(order))
        composite.addComponent("u0065", (1, 0, 0, 1, 0, 0))
        composite.addComponent("u0301", (0.5, 0, 0, 0.5, 90, 20))
        font.font["glyf"]["u00E9"] = composite.glyph()
    else:
        strings = {name: draw(T2CharStringPen(wide[name], None), wide[name], n).getCharString() for n, name in enumerate(order)}
        font.setupCFF("GangweiSeed-Regular", {"FullName": "岗位种子".encode("utf-8").decode("latin-1")}, strings, {})
    font.setupHorizontalMetrics({name: (wide[name], 60) for name in order})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupVerticalMetrics({name: (1000, 100) for name in order})
    font.setupVerticalHeader(ascent=500, descent=-500)
    if not is_ttf:
        font.setupVerticalOrigins({"uFF0C": 900}, defaultVerticalOrigin=880)
    font.setupNameTable({"familyName": {"en": "Seed", "zh": "测试"}, "styleName": "Regular", "psName": "GangweiSeed"})
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, sTypoLineGap=0, usWinAscent=880, usWinDescent=120, fsType=0)
    font.setupPost(keepGlyphNames=False)
    font.addOpenTypeFeatures(LAYOUT)
    font.font["head"].created = font.font["head"].modified = 3_800_000_000
    font.font.recalcTimestamp = False
    return font


def variable():
    font = make(True)
    axis = AxisDescriptor(tag="wght", name="Weight", minimum=100, default=400, maximum=900)
    font.setupFvar([axis], [])
    font.setupAvar([axis])
    bolder = [TupleVariation({"wght": (0, 1, 1)}, [(0, 0), (0, 0), (40, 0), (40, 0)] + [(0, 0), (40, 0), (0, 0), (0, 0)])]
    font.setupGvar({"u5C97": bolder})
    return font


def main():
    outlines, cubic = make(True), make(False)
    outlines.save("seeds/fonts/layout-tables.ttf")
    cubic.save("seeds/fonts/cubic-outlines.otf")
    variable().save("seeds/fonts/variable.ttf")
    collection = TTCollection()
    collection.fonts = [TTFont("seeds/fonts/layout-tables.ttf"), TTFont("seeds/fonts/cubic-outlines.otf")]
    for font in collection.fonts:
        font.recalcTimestamp = False
    collection.save("seeds/fonts/collection.ttc")
    # Pairs kerned as before OpenType, in a font without layout tables.
    old = TTFont("seeds/fonts/layout-tables.ttf", recalcTimestamp=False)
    for tag in ["GSUB", "GPOS", "GDEF", "vhea", "vmtx", "name"]:
        if tag in old:
            del old[tag]
    kern = newTable("kern")
    kern.version = 0
    pairs = KernTable_format_0()
    pairs.version, pairs.coverage, pairs.apple = 0, 1, False
    pairs.kernTable = {tuple(old.getGlyphName(n) for n in (2, 3)): -80, tuple(old.getGlyphName(n) for n in (4, 5)): -90}
    kern.kernTables = [pairs]
    old["kern"] = kern
    old.save("seeds/fonts/old-kerning.ttf")
    whole = open("seeds/fonts/layout-tables.ttf", "rb").read()

    def damage(name, tag, at, data):
        # One table of a sound font.
        record = whole.index(tag, 12)
        at += int.from_bytes(whole[record + 8 : record + 12], "big")
        open(f"seeds/fonts/{name}.ttf", "wb").write(whole[:at] + data + whole[at + len(data) :])

    damage("em-of-zero", b"head", 18, b"\0\0")
    # Of the names that are in Unicode, the first.
    damage("name-beyond-sixteen-bits", b"name", 6 + 4 * 12 + 8, b"\xff\xf0\xff\xf0")
    open("seeds/fonts/cut-off.ttf", "wb").write(whole[: len(whole) * 2 // 3])
    open("seeds/fonts/no-font.ttf", "wb").write("岗位".encode())


main()
