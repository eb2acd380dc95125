"""Makes the synthetic fonts of the line tests: whole numbers for widths, boxes for glyphs.

Run it in this folder with fontTools installed: python3 make.py
The files it writes are the same on every run.

- Gangwei Test (岗位测试), regular and bold: Han and full-width marks 1000 units, Latin letters,
  digits, "/", "·" and ASCII marks 500, the space 250, dashes and ellipses 1000, of an em of 1000.
  Both weights have the same advances, so that a bold run must not change a line.
  U+2015 is absent and U+30FB is there: "—" must be found without the one, "·" with the other.
  U+2300 and U+4E06 are absent, to be missed. U+845B has a variation sequence with U+E0100.
  Vertical forms of some marks stand under "vert".
  U+20BB7, which the embedded fonts lack, is there.
- Gangwei Test Latin: ASCII 500, the space 450 (wide enough to be narrowed), quotation marks 400.
- Gangwei Test Cubic: the letters and digits of ASCII, 500, with CFF outlines, which PDF embeds in another way.
"""

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

EM = 1000
ASCII = [chr(c) for c in range(0x21, 0x7F)]
# Half an em: what stands in Latin words.
HALF = ASCII + list("·–°±×÷≥≤‰é₂₄³²ü")
# Full-width marks and symbols.
WIDE = list(
    "，。、；：？！（）《》〈〉「」『』【】〔〕［］｛｝“”‘’—…～　・"
    "℃％㎡①②③④⑤⑥⑦⑧⑨⑩□☐☑■№￥⼈⽅㐀豈﨑"
)
WIDE += [chr(c) for c in range(0xFF10, 0xFF1A)] + [chr(c) for c in range(0xFF21, 0xFF3B)]
WIDE += [chr(0xFE68), chr(0xFF0F)]
# Enough Han for the tests' sentences and for random text.
HAN = sorted(
    set(
        "一二三四五六七八九十百千万上下中人个位作使保公共其具内准分别制动务印号司名员品售和商团国地培基备处"
        "够大好学安完实客室宣对将导岗工市年应度开式当心必性总息情成手执技承招括持按挥据推提收支数文料新方施日"
        "时明是智更最月有服期本术机权材来标核格检次正步毕民求法活流测海消渠满源演点熟牌物特状王理生用画监直省"
        "相知确示社种科程稳立章第等签管类系素组织经结维综编网考聘能至苏范营薪表要规训设评试询该语说课调责财"
        "质赴起路达进退送选通道遵部酬配重量金限除险需项领验高以及克里斯蒂娜罗塞甲乙丙丁葛国发采购库存"
        "𠮷的了在与为各行字体并等待遇职电邮联系登录见图按不得低于左右际间"
    )
)
# With a form of their own in vertical lines.
VERTICAL = list("，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’—…～")


def box(width, left, right, bottom=0, top=700):
    pen = TTGlyphPen(None)
    if right > left:
        pen.moveTo((left, bottom))
        pen.lineTo((left, top))
        pen.lineTo((right, top))
        pen.lineTo((right, bottom))
        pen.closePath()
    return pen.glyph(), width


def outline(char):
    """A mark's ink stands in its own half, as the blank that may go is in the other."""
    if char in "（《〈「『【〔［｛“‘":
        return box(EM, 600, 900)
    if char in "）》〉」』】〕］｝”’，。、；：？！":
        return box(EM, 100, 400)
    if char in "—…":
        return box(EM, 50, 950, 350, 400)
    return box(EM, 80, 920, -80, 800)


