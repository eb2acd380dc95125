//! Sorts titles as in a Chinese index: by pinyin (the order of Unicode's CLDR), grouped by its first letter.
//!
//! A character with two readings is sorted by the word it is in: 会计 is kuàijì, 行长 hángzhǎng.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::locale;

use crate::characters::{half_width, is_han};

/// Words of titles that are not read as dictionaries read their characters first, each with characters of the same
/// reading. The first match counts, so longer words come before shorter ones.
const READINGS: &[(&str, &str)] = &[
    ("会计", "快计"),
    ("银行", "银航"),
    ("行长", "航掌"),
    ("行业", "航业"),
    ("分行", "分航"),
    ("支行", "支航"),
    ("总行", "总航"),
    ("商行", "商航"),
    ("投行", "投航"),
    ("调度", "掉度"),
    ("调研", "掉研"),
    ("调查", "掉查"),
    ("调拨", "掉拨"),
    ("调配", "掉配"),
    ("调动", "掉动"),
    ("调运", "掉运"),
    ("调", "条"),
    ("重庆", "虫庆"),
    ("重组", "虫组"),
    ("重建", "虫建"),
    ("重", "众"),
    ("单县", "善县"),
    ("单", "丹"),
    ("长期", "常期"),
    ("长途", "常途"),
    ("长线", "常线"),
    ("长沙", "常沙"),
    ("长春", "常春"),
    ("长江", "常江"),
    ("长三角", "常三角"),
    ("特长", "特常"),
    ("长", "掌"),
    ("音乐", "音月"),
    ("校对", "叫对"),
    ("校验", "叫验"),
    ("校准", "叫准"),
    ("出差", "出拆"),
    ("差旅", "拆旅"),
    ("给水", "己水"),
    ("给排水", "己排水"),
    ("供给", "供己"),
    ("测量", "测良"),
    ("宿舍", "素舍"),
    ("参谋", "餐谋"),
    ("参", "餐"),
    ("传记", "赚记"),
    ("数", "树"),
];

/// The first character of each letter in the order of pinyin.
const FIRST: [(char, char); 23] = [
    ('A', '阿'),
    ('B', '八'),
    ('C', '嚓'),
    ('D', '咑'),
    ('E', '妸'),
    ('F', '发'),
    ('G', '旮'),
    ('H', '哈'),
    ('J', '丌'),
    ('K', '咔'),
    ('L', '垃'),
    ('M', '妈'),
    ('N', '拏'),
    ('O', '喔'),
    ('P', '妑'),
    ('Q', '七'),
    ('R', '呥'),
    ('S', '仨'),
    ('T', '他'),
    ('W', '屲'),
    ('X', '夕'),
    ('Y', '丫'),
    ('Z', '帀'),
];

/// For digits, signs and other scripts.
pub const NO_LETTER: char = '#';

