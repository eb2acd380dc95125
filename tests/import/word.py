"""Writes Word files as people's old forms are: python-docx keeps the package, the body is written here element by element."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import parse_xml

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
NBSP = "\u00a0"
KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "NoList", "Heading1", "Heading2", "Header", "Footer", "TableGrid"}
UNUSED_PARTS = {"thumbnail", "customXml", "stylesWithEffects", "theme", "webSettings"}


class Xml(str):
    """Markup that stands as it is; any other text is escaped."""


def run(text, bold=False, grey=False, size=None):
    """A run; tabs and line breaks in the text become elements."""
    looks = "<w:b/>" * bold + '<w:color w:val="808080"/>' * grey + (f'<w:sz w:val="{size}"/>' if size else "")
    body = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    body = body.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return Xml(f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{body}</w:t></w:r>')


def p(text="", number=None, style=None, align=None, bold=False, grey=False, size=None, page_break=False):
    """A paragraph. `number` is (list, level); `text` may be a list of runs."""
    looks = f'<w:pStyle w:val="{style}"/>' if style else ""
    looks += "<w:pageBreakBefore/>" * page_break
    if number:
        looks += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    looks += f'<w:jc w:val="{align}"/>' if align else ""
    runs = "".join(text) if isinstance(text, list) else run(text, bold, grey, size) if text else ""
    return Xml(f"<w:p><w:pPr>{looks}</w:pPr>{runs}</w:p>")


def paragraphs(content):
    """Paragraphs of a text, of markup, or of a list of both."""
    items = content if isinstance(content, list) else [content]
    return "".join(item if isinstance(item, Xml) else p(str(item)) for item in items)


def cell(content="", span=1, merge=None, vertical=False, bold=False):
    """A cell: what it holds, and how far it reaches."""
    if bold and not isinstance(content, list):
        content = p(content, bold=True, align="center")
    return (content, span, merge, vertical)


def table(rows, grid):
    """A table. `grid` has the widths of the columns in twips; rows are lists of cells, or of texts that fill one column."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    text = f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    for row in rows:
        text += "<w:tr>"
        at = 0
        for item in row:
            content, span, merge, vertical = item if isinstance(item, tuple) else (item, 1, None, False)
            width = sum(grid[at:at + span])
            at += span
            looks = f'<w:tcW w:w="{width}" w:type="dxa"/>'
            looks += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            looks += {None: "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
            looks += '<w:textDirection w:val="tbRlV"/>' * vertical
            inner = paragraphs(content)
            inner += p() if inner.endswith("</w:tbl>") else ""
            text += f"<w:tc><w:tcPr>{looks}</w:tcPr>{inner}</w:tc>"
        assert at == len(grid), (at, len(grid), row)
        text += "</w:tr>"
    return Xml(text + "</w:tbl>")


def text_box(content):
    """A paragraph with a floating text box, as Word 97 to 2007 write them."""
    return Xml(f'<w:p><w:r><w:pict><v:shape xmlns:v="{V}" type="#_x0000_t202" style="position:absolute;width:160pt;height:40pt">'
               f"<v:textbox><w:txbxContent>{paragraphs(content)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>")


def contents(titles):
    """A table of contents as Word leaves it behind: a field with its last result."""
    lines = [p([run(f"{title}\t{page}")]) for page, title in enumerate(titles, 3)]
    begin = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h </w:instrText></w:r>'
             '<w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    first = lines[0].replace("<w:p>", begin, 1).replace(f"{begin}<w:pPr></w:pPr>", begin, 1)
    return [p("目    录", align="center", bold=True, size=32), Xml(first), *lines[1:], Xml('<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>')]


class Numbers:
    """The numberings of a file."""

    def __init__(self):
        self.lists = []

    def add(self, *levels):
        """A list of its own with (format, text) for each level; gives its number."""
        self.lists.append(levels)
        return len(self.lists)

    def xml(self):
        abstract = numbers = ""
        for index, levels in enumerate(self.lists, 1):
            inner = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{escape(text)}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="{420 * (level + 1)}" w:hanging="420"/></w:pPr></w:lvl>' for level, (kind, text) in enumerate(levels))
            abstract += f'<w:abstractNum w:abstractNumId="{index}"><w:multiLevelType w:val="multilevel"/>{inner}</w:abstractNum>'
            numbers += f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>'
        return f'<w:numbering xmlns:w="{W}">{abstract}{numbers}</w:numbering>'


def save(path, blocks, numbers=None, header=None, footer=None):
    """Writes a file of blocks of markup; equal input gives equal bytes."""
    document = Document()
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    for block in [*blocks, p()]:  # Word has a paragraph after the last table, too; .doc loses the table without it
        markup = block if isinstance(block, Xml) else p(block)
        markup = markup.replace("<w:p>", f'<w:p xmlns:w="{W}">', 1) if markup.startswith("<w:p>") else markup.replace("<w:tbl>", f'<w:tbl xmlns:w="{W}">', 1)
        body.insert(len(body) - 1, parse_xml(markup))
    styles = document.styles.element
    for style in list(styles):
        if style.tag.endswith("}latentStyles") or style.tag.endswith("}style") and style.get(f"{{{W}}}styleId") not in KEPT_STYLES:
            styles.remove(style)
    if numbers:
        part = document.part.numbering_part
        part._element = parse_xml(numbers.xml())
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    properties = document.core_properties
    properties.author = properties.comments = properties.last_modified_by = ""
    for relations in (document.part.package.rels, document.part.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in UNUSED_PARTS:
                del relations[name]
    raw = io.BytesIO()
    document.save(raw)
    pack(raw.getvalue(), path)


def pack(raw, path):
    """Rewrites an archive with fixed dates, so that it is the same each time."""
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-05T09:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 5, 9, 0, 0)), content, zipfile.ZIP_DEFLATED)
