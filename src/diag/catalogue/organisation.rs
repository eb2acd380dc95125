//! What does not agree across the handbook, and how its texts are written (W2xx).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "W201",
        ("岗位编号重复", "two positions have one code"),
        (
            "岗位编号用来在编制表、合同和系统里指认岗位，两个岗位共用一个编号，就指认不清了。",
            "Staffing plans, contracts and systems name a position by its code, which must be its own.",
        ),
        ("给其中一个岗位另编号码。", "Give one of the positions another code."),
    )
    .example(
        "# 市场部/甲.yaml\n岗位名称: 市场专员\n岗位编号: SC-01\n# 市场部/乙.yaml\n岗位名称: 品牌专员\n岗位编号: SC-01\n",
        "# 市场部/甲.yaml\n岗位名称: 市场专员\n岗位编号: SC-01\n# 市场部/乙.yaml\n岗位名称: 品牌专员\n岗位编号: SC-02\n",
    ),
];
