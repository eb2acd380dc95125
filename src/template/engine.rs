//! Translates minijinja's messages into Chinese.
//!
//! Its messages are few and differ only in names and kinds of values, so a table holds them. A message that is not in
//! the table is quoted unchanged.

use crate::characters::is_han;

/// Patterns of messages with holes; specific patterns come before general ones. Holes in Chinese are filled with
/// [`word`]s, in the order of the message.
const MESSAGES: &[(&str, &str)] = &[
    // Syntax errors.
    ("unexpected character", "有无法识别的字符"),
    ("unexpected end of string", "字符串没有写完"),
    ("unexpected end of comment", "注释没有写完，缺少 `#}`"),
    ("unexpected end of raw block", "`raw` 块没有写完，缺少 `{% endraw %}`"),
    ("unexpected input after end of variable block", "`}}` 后面有多余的内容"),
    ("unexpected input after expression", "表达式后面有多余的内容"),
    ("unexpected keyword arguments", "不能有带名字的参数"),
    ("unexpected {}, expected {}", "遇到{}，这里应为{}"),
    ("unexpected {}", "这里不应有{}"),
    ("unknown {}, expected statement", "遇到{}，这里应为语句"),
    ("unknown statement {}", "没有语句{}"),
    ("unknown keyword argument {}", "没有参数{}"),
    ("missing keyword argument {}", "缺少参数{}"),
    ("'_' may not occur at end of number", "数字不能以 `_` 结尾"),
    ("invalid float", "小数写得不对"),
    ("invalid integer (too large)", "整数太大"),
    ("empty subscript", "方括号里没有内容"),
    ("expected a filter", "这里应为过滤器"),
    ("template exceeds maximum recursion limits", "嵌套太深"),
    ("non-keyword arg after keyword arg", "不带名字的参数要写在带名字的前面"),
    ("Too many arguments in function call", "函数的参数太多"),
    ("cannot assign to reserved variable name {}", "{}是保留的名字，不能赋值"),
    ("block tags in macros are not allowed", "宏里不能有 `block`"),
    ("block {} defined twice", "块{}定义了两次"),
    ("Required blocks can only contain comments or whitespace", "必须重写的块里只能有注释和空白"),
    ("mismatching name on block. Got {}, expected {}", "块的名称前后不一致：写的是{}，应为{}"),
    ("names starting with an underline can not be imported", "以下划线开头的名字不能导入"),
    ("expected call expression in call block, got {}", "`call` 后面应为调用，写的是{}"),
    // Unknown names.
    ("filter {} is unknown", "{}"),
    ("test {} is unknown", "{}"),
    ("template {} does not exist", "{}"),
    ("{} has no method named {}", "{}没有方法{}"),
    ("tried to include non-existing template {}", "{}"),
    ("tried to include one of multiple templates, none of which existed {}", "{}"),
    ("block {} not found", "{}"),
    ("Required block {} not found", "{}"),
    ("{} is unknown", "{}"),
    // Calculations.
    ("tried to use {} operator on unsupported types {} and {}", "运算符{}不能用于{}和{}"),
    ("unable to calculate {}", "算不出{}"),
    ("cannot slice by step size of 0", "切片的步长不能是 0"),
    ("value of type {} cannot be sliced", "{}不能切片"),
    ("strings can only be multiplied with integers", "字符串只能乘以整数"),
    ("sequences and iterables can only be multiplied with integers", "列表只能乘以整数"),
    ("cannot repeat unsized iterables", "长度不定的列表不能重复"),
    ("cannot perform a containment check on this value", "这个值不能用 `in` 检查"),
    ("cannot create range with step of 0", "`range` 的步长不能是 0"),
    ("unable to round value", "数字不能取整"),
    ("rounded value is too large to represent", "取整后的数字太大"),
    ("overflow on abs", "数字太大"),
    ("count cannot be 0", "个数不能是 0"),
    ("invalid float literal", "文字不是数字"),
    ("cannot parse float from empty string", "文字是空的，不是数字"),
    ("invalid digit found in string", "文字不是整数"),
    ("cannot parse integer from empty string", "文字是空的，不是整数"),
    ("number too large to fit in target type", "整数太大"),
    ("number too small to fit in target type", "整数太小"),
    // Wrong values.
    ("cannot convert kwargs to string", "带名字的参数不能转换成字符串"),
    ("cannot convert value into pair list", "这个值不能转换成键和值的列表"),
    ("cannot convert value into pairs", "这个值不能转换成键和值"),
    ("cannot convert value to list", "这个值不能转换成列表"),
    ("cannot convert {} to {}", "{}不能转换成{}"),
    ("type conversion is not legal in this situation (implicit borrow)", "这个值在这里不能转换"),
    ("value is not a string", "这个值不是字符串"),
    ("value is not in bytes", "这个值不是字节串"),
    ("value is not iterable", "这个值不能逐项取出"),
    ("not iterable", "这个值不能逐项取出"),
    ("{} is not iterable", "{}不能逐项取出"),
    ("expected object or keyword arguments, got {}", "这里应为对象或带名字的参数，写的是{}"),
    ("expected object", "这里应为对象"),
    ("not an object", "这里应为对象"),
    ("object is not callable", "对象不能调用"),
    ("value of type {} is not callable", "{}不能调用"),
    ("non string keys passed to kwargs", "参数的名字应为字符串"),
    ("cannot reverse values of type {}", "{}不能倒序"),
    ("cannot join value of type {}", "{}不能连接"),
    ("cannot calculate length of value of type {}", "{}没有长度"),
    ("cannot get absolute value", "这个值没有绝对值"),
    ("cannot get first item from value", "这个值没有第一项"),
    ("cannot get last item from value", "这个值没有最后一项"),
    ("cannot round value ({})", "{}不能取整"),
    ("can only sum numbers, got {}", "只有数字能相加，写的是{}"),
    ("can only assign to namespaces, not {}", "只能给 `namespace` 的字段赋值，不能给{}"),
    ("sequence of wrong length (expected {}, got {})", "项数不对：应有{}项，实有{}项"),
    ("zip filter argument must be iterable, got {}", "`zip` 的参数应为列表，写的是{}"),
    ("method must be common, ceil or floor", "取整的方式只有 `common`、`ceil` 和 `floor`"),
    ("filter name is required", "缺少过滤器的名称"),
    ("filter name must be a string", "过滤器的名称应为字符串"),
    ("failed to sort: {}", "这些值不能排序"),
    ("duplicate argument {}", "参数{}写了两次"),
    // Includes, imports and blocks.
    ("cannot recurse outside of recursive loop", "只有写明 `recursive` 的循环才能调用 `loop`"),
    ("cannot recurse because of non-iterable value", "`loop` 的参数应为列表"),
    ("loop recursion cannot be called this way", "`loop` 不能这样调用"),
    ("loop() takes one argument", "`loop` 有一个参数"),
    ("super() takes no arguments", "`super` 没有参数"),
    ("cannot super outside of block", "`super` 只能写在块里"),
    ("no parent block exists", "上一层没有这个块"),
    ("tried to extend a second time in a template", "一个模板只能 `extends` 一次"),
    ("attempted to apply keyword arguments from non map (got {})", "`**` 后面应为映射，写的是{}"),
    ("template name was not a string", "模板的名称应为字符串"),
    ("cycle in template inheritance. {} was referenced more than once", "模板互相引用：{}"),
    ("invalid value to autoescape tag", "`autoescape` 的值不对"),
    ("cannot call this macro. template state went away.", "这个宏所在的模板已经结束"),
    // Kinds of errors without a detail.
    ("invalid operation", "不能这样做"),
    ("not a primitive", "这里应为数字或文字"),
    ("not a key type", "这个值不能作为键"),
    ("too many arguments", "参数太多"),
    ("missing argument", "缺少参数"),
    ("could not serialize to value", "这个值不能使用"),
    ("could not render include", "引用的模板出错"),
    ("could not render block", "块里出错"),
    ("cannot unpack", "项数不对"),
    ("failed to write output", "不能输出"),
    ("cannot deserialize", "这个值不能使用"),
    // Formats.
    ("invalid format spec at offset {}; {}", "格式写得不对，在第{}个字节"),
    ("invalid conversion type {} in format spec at offset {}", "格式里没有类型{}，在第{}个字节"),
    ("invalid integer in the format string at offset {}", "格式里的整数写得不对，在第{}个字节"),
    ("incomplete format spec at offset {}; {}", "格式没有写完，在第{}个字节"),
    ("incomplete format key at offset {}; {}", "格式没有写完，在第{}个字节"),
    ("missing an argument for format spec at offset {}", "格式缺少参数，在第{}个字节"),
    ("format argument must be a mapping", "格式的参数应为映射"),
    ("argument not found for format field at offset {}", "格式缺少参数，在第{}个字节"),
    ("character formatting is not supported for safe format strings", "标记文字里不能用字符格式"),
];

