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
        ("为守住页数上限而收紧", "tightened to keep within the page budget"),
        (
            "岗位原本超出页数上限，版式允许收紧行距和字号，收紧后放得下了。",
            "The position was over its budget; the template set lets it be set closer, and so it fits.",
        ),
        (
            "版面可以接受就不必处理；想恢复原样，精简文字或提高页数上限。",
            "Nothing, if the page looks right; to have it loose again, shorten its texts or raise max_pages.",
        ),
    ),
];
