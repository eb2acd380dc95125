//! Style sheets: syntax, selectors, properties and their values (E22x, E230).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "E220",
        ("样式表语法错误", "syntax error in a style sheet"),
        (
            "样式表写得不完整：规则没有 `{ … }`，声明不是“属性: 值;”的形式，引号、括号或注释没有闭合。",
            "The style sheet is not well-formed: a rule without `{ … }`, a declaration that is not `property: value;`, a quote, \
             bracket or comment that is never closed.",
        ),
        ("补上缺少的冒号、分号、括号或引号。", "Add the colon, semicolon, bracket or quote that is missing."),
    )
    .example(
        "# templates/own/style.css\np { color red }\n",
        "# templates/own/style.css\np { color: red }\n",
    ),
    rule(
        "E221",
        ("不认识的选择器", "an unknown selector"),
        (
            "可用的选择器：元素名、*、.类、#标识、后代、子元素（>）、:first-child、:last-child、:nth-child()、:root；@page 之后可用名字、:first、:left、:right。其余（如 :hover、+、[…]）不在版式语言之内。",
            "Known are element names, *, .class, #id, descendant, child (>), :first-child, :last-child, :nth-child() and \
             :root; after @page a name, :first, :left and :right. Others, as :hover, + or […], are outside the layout language.",
        ),
        ("改用可用的选择器，多半加一个 class 即可。", "Use one of these; most often a class will do."),
    )
    .example(
        "# templates/own/style.css\np:hover { color: red }\n",
        "# templates/own/style.css\np.note { color: red }\n",
    ),
    rule(
        "E222",
        ("不认识的 @ 规则，或位置不对", "an unknown or misplaced @ rule"),
        (
            "可用的只有 @page（及其页边框，如 @top-center）和 @counter-style；它们不能写在别的规则或 style 属性里。@counter-style 要有名字，以及 symbols 或 `system: extends …` 之一。",
            "Only @page, with its margin boxes such as @top-center, and @counter-style are known, and neither stands inside \
             another rule or a style attribute. A @counter-style has a name, and either symbols or `system: extends …`.",
        ),
        ("删去它，或按提示改正名字和位置。", "Delete it, or correct its name or place as the hint says."),
    )
    .example(
        "# templates/own/style.css\n@media print { p { color: black } }\n",
        "# templates/own/style.css\np { color: black }\n",
    ),
    rule(
        "E223",
        ("不认识的属性，或不能用在这里", "an unknown or misplaced property"),
        (
            "属性不在版式语言之内，或只能用在别处：size 和 content 只属于 @page 和页边框，自定义属性只能写在 `:root` 里，:first、:left、:right 的页只能改少数几项。",
            "The property is outside the layout language, or belongs elsewhere: size and content to @page and its margin \
             boxes, custom properties to `:root`; pages of :first, :left and :right may differ in little.",
        ),
        ("按提示改正；可用的属性见 docs/reference.md。", "Correct it as the hint says; docs/reference.md lists the properties."),
    )
    .example(
        "# templates/own/style.css\np { colour: red }\n",
        "# templates/own/style.css\np { color: red }\n",
    ),
    rule(
        "E224",
        ("属性的值不对", "a wrong value of a property"),
        (
            "值不是这个属性的：关键词拼错、单位不认识、数太大或为负，或者没有写值；calc() 不支持。",
            "The value is not one of this property's: a misspelt word, an unknown unit, a number too large or below zero, or \
             none at all; calc() is not part of the language.",
        ),
        ("写成提示里列出的值；长度的单位有 mm、cm、in、pt、pc、px、em、% 和五号等字号。", "Write one that the hint lists; lengths are in mm, cm, in, pt, pc, px, em, % and 号数."),
    )
    .example(
        "# templates/own/style.css\np { text-align: centre; font-size: 12qq }\n",
        "# templates/own/style.css\np { text-align: center; font-size: 12pt }\n",
    ),
    rule(
        "E225",
        ("变量不对", "a wrong variable"),
        (
            "`var(--名称)` 所用的变量没有定义、引用了自己，或者写法不对。变量在 `:root` 里定义，或者是 template.yaml 的参数。",
            "The variable of a `var(--name)` is not defined, refers to itself, or is not written like this. Variables are \
             set in `:root`, or are the parameters of template.yaml.",
        ),
        ("改正名字，或在 `:root` 里定义它。", "Correct the name, or define it in `:root`."),
    )
    .example(
        "# templates/own/style.css\n:root { --ink: #333 }\np { color: var(--inc) }\n",
        "# templates/own/style.css\n:root { --ink: #333 }\np { color: var(--ink) }\n",
    ),
    rule(
        "E226",
        ("不支持 !important", "no !important"),
        (
            "版式语言没有 !important：哪条规则优先，只看选择器是否具体和先后次序。",
            "The layout language has no !important: the more specific selector, then the later rule, goes before.",
        ),
        ("去掉它，必要时用更具体的选择器。", "Take it away; use a more specific selector where one is needed."),
    )
    .example(
        "# templates/own/style.css\np { color: red !important }\n",
        "# templates/own/style.css\np { color: red }\n",
    ),
    rule(
        "E227",
        ("没有这种页", "no such page"),
        (
            "`page: 名字` 所用的页没有对应的 `@page 名字` 规则。",
            "A `page: NAME` has no rule `@page NAME` to go with it.",
        ),
        ("改正名字，或补上 `@page 名字 { … }`。", "Correct the name, or add `@page NAME { … }`."),
    )
    .example(
        "# templates/own/style.css\nh2 { page: wide }\n",
        "# templates/own/style.css\n@page wide { size: A4 landscape }\nh2 { page: wide }\n",
    ),
    rule(
        "E228",
        ("没有这种编号样式", "no such counter style"),
        (
            "list-style-type 或 counter() 用的编号样式不是内置的，也没有用 @counter-style 定义。",
            "A list-style-type or counter() names a style that is neither built in nor defined by @counter-style.",
        ),
        ("按提示改正名字，或用 @counter-style 定义它。", "Correct the name as the hint says, or define it with @counter-style."),
    )
    .example(
        "# templates/own/style.css\nol { list-style-type: decimel }\n",
        "# templates/own/style.css\nol { list-style-type: decimal }\n",
    ),
    rule(
        "E229",
        ("声明在这里不起作用", "a declaration without effect"),
        (
            "这个属性在这个元素上什么也改变不了（例如段落的 width、行内元素的边框、单元格的外边距、表格里的 page），或者同一列表的各项用了不同的编号样式。浏览器会悄悄略过，这里当作错误。",
            "The property can do nothing on this element: a paragraph's width, the border of a span, the margin of a cell, \
             `page` in a table; or the items of one list differ in list-style-type. A browser would skip it in silence.",
        ),
        ("删去声明，或写到起作用的元素上。", "Delete the declaration, or write it where it has an effect."),
    )
    .example(
        "# templates/own/style.css\ntd { margin: 3pt }\n\
         # templates/own/position.html\n<table><tr><td>{{ position.title }}</td></tr></table>\n",
        "# templates/own/style.css\ntd { padding: 3pt }\n\
         # templates/own/position.html\n<table><tr><td>{{ position.title }}</td></tr></table>\n",
    ),
    rule(
        "E230",
        ("左右页的边距不成镜像", "margins that do not mirror each other"),
        (
            "双面装订时，Word 只能让左右页的边距互为镜像：左页的 margin-left 等于右页的 margin-right，反之亦然；各种页都要如此。",
            "For pages bound on facing sides, Word can only mirror the margins: margin-left of left pages is margin-right of \
             right ones, and the other way round; and so for every kind of page.",
        ),
        ("改成互为镜像的边距，或左右相等。", "Let the margins mirror each other, or be equal."),
    )
    .example(
        "# templates/own/style.css\n@page :left { margin-left: 20mm; margin-right: 35mm }\n\
         @page :right { margin-left: 30mm; margin-right: 20mm }\n",
        "# templates/own/style.css\n@page :left { margin-left: 20mm; margin-right: 30mm }\n\
         @page :right { margin-left: 30mm; margin-right: 20mm }\n",
    ),
];