/// The Chinese names of kinds of values and parts of a template.
const WORDS: &[(&str, &str)] = &[
    ("undefined", "没有定义的值"),
    ("none", "空值"),
    ("bool", "真假值"),
    ("number", "数字"),
    ("string", "字符串"),
    ("bytes", "字节串"),
    ("sequence", "列表"),
    ("map", "映射"),
    ("iterator", "列表"),
    ("plain object", "对象"),
    ("object", "对象"),
    ("invalid value", "无效的值"),
    ("template-data", "模板文字"),
    ("start of variable block", "`{{`"),
    ("end of variable block", "`}}`"),
    ("start of block", "`{%`"),
    ("end of block", "`%}`"),
    ("identifier", "名称"),
    ("identifier or integer", "名称或整数"),
    ("integer", "整数"),
    ("float", "小数"),
    ("expression", "表达式"),
    ("assignment operator", "`=`"),
    ("block keyword", "语句"),
    ("keyword", "关键词"),
    ("missing keyword", "关键词"),
    ("comma", "`,`"),
    ("end of input", "文件末尾"),
    ("constant", "常量"),
];

/// A message in Chinese. One that is not in the table, such as of another version of the engine, is quoted.
pub fn in_chinese(message: &str) -> String {
    // An operand may be undefined.
    let undefined = message.strip_suffix("` is undefined)").and_then(|rest| rest.rsplit_once(" (`"));
    if let Some((message, name)) = undefined {
        return format!("{}（`{name}` 没有定义）", in_chinese(message));
    }
    let filled = MESSAGES.iter().find_map(|(pattern, chinese)| Some(fill(chinese, held(pattern, message)?)));
    filled.unwrap_or_else(|| format!("“{message}”"))
}