def make(file, family, style, weight, glyphs, sequences, vertical):
    """`glyphs`: character → (outline, advance)."""
    order = [".notdef"] + [f"u{ord(c):04X}" for c in glyphs]
    outlines = {".notdef": box(EM, 100, 900)[0]}
    advances = {".notdef": (EM, 100)}
    cmap = {}
    for char, (glyph, width) in glyphs.items():
        name = f"u{ord(char):04X}"
        outlines[name], advances[name] = glyph, (width, 0)
        cmap[ord(char)] = name
    for name, (glyph, width) in {**sequences, **vertical}.items():
        order.append(name)
        outlines[name], advances[name] = glyph, (width, 0)
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(order)
    uvs = [(int(name[1:5], 16), 0xE0100, name) for name in sequences]
    font.setupCharacterMap(cmap, uvs=uvs or None)
    font.setupGlyf(outlines)
    left = {name: getattr(font.font["glyf"][name], "xMin", 0) for name in order}
    font.setupHorizontalMetrics({name: (advances[name][0], left[name]) for name in order})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    if vertical:
        top = {name: getattr(font.font["glyf"][name], "yMax", 880) for name in order}
        font.setupVerticalMetrics({name: (EM, 880 - top[name]) for name in order})
        font.setupVerticalHeader(ascent=500, descent=-500)
    ps_name = file.removesuffix(".ttf")
    names = {"familyName": family, "styleName": style, "uniqueFontIdentifier": ps_name, "psName": ps_name}
    font.setupNameTable(names)
    is_bold = weight >= 600
    font.setupOS2(
        sTypoAscender=880,
        sTypoDescender=-120,
        sTypoLineGap=0,
        usWinAscent=880,
        usWinDescent=120,
        usWeightClass=weight,
        fsType=0,
        fsSelection=0x20 if is_bold else 0x40,
    )
    font.setupPost(isFixedPitch=0)
    if vertical:
        lines = "\n".join(f"sub {name.removesuffix('.vert')} by {name};" for name in vertical)
        systems = "languagesystem DFLT dflt; languagesystem hani dflt;"
        font.addOpenTypeFeatures(f"{systems} feature vert {{ {lines} }} vert;")
    head = font.font["head"]
    head.created = head.modified = 3_800_000_000
    head.macStyle = int(is_bold)
    font.font.recalcTimestamp = False
    font.save(file)


def make_cubic(file, family, chars):
    """A font of boxes with CFF outlines."""
    order = [".notdef"] + [f"u{ord(c):04X}" for c in chars]
    font = FontBuilder(EM, isTTF=False)
    font.setupGlyphOrder(order)
    font.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in chars})
    strings = {}
    for name in order:
        pen = T2CharStringPen(500, None)
        pen.moveTo((60, 0))
        pen.lineTo((60, 700))
        pen.curveTo((160, 760), (340, 760), (440, 700))
        pen.lineTo((440, 0))
        pen.closePath()
        strings[name] = pen.getCharString()
    ps_name = file.removesuffix(".otf")
    font.setupCFF(ps_name, {"FullName": family}, strings, {})
    font.setupHorizontalMetrics({name: (500, 60) for name in order})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    names = {"familyName": family, "styleName": "Regular", "uniqueFontIdentifier": ps_name, "psName": ps_name}
    font.setupNameTable(names)
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, sTypoLineGap=0, usWinAscent=880, usWinDescent=120, fsType=0)
    font.setupPost(isFixedPitch=0)
    font.font["head"].created = font.font["head"].modified = 3_800_000_000
    font.font.recalcTimestamp = False
    font.save(file)


def main():
    han = {c: box(250, 0, 0) if c == " " else box(500, 60, 440) for c in [" "] + HALF}
    han |= {c: outline(c) for c in WIDE + HAN}
    han["\u3000"] = box(EM, 0, 0)
    # A mark above, without an advance of its own.
    han["\u0301"] = box(0, -300, -200, 720, 800)
    sequences = {"u845B.E0100": box(EM, 200, 800)}
    vertical = {f"u{ord(c):04X}.vert": box(EM, 300, 700, 100, 600) for c in VERTICAL}
    family = {"en": "Gangwei Test", "zh": "岗位测试"}
    make("GangweiTest-Regular.ttf", family, "Regular", 400, han, sequences, vertical)
    make("GangweiTest-Bold.ttf", family, "Bold", 700, han, sequences, vertical)
    latin = {c: box(450, 0, 0) if c == " " else box(500, 60, 440) for c in [" "] + ASCII}
    latin |= {c: box(400, 100, 300, 400) for c in "“”‘’"} | {"—": box(EM, 0, EM, 300, 350)}
    make("GangweiTestLatin-Regular.ttf", "Gangwei Test Latin", "Regular", 400, latin, {}, {})
    make_cubic("GangweiTestCubic-Regular.otf", "Gangwei Test Cubic", [c for c in ASCII if c.isalnum()])


main()
