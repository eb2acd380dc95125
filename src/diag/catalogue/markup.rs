//! What templates render to: elements, attributes, tables, links and pictures (E20x, E21x).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "E201",
        ("标记不完整", "markup that is not well-formed"),
        (
            "标记须像 XML 一样完整：每个开始标签都有结束标签，嵌套不交叉，属性值加引号，注释闭合；不能有 DOCTYPE、XML 声明和处理指令。",
            "Markup must be as well-formed as XML: every tag is closed, none overlap, attribute values stand in quotes, \
             comments end; DOCTYPE, XML declaration and processing instructions have no place.",
        ),
        ("在指出的地方补上结束标签或引号。", "Add the closing tag or the quote where the message points."),
    )
    .example(
        "# templates/own/position.html\n<p><b>{{ position.title }}</p>\n",
        "# templates/own/position.html\n<p><b>{{ position.title }}</b></p>\n",
    ),
    rule(
        "E202",
        ("不认识的元素", "an unknown element"),
        (
            "版式语言是 HTML 的一个小子集，不在其中的元素不会被悄悄略过。元素名用小写。",
            "The layout language is a small subset of HTML, and nothing outside it is skipped in silence. Names are in \
             small letters.",
        ),
        ("改用子集里的元素（docs/reference.md 列有全部），例如 `section` 代替 `div`。", "Use one of the subset (docs/reference.md lists it), such as `section` for `div`."),
    )
    .example(
        "# templates/own/position.html\n<div><p>{{ position.title }}</p></div>\n",
        "# templates/own/position.html\n<section><p>{{ position.title }}</p></section>\n",
    ),
    rule(
        "E203",
        ("不认识或重复的属性", "an unknown or repeated attribute"),
        (
            "这个元素没有这个属性，或者同一属性写了两次。`id`、`class`、`style`、`lang` 到处可用，其余只属于某些元素。",
            "The element does not have this attribute, or has it twice. `id`, `class`, `style` and `lang` are everyone's; \
             the others belong to certain elements.",
        ),
        ("改正属性名，或去掉多余的一个。", "Correct its name, or take one of the two away."),
    )
    .example(
        "# templates/own/position.html\n<table><tr><th colpsan=\"1\">{{ position.title }}</th></tr></table>\n",
        "# templates/own/position.html\n<table><tr><th colspan=\"1\">{{ position.title }}</th></tr></table>\n",
    ),
    rule(
        "E204",
        ("属性的值不对", "a wrong attribute value"),
        (
            "`colspan`、`rowspan`、`start` 应为整数，`scope` 应为 row、col、rowgroup 或 colgroup，`width`、`height` 应为长度或像素数，`href` 应为 #标识 或 http:、https:、mailto:、tel: 地址。",
            "`colspan`, `rowspan` and `start` are whole numbers; `scope` is row, col, rowgroup or colgroup; `width` and \
             `height` are lengths or pixels; `href` is #id or an http:, https:, mailto: or tel: address.",
        ),
        ("写成消息里要求的值。", "Write a value that the message asks for."),
    )
    .example(
        "# templates/own/position.html\n<table><tr><th colspan=\"0\">{{ position.title }}</th></tr></table>\n",
        "# templates/own/position.html\n<table><tr><th colspan=\"1\">{{ position.title }}</th></tr></table>\n",
    ),
    rule(
        "E205",
        ("不认识的实体，或单独的 &", "an unknown entity, or a plain &"),
        (
            "`&` 在标记里表示实体的开始。可用的实体只有 &amp; &lt; &gt; &quot; &apos; &nbsp; 和 &#数字;。（数据里的 & 会自动转义，不受影响。）",
            "`&` begins an entity in markup. Known are &amp; &lt; &gt; &quot; &apos; &nbsp; and &#number;. (An & of the \
             data is escaped, and does no harm.)",
        ),
        ("单独的 & 写作 &amp;；其他符号直接写，如 ©。", "Write &amp; for a plain &, and other signs as they are: ©."),
    )
    .example(
        "# templates/own/position.html\n<p>R&D {{ position.title }}</p>\n",
        "# templates/own/position.html\n<p>R&amp;D {{ position.title }}</p>\n",
    ),
    rule(
        "E206",
        ("标记里有控制字符", "a control character in markup"),
        (
            "控制字符看不见，Word 和 PDF 都不接受，通常是从别处粘贴来的。",
            "Control characters are not seen, and neither Word nor PDF takes them; most were pasted from elsewhere.",
        ),
        ("删去它。", "Delete it."),
    )
    .example(
        "# templates/own/position.html\n<p>{{ position.title }}&#1;</p>\n",
        "# templates/own/position.html\n<p>{{ position.title }}</p>\n",
    ),
    rule(
        "E207",
        ("元素的位置不对", "an element in the wrong place"),
        (
            "这个元素或文字不能放在这里：`li` 要在 `ul` 或 `ol` 里，单元格要在 `tr` 里，段落里不能再有段落，链接里不能有链接，表格的各部分有固定次序，`br`、`hr`、`img`、`col` 没有内容。",
            "The element or text cannot stand here: `li` stands in `ul` or `ol`, cells in `tr`, no paragraph in a \
             paragraph, no link in a link; a table's parts have their order; `br`, `hr`, `img` and `col` hold nothing.",
        ),
        ("移到消息所说的元素里。", "Move it to where the message says that it belongs."),
    )
    .example(
        "# templates/own/position.html\n<table><td>{{ position.title }}</td></table>\n",
        "# templates/own/position.html\n<table><tr><td>{{ position.title }}</td></tr></table>\n",
    ),
    rule(
        "E208",
        ("超过了限度", "more than the limits allow"),
        (
            "为防失控，一份标记或样式表的嵌套层数、元素个数、变量展开的长度和一个部分的页数都有限度；一个文件的错误超过 100 个时，其余的只计数。",
            "So that nothing runs wild, the depth and number of a markup's elements, a style sheet's brackets, what its \
             variables expand to and the pages of a part have limits; of the errors of one file, those after the hundredth are only counted.",
        ),
        ("减少嵌套，拆成几个部分；若是错误太多，先改正列出的。", "Nest less, or split it into parts; where it is errors, correct those listed first."),
    )
    .example(
        "# templates/own/position.html\n{% for i in range(70) %}<section>{% endfor %}<p>{{ position.title }}</p>\
         {% for i in range(70) %}</section>{% endfor %}\n",
        "# templates/own/position.html\n<section><p>{{ position.title }}</p></section>\n",
    ),
    rule(
        "E209",
        ("表格的行列对不齐", "a table whose cells do not fit"),
        (
            "各行的单元格连同 colspan、rowspan 要正好铺满同样多的列：没有空缺，不重叠，rowspan 不伸出自己的行组，不超过 63 列（Word 的上限），并且至少有一行。",
            "With colspan and rowspan, the cells of every row cover the same columns: no gap, no overlap, no rowspan past \
             its row group, 63 columns at most, as in Word, and at least one row.",
        ),
        ("数一数每一行的列数，补上单元格或改正 colspan、rowspan。", "Count each row's columns; add a cell, or correct colspan and rowspan."),
    )
    .example(
        "# templates/own/position.html\n<table>\n<tr><th>名称</th><td>{{ position.title }}</td></tr>\n\
         <tr><th>编号</th></tr>\n</table>\n",
        "# templates/own/position.html\n<table>\n<tr><th>名称</th><td>{{ position.title }}</td></tr>\n\
         <tr><th>编号</th><td>{{ position.code }}</td></tr>\n</table>\n",
    ),
    rule(
        "E210",
        ("没有给内容留下宽度", "no width left for the content"),
        (
            "列宽之和超出版心，或者边距、边框和内边距（包括 @page 的页边距）把宽度占满了。",
            "The columns are wider together than the page's text area, or margins, borders and padding (those of @page \
             among them) take all the width.",
        ),
        ("减小列宽或边距；消息里有可用的宽度。", "Make columns or margins smaller; the message has the width that there is."),
    )
    .example(
        "# templates/own/position.html\n<table style=\"width: 300mm\"><tr><td>{{ position.title }}</td></tr></table>\n",
        "# templates/own/position.html\n<table style=\"width: 100%\"><tr><td>{{ position.title }}</td></tr></table>\n",
    ),
    rule(
        "E211",
        ("标识不对或重复", "a wrong or repeated id"),
        (
            "同一部分里每个 `id` 只能用一次，不能为空或含空格；一个段落连同它里面的元素只能有一个。",
            "Within a part each `id` is used once, is not empty and holds no space; a paragraph and all in it have one.",
        ),
        ("改名，或去掉多余的一个。", "Rename it, or take the superfluous one away."),
    )
    .example(
        "# templates/own/position.html\n<h2 id=\"a\">{{ position.title }}</h2>\n<p id=\"a\">{{ position.code }}</p>\n",
        "# templates/own/position.html\n<h2 id=\"a\">{{ position.title }}</h2>\n<p id=\"b\">{{ position.code }}</p>\n",
    ),
    rule(
        "E212",
        ("链接的目标不存在", "a link that leads nowhere"),
        (
            "`href=\"#…\"` 所指的标识不在这份文件里。链接到岗位用 `#{{ position.id }}`。",
            "No element has the id that an `href=\"#…\"` names. Positions are linked to by `#{{ position.id }}`.",
        ),
        ("改正标识，或给目标加上 id。", "Correct the id, or give it to the target."),
    )
    .example(
        "# templates/own/position.html\n<h2 id=\"form\">{{ position.title }}</h2>\n<p><a href=\"#from\">回到表头</a></p>\n",
        "# templates/own/position.html\n<h2 id=\"form\">{{ position.title }}</h2>\n<p><a href=\"#form\">回到表头</a></p>\n",
    ),
    rule(
        "E213",
        ("图片无法使用", "a picture that cannot be used"),
        (
            "图片文件不存在、读不出来、已损坏或格式不支持（可用 PNG、JPEG、SVG）；SVG 里的文字须先转为曲线。路径相对于版式文件夹，手册里的图片写 `project:路径`。",
            "The picture is not there, cannot be read, is damaged or of another format than PNG, JPEG or SVG; text in an \
             SVG must be outlines. Paths begin at the set's folder; the project's pictures are `project:PATH`.",
        ),
        ("改正路径，或重新导出图片。", "Correct the path, or export the picture again."),
    )
    .example(
        "# templates/own/position.html\n<h2>{{ position.title }}</h2>\n<p><img src=\"logo.png\" alt=\"标志\"/></p>\n",
        "# templates/own/position.html\n<h2>{{ position.title }}</h2>\n",
    ),
    rule(
        "E214",
        ("图片缺少 src 或 alt", "a picture without src or alt"),
        (
            "每个 `img` 都要有文件（src）和替代文字（alt），朗读软件靠替代文字说明图片；PDF/UA 要求如此。",
            "Every `img` has a file (src) and a text in its place (alt), which screen readers say and PDF/UA demands.",
        ),
        ("补上 alt；纯装饰的图片写 alt=\"\"。", "Add alt; write alt=\"\" for a mere decoration."),
    )
    .example(
        "# templates/own/position.html\n<h2>{{ position.title }}</h2>\n<p><img src=\"logo.png\"/></p>\n",
        "# templates/own/position.html\n<h2>{{ position.title }}</h2>\n<p>标志</p>\n",
    ),
];
