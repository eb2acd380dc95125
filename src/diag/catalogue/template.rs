//! Template sets: their files, their manifest, and what runs in their templates (E1xx).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "E101",
        ("模板语法错误", "syntax error in a template"),
        (
            "模板里的 `{{ … }}` 或 `{% … %}` 写得不完整，或写法不合 minijinja（Jinja 2）的语法，例如 `{% if %}` 没有 `{% endif %}`。",
            "A `{{ … }}` or `{% … %}` of the template is not finished, or is not the syntax of minijinja (Jinja 2): \
             an `{% if %}` without its `{% endif %}`, for one.",
        ),
        (
            "在指出的行把标签写完整，成对的标签一一闭合。",
            "Finish the tag on the line that is named, and close what stands in pairs.",
        ),
    )
    .example(
        "# templates/own/position.html\n{% if position.code %}<p>{{ position.code }}</p>\n",
        "# templates/own/position.html\n{% if position.code %}<p>{{ position.code }}</p>{% endif %}\n",
    ),
    rule(
        "E102",
        ("用到了没有定义的名字", "an undefined name"),
        (
            "模板用到的变量或字段不存在，多半是拼错了；每个岗位都有全部英文字段，没填的是空值，所以“没填”不会引出这个错误。",
            "The template uses a variable or field that does not exist, most often a misspelt one. Every position has all \
             fields under their English names, blank where the data says nothing, so missing data is never the cause.",
        ),
        (
            "按提示改正名字；`gangwei schema` 和 docs/reference.md 列有全部字段。",
            "Correct the name as the hint says; docs/reference.md and `gangwei schema` list all fields.",
        ),
    )
    .example(
        "# templates/own/position.html\n<h2>{{ position.titel }}</h2>\n",
        "# templates/own/position.html\n<h2>{{ position.title }}</h2>\n",
    ),
    rule(
        "E103",
        ("没有这个过滤器、函数或测试", "no such filter, function or test"),
        (
            "模板用了 minijinja 和本程序都没有的过滤器、测试、函数、方法或块。",
            "The template uses a filter, test, function, method or block that neither minijinja nor gangwei has.",
        ),
        (
            "改用已有的：本程序另有 chinese_number、chinese_ordinal、chinese_date 和 join_chinese，其余见 minijinja 的文档。",
            "Use one that exists: gangwei adds chinese_number, chinese_ordinal, chinese_date and join_chinese; \
             minijinja's documentation has the others.",
        ),
    )
    .example(
        "# templates/own/position.html\n<p>{{ position.authority | join_chinse }}</p>\n",
        "# templates/own/position.html\n<p>{{ position.authority | join_chinese }}</p>\n",
    ),
    rule(
        "E104",
        ("引用的模板文件不存在", "an included template does not exist"),
        (
            "`include`、`import` 或 `extends` 的文件不在这套版式里，也不是内置版式的文件。",
            "The file of an `include`, `import` or `extends` is neither in the set nor a built-in set's.",
        ),
        (
            "文件名从版式文件夹写起，如 \"_rows.html\"；内置版式的文件前面加版式名，如 \"standard/_form.html\"。",
            "Name it from the set's folder on, as \"_rows.html\"; a built-in set's file with the set's name before it, as \
             \"standard/_form.html\".",
        ),
    )
    .example(
        "# templates/own/position.html\n{% include \"_rows.html\" %}\n",
        "# templates/own/_rows.html\n<p>{{ position.title }}</p>\n\
         # templates/own/position.html\n{% include \"_rows.html\" %}\n",
    ),
    rule(
        "E105",
        ("模板循环过多", "a template without end"),
        (
            "模板的循环或产生的文字太多、模板一层套一层地引用自己、列表一层套一层太深，或者运行超过一分钟，程序把它停了下来。",
            "The template loops too often, makes too much text, includes itself again and again, nests lists too deeply, or \
             has run for a minute; it was stopped.",
        ),
        (
            "检查循环的范围，以及 `include`、宏、列表和 `namespace` 是否引用了自己。",
            "Look at the range of its loops, and whether an `include`, a macro, a list or a `namespace` holds itself.",
        ),
    )
    .example(
        "# templates/own/position.html\n<p>{{ position.title }}</p>\n{% include \"position.html\" %}\n",
        "# templates/own/position.html\n<p>{{ position.title }}</p>\n",
    ),
    rule(
        "E106",
        ("模板无法运行", "the template cannot go on"),
        (
            "模板运行到这里出了错：值的类型不对（例如对文字做加法，或让整张表当文字输出）、过滤器的参数不对、日期不是日期，或者一个部分的标记太长（16 MB，每个岗位另加 2 KB）。",
            "The template fails here: a value of the wrong kind (a sum with a text, or a list or mapping printed as if \
             it were one), a wrong argument of a filter, a date that is none, or too much markup for a part: 16 MB, and 2 KB for each position.",
        ),
        (
            "按消息改正表达式；列表用 `join_chinese` 或循环输出。",
            "Correct the expression as the message says; print lists with `join_chinese` or a loop.",
        ),
    )
    .example(
        "# templates/own/position.html\n<p>{{ position.title | chinese_number }}</p>\n",
        "# templates/own/position.html\n<p>{{ position.responsibilities | length | chinese_number }}</p>\n",
    ),
    rule(
        "E110",
        ("没有这套版式", "no such template set"),
        (
            "`template`（模板）或 --template 写的名字既不是内置版式，也不是手册 templates/ 里的文件夹；或者指向手册文件夹之外。",
            "What `template` (模板) or --template names is neither a built-in set nor a folder in the project's \
             templates/; or the handbook names a path outside the project.",
        ),
        (
            "用 `gangwei template list` 看可用的版式；手册文件夹之外的版式只能在命令行用 --template 指定。",
            "`gangwei template list` names those that can be used; a set outside the project can only be \
             named on the command line, with --template.",
        ),
    )
    .example("# handbook.yaml\n模板: standrad\n", "# handbook.yaml\n模板: standard\n"),
    rule(
        "E111",
        ("版式缺少文件", "the set lacks a file"),
        (
            "一套版式必须有 template.yaml（列出各部分）和 style.css（样式表），缺一不可。",
            "A template set must have a template.yaml, which lists its parts, and a style.css.",
        ),
        (
            "补上文件；`gangwei template export standard templates/名字` 可以得到一套完整的版式作底稿。",
            "Add the file; `gangwei template export standard templates/NAME` gives a whole set to begin with.",
        ),
    ),
    rule(
        "E112",
        ("template.yaml 写得不对", "template.yaml is wrong"),
        (
            "template.yaml 有不认识或重复的项目、形式不对的内容、不是 .html 的模板文件、不认识的 each 或 for、写错的 fit，或者没有列出任何部分。",
            "template.yaml has an unknown or duplicate key, a value of the wrong kind, a part that is no .html file, a word \
             that `each`, `for` or `fit` do not know, or no parts at all.",
        ),
        ("按消息改正；可用的项目和词在提示里。", "Correct it as the message says; the hint has the known keys and words."),
    )
    .example(
        "# templates/own/template.yaml\nname: 自用\nparts:\n- {file: position.html, each: positoin}\n",
        "# templates/own/template.yaml\nname: 自用\nparts:\n- {file: position.html, each: position}\n",
    ),
    rule(
        "E113",
        ("列出的模板文件不存在", "a listed template does not exist"),
        (
            "template.yaml 的 parts 列出的文件不在版式文件夹里。",
            "A file that `parts` of template.yaml lists is not in the set's folder.",
        ),
        ("改正文件名，或补上文件。", "Correct its name, or add the file."),
    )
    .example(
        "# templates/own/template.yaml\nparts:\n- {file: postion.html, each: position}\n",
        "# templates/own/template.yaml\nparts:\n- {file: position.html, each: position}\n",
    ),
    rule(
        "E114",
        ("版式没有这个参数", "the set has no such parameter"),
        (
            "`template_options`（版式参数）写了这套版式没有声明的参数。",
            "`template_options` (版式参数) sets a parameter that the template set does not declare.",
        ),
        (
            "按提示改正名字；版式的参数列在它的 template.yaml 里。",
            "Correct the name as the hint says; a set's template.yaml lists its parameters.",
        ),
    )
    .example(
        "# handbook.yaml\n版式参数: {acent: '#8b0000'}\n",
        "# handbook.yaml\n版式参数: {accent: '#8b0000'}\n",
    ),
    rule(
        "E115",
        ("版式参数的类型不对", "a parameter of the wrong kind"),
        (
            "参数的值与它在 template.yaml 里的默认值不是一类：默认是数就要写数，默认是 true 或 false 就只能写这两个（或 是、否），\
             按规模的开关写 true、false 或岗位数，列出项目的写项目名、all 或 none。",
            "A parameter is of the kind of its default in template.yaml: a number stays a number, and true or false \
             stay one of the two (是 and 否 mean the same); a switch by size takes these or a number of positions, a list of rows their names, all or none.",
        ),
        ("写成与默认值同类的值。", "Write a value of the default's kind."),
    )
    .example(
        "# handbook.yaml\n模板: own\n版式参数: {cover: 也许}\n\
         # templates/own/template.yaml\nparameters: {cover: true}\nparts:\n- {file: position.html, each: position}\n",
        "# handbook.yaml\n模板: own\n版式参数: {cover: 否}\n\
         # templates/own/template.yaml\nparameters: {cover: true}\nparts:\n- {file: position.html, each: position}\n",
    ),
    rule(
        "E116",
        ("表格没有这个标签", "the form has no such label"),
        (
            "`labels`（标签）要换掉的标签在表格上不存在。",
            "`labels` (标签) replaces a label that the form does not have.",
        ),
        (
            "左边写表格上的标准标签（如 岗位名称）或它的英文名称（如 title），右边写本单位的叫法。",
            "Write the label as the form has it (岗位名称), or its key (title), and after the colon your own word.",
        ),
    )
    .example("# handbook.yaml\n标签: {岗位名秤: 职位名称}\n", "# handbook.yaml\n标签: {岗位名称: 职位名称}\n"),
    rule(
        "E117",
        ("版式文件不是 UTF-8 文本", "a template file is not UTF-8"),
        (
            "版式的 .html、.css 或 .yaml 文件用了别的编码（例如 GBK），或不是文本。",
            "An .html, .css or .yaml file of the set has another encoding, such as GBK, or is no text.",
        ),
        ("在编辑器里把它另存为 UTF-8。", "Save it as UTF-8 in your editor."),
    ),
    rule(
        "E118",
        ("版式文件超出限度", "a template file beyond the limits"),
        (
            "模板或样式表超过 1 MB，模板超过 65000 行、有一行超过 65000 字节，一个 `{{ … }}` 或 `{% … %}` 超过 4000 字节，一个模板的 elif 和 else 超过 1000 个，或者整套版式超过 256 MB。",
            "A template or style sheet is larger than 1 MB, a template has more than 65000 lines or a line of more than 65000 \
             bytes, a `{{ … }}` or `{% … %}` of it more than 4000 bytes, the template more than 1000 `elif` and `else`, or the whole \
             set more than 256 MB.",
        ),
        (
            "把模板分成几个文件，用 `include` 引用；长的表达式用 `set` 分步写；图片缩小一些。",
            "Split the template into files and `include` them; write a long expression in steps, with `set`; make pictures smaller.",
        ),
    ),
];
