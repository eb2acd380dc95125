//! The Chinese texts of the command line, for the English ones of its grammar.
//!
//! A test checks that every command, argument and value has its text here, and that every text is used.

use clap::builder::PossibleValue;

/// A name of the grammar, and its Chinese words.
pub type WordEntry = (&'static str, &'static str);

/// The texts of commands, by name; that of the program is empty.
pub const COMMANDS: &[WordEntry] = &[
    ("", "把 YAML 写的岗位信息排成表格式的《岗位职责说明书》，Word 和 PDF 一次生成"),
    ("build", "生成文件"),
    ("watch", "边改边生成：先生成一次，以后一保存就更新，按 Ctrl-C 结束"),
    ("check", "检查整本手册，不生成文件"),
    ("fix", "自动改正标点、特殊空格等不必斟酌的问题，直接改在文件里"),
    ("serve", "在浏览器里编辑手册，左边填表，右边看页面"),
    ("import", "把原来的 Word、Excel 说明书变成手册的 YAML，每个字的去处都有交代"),
    ("new", "新建手册或岗位"),
    ("new handbook", "新建一本马上可以生成的小手册，含手册信息和两个示例岗位"),
    ("new position", "新建一个岗位文件，填好示例；项目名称和说明用 --lang 的语言"),
    ("schema", "输出编辑器用来提示和检查的 JSON Schema，说明用 --lang 的语言"),
    ("export", "把全部数据写成 Excel 工作簿，表头用 --lang 的语言"),
    ("diff", "比较手册的两个版本：岗位的增减、改名，每处文字的改动"),
    ("info", "看 Word 文件的来历：哪本手册，哪些岗位"),
    ("release", "把与上一版的差别写成修订记录的一行，并改好版本和生效日期"),
    ("explain", "解释提示里的代码：含义、改法和示例"),
    ("dump", "查看中间结果，供编写版式的人用"),
    ("dump markup", "查看版式生成的标记"),
    ("dump tree", "查看排版用的文档结构"),
    ("template", "列出、导出、检查版式"),
    ("template list", "列出可用的版式"),
    ("template export", "把一套版式复制到新文件夹，以便修改"),
    ("template check", "用各种不寻常的数据试排一套版式，列出全部问题"),
    ("completions", "输出命令行的自动补全脚本"),
    ("man", "输出一个命令的手册页，或把全部手册页写入文件夹"),
    ("help", "显示命令的用法"),
];

/// The texts of arguments, by id, or by command and id if the argument means something else there.
pub const ARGUMENTS: &[WordEntry] = &[
    ("message_format", "提示的格式"),
    ("lang", "提示的语言，不影响生成的文件 [默认: 与系统一致]"),
    ("quiet", "只显示错误和警告"),
    ("verbose", "显示更多信息"),
    ("color", "提示是否用颜色"),
    ("help", "显示用法"),
    ("version", "显示版本"),
    ("serve port", "监听的端口 [默认: 每个文件夹固定一个，占用了就另取一个]"),
    ("host", "监听的地址，让别人也能用；要同时写 --allow-others [默认: 127.0.0.1，只限这台电脑]"),
    ("allow_others", "让网络里的别人也能用：拿到链接的人都能看、能改手册"),
    ("open", "打开浏览器"),
    ("read_only", "只给人看，谁也不能改"),
    ("sources", "Word、Excel 文件，或放着这些文件的文件夹"),
    ("report", "写一份报告：哪些文字归到了哪一项，略去了什么"),
    ("import dry_run", "只用于导出后改过的工作簿：打印要改的地方，不写入"),
    ("no_trace", "不写原文注释：有疑问的内容上面，本来用 --lang 的语言注明原文"),
    ("import output", "手册写到哪个文件夹；别人写的、改过的文件不动"),
    ("dir", "手册所在的文件夹 [默认: 当前文件夹有 handbook.yaml 就用它，否则用 data]"),
    ("template", "版式：名称，或版式所在的文件夹"),
    ("only", "只要“部门/名称”、名称或编号相符的岗位"),
    ("document_lang", "表格标签的语言，代替手册里的设置；填写的内容不变"),
    ("system_fonts", "自带字体和手册的字体都没有的字，从系统字体里找"),
    ("deny_warnings", "把警告都当作错误"),
    ("ignore_baseline", "gangwei-baseline.json 记下的老问题也列出"),
    ("output", "生成的文件放在哪个文件夹"),
    ("format", "生成哪几种文件，用逗号隔开"),
    ("per", "按什么分文件：整本手册、部门或岗位，用逗号隔开"),
    ("jobs", "同时进行的任务数 [默认: 处理器核数]"),
    ("prune", "删除以前生成、现在数据里已经没有的文件"),
    ("check", "不生成文件；有缺少或过时的文件时逐一列出，退出码为 4"),
    ("changed_since", "只生成自某个 git 版本以来有改动的文件"),
    ("since", "与旧版比较，写旧版的文件夹或 git 版本：整本手册列出修订对照表，岗位说明书里改动的各行加竖线"),
    ("shard", "把文件分成 N 份，只生成第 I 份，如 2/3"),
    ("no_layout", "不检查需要排版才知道的问题：页数和版式"),
    ("write_baseline", "把现有问题记入 gangwei-baseline.json，以后只列出新问题"),
    ("old", "原来的手册文件夹；用 --rev 时是现在的 [默认: 当前文件夹有 handbook.yaml 就用它，否则用 data]"),
    ("new", "现在的手册文件夹"),
    ("rev", "与这个文件夹的 git 版本比较，或比较两个版本：REV 或 旧..新"),
    ("diff format", "把修订对照表写成哪几种文件，用逗号隔开"),
    ("diff output", "修订对照表放在哪个文件夹"),
    ("diff template", "修订对照表的版式：名称，或版式所在的文件夹"),
    ("files", "Word 文件"),
    ("info project", "和这个文件夹里的手册逐个岗位比较"),
    ("release version", "新的版本，如 V1.1"),
    ("release since", "上一版：手册文件夹或 git 版本 [默认: 最近一次改手册版本的提交]"),
    ("date", "这一版的日期 [默认: 今天，按北京时间]"),
    ("export format", "文件的格式"),
    ("export output", "写成哪个文件 [默认: dist/岗位数据.xlsx]"),
    ("fix only", "只改“部门/名称”、名称或编号相符的岗位的文件"),
    ("dry_run", "只显示改动，不写入文件"),
    ("new handbook dir", "手册文件夹的名称；已有的文件不会覆盖"),
    ("new position name", "部门和岗位名称，如 市场部/市场专员；部门就是文件夹"),
    ("project", "手册所在的文件夹 [默认: 当前文件夹有 handbook.yaml 就用它，否则用 data]"),
    ("full", "写出全部可以填写的项目，每项都有说明"),
    ("of", "哪一种文件"),
    ("codes", "代码，如 E012 [默认: 列出全部]"),
    ("template list dir", "手册所在的文件夹"),
    ("template export name", "内置的版式，或当前手册的版式"),
    ("folder", "复制到哪里，如 templates/名称"),
    ("set", "版式：名称，或版式所在的文件夹"),
    ("shell", "命令行程序"),
    ("man command", "命令，如 template export [默认: gangwei 本身]"),
    ("man output", "把全部命令的手册页写入这个文件夹"),
];