/// Compares by pinyin; codes are compared by their numbers (2 before 10).
pub struct Pinyin(CollatorBorrowed<'static>);

/// A text with its sort key.
#[derive(Clone, Debug)]
pub struct Reading {
    /// A to Z, or [`NO_LETTER`].
    pub letter: char,
    spelled: String,
}

impl Pinyin {
    /// `None` only if the program was built without the collation data.
    pub fn new() -> Option<Pinyin> {
        // Pinyin is the default order of Chinese; `kn` compares digits as numbers.
        let order = locale!("zh-u-kn").into();
        Collator::try_new(order, CollatorOptions::default()).ok().map(Pinyin)
    }

    pub fn read(&self, text: &str) -> Reading {
        let spelled = spelled(text);
        Reading { letter: self.letter(&spelled), spelled }
    }

    /// Compares by letter, with texts without a letter last; then Han before Latin, by pinyin and tone of each
    /// character.
    pub fn compare(&self, a: &Reading, b: &Reading) -> Ordering {
        let letter = |reading: &Reading| (reading.letter == NO_LETTER, reading.letter);
        letter(a).cmp(&letter(b)).then_with(|| self.0.compare(&a.spelled, &b.spelled))
    }

    pub fn compare_codes(&self, a: &str, b: &str) -> Ordering {
        self.0.compare(a, b)
    }

    fn letter(&self, spelled: &str) -> char {
        match spelled.chars().next().map(half_width) {
            Some(c) if c.is_ascii_alphabetic() => c.to_ascii_uppercase(),
            Some(c) if is_han(c) => {
                let mut buffer = [0; 4];
                let c = c.encode_utf8(&mut buffer);
                let reached =
                    |first: char| self.0.compare(first.encode_utf8(&mut [0; 4]), c) != Ordering::Greater;
                let after = FIRST.partition_point(|(_, first)| reached(*first));
                after.checked_sub(1).and_then(|at| FIRST.get(at)).map_or(NO_LETTER, |(letter, _)| *letter)
            }
            _ => NO_LETTER,
        }
    }
}

/// The text with the words of [`READINGS`] replaced.
fn spelled(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        match READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            Some((word, writing)) => {
                spelled.push_str(writing);
                rest = rest.get(word.len()..).unwrap_or_default();
            }
            None => {
                spelled.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(texts: &[&str]) -> String {
        let pinyin = Pinyin::new().expect("the order's data");
        texts.iter().map(|text| pinyin.read(text).letter).collect()
    }

    fn sorted(texts: &[&str]) -> Vec<String> {
        let pinyin = Pinyin::new().expect("the order's data");
        let mut texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        texts.sort_by(|a, b| pinyin.compare(&pinyin.read(a), &pinyin.read(b)));
        texts
    }

    #[test]
    fn every_letter_has_its_titles() {
        let titles = [
            "安全主管",
            "保安",
            "采购员",
            "董事长",
            "二级经理",
            "法务专员",
            "工艺工程师",
            "行政专员",
            "检验员",
            "客服",
            "劳资员",
            "秘书",
            "内勤",
            "欧洲区经理",
            "配送员",
            "区域销售经理",
            "人事专员",
            "商务专员",
            "体系工程师",
            "外贸员",
            "销售员",
            "运营经理",
            "总经理",
        ];
        // 行政 is xíngzhèng.
        assert_eq!(letters(&titles), "ABCDEFGXJKLMNOPQRSTWXYZ");
    }

    /// The first and last characters in common use of each letter stand in its bounds.
    #[test]
    fn bounds_are_right() {
        assert_eq!(letters(&["阿", "奥", "八", "簿", "擦", "错", "搭", "舵", "俄", "二"]), "AABBCCDDEE");
        assert_eq!(letters(&["发", "覆", "嘎", "过", "哈", "货", "击", "骏", "卡", "扩"]), "FFGGHHJJKK");
        assert_eq!(letters(&["拉", "落", "妈", "目", "拿", "诺", "喔", "偶", "趴", "瀑"]), "LLMMNNOOPP");
        assert_eq!(letters(&["七", "群", "然", "若", "撒", "锁", "他", "拓", "挖", "误"]), "QQRRSSTTWW");
        assert_eq!(letters(&["西", "逊", "压", "运", "杂", "座"]), "XXYYZZ");
    }

    #[test]
    fn words_are_read_as_in_titles() {
        assert_eq!(letters(&["会计", "会务专员", "调度员", "调试工", "行长", "行政经理"]), "KHDTHX");
        assert_eq!(
            letters(&["重庆区经理", "重型车司机", "单证员", "长途司机", "长白班班长", "数据分析师"]),
            "CZDCZS"
        );
        assert_eq!(letters(&["校对员", "给排水工程师", "参谋", "差旅专员"]), "JJCC");
    }

    #[test]
    fn order_is_by_sound_then_tone() {
        assert_eq!(
            sorted(&["质量部经理", "会计", "总经理", "财务部经理", "采购员", "出纳", "客户经理", "副总经理"]),
            ["财务部经理", "采购员", "出纳", "副总经理", "客户经理", "会计", "质量部经理", "总经理"]
        );
        // dǒng before dòng: tones count where sounds are alike.
        assert_eq!(sorted(&["动力主管", "董事", "东区经理"]), ["东区经理", "董事", "动力主管"]);
    }

    #[test]
    fn letters_and_signs_have_their_places() {
        assert_eq!(letters(&["IT工程师", "ｅ商务", "5S专员", "", "★店长", "α岗"]), "IE####");
        assert_eq!(
            sorted(&["5S专员", "秘书", "MES工程师", "IT工程师"]),
            ["IT工程师", "秘书", "MES工程师", "5S专员"]
        );
    }

    #[test]
    fn codes_go_by_their_numbers() {
        let pinyin = Pinyin::new().expect("the order's data");
        let mut codes = ["B-10", "A-10", "A-9", "B-2"];
        codes.sort_by(|a, b| pinyin.compare_codes(a, b));
        assert_eq!(codes, ["A-9", "A-10", "B-2", "B-10"]);
    }
}
