//! Reading the data: files, YAML, keys and values (E0xx, W0xx).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "E001",
        ("文件无法读取", "a file cannot be read"),
        (
            "文件不存在、没有读取权限，或者磁盘出了故障；里面写了什么无从检查。",
            "The file is not there, may not be read, or the disk failed; what it says cannot be checked.",
        ),
        (
            "核对路径和权限；文件如果正被别的程序占用，先关闭那个程序。",
            "Check the path and the permissions; close the program that holds the file, if one does.",
        ),
    ),
    rule(
        "E002",
        ("文件不是 UTF-8 编码", "a file is not UTF-8"),
        (
            "文件用 GBK（记事本里的“ANSI”）或 UTF-16（“Unicode”）等编码保存；按错误的编码读，汉字会变成乱码，所以不读。",
            "The file was saved as GBK (\"ANSI\" in Notepad), UTF-16 (\"Unicode\") or the like; read wrongly, its Han characters would turn into others.",
        ),
        (
            "在编辑器里选“另存为”，编码选 UTF-8。",
            "Choose \"save as\" in the editor, with the encoding UTF-8.",
        ),
    ),
    rule(
        "E003",
        ("文字里有控制字符", "a control character in the text"),
        (
            "文字里混进了看不见的控制字符，多由复制粘贴带入；Word 和 PDF 文件里不能有这种字符。",
            "An invisible control character got in, usually by pasting; Word and PDF files cannot hold it.",
        ),
        (
            "删除提示位置的字符；看不见时，把那几个字删掉重打。",
            "Delete it; if it cannot be seen, delete the letters around it and type them again.",
        ),
    )
    .example("岗位名称: \"销售\\u0007员\"\n", "岗位名称: 销售员\n"),
    rule(
        "E004",
        ("YAML 写法有误", "broken YAML"),
        (
            "冒号、缩进、引号、括号或列表的“- ”不合 YAML 的写法。常见的有：用了全角冒号“：”，冒号后面没有空格或漏了冒号，用 Tab 缩进，同一层的项目没有左对齐，列表的一条漏了“- ”，引号或括号没有配对，文字以 > @ % * & 等符号开头或含有“: ”。",
            "A colon, the indentation, a quotation mark, a bracket or the `- ` of a list breaks the rules of YAML. Most often: a full-width `：`, no colon or no space after it, tabs for indentation, keys that do not line up, an item without its `- `, a quotation mark or bracket left open, a text that begins with >, @, %, *, & or the like or has a colon and a space.",
        ),
        (
            "按提示的位置改正：写成“项目: 内容”（半角冒号加一个空格），同一层的项目左对齐并用空格缩进，特殊的文字用半角引号括起。`gangwei fix` 可以自动改正其中大部分。",
            "Mend it at the place told: write `key: value`, line up the keys of one mapping with spaces, and put quotes around unusual text. `gangwei fix` mends most of it.",
        ),
    )
    .example(
        "岗位名称：销售员\n岗位定员:2\n备注: @全员\n",
        "岗位名称: 销售员\n岗位定员: 2\n备注: '@全员'\n",
    ),
    rule(
        "E005",
        ("不支持的 YAML 写法", "YAML that is not supported"),
        (
            "在 YAML 里，文字开头的 &、*、! 另有用处（给一段内容命名、引用它、标明类型），<< 用来合并内容，以 [ 或 { 开头的不能作项目名称。这些写法用错了地方；多半是文字恰好以这些字符开头。",
            "A rare feature of YAML stands where it cannot: an anchor (&), an alias (*), a tag (!), a merge (<<) or a key that is no text. Mostly a text just happens to begin with such a character.",
        ),
        ("给以这些字符开头的文字加引号。", "Put quotes around text that begins with such a character."),
    )
    .example("岗位名称: 销售员\n直接上级: !!map 经理\n", "岗位名称: 销售员\n直接上级: '!!map 经理'\n"),
    rule(
        "E006",
        ("文件超出限度", "a file beyond the limits"),
        (
            "文件太大、层次太深，或用 * 重复引用的内容太多；这样的文件不会是手写的岗位说明，读下去只会耗尽内存。",
            "The file is too big, nested too deep, or its aliases (*) expand to too much. Nobody writes position definitions so; reading on would only exhaust the memory.",
        ),
        ("把内容分成几个文件，减少层次和引用。", "Split it into several files; use less nesting and fewer aliases."),
    ),
    rule(
        "E010",
        ("缺少必填的内容", "something required is missing"),
        (
            "岗位没有名称，职责没有描述，部门没有名称，或者文件里根本没有岗位；说明书里这一格不能空着。",
            "A position has no title, a duty no description, a department no name, or the file no position at all; the form cannot leave these blank.",
        ),
        ("补上提示的项目，写上内容。", "Add the key that the message names, with a value."),
    )
    .example("岗位编号: XS-01\n", "岗位名称: 销售员\n岗位编号: XS-01\n"),
    rule(
        "E011",
        ("内容的形式不对", "a value of the wrong type"),
        (
            "该写文字的地方写了列表或“项目: 内容”，或者反过来。文字里有“: ”时，会被读成“项目: 内容”。",
            "A list or a mapping stands where text is wanted, or the other way round. A text with a colon and a space reads as a mapping.",
        ),
        (
            "列表的每一项前面写“- ”；下一层的“项目: 内容”要缩进；含“: ”的文字加引号。",
            "Begin each item of a list with `- `; indent a mapping below its key; put quotes around text that has a colon and a space.",
        ),
    )
    .example("岗位名称: 销售员\n职级: [P1, P2]\n", "岗位名称: 销售员\n职级: P1、P2\n"),
    rule(
        "E012",
        ("数目写得不对", "a number is not one"),
        (
            "人数、页数、序号只能是用数字写的整数，人数还可以是由小到大的范围（2-3）；“两人”“3人以上”“若干”不能用来合计定员，也不能用来排序。",
            "Numbers of people, of pages and places in an order are whole numbers written in digits, those of people also \
             ranges from the lesser to the greater (2-3); two, 3 or more, or some cannot be summed or sorted.",
        ),
        (
            "写成阿拉伯数字；数目不定时把值留空。",
            "Write digits; leave the value empty if the number is not fixed.",
        ),
    )
    .example("岗位名称: 销售员\n岗位定员: 两人\n", "岗位名称: 销售员\n岗位定员: 2\n"),
    rule(
        "E013",
        ("没有这个项目", "an unknown key"),
        (
            "项目名称写错了字，或者应当写在别的项目下面；不认识的项目不会悄悄略去，免得内容丢失。",
            "The key is misspelt, or belongs below another one. Unknown keys are not skipped in silence, so that nothing gets lost.",
        ),
        (
            "按提示改成最接近的项目，或移到它该在的项目下面并缩进。岗位可以写的全部项目见 `gangwei new position 部门/名称 --full` 新建的文件；本单位自己的内容写在“附加”下面。",
            "Take the key that the message offers, or move it below the key that it belongs to. `gangwei new position DEPARTMENT/TITLE --full` makes a file with all keys; rows of your own go below 附加 (extra).",
        ),
    )
    .example("岗位名称: 销售员\n直接上司: 经理\n", "岗位名称: 销售员\n直接上级: 经理\n"),
    rule(
        "E014",
        ("项目重复", "a key stands twice"),
        (
            "同一个项目写了两次，或者中文名和英文名各写了一次（岗位名称和 title）；用哪一个无从知道。",
            "A key was written twice, or once in Chinese and once in English (岗位名称 and title); which one counts nobody can tell.",
        ),
        (
            "两处内容都要的，合到一处写；写错的一处删去。列表的一条漏了“- ”时，补上“- ”，不要删去内容。",
            "Put what both say under one of them, or delete the wrong one. Where an item of a list lacks its `- `, add that, and delete nothing.",
        ),
    )
    .example("岗位名称: 销售员\ntitle: 业务员\n", "岗位名称: 销售员\n"),
    rule(
        "E015",
        ("不是可选的词", "not one of the words to choose from"),
        (
            "这一项只能从几个词里选一个，例如状态只能是在用（active）或撤销（withdrawn）。",
            "The key takes one of a few words; 状态 (status), for one, is 在用 (active) or 撤销 (withdrawn).",
        ),
        ("改成提示里的词。", "Write one of the words that the message lists."),
    )
    .example("岗位名称: 销售员\n状态: 停用\n", "岗位名称: 销售员\n状态: 撤销\n"),
    rule(
        "E016",
        ("编号规则写错", "a broken code pattern"),
        (
            "编号规则是一条正则表达式，写得不完整就无法用来核对岗位编号。",
            "code_pattern is a regular expression; a broken one cannot check any code.",
        ),
        (
            "改正提示的地方；例如 `[A-Z]{2}-\\d{2}` 表示两个大写字母、一个连字符、两个数字。",
            "Mend what the message names; `[A-Z]{2}-\\d{2}`, for one, means two capitals, a hyphen and two digits.",
        ),
    )
    .example(
        "# handbook.yaml\n编号规则: '[A-'\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n编号规则: '[A-Z]{2}-\\d{2}'\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "E017",
        ("手册设置不止一份或文件名不对", "more than one handbook, or a misnamed one"),
        (
            "handbook.yaml 和 handbook.yml 同时存在，或者 handbook.yaml 里用 --- 分成了几份，或者文件名的大小写不对；一本手册只有一份设置。",
            "There are both handbook.yaml and handbook.yml, or a `---` parts handbook.yaml into several, or its name is in capitals; a project has one.",
        ),
        ("合并成一份 handbook.yaml，文件名全用小写。", "Merge them into one handbook.yaml, in small letters."),
    )
    .example(
        "# handbook.yaml\n标题: 手册\n---\n公司: 某公司\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n标题: 手册\n公司: 某公司\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "E018",
        ("没有岗位文件", "no position files"),
        (
            "文件夹里除了 handbook.yaml 没有别的 YAML 文件；以 _ 或 . 开头的文件，以及 templates、fonts、dist 文件夹里的文件不算。",
            "The folder has no YAML file besides handbook.yaml; names that begin with _ or . do not count, nor do the folders templates, fonts and dist.",
        ),
        (
            "新建岗位文件，例如 市场部/销售员.yaml；`gangwei new position 市场部/销售员` 可以代劳。",
            "Add a file such as 市场部/销售员.yaml; `gangwei new position 市场部/销售员` makes one.",
        ),
    )
    .example("# handbook.yaml\n标题: 手册\n", "# handbook.yaml\n标题: 手册\n# 市场部/销售员.yaml\n岗位名称: 销售员\n"),
    rule(
        "E019",
        ("内容太长或错误太多", "too long, or too many mistakes"),
        (
            "一段文字、一个列表或岗位的数目超过了限度，或者一个文件里的错误多得列不完。",
            "A text, a list or the number of positions is beyond the limit, or a file has more mistakes than can be listed.",
        ),
        (
            "拆分内容；错误太多时，先改正列出的，再检查一次。",
            "Split it; where there are too many mistakes, mend those listed and check again.",
        ),
    ),
    rule(
        "E020",
        ("部门重复", "a department stands twice"),
        (
            "handbook.yaml 的部门列表里，同一个部门写了两次；它的次序、负责人和编制就不明确了。",
            "The list of departments in handbook.yaml names one twice, so that its place, manager and headcount are in doubt.",
        ),
        ("只保留一个。", "Keep one of them."),
    )
    .example(
        "# handbook.yaml\n部门: [市场部, 市场部]\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n部门: [市场部]\n# 市场部/销售员.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "E021",
        ("文件或文件夹的名称不是 UTF-8", "a name that is not UTF-8"),
        (
            "名称多由 Windows 的压缩包带来，是 GBK 编码；部门和文件都无法这样称呼，里面的岗位就读不到，会从手册里漏掉。",
            "The name usually comes from an archive of Chinese Windows, in GBK. No department and no file can be called so, and the positions in it would be missing from the handbook.",
        ),
        (
            "改名；整个文件夹可用 `convmv -f gbk -t utf8 -r --notest 文件夹`，或用 `unzip -O gbk 压缩包` 重新解压。",
            "Rename it; for a whole folder use `convmv -f gbk -t utf8 -r --notest FOLDER`, or unpack the archive anew with `unzip -O gbk ARCHIVE`.",
        ),
    ),
    rule(
        "W001",
        ("一行被并入上一行的文字", "a line joined to the text before it"),
        (
            "这一行比上面的项目缩进得更深，冒号或“-”又没有写对或者没有写，YAML 就把它当作上一行文字的继续，两行合成了一段话。",
            "The line is indented deeper than the key above, and its colon or dash is wrong or missing; so YAML reads it as more of the text before, and the two become one.",
        ),
        (
            "另起一项：与上面的项目或“- ”对齐，写成“项目: 内容”或“- 文字”；确是同一段话：用引号括起整段，或改用“|”。",
            "If it is a line of its own, line it up with the key or `- ` above and write `key: value` or `- text`; if it is one text, put quotes around all of it, or use `|`.",
        ),
    )
    .example(
        "岗位名称: 销售员\n任职资格:\n  学历: 本科\n    经验：3年\n",
        "岗位名称: 销售员\n任职资格:\n  学历: 本科\n  经验: 3年\n",
    ),
    rule(
        "W002",
        ("文字里有特殊空格", "a special space in the text"),
        (
            "不间断空格、零宽字符等看起来像空格或者看不见，多由 Excel、网页粘贴带入；排版时不会在那里换行，查找替换时也找不到。",
            "A no-break space, a zero-width character or the like looks like a space or like nothing. It comes from pasting; lines do not break at it, and searching does not find it.",
        ),
        (
            "改成普通空格，或运行 `gangwei fix`。",
            "Make it a plain space, or run `gangwei fix`.",
        ),
    )
    .example("岗位名称: 销售\u{a0}主管\n", "岗位名称: 销售 主管\n"),
    rule(
        "W003",
        ("文字被当作注释或符号", "text taken for a comment or a sign"),
        (
            "空格后面的 # 是注释的开头，它后面的文字不会写入说明书。# 后面没有空格时，多半本来是正文，例如“#3 机组”。以 & 开头的词、“>5”这样的值也会被 YAML 当作自己的符号而略去。",
            "A # after a space begins a comment, and what follows is left out. Where no space follows the #, it was mostly meant as text, such as `#3 机组`. A word that begins with &, or a value such as `>5`, is taken for a sign of YAML and left out, too.",
        ),
        (
            "是正文就给整段文字加半角引号；是注释就在 # 后面空一格。",
            "Put quotes around the whole text; if it is a comment, write a space after the #.",
        ),
    )
    .example("岗位名称: 销售员\n备注: 见附件 #3\n", "岗位名称: 销售员\n备注: \"见附件 #3\"\n"),
    rule(
        "W004",
        ("括号里的全角逗号", "a full-width comma in brackets"),
        (
            "[ ] 或 { } 里的各项用半角逗号分开；用了全角的“，”或“、”，几项就成了一项。",
            "Half-width commas part the items in [ ] or { }; with `，` or `、` several items become one.",
        ),
        (
            "改用半角逗号加空格；确是一段文字就加引号。",
            "Write a half-width comma and a space; if it is one text, put quotes around it.",
        ),
    )
    .example("岗位名称: 销售员\n权限: [报价，签字]\n", "岗位名称: 销售员\n权限: [报价, 签字]\n"),
    rule(
        "W005",
        ("日期不存在", "a date that cannot be"),
        (
            "日期一项的文字像日期，日历上却没有这一天，年份不足四位，用了全角数字，或者只是一个数（如 20260101、Excel 的 45292）；说明书里只能照原样印出。",
            "The text looks like a date, but there is no such day in the calendar, its year has no four digits, its digits are full-width, or it is a mere number (such as 20260101, or 45292 from Excel); the form can only print it as it is.",
        ),
        (
            "写成 2026-11-23、2026/11/23、2026.11.23 或 2026年11月23日；只有年月（2026年11月）和“长期”等文字照写不误。",
            "Write 2026-11-23, 2026/11/23, 2026.11.23 or 2026年11月23日; a month alone (2026年11月) and words such as 长期 are fine.",
        ),
    )
    .example("岗位名称: 销售员\n生效日期: 2026-02-30\n", "岗位名称: 销售员\n生效日期: 2026-02-28\n"),
    rule(
        "W006",
        ("文件名末尾多了 .txt", "a file name that ends in .txt"),
        (
            "记事本等程序保存时会加上 .txt，系统又常常不显示它；这样的文件不会当作岗位文件来读。",
            "Text editors add .txt as they save, and systems often hide it; such a file is not read as one of positions.",
        ),
        (
            "让系统显示文件扩展名，再把 .txt 去掉。",
            "Let the system show file name extensions, then take the .txt away.",
        ),
    ),
];
