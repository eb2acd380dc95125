#!/usr/bin/env python3
"""Makes the Word files of tests/suite/office, with python-docx and LibreOffice.

    pip install python-docx && python3 tests/office/make.py [NAME…]

What python-docx has no words for is written as XML. The files are kept in the repository: they change only when this
script is run, and then `GANGWEI_BLESS=1 cargo test` writes anew what is read of them.
"""

import pathlib
import re
import subprocess
import sys
import tempfile
import zipfile

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import RGBColor

FOLDER = pathlib.Path(__file__).parent.parent / "suite/office"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "x": "urn:unknown",
    }.items()
)


def add(document, xml):
    """Adds blocks written as XML before the last section."""
    body = document.element.body
    last = body.find(f"{{{W}}}sectPr")
    for element in parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>"):
        last.addprevious(element)


def p(content, properties=""):
    """A paragraph; plain text becomes a run."""
    content = content if content.startswith("<") else t(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def t(text, properties=""):
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content, properties=""):
    content = content if content.startswith("<w:p>") or content.startswith("<w:tbl>") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def part(document, name, kind, content_type, xml):
    """Adds a part that the document refers to."""
    relationship = getattr(RELATIONSHIP_TYPE, kind)
    new = Part(PackURI(name), content_type, xml.encode(), document.part.package)
    return document.part.relate_to(new, relationship)