fn fill(chinese: &str, held: Vec<&str>) -> String {
    let mut told = String::new();
    let mut held = held.into_iter();
    for (index, piece) in chinese.split("{}").enumerate() {
        if index > 0 {
            add(&mut told, &held.next().map(word).unwrap_or_default());
        }
        add(&mut told, piece);
    }
    told
}

/// Appends a text, with a space between Han and a quotation or a number.
fn add(told: &mut String, piece: &str) {
    let is_code = |c: char| c == '`' || c.is_ascii_alphanumeric();
    if let (Some(last), Some(first)) = (told.chars().next_back(), piece.chars().next())
        && (is_code(last) && is_han(first) || is_han(last) && is_code(first))
    {
        told.push(' ');
    }
    told.push_str(piece);
}

/// The texts of a message in the holes of a pattern.
fn held<'m>(pattern: &str, message: &'m str) -> Option<Vec<&'m str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = message.strip_prefix(pieces.next()?)?;
    let mut pieces: Vec<&str> = pieces.collect();
    let Some(last) = pieces.pop() else { return rest.is_empty().then(Vec::new) };
    let mut held = Vec::new();
    for piece in pieces {
        let (before, after) = rest.split_once(piece)?;
        held.push(before);
        rest = after;
    }
    held.push(rest.strip_suffix(last)?);
    held.iter().all(|text| !text.is_empty()).then_some(held)
}

/// The Chinese word for a kind; any other text is a name, and is quoted.
fn word(text: &str) -> String {
    if let Some((_, chinese)) = WORDS.iter().find(|(known, _)| *known == text) {
        return (*chinese).to_owned();
    }
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.trim_matches(['`', '\'', '"']) {
        _ if is_number => text.to_owned(),
        "" => format!("`{text}`"),
        name => format!("`{name}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_keep_names_and_translate_kinds() {
        let told = in_chinese;
        assert_eq!(
            told("tried to use + operator on unsupported types sequence and number"),
            "运算符 `+` 不能用于列表和数字"
        );
        assert_eq!(told("unexpected `/`, expected end of block"), "遇到 `/`，这里应为 `%}`");
        assert_eq!(told("unexpected end of input, expected keyword"), "遇到文件末尾，这里应为关键词");
        assert_eq!(told("unexpected `/`"), "这里不应有 `/`");
        assert_eq!(told("unable to calculate 1 / 0"), "算不出 `1 / 0`");
        assert_eq!(told("sequence of wrong length (expected 2, got 3)"), "项数不对：应有 2 项，实有 3 项");
        assert_eq!(told("not iterable (`a.b` is undefined)"), "这个值不能逐项取出（`a.b` 没有定义）");
        assert_eq!(told("a message of another version"), "“a message of another version”");
    }

    #[test]
    fn every_hole_in_chinese_is_one_of_the_message() {
        for (pattern, chinese) in MESSAGES {
            assert!(pattern.matches("{}").count() >= chinese.matches("{}").count(), "{pattern}");
        }
    }
}
