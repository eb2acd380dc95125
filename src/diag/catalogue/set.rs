//! What `template check` finds in a set that builds without an error (W51x, W520).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "W511",
        ("此处放不下一个字", "a place too narrow for a character"),
        (
            "列宽减去内边距后，连一个字也放不下，文字会伸到格子外面。",
            "Without its padding, the cell or paragraph is narrower than one character, so that text stands out of it.",
        ),
        ("加宽这一列，或减小内边距、缩进和字号。", "Widen the column, or lessen padding, indent or type size."),
    )
    .example(
        "# templates/own/position.html\n<table>\n<colgroup><col style=\"width: 5mm\"/><col/></colgroup>\n\
         <tr><th>号</th><td>{{ position.title }}</td></tr>\n</table>\n\
         # templates/own/style.css\nth { padding: 2mm }\n",
        "# templates/own/position.html\n<table>\n<colgroup><col style=\"width: 15mm\"/><col/></colgroup>\n\
         <tr><th>号</th><td>{{ position.title }}</td></tr>\n</table>\n\
         # templates/own/style.css\nth { padding: 2mm }\n",
    ),
    rule(
        "W512",
        ("单词或数字从中间断开", "a word or number broken in its middle"),
        (
            "这里太窄，一个不超过 20 个字母的单词或数字断成了两行，编号和型号断开后容易读错。",
            "The place is too narrow for a word or number of up to 20 letters, which is broken over two lines; codes and types \
             are easily misread so.",
        ),
        ("加宽这一列，或减小字号。", "Widen the column, or lessen the type size."),
    )
    .example(
        "# templates/own/position.html\n<table>\n<colgroup><col style=\"width: 20mm\"/><col/></colgroup>\n\
         <tr><th>Communication</th><td>{{ position.title }}</td></tr>\n</table>\n",
        "# templates/own/position.html\n<table>\n<colgroup><col style=\"width: 40mm\"/><col/></colgroup>\n\
         <tr><th>Communication</th><td>{{ position.title }}</td></tr>\n</table>\n",
    ),
    rule(
        "W513",
        ("比版心还高", "taller than the page"),
        (
            "图片或一行的最小高度超过版心，哪一页都放不下。",
            "A picture, or the least height of a row, is more than a page's text area holds.",
        ),
        ("减小它的 height，或改用大一些的纸、小一些的页边距。", "Lessen its height, or take larger paper or smaller margins."),
    )
    .example(
        "# templates/own/position.html\n<table><tr class=\"tall\"><th>{{ position.title }}</th></tr></table>\n\
         # templates/own/style.css\ntr.tall { height: 300mm }\n",
        "# templates/own/position.html\n<table><tr class=\"tall\"><th>{{ position.title }}</th></tr></table>\n\
         # templates/own/style.css\ntr.tall { height: 100mm }\n",
    ),
    rule(
        "W514",
        ("文字排到了纸外", "text off the paper"),
        (
            "负的缩进或外边距、太高的页眉把文字推出了纸边，印不出来。",
            "A negative indent or margin, or too high a running header, pushes text over the paper's edge, where it is not \
             printed.",
        ),
        ("减小负值，或加大页边距。", "Lessen the negative value, or widen the page's margin."),
    )
    .example(
        "# templates/own/position.html\n<p class=\"hanging\">{{ position.title }}</p>\n\
         # templates/own/style.css\n.hanging { text-indent: -50mm }\n",
        "# templates/own/position.html\n<p class=\"hanging\">{{ position.title }}</p>\n\
         # templates/own/style.css\n.hanging { text-indent: 2em }\n",
    ),
    rule(
        "W515",
        ("表格没有表头单元格", "a table without header cells"),
        (
            "表格不止一列，却没有一个 `th`，朗读软件说不出每一格是什么，PDF/UA 的表格标记也失去意义。",
            "The table has several columns and no `th`, so a screen reader cannot say what a cell is about, and the \
             PDF's tags say little.",
        ),
        ("把左边或第一行的标签写成 `th`，用 scope 指明它管行还是管列。", "Write the labels at its side or top as `th`, with scope for row or column."),
    )
    .example(
        "# templates/own/position.html\n<table><tr><td>名称</td><td>{{ position.title }}</td></tr></table>\n",
        "# templates/own/position.html\n<table><tr><th scope=\"row\">名称</th><td>{{ position.title }}</td></tr></table>\n",
    ),
    rule(
        "W516",
        ("两个部分用了同一个标识", "an id that two parts have"),
        (
            "合成一份文件后，两个元素的 id 相同，链接和书签只会到第一个。各岗位共用的模板最容易如此。",
            "In one document, two elements have the same id, and links lead to the first. A template that every position \
             shares does this easily.",
        ),
        ("把岗位自己的标识写进去：`id=\"{{ position.id }}\"`。", "Make it the position's own: `id=\"{{ position.id }}\"`."),
    )
    .example(
        "# templates/own/position.html\n<h1 id=\"form\">{{ position.title }}</h1>\n",
        "# templates/own/position.html\n<h1 id=\"{{ position.id }}\">{{ position.title }}</h1>\n",
    ),
    rule(
        "W517",
        ("标题跳级", "a heading level that is skipped"),
        (
            "标题从 h1 直接到 h3 之类，书签和朗读软件的层级会缺一层；PDF/UA 不允许。",
            "Headings go from h1 to h3, or the like; bookmarks and screen readers miss a level, and PDF/UA forbids it.",
        ),
        ("标题逐级使用，字号用样式表调整。", "Use the levels one by one, and set their sizes in the style sheet."),
    )
    .example(
        "# templates/own/position.html\n<h1>{{ position.title }}</h1>\n<h3>权限</h3>\n",
        "# templates/own/position.html\n<h1>{{ position.title }}</h1>\n<h2>权限</h2>\n",
    ),
    rule(
        "W518",
        ("参数没有用到", "a parameter that nothing uses"),
        (
            "template.yaml 声明的参数，模板和样式表都没有用，改它没有作用。",
            "Neither templates nor style sheet use a parameter that template.yaml declares, so that setting it does nothing.",
        ),
        ("用上它，或删去声明。", "Use it, or take it out."),
    )
    .example(
        "# templates/own/template.yaml\nparameters: {ink: '#333333'}\nparts:\n- {file: position.html, each: position}\n",
        "# templates/own/template.yaml\nparameters: {ink: '#333333'}\nparts:\n- {file: position.html, each: position}\n\
         # templates/own/style.css\nh1 { color: var(--ink) }\n",
    ),
    rule(
        "W519",
        ("规则没有选中任何元素", "a rule that matches nothing"),
        (
            "样式表里的这条规则在所有试验数据上都没有选中元素，多半是类名拼错，或模板已经改了。",
            "With all the data that the set was tried on, the rule matches no element; most often its class is misspelt, or \
             the templates have changed.",
        ),
        ("改正选择器，或删去规则。", "Correct the selector, or delete the rule."),
    )
    .example(
        "# templates/own/style.css\nh1.titel { color: #333333 }\n",
        "# templates/own/style.css\nh1 { color: #333333 }\n",
    ),
    rule(
        "W520",
        ("版式没有显示某个字段", "a field that the set does not show"),
        (
            "填了的字段在任何一份文件里都找不到。有意不显示的（例如精简的表格）可以不管；多半是模板漏了。",
            "What the data says in this field stands in no document. A short form may leave it out on purpose; most often \
             the template has forgotten it.",
        ),
        (
            "在所指的模板里显示它，例如 `{{ position.remarks | join_chinese }}`；照内置版式 standard 写最省事。",
            "Show it in the template that is named, as `{{ position.remarks | join_chinese }}`; the built-in set standard \
             shows how.",
        ),
    ),
];
