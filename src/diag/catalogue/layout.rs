//! What only layout can tell: page budgets (W50x).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "W501",
        ("超出页数上限", "over the page budget"),
        (
            "岗位排出的页数多于它的页数上限，或者手册为所有岗位定的上限。",
            "The position fills more pages than its max_pages, or the handbook's, allows.",
        ),
        (
            "按提示的行数精简文字，或提高页数上限；版式里的 `fit: shrink` 允许自动收紧。",
            "Shorten its texts by the lines that the message names, or raise max_pages; `fit: shrink` lets the set tighten it.",
        ),
    )
    .example(
        "岗位名称: 销售员\n页数上限: 1\n\
         # templates/own/position.html\n<h1>{{ position.title }}</h1>\n<h2>职责</h2>\n\
         # templates/own/style.css\nh2 { break-before: page }\n",
        "岗位名称: 销售员\n页数上限: 2\n\
         # templates/own/position.html\n<h1>{{ position.title }}</h1>\n<h2>职责</h2>\n\
         # templates/own/style.css\nh2 { break-before: page }\n",
    ),
    rule(
        "W502",
        ("版面已收紧", "set closer"),
        (
            "末页几乎是空的，或岗位超出了页数上限；把行距和间距收紧一些（超限而版式允许时还有字号），就少一页，或放得下了。",
            "The last page was nearly empty, or the position was over its budget; set a little closer (line heights and spacing, for \
             a budget the type too where the set allows it), the part has a page less, or fits.",
        ),
        (
            "版面可以接受就不必处理；想恢复原样，精简文字或提高页数上限，或在版式的 `balance` 里限制收紧的程度。",
            "Nothing, if the page looks right; to have it loose again, shorten its texts or raise max_pages, or bound it by the set's \
             `balance`.",
        ),
    )
    .note(),
];
