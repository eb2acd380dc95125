//! Reading the data: files, YAML, keys and values (E0xx, W0xx).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[rule(
    "E012",
    ("数目写得不对", "a number is not one"),
    (
        "人数、页数、序号只能是用数字写的整数；“两人”“3-5”“若干”不能用来合计定员，也不能用来排序。",
        "Numbers of people, of pages and places in an order are whole numbers written in digits; \
             two, 3-5 or some cannot be summed or sorted.",
    ),
    (
        "写成阿拉伯数字；数目不定时把值留空。",
        "Write digits; leave the value empty if the number is not fixed.",
    ),
)
.example("岗位名称: 销售员\n岗位定员: 两人\n", "岗位名称: 销售员\n岗位定员: 2\n")];
