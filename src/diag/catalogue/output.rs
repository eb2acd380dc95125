//! Fonts and glyphs (E30x), what a run asks for, and what could not be made (E4xx).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "E301",
        ("没有字体含有这个字", "no font has this character"),
        (
            "内置字体和手册的字体都没有这个字，常见的是表情符号和极少用的汉字。缺字的 PDF 会出现空框，所以不生成 PDF；DOCX 由 Word 自己找字体，照常生成。",
            "Neither the embedded fonts nor the project's have it; most often it is an emoji or a very rare Han character. \
             A PDF would show an empty box, so none is made; the DOCX is, for Word finds fonts of its own.",
        ),
        (
            "换一个字；或把含有它的字体（.ttf、.otf）放进手册的 fonts/ 文件夹；或用 --system-fonts 借用系统字体。",
            "Use another character; put a font that has it (.ttf, .otf) into the project's folder fonts/; or let the \
             system's fonts in with --system-fonts.",
        ),
    )
    .example("岗位名称: 销售员😀\n", "岗位名称: 销售员\n"),
    rule(
        "E303",
        ("字体文件读不出来", "a font file cannot be read"),
        (
            "手册 fonts/ 文件夹里的字体文件打不开：没有权限、太大，或是指向手册文件夹之外的链接。",
            "A font file in the project's fonts/ cannot be opened: it may not be read, is too large, or is a link that \
             leads out of the project.",
        ),
        ("取得读取权限，或把文件本身复制进来。", "Give the right to read it, or copy the file itself."),
    ),
    rule(
        "E304",
        ("不是字体文件", "not a font"),
        (
            "手册 fonts/ 文件夹里的这个文件不是 TrueType 或 OpenType 字体，或已损坏（例如下载不完整）。",
            "The file in the project's fonts/ is no TrueType or OpenType font, or is damaged, as by a broken download.",
        ),
        ("重新下载，或把它移出 fonts/。", "Fetch it again, or move it out of fonts/."),
    ),
    rule(
        "E305",
        ("没有任何字体", "no font at all"),
        (
            "这个程序编译时没有内置字体（关闭了 embedded-fonts），手册的 fonts/ 文件夹里也没有，所以排不了版，什么也不生成。平常的程序都有内置字体。",
            "The program was compiled without fonts (its feature embedded-fonts is off), and the project's fonts/ holds none; so \
             nothing can be laid out, and nothing is made. The usual program has fonts.",
        ),
        (
            "把字体文件放进手册的 fonts/ 文件夹，用 --system-fonts 借用系统字体，或改用有内置字体的程序。",
            "Put font files into the project's fonts/, let the system's in with --system-fonts, or take a program with fonts.",
        ),
    ),
    rule(
        "E402",
        ("--only 的条件写得不对", "a malformed pattern of --only"),
        (
            "--only 的条件里括号没有配对，或有别的写法错误。",
            "The pattern of --only has a bracket that is not closed, or another fault of syntax.",
        ),
        (
            "用 * 代表任意字，? 代表一个字，如 --only '市场部/*'。",
            "* stands for any text and ? for one character, as in --only '市场部/*'.",
        ),
    ),
    rule(
        "E403",
        ("没有岗位与 --only 相符", "no position matches --only"),
        (
            "--only 的条件与“部门/岗位名称”、岗位名称、岗位编号都不相符，或者相符的岗位都已撤销。",
            "The pattern of --only matches no department/title, title or code, or only positions that are withdrawn.",
        ),
        ("放宽条件，如 --only '*经理*'。", "Widen it, as in --only '*经理*'."),
    ),
    rule(
        "E404",
        ("检查里的代码不对", "a wrong code in checks"),
        (
            "handbook.yaml 的 `checks`（检查）写了不存在的代码，或写了不能调整的：错误（E 开头）和 template check 的 W51x、W520 不能调整。",
            "`checks` (检查) of handbook.yaml names a code that does not exist, or one that cannot be changed: errors (E…), \
             and W51x and W520 of template check.",
        ),
        (
            "按提示改正；`gangwei explain` 列出全部代码。错误只能改正数据来消除。",
            "Correct it as the hint says; `gangwei explain` lists all codes. An error goes away only when the data is mended.",
        ),
    )
    .example("# handbook.yaml\n检查: {W291: off}\n", "# handbook.yaml\n检查: {W201: off}\n"),
    rule(
        "E405",
        ("基线文件已损坏", "the baseline is damaged"),
        (
            "gangwei-baseline.json（基线文件，记下已知的老问题）不是本程序写的样子：JSON 语法错误、版本不对，或条目不完整，常见于合并时留下的冲突标记。",
            "gangwei-baseline.json is not as gangwei writes it: broken JSON, another version or an incomplete entry, as \
             the marks of a merge conflict leave it.",
        ),
        (
            "用 `gangwei check --write-baseline` 重新生成。",
            "Write it anew with `gangwei check --write-baseline`.",
        ),
    )
    .example(
        "岗位名称: 销售员\n# gangwei-baseline.json\n<<<<<<< HEAD\n{\"version\": 1, \"findings\": []}\n",
        "岗位名称: 销售员\n# gangwei-baseline.json\n{\"version\": 1, \"findings\": []}\n",
    ),
    rule(
        "E406",
        ("命令行有误", "wrong usage"),
        (
            "命令、选项或文件夹写得不对，什么也没有做。",
            "A command, an option or a folder is not as it should be, and nothing was done.",
        ),
        ("按提示改正；用法见 `gangwei --help`。", "Correct it as the message says; `gangwei --help` shows the usage."),
    ),
    rule(
        "E407",
        ("文件不能读写", "a file cannot be read or written"),
        (
            "文件只读、没有权限、磁盘已满，或正被其他程序使用。build 照常写出其余的文件，没有一个只写了一半；fix、new 等改动数据的命令则一个也不写。",
            "A file is read-only or may not be used, the disk is full, or another program holds it. build writes the \
             others, none of them by half; commands that change the data, such as fix and new, write none.",
        ),
        (
            "取得权限，关闭打开它的程序（如 Word），再运行一次。",
            "Give the right to it, close the program that has it open (such as Word), and run it again.",
        ),
    ),
    rule(
        "E408",
        ("文件名的格式有误", "a wrong pattern of file names"),
        (
            "handbook.yaml 的“文件名”是各岗位文件的命名格式，大括号里只能写 title、code、department、grade、version、effective_date，至少要有一项。",
            "`file_name` in handbook.yaml says how the files of positions are called; between braces stand title, code, department, grade, version or effective_date, at least one of them.",
        ),
        ("改用可用的项，例如“{code}-{title}”。", "Use the known fields, such as `{code}-{title}`."),
    )
    .example(
        "# handbook.yaml\n文件名: \"{编号}-{title}\"\n# 销售员.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n文件名: \"{code}-{title}\"\n# 销售员.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "E409",
        ("水印太长", "a watermark that is too long"),
        (
            "水印横跨页面的对角线，字太多就小得看不清。",
            "A watermark stands across the page's diagonal; a long one would be too small to be read.",
        ),
        ("改短，如“内部资料”“征求意见稿”。", "Shorten it to a few words."),
    )
    .example(
        "# handbook.yaml\n水印: 征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿征求意见稿\n# 销售员.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n水印: 征求意见稿\n# 销售员.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "E410",
        ("未能生成 PDF", "the PDF could not be made"),
        (
            "PDF 写到最后发现问题：字体或图片无法使用，或者结果不合 PDF/A、PDF/UA。不合格的文件不会写出。",
            "A fault turned up as the PDF was written: a font or picture cannot be used, or the result would go against \
             PDF/A or PDF/UA. A file that does not conform is not written.",
        ),
        (
            "按消息更换字体或图片；若消息说是程序内部错误，请报告给开发者。",
            "Replace the font or picture that the message names; where it says that gangwei has a bug, please report it.",
        ),
    ),
    rule(
        "E411",
        ("未能生成 DOCX", "the DOCX could not be made"),
        (
            "DOCX 是一个 ZIP 包，打包时出了错，多半是内容太多，超过了 ZIP 的限度。",
            "A DOCX is a ZIP archive, and packing it failed, most likely because it holds more than a ZIP can.",
        ),
        ("用 --per department 分成几份。", "Split the output with --per department."),
    ),
    rule(
        "E412",
        ("缺少文件", "a document is missing"),
        (
            "build --check 没有在输出文件夹里找到这个文件，可它是现在的数据应有的。",
            "build --check did not find the document in the output folder, though the data makes it.",
        ),
        ("用同样的选项运行 gangwei build。", "Run gangwei build with the same options."),
    ),
    rule(
        "E413",
        ("文件已过时", "a document is stale"),
        (
            "build --check 发现，输出文件夹里的文件与现在的数据和版式生成的不同：数据改了没有重新生成，或者文件被改动过。",
            "build --check found that the document in the output folder is not what data and templates make now: they \
             changed after it was made, or the document itself did.",
        ),
        (
            "用同样的选项运行 gangwei build；改动要写进数据，不要写进生成的文件。",
            "Run gangwei build with the same options; changes belong into the data, not into what is made of it.",
        ),
    ),
    rule(
        "E414",
        ("多余的文件", "a document is left over"),
        (
            "以前的运行生成了这个文件（见 manifest.json），现在的数据不再生成它，例如岗位已撤销或改了名称。",
            "An earlier run made the document (manifest.json knows it), and the data makes it no longer: the position was \
             withdrawn, say, or has another title.",
        ),
        (
            "运行 gangwei build --prune 删除；被人改动过的文件不会删除。",
            "gangwei build --prune removes it, unless somebody changed it.",
        ),
    ),
    rule(
        "E415",
        ("清单不是 gangwei 写的，或已损坏", "a manifest that is foreign or damaged"),
        (
            "输出文件夹里的 manifest.json 读不懂，或其中的路径指向文件夹之外；照它删除文件会有危险，所以什么也没有做。",
            "manifest.json in the output folder cannot be understood, or names paths that lead out of it. To remove files by \
             it would be dangerous, so nothing was done.",
        ),
        (
            "如果是别的程序的文件，用 -o 换一个文件夹；否则把它移走，再运行一次就会重新生成。",
            "If it belongs to another program, choose another folder with -o; else move it away, and the next run writes it anew.",
        ),
    ),
    rule(
        "W306",
        ("字体由别的字体代替", "another face stands in for a font"),
        (
            "版式用到的字体既不是内置的，手册的 fonts/ 里也没有，PDF 里由相近的字体代替。例如公文正文的仿宋：没有字全而又可以自由分发的仿宋，内置的是宋体。Word 文件写的仍是原来的字体名，不受影响。",
            "A font that the template set asks for is neither embedded nor in the project's fonts/, so a similar face stands in for it in \
             the PDF. One is 仿宋, the face of official documents: none that is free has all the characters, so 宋体 is set. The DOCX names \
             the font itself, and is not touched by this.",
        ),
        (
            "把这种字体的文件放进手册的 fonts/，或用 --system-fonts 借用本机的字体；代替的字体也可以的话，在“检查”里写 W306: off。",
            "Put the font's file into the project's fonts/, or let the system's fonts in with --system-fonts; where the other face will \
             do, write W306: off into `checks`.",
        ),
    )
    .note(),
];