def form():
    """A form with merged cells, columns left out, a nested table and rows whose cells do not line up."""
    document = Document()
    document.core_properties.title = "岗位说明书"
    document.core_properties.author = "人事部"
    document.add_heading("仓 库 管 理 员 岗位说明书", 1)
    table = document.add_table(5, 4)
    for row, texts in zip(table.rows, [("岗位名称", "仓库管理员", "编号", "CK-01"), ("部门", "采购部", "定员", "2"), ("职责", "收货", "", ""), ("", "发货", "", ""), ("", "盘点", "", "")]):
        for cell, text in zip(row.cells, texts):
            cell.text = text
    table.cell(2, 0).merge(table.cell(4, 0))
    for row in range(2, 5):
        table.cell(row, 1).merge(table.cell(row, 3))
    document.add_paragraph()
    span = '<w:gridSpan w:val="{}"/>'.format
    first, following = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    upright = '<w:textDirection w:val="tbRlV"/>'
    add(
        document,
        tbl(
            [
                tr([tc("职责与工作任务", span(4))], "<w:tblHeader/>"),
                tr([tc("职责一", first + upright), tc("职责表述：管理库存", span(3))]),
                tr([tc("", following), tc("工作任务", first), tc("入库", span(2))]),
                tr([tc("", following), tc("", following), tc("出库"), tc("每日")]),
                tr([tc("被遮住的字", following), tc("工作任务", following), tc("内表：", span(2))]),
                tr([tc("", following), tc("下一项", first), tc(tbl([tr([tc("指标"), tc("权重")]), tr([tc("准确率"), tc("60%")])]) + p(""), span(2))]),
                tr([tc("缺格的一行")], '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
                tr([tc("上面没有可并的格", following), tc("宽度不同", span(2) + following), tc("尾")]),
                tr([tc("横并", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>'), tc("其余", span(2))]),
            ]
        )
        + p("表后"),
    )
    return document


def level(at, format, text, more=""):
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def lists():
    """Automatic numbers in many formats, on levels, by styles, begun anew and gone on."""
    document = Document()
    numbering = document.part.numbering_part.element
    bullets = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    templates = [
        level(0, "chineseCountingThousand", "第%1条") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3、"),
        level(0, "decimal", "%1") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "%1.%2.%3)"),
        level(0, "bullet", "\uf0d8", bullets) + level(1, "bullet", "–"),
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="Heading1"/>') + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/><w:isLgl/>'),
    ]
    formats = "decimalZero upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText chineseLegalSimplified ideographTraditional ideographZodiac ideographDigital ideographEnclosedCircle decimalEnclosedCircle decimalEnclosedFullstop decimalEnclosedParen decimalFullWidth japaneseCounting none".split()
    templates += [level(0, name, "%1") for name in formats]
    nums = []
    for at, levels in enumerate(templates, 50):
        numbering.insert(0, parse_xml(f'<w:abstractNum {NAMESPACES} w:abstractNumId="{at}">{levels}</w:abstractNum>'))
        nums.append((at, at, ""))
    nums += [
        (100, 51, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
        (101, 50, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
    ]
    for num, template, change in nums:
        numbering.append(parse_xml(f'<w:num {NAMESPACES} w:numId="{num}"><w:abstractNumId w:val="{template}"/>{change}</w:num>'))
    for name, numId in (("Heading 1", 53), ("Heading 2", 53)):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:numPr {NAMESPACES}><w:numId w:val="{numId}"/></w:numPr>'))

    def item(text, num, level=0, more=""):
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>{more}')

    hidden = "<w:rPr><w:vanish/></w:rPr>"
    add(
        document,
        "".join(item(text, 50, level) for text, level in [("总则", 0), ("目的", 1), ("范围", 1), ("其一", 2), ("职责", 0), ("分工", 1)])
        + "".join(item(text, 51, level) for text, level in [("一", 0), ("二", 1), ("三", 2), ("四", 2), ("五", 1), ("六", 0), ("七", 1)])
        + item("另起", 100) + item("接着", 100) + item("再接", 51) + item("条又从头", 101)
        + item("点", 52) + item("杠", 52, 1)
        + p("工作概要", '<w:pStyle w:val="Heading1"/>') + p("细目", '<w:pStyle w:val="Heading2"/>') + p("细目", '<w:pStyle w:val="Heading2"/>')
        + p("不编号的标题", '<w:pStyle w:val="Heading1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("任职资格", '<w:pStyle w:val="Heading1"/>') + p("细目", '<w:pStyle w:val="Heading2"/>')
        + item(t("看不见", "<w:vanish/>"), 51, 0, hidden) + item("看得见", 51)
        + "".join(item(name, at, 0) + item(name, at, 0) for at, name in enumerate(formats, 54)),
    )
    return document


def revisions():
    """Tracked changes of text, paragraph ends, rows and cells."""
    document = Document()
    by = 'w:id="1" w:author="王某" w:date="2026-01-01T00:00:00Z"'
    other = 'w:id="2" w:author="李某"'
    deleted = f"<w:rPr><w:del {by}/></w:rPr>"
    add(
        document,
        p(t("负责") + f"<w:del {by}><w:r><w:delText>采购</w:delText></w:r></w:del><w:ins {other}>{t('销售')}</w:ins>" + t("工作"))
        + p("这一段的结尾删了，", deleted) + p(t("与下一段相连"), '<w:pStyle w:val="Heading2"/>')
        + p("又删了结尾，", '<w:pStyle w:val="Heading2"/>' + deleted) + f"<w:p>{t('下一段没有属性')}</w:p><w:p>{t('再下一段')}</w:p>"
        + p(f"<w:del {by}><w:r><w:delText>整段都删了</w:delText></w:r></w:del>", deleted) + p("还在")
        + p(f'<w:moveFrom {by}>{t("移走的")}</w:moveFrom>', f"<w:rPr><w:moveFrom {by}/></w:rPr>") + p(f'<w:moveTo {by}>{t("移走的")}</w:moveTo>')
        + p("改了样式", f'<w:pPrChange {by}><w:pPr><w:pStyle w:val="Heading1"/></w:pPr></w:pPrChange>')
        + tbl(
            [
                tr([tc("甲"), tc("乙")]),
                tr([tc("删了的行"), tc("丙")], f"<w:del {by}/>"),
                tr([tc("加了的行"), tc("丁")], f"<w:ins {other}/>"),
                tr([tc("删了的格", f"<w:cellDel {by}/>"), tc("戊", f"<w:cellIns {by}/>"), tc("己")]),
            ]
        )
        + tbl([tr([tc("整个表都删了")], f"<w:del {by}/>")])
        + p("最后一段的结尾也删了", deleted),
    )
    return document


def mark(kind, more=""):
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{more}</w:fldChar></w:r>'


def field(instruction, result=None):
    middle = "" if result is None else mark("separate") + result
    return mark("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + middle + mark("end")


def fields():
    """Fields: results, nested ones, over several paragraphs, of forms, and without an end."""
    document = Document()
    box = lambda state: "<w:ffData><w:checkBox><w:sizeAuto/>{}</w:checkBox></w:ffData>".format(state)
    choice = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="本科"/><w:listEntry w:val="硕士"/></w:ddList></w:ffData>'
    form = lambda data, name: mark("begin", data) + f"<w:r><w:instrText> {name} </w:instrText></w:r>" + mark("end")
    add(
        document,
        p(mark("begin") + "<w:r><w:instrText> TOC </w:instrText></w:r>" + mark("separate") + t("销售员") + "<w:r><w:tab/></w:r>" + field(" PAGEREF a ", t("1")))
        + p(t("采购员") + "<w:r><w:tab/></w:r>" + field(" PAGEREF b ", t("2"))) + p(mark("end"))
        + p(t("第") + f'<w:fldSimple w:instr=" PAGE ">{t("3")}</w:fldSimple>' + t("页，共") + field(" QUOTE " + "</w:instrText></w:r>" + field(" NUMPAGES ", t("9")) + "<w:r><w:instrText> 8 ", t("8")) + t("页"))
        + p(f'<w:hyperlink r:id="x">{t("链接")}</w:hyperlink>' + field(' HYPERLINK "http://a" ', t("与网址")))
        + p(form(box("<w:default w:val=\"1\"/>"), "FORMCHECKBOX") + t("倒班 ") + form(box("<w:default w:val=\"1\"/><w:checked w:val=\"0\"/>"), "FORMCHECKBOX") + t("常白班 ") + form(choice, "FORMDROPDOWN"))
        + p(t("密级") + field(" eq \\o\\ac(○,密)") + field(" EQ \\o\\ac(○,3)"))
        + p(mark("begin") + "<w:r><w:instrText> IF </w:instrText></w:r>" + t("没有结尾的域")) + p("下一段照样在"),
    )
    return document


def controls():
    """Content controls on all levels, smart tags, custom XML, check boxes, symbols, ruby, marks of direction."""
    document = Document()
    sdt = lambda content, properties="": f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    box = lambda checked: f'<w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox>'
    sym = lambda font, char: f'<w:r><w:sym w:font="{font}" w:char="{char}"/></w:r>'
    add(
        document,
        sdt(p("块里的控件") + sdt(p(t("控件里的控件"))))
        + p(t("岗位：") + sdt(t("销售员")) + sdt(t("单击此处输入文字"), "<w:showingPlcHdr/>"))
        + sdt(p("单击此处输入日期"), "<w:showingPlcHdr/>")
        + p(sdt(t("☒"), box(1)) + t("是 ") + sdt(t("☐"), box(0)) + t("否 ") + sym("Wingdings", "F0FE") + t("有") + sym("Wingdings", "F0A8") + sym("Wingdings", "F06F") + sym("Symbol", "F0B3") + sym("宋体", "7532"))
        + p(t("o þ", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + t("学历"))
        + tbl([tr([tc("甲"), sdt(tc("格")), f'<w:customXml w:element="a">{tc("丙")}</w:customXml>']), sdt(tr([tc("行"), tc(sdt(p("格里")).replace("<w:sdt>", "<w:p></w:p><w:sdt>", 1))]))])
        + p(f'<w:smartTag w:element="a"><w:smartTagPr/>{t("北京")}</w:smartTag><w:customXml w:element="b"><w:customXmlPr/>{t("分公司")}</w:customXml><w:dir w:val="rtl"><w:bdo w:val="rtl">{t("方向")}</w:bdo></w:dir>')
        + p(f'<w:r><w:ruby><w:rubyPr/><w:rt>{t("gǎng")}</w:rt><w:rubyBase>{t("岗")}</w:rubyBase></w:ruby></w:r>' + t("位"))
        + p("<w:r><w:t> 首尾空格不保留 </w:t><w:t>2</w:t><w:noBreakHyphen/><w:t>3</w:t><w:softHyphen/><w:t>天</w:t><w:br/><w:t>换行</w:t><w:cr/><w:t>A&amp;B&#x3C;</w:t></w:r>")
        + p(f'<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>'),
    )
    return document


def boxes():
    """Text boxes in both forms, shapes, pictures, embedded objects, alternatives."""
    document = Document()
    content = f"<w:txbxContent>{p('框里第一段')}{p('框里第二段')}</w:txbxContent>"
    shape = lambda inner: f"<w:drawing><wp:anchor><a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    both = lambda requires, choice, fallback: f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'
    vml = f"<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>"
    picture = shape("<pic:pic/>")
    add(
        document,
        p(t("有文本框的段落") + f"<w:r>{both('wps', shape(f'<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>'), vml)}</w:r>" + t("，接着写"))
        + p(f"<w:r>{vml}</w:r>" + t("旧式文本框"))
        + both("w14", p("认得的"), p("代替的")) + both("x", p("不认得的"), p("用代替的"))
        + p(both("x", t("甲"), t("乙")) + both("wps w14", t("丙"), t("丁")))
        + p(f"<w:r>{picture}{picture}</w:r><w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>" + '<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>')
        + p('<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>'),
    )
    return document


def notes():
    """Sections, page breaks, headers, footers, notes and comments."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "华某公司"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    document.add_paragraph("首节")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("同页的一节")
    new = document.add_section(WD_SECTION.NEW_PAGE)
    new.header.is_linked_to_previous = False
    new.header.paragraphs[0].text = "华某公司"
    new.footer.is_linked_to_previous = False
    new.footer.paragraphs[0].text = "另一种页脚"
    document.add_paragraph("新页的一节")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("分页之后")
    run = document.add_paragraph().add_run("前")
    run.add_break(WD_BREAK.PAGE)
    run.add_text("后")
    document.add_paragraph("段前分页").paragraph_format.page_break_before = True
    note = lambda id, text, kind="": f'<w:footnote {kind} w:id="{id}">{p("<w:r><w:footnoteRef/></w:r>" + t(text))}</w:footnote>'
    xml = f'<w:footnotes {NAMESPACES}>{note(-1, "", "w:type=%sseparator%s" % (chr(34), chr(34)))}{note(1, "后引的脚注")}{note(2, "先引的脚注")}{note(3, "没有引的脚注")}</w:footnotes>'
    part(document, "/word/footnotes.xml", "FOOTNOTES", "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", xml)
    end = xml.replace("footnote", "endnote").replace("脚注", "尾注")
    part(document, "/word/endnotes.xml", "ENDNOTES", "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml", end)
    refer = lambda kind, id: f'<w:r><w:{kind}Reference w:id="{id}"/></w:r>'
    add(document, p(t("注") + refer("footnote", 2) + refer("footnote", 1) + refer("footnote", 2) + refer("endnote", 1)))
    document.add_comment(document.add_paragraph("有批注").runs, "请核实", author="王某")
    return document


def looks():
    """Styles: names, levels, grey guidance, hidden text."""
    document = Document()
    styles = document.styles.element
    style = lambda id, kind, content: styles.append(parse_xml(f'<w:style {NAMESPACES} w:type="{kind}" w:styleId="{id}"><w:name w:val="{id}"/>{content}</w:style>'))
    style("guide", "paragraph", '<w:rPr><w:color w:val="A6A6A6"/></w:rPr>')
    style("guide2", "paragraph", '<w:basedOn w:val="guide"/><w:pPr><w:outlineLvl w:val="2"/><w:pageBreakBefore/></w:pPr>')
    style("prompt", "character", '<w:rPr><w:color w:val="808080"/></w:rPr>')
    style("secret", "character", "<w:rPr><w:vanish/></w:rPr>")
    style("secretly", "paragraph", "<w:rPr><w:vanish/></w:rPr>")
    style("ring", "paragraph", '<w:basedOn w:val="ring2"/>')
    style("ring2", "paragraph", '<w:basedOn w:val="ring"/>')
    named = '<w:pStyle w:val="{}"/>'.format
    run = '<w:rStyle w:val="{}"/>'.format
    grey = '<w:color w:val="{}"/>'.format
    document.add_heading("题目", 0)
    document.add_heading("一级", 1)
    document.add_paragraph("灰色的填写说明").runs[0].font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    add(
        document,
        p("样式是灰的", named("guide")) + p(t("样式是灰的，") + t("有一处不是", grey("000000")), named("guide2"))
        + p(t("字符样式是灰的", run("prompt")))
        + p(t("主题灰", '<w:color w:val="auto" w:themeColor="background1" w:themeShade="A6"/>'))
        + p(t("红", grey("FF0000"))) + p(t("深灰", grey("404040"))) + p("   ", named("guide"))
        + p(t("看得见") + t("藏起来的", "<w:vanish/>") + t("，网页里才藏", "<w:webHidden/>") + t("样式藏的", run("secret")))
        + p(t("段落样式藏的") + t("两次藏就显示", run("secret")) + t("直接显示", '<w:vanish w:val="0"/>'), named("secretly"))
        + p("循环的样式", named("ring")) + p("没有的样式", named("nowhere")) + p("自己的级别", '<w:outlineLvl w:val="4"/>') + p("正文", named("Heading1") + '<w:outlineLvl w:val="9"/>'),
    )
    return document


def strict(name):
    """A file in the strict form of the standard, with another prefix and parts in unusual places."""
    base = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    rels = lambda content: f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'
    rel = lambda id, kind, target: f'<Relationship Id="{id}" Type="{base}/{kind}" Target="{target}"/>'
    word = 'xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    with zipfile.ZipFile(FOLDER / f"{name}.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", rels(rel("a", "officeDocument", "/Main/Doc.xml")))
        package.writestr("main/_rels/doc.xml.rels", rels(rel("b", "styles", "../other/styles.xml")))
        package.writestr("other/styles.xml", f'<styles {word}><style type="paragraph" styleId="k"><name val="heading 2"/></style></styles>'.encode("utf-16"))
        package.writestr(
            "main/doc.xml",
            f'\ufeff<?xml version="1.0"?><!-- a --><document {word}><body><p><pPr><pStyle val="k"/></pPr><r><t>严格格式</t></r></p>'
            '<tbl><tr><tc><tcPr><textDirection val="rl"/></tcPr><p><r><t><![CDATA[竖<排>]]></t></r></p></tc></tr></tbl></body></document>',
        )


def convert(path, kind, folder):
    """Saves a file in another format with LibreOffice."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", folder, str(path)]
    subprocess.run(command, check=True, capture_output=True)


def again(name, source, middle):
    """Saves a file of this folder again with LibreOffice, through another format."""
    with tempfile.TemporaryDirectory() as folder:
        convert(FOLDER / f"{source}.docx", middle, folder)
        convert(f"{folder}/{source}.{middle}", "docx", folder)
        shrink(pathlib.Path(folder) / f"{source}.docx", FOLDER / f"{name}.docx")


def writer(name):
    """A text of LibreOffice's own: a text box, a frame with a table, a list with a gap, a footnote, a changed text."""
    kinds = {"office": "office", "text": "text", "table": "table", "draw": "drawing", "svg": "svg-compatible", "style": "style", "fo": "xsl-fo-compatible"}
    names = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"' for prefix, kind in kinds.items())
    size = 'svg:width="5cm" svg:height="2cm" text:anchor-type="paragraph"'
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="、"/></text:list-style>'
        '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style></office:automatic-styles>'
        "<office:body><office:text>"
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><office:change-info><dc:creator>王某</dc:creator><dc:date>2026-01-01T00:00:00</dc:date></office:change-info><text:p>删去的</text:p></text:deletion></text:changed-region></text:tracked-changes>'
        f'<text:p><draw:frame {size}><draw:text-box><text:p>文本框里</text:p></draw:text-box></draw:frame>文本框外</text:p>'
        f'<text:p><draw:custom-shape {size}><text:p>形状里</text:p></draw:custom-shape>形状外</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>一项</text:p></text:list-item></text:list><text:p>隔开</text:p><text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>二项</text:p></text:list-item></text:list>'
        '<text:p>注<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>，改<text:change text:change-id="c"/>过</text:p>'
        '<text:p text:style-name="B">新的一页</text:p>'
        "</office:text></office:body></office:document>"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.fodt"
        path.write_text(text, encoding="utf-8")
        convert(path, "docx", folder)
        shrink(pathlib.Path(folder) / "a.docx", FOLDER / f"{name}.docx")


def shrink(source, target):
    """Packs a file without its thumbnail, theme and settings of printers."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(old.namelist()):
            if not re.search(r"thumbnail|theme|customXml|stylesWithEffects|fontTable|webSettings", name):
                new.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED, 9)


MADE = {"form": form, "lists": lists, "revisions": revisions, "fields": fields, "controls": controls, "boxes": boxes, "notes": notes, "looks": looks}
AGAIN = {"form-odt": ("form", "odt"), "form-doc": ("form", "doc"), "lists-odt": ("lists", "odt"), "lists-doc": ("lists", "doc"), "notes-odt": ("notes", "odt")}


def main(names):
    wanted = lambda name: not names or name in names
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in MADE.items():
        if wanted(name):
            with tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "a.docx"
                make().save(path)
                shrink(path, FOLDER / f"{name}.docx")
    for name, make in {"strict": strict, "writer": writer}.items():
        if wanted(name):
            make(name)
    for name, (source, middle) in AGAIN.items():
        if wanted(name):
            again(name, source, middle)


if __name__ == "__main__":
    main(sys.argv[1:])