/// The meanings of values, by argument and value.
pub const VALUES: &[WordEntry] = &[
    ("message_format human", "附上出错的那一行"),
    ("message_format short", "每个问题一行"),
    ("message_format json", "每行一个 JSON 对象"),
    ("message_format github", "GitHub 工作流的命令"),
    ("message_format sarif", "一份 SARIF 2.1.0 日志"),
];

/// The names of values.
pub const NAMES: &[WordEntry] = &[
    ("CODES", "代码"),
    ("COMMAND", "命令"),
    ("ADDR", "地址"),
    ("DEPARTMENT/TITLE", "部门/名称"),
    ("DIR", "文件夹"),
    ("FILE", "文件"),
    ("FILE.html|FILE.json", "文件.html|文件.json"),
    ("FILE|FOLDER", "文件|文件夹"),
    ("FOLDER", "文件夹"),
    ("FORMAT", "格式"),
    ("FORMATS", "格式"),
    ("GLOB", "条件"),
    ("I/N", "I/N"),
    ("KINDS", "范围"),
    ("LANG", "语言"),
    ("N", "数目"),
    ("NAME", "名称"),
    ("NAME|FOLDER", "名称|文件夹"),
    ("NEW", "现在的文件夹"),
    ("OF", "种类"),
    ("OLD", "原来的文件夹"),
    ("REV", "版本"),
    ("SHELL", "程序"),
    ("VERSION", "版本"),
    ("WHEN", "何时"),
    ("YYYY-MM-DD", "年-月-日"),
];

/// Words of clap in help and manual pages.
pub const USAGE: &str = "用法:";
pub const COMMAND: &str = "命令";
pub const ARGUMENTS_HEADING: &str = "参数";
pub const OPTIONS_HEADING: &str = "选项";
pub const GLOBAL_HEADING: &str = "通用选项";
pub const OPTIONS: &str = "[选项]";
pub const DEFAULT: &str = "默认:";
pub const POSSIBLE: &str = "可选值:";

/// Headings of a manual page; `man` and its index know the Chinese ones, too.
pub const SECTIONS: &[WordEntry] = &[
    ("NAME", "名称"),
    ("SYNOPSIS", "概述"),
    ("DESCRIPTION", "描述"),
    ("OPTIONS", "选项"),
    ("VERSION", "版本"),
];

/// The text of an entry.
pub fn find(entries: &[WordEntry], name: &str) -> Option<&'static str> {
    entries.iter().find(|(known, _)| *known == name).map(|(_, words)| *words)
}

/// The meaning of an argument's value.
pub fn meaning(argument: &str, value: &PossibleValue) -> Option<String> {
    let words = find(VALUES, &format!("{argument} {}", value.get_name())).map(str::to_owned);
    words.or_else(|| value.get_help().map(ToString::to_string))
}
