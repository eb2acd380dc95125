//! What does not agree across the handbook (W20x, W21x), how its texts are written (W22x), and in what
//! order it was revised and approved (W23x).

use super::{Rule, rule};

pub(super) const RULES: &[Rule] = &[
    rule(
        "W201",
        ("岗位编号重复", "two positions have one code"),
        (
            "岗位编号用来在编制表、合同和系统里指认岗位，两个岗位共用一个编号，就指认不清了。已撤销岗位用过的编号也不再给别的岗位。",
            "Staffing plans, contracts and systems name a position by its code, which must be its own. \
             The code of a withdrawn position is not given again.",
        ),
        ("给其中一个岗位另编号码。", "Give one of the positions another code."),
    )
    .example(
        "# 市场部/甲.yaml\n岗位名称: 市场专员\n岗位编号: SC-01\n# 市场部/乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n岗位编号: SC-01\n",
        "# 市场部/甲.yaml\n岗位名称: 市场专员\n岗位编号: SC-01\n# 市场部/乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n岗位编号: SC-02\n",
    ),
    rule(
        "W202",
        ("同部门岗位名称重复", "one title twice in a department"),
        (
            "同一部门的两份说明书用同一个岗位名称，读者分不清，文件名也会重复。",
            "Two positions of one department have the same title: readers cannot tell them apart, nor \
             can file names.",
        ),
        (
            "一个岗位有多人时只写一份，人数写在岗位定员里；不同的岗位换用能区分的名称。",
            "Describe a position that several people hold once, with its headcount; give different \
             positions different titles.",
        ),
    )
    .example(
        "# 市场部/甲.yaml\n岗位名称: 市场专员\n# 市场部/乙.yaml\n岗位名称: 市场专员\n",
        "# 市场部/市场专员.yaml\n岗位名称: 市场专员\n岗位定员: 2\n",
    ),
    rule(
        "W203",
        ("岗位编号不合规则", "a code that does not match the pattern"),
        (
            "手册的编号规则是正则表达式，岗位编号须整个与它相符，前后多出的字符也算不符。",
            "The handbook's code_pattern is a regular expression that has to match the whole code, as \
             if it began with ^ and ended with $.",
        ),
        ("改正岗位编号，或修改 handbook.yaml 的编号规则。", "Mend the code, or the code_pattern in handbook.yaml."),
    )
    .example(
        "# handbook.yaml\n编号规则: SC-[0-9]{2}\n# 市场专员.yaml\n岗位名称: 市场专员\n岗位编号: SC-1\n",
        "# handbook.yaml\n编号规则: SC-[0-9]{2}\n# 市场专员.yaml\n岗位名称: 市场专员\n岗位编号: SC-01\n",
    ),
    rule(
        "W204",
        ("直接上级不是手册中的岗位", "a superior that is no position"),
        (
            "直接上级须是本手册的岗位，用岗位名称、岗位编号或“部门+岗位名称”来写；几个上级可以写成列表，也可以用顿号隔开，或按行政、业务分开写。写成人名、部门名，或者写错了字，组织关系就接不上。",
            "reports_to names positions of this handbook by title, by code, or by department and \
             title; several stand in a list or are parted by commas. A person, a department or a slip \
             of the pen breaks the reporting line.",
        ),
        (
            "改写成手册中的岗位名称；董事会等手册以外的上级，写进 handbook.yaml 的外部岗位。",
            "Write the title of a position; name superiors outside the handbook, such as the board, in \
             external_roles.",
        ),
    )
    .example(
        "# 市场部/甲.yaml\n岗位名称: 市场部经理\n# 市场部/乙.yaml\n岗位名称: 市场专员\n直接上级: 市场经理\n",
        "# 市场部/甲.yaml\n岗位名称: 市场部经理\n# 市场部/乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n",
    ),
    rule(
        "W205",
        ("直接上级绕成圈", "positions that report to each other"),
        (
            "沿着直接上级一路往上，又回到了原来的岗位，或者岗位的上级就是它自己，这样就没有人负最后的责任。",
            "Following reports_to upwards leads back to where it began, so that nobody answers for the \
             whole.",
        ),
        (
            "找出圈中写反的一处，改成真正的上级；全公司最高的岗位把直接上级留空。",
            "Find the one that was written the wrong way round; leave the topmost position's \
             reports_to empty.",
        ),
    )
    .example(
        "# 甲.yaml\n岗位名称: 市场部经理\n直接上级: 市场专员\n# 乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n",
        "# 甲.yaml\n岗位名称: 市场部经理\n# 乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n",
    ),
    rule(
        "W206",
        ("直接上级已撤销", "a superior that is withdrawn"),
        (
            "在用的岗位还在向已撤销的岗位汇报。",
            "A position in use still reports to one that is withdrawn.",
        ),
        ("改写成接替它的岗位。", "Name the position that took its place."),
    )
    .example(
        "# 甲.yaml\n岗位名称: 市场总监\n状态: 撤销\n# 乙.yaml\n岗位名称: 市场专员\n直接上级: 市场总监\n# 丙.yaml\n岗位名称: 市场部经理\n",
        "# 甲.yaml\n岗位名称: 市场总监\n状态: 撤销\n# 乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n# 丙.yaml\n岗位名称: 市场部经理\n",
    ),
    rule(
        "W207",
        ("部门不在清单里", "a department that is not listed"),
        (
            "handbook.yaml 列出了部门，岗位所在的部门却不在其中，往往是写错了字或部门改了名。没有列出的部门排在最后。",
            "handbook.yaml lists departments, but a position names another one: a slip, or an old \
             name. Such departments come last.",
        ),
        (
            "改正岗位的所在部门或文件夹名，或把部门加进清单。",
            "Mend the position's department or folder, or add the department to the list.",
        ),
    )
    .example(
        "# handbook.yaml\n部门: [市场部]\n# 甲.yaml\n岗位名称: 市场专员\n所在部门: 市场部\n# 乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n所在部门: 市场\n",
        "# handbook.yaml\n部门: [市场部]\n# 甲.yaml\n岗位名称: 市场专员\n所在部门: 市场部\n# 乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n所在部门: 市场部\n",
    ),
    rule(
        "W208",
        ("部门没有岗位", "a department without a position"),
        (
            "handbook.yaml 列出的部门没有在用的岗位，手册里会出现一个空的部门。",
            "A department that handbook.yaml lists has no position in use, and stands empty in the \
             handbook.",
        ),
        ("补上岗位文件，改正部门名称，或从清单里删去。", "Add its positions, mend its name, or take it out of the list."),
    )
    .example(
        "# handbook.yaml\n部门: [市场部, 客服部]\n# 市场部/市场专员.yaml\n岗位名称: 市场专员\n",
        "# handbook.yaml\n部门: [市场部]\n# 市场部/市场专员.yaml\n岗位名称: 市场专员\n",
    ),
    rule(
        "W209",
        ("定员合计与编制不符", "headcounts that do not add up"),
        (
            "部门在用岗位的岗位定员加起来，与部门编制不相等；写成范围的，怎样也不可能相等时才提示。兼任的岗位不计。有岗位没填定员时，合计只是下限，只在超出编制时提示。",
            "The headcounts of a department's positions in use do not make up the department's; where they are ranges, \
             cannot make it up. What others hold concurrently does not count. Where a position has no headcount, the sum is \
             only a lower bound, and told only if it is too high.",
        ),
        ("核对岗位定员和部门编制，改正其中之一。", "Compare both, and mend the one that is wrong."),
    )
    .example(
        "# handbook.yaml\n部门:\n  - {名称: 市场部, 编制: 4}\n# 市场部/市场专员.yaml\n岗位名称: 市场专员\n岗位定员: 3\n",
        "# handbook.yaml\n部门:\n  - {名称: 市场部, 编制: 3}\n# 市场部/市场专员.yaml\n岗位名称: 市场专员\n岗位定员: 3\n",
    ),
    rule(
        "W210",
        ("权重合计不是 100%", "weights that do not make up 100 %"),
        (
            "考核指标的权重加起来应为 100%；职责的权重合计为 100%，或每组各为 100%。写 20%、20 或全部写成 0.2 这样的小数都可以。",
            "The weights of the assessment figures make up 100 %; those of the duties do so altogether \
             or in each group. 20%, 20, or shares such as 0.2 throughout are read.",
        ),
        ("调整权重，使合计为 100%。", "Adjust the weights until they make up 100 %."),
    )
    .example(
        "岗位名称: 销售员\n考核指标:\n  - {指标: 回款率, 权重: 60%}\n  - {指标: 新客户数, 权重: 30%}\n",
        "岗位名称: 销售员\n考核指标:\n  - {指标: 回款率, 权重: 60%}\n  - {指标: 新客户数, 权重: 40%}\n",
    ),
    rule(
        "W211",
        ("权重不是百分数", "a weight that is no percentage"),
        (
            "权重里写了文字或范围，无法合计。",
            "A weight in words, or a range, cannot be summed.",
        ),
        ("写成 20% 这样的数。", "Write it like 20%."),
    )
    .example(
        "岗位名称: 销售员\n考核指标:\n  - {指标: 回款率, 权重: 60%}\n  - {指标: 新客户数, 权重: 其余}\n",
        "岗位名称: 销售员\n考核指标:\n  - {指标: 回款率, 权重: 60%}\n  - {指标: 新客户数, 权重: 40%}\n",
    ),
    rule(
        "W212",
        ("只有一部分写了权重", "weights for some only"),
        (
            "同一张表里有的项写了权重，有的没写，看不出没写的占多少。",
            "Some items of a table have a weight and others none, so that nobody knows what the others \
             count.",
        ),
        ("每项都写权重，或都不写。", "Give each of them a weight, or none."),
    )
    .example(
        "岗位名称: 销售员\n考核指标:\n  - {指标: 回款率, 权重: 60%}\n  - 新客户数\n",
        "岗位名称: 销售员\n考核指标:\n  - 回款率\n  - 新客户数\n",
    ),
    rule(
        "W213",
        ("工作协作只有一方写明", "collaboration that one side names"),
        (
            "一个部门的岗位把另一个部门列为内部协调部门，那个部门却没有岗位回应。按部门对照，不逐个岗位对照；\
             写“公司各部门”的，算回应了所有部门；有直接上下级关系的部门不必互相写明。",
            "A position names another department as its partner, but no position there names this \
             department. Departments are compared, not single positions; 各部门 (all departments) answers \
             everybody, and so does a reporting line between the two.",
        ),
        (
            "在对方部门的对应岗位补上，或从这里删去。",
            "Name the department in a position of the other one, or take it out here.",
        ),
    )
    .example(
        "# 总经理.yaml\n岗位名称: 总经理\n# 市场部/甲.yaml\n岗位名称: 市场专员\n直接上级: 总经理\n工作协作:\n  内部: [财务部, 生产部]\n# 财务部/乙.yaml\n岗位名称: 会计\n直接上级: 总经理\n工作协作:\n  内部: 生产部\n\
         # 生产部/丙.yaml\n岗位名称: 计划员\n直接上级: 总经理\n工作协作:\n  内部: [市场部, 财务部]\n",
        "# 总经理.yaml\n岗位名称: 总经理\n# 市场部/甲.yaml\n岗位名称: 市场专员\n直接上级: 总经理\n工作协作:\n  内部: [财务部, 生产部]\n# 财务部/乙.yaml\n岗位名称: 会计\n直接上级: 总经理\n\
         工作协作:\n  内部: [生产部, 市场部]\n# 生产部/丙.yaml\n岗位名称: 计划员\n直接上级: 总经理\n工作协作:\n  内部: [市场部, 财务部]\n",
    ),
    rule(
        "W214",
        ("部门职责没有岗位承担", "a departmental duty that nobody carries"),
        (
            "部门职责里的内容，在本部门各岗位的职责里几乎找不到。按字词比对，各部门都用的字词算得少；部门里有尚未写职责的岗位时不提示。",
            "What a departmental duty speaks of hardly occurs in the duties of the department's \
             positions. Words are compared, common ones count for little; nothing is told where a \
             position has no duties yet.",
        ),
        ("写进承担它的岗位的职责，或从部门职责中删去。", "Give it to a position, or take it from the department."),
    )
    .example(
        "# handbook.yaml\n部门:\n  - 名称: 市场部\n    部门职责: [组织参加行业展会, 管理计量器具的检定和校准]\n# 市场部/市场专员.yaml\n\
         岗位名称: 市场专员\n职责: [组织参加行业展会，联系展商和观众]\n",
        "# handbook.yaml\n部门:\n  - 名称: 市场部\n    部门职责: [组织参加行业展会]\n# 市场部/市场专员.yaml\n岗位名称: 市场专员\n\
         职责: [组织参加行业展会，联系展商和观众]\n",
    ),
    rule(
        "W215",
        ("几个岗位的职责一字不差", "one duty in several positions"),
        (
            "同一条职责原样写在几个岗位里，出了问题分不清是谁的责任。标点不计；“完成领导交办的其他工作”之类的末条不提示。",
            "The same duty stands in several positions, so that nobody knows whose it is. Punctuation \
             does not count; the clause about other tasks that ends many lists is not told.",
        ),
        ("写明各岗位各自做什么，或只留在一个岗位。", "Say what each of them does, or leave it to one."),
    )
    .example(
        "# 甲.yaml\n岗位名称: 市场专员\n职责: [编制年度展会计划]\n# 乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n职责: [编制年度展会计划。]\n",
        "# 甲.yaml\n岗位名称: 市场专员\n职责: [编制年度展会计划]\n# 乙.yaml\n岗位名称: 品牌专员\n直接上级: 市场专员\n职责: [审核展会的品牌形象和物料]\n",
    ),
    rule(
        "W216",
        ("几个岗位的职责几乎相同", "nearly the same duty in several positions"),
        (
            "几个岗位的职责只差几个字，多半是复制后没有改完，或同一件事写法不一。",
            "Duties of several positions differ by a few characters: mostly a copy that was not \
             finished, or one thing in two wordings.",
        ),
        (
            "同一件事统一写法，或写明各自的范围和分工。",
            "Word it alike if it is one thing, or say where the one ends and the other begins.",
        ),
    )
    .example(
        "# 甲.yaml\n岗位名称: 市场专员\n职责: [收集整理客户档案，按月更新客户信用等级]\n# 乙.yaml\n岗位名称: 销售内勤\n直接上级: 市场专员\n\
         职责: [收集、整理客户档案，按月更新客户的信用等级]\n",
        "# 甲.yaml\n岗位名称: 市场专员\n职责: [收集整理客户档案，按月更新客户信用等级]\n# 乙.yaml\n岗位名称: 销售内勤\n直接上级: 市场专员\n职责: [登记订单，核对发货单与签收单]\n",
    ),
    rule(
        "W217",
        ("职责没有工作标准", "duties without a standard"),
        (
            "岗位的其他职责有工作标准，却有四分之一以上的职责没有，多半没有写完。个别职责难以衡量、\
             标准留空的，以及整个岗位都不写标准的，不提示。",
            "Other duties of the position have a standard, but one in four or more has none, as in a sheet \
             that was not finished. A few that cannot be measured are not told, nor is a position without \
             any standards.",
        ),
        (
            "写出做到什么程度、何时完成、以什么为凭。职责大多无法衡量的，可以在 handbook.yaml 的检查里关闭这一项。",
            "Say how well, by when and with what evidence. Turn the check off in handbook.yaml if many duties \
             cannot be measured.",
        ),
    )
    .example(
        "岗位名称: 销售员\n职责:\n  - {描述: 拜访客户, 标准: 每周不少于5家}\n  - {描述: 催收货款}\n",
        "岗位名称: 销售员\n职责:\n  - {描述: 拜访客户, 标准: 每周不少于5家}\n  - {描述: 催收货款, 标准: 逾期7日内书面催收}\n",
    ),
    rule(
        "W218",
        ("占位文字", "a placeholder"),
        (
            "待定、待补充、暂无、TBD、XXX 之类的文字，以及新建岗位时自带的示例，会原样印进手册。",
            "待定, TBD, XXX and the like, and the sample text of a new position, would be printed as they are.",
        ),
        ("写上正式内容；没有内容的留空。", "Write the text, or leave the value empty."),
    )
    .example(
        "岗位名称: 销售员\n任职资格:\n  学历: 待定\n  经验: 3年以上销售经历\n",
        "岗位名称: 销售员\n任职资格:\n  学历:\n  经验: 3年以上销售经历\n",
    ),
    rule(
        "W219",
        ("没有写直接上级", "a position without a superior"),
        (
            "别的岗位都写了直接上级，这个岗位没有写，组织架构图上就不知道该排在谁的下面，只能单列在“未定上级”之下。全公司最高的岗位可以不写。几个岗位都没有写的，只提示一次。",
            "Others say whom they report to, and this one does not, so that the organisation chart cannot tell where it \
             belongs and shows it apart. Only the head of the company may leave it out. Where nobody says it, that is told once.",
        ),
        (
            "写上直接上级的岗位名称；上级不在本手册中的（如董事会），同时列入 handbook.yaml 的外部岗位。",
            "Name the superior by title; one outside the handbook, such as the board, goes into external_roles of \
             handbook.yaml, too.",
        ),
    )
    .example(
        "# 市场部/甲.yaml\n岗位名称: 市场部经理\n# 市场部/乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n# 市场部/丙.yaml\n岗位名称: 品牌专员\n",
        "# 市场部/甲.yaml\n岗位名称: 市场部经理\n# 市场部/乙.yaml\n岗位名称: 市场专员\n直接上级: 市场部经理\n# 市场部/丙.yaml\n岗位名称: 品牌专员\n直接上级: 市场部经理\n",
    ),
    rule(
        "W220",
        ("列表结尾标点不一致", "list items that end in different marks"),
        (
            "同一个列表里，有的项以分号或句号结尾，有的没有标点。全都一样的，或各项用分号、末项用句号的，算一致；一项里有几句话的，句号保留。",
            "Some items of a list end in a semicolon or a full stop and others in nothing. Items all \
             of one ending are uniform, and so are semicolons with a last full stop; an item of \
             several sentences keeps its own.",
        ),
        ("各项结尾都不用标点；`gangwei fix` 可以自动删去。", "End no item in a mark; `gangwei fix` takes them away."),
    )
    .example(
        "岗位名称: 销售员\n权限:\n  - 审批折扣；\n  - 申请样机。\n  - 提出信用等级建议\n",
        "岗位名称: 销售员\n权限:\n  - 审批折扣\n  - 申请样机\n  - 提出信用等级建议\n",
    ),
    rule(
        "W221",
        ("中文里的半角标点", "half-width marks in Chinese text"),
        (
            "汉字之间用了半角的逗号、冒号或括号，与全角的混在一起，疏密不一。数字、时间 9:00、比例 3:1、英文和网址里的不算。",
            "Half-width commas, colons or brackets stand among Han characters, where full-width ones \
             belong. Those in numbers, times, ratios, English and addresses are left alone.",
        ),
        ("改用全角标点；`gangwei fix` 可以自动改正。", "Write full-width marks; `gangwei fix` does it."),
    )
    .example(
        "岗位名称: 销售员\n职责概括: 开发客户,完成回款(含预收款)\n",
        "岗位名称: 销售员\n职责概括: 开发客户，完成回款（含预收款）\n",
    ),
    rule(
        "W222",
        ("手写的编号", "items numbered by hand"),
        (
            "版式会给职责、权限等各项编号，手写的 1、2、会再印一遍。",
            "The form numbers duties and other items itself, so that numbers written by hand stand \
             twice.",
        ),
        ("删去手写的编号；`gangwei fix` 可以自动删去。", "Leave the numbers out; `gangwei fix` takes them away."),
    )
    .example(
        "岗位名称: 销售员\n职责:\n  - 1、拜访客户\n  - 2、催收货款\n",
        "岗位名称: 销售员\n职责:\n  - 拜访客户\n  - 催收货款\n",
    ),
    rule(
        "W223",
        ("中文引号不是 YAML 的引号", "Chinese quotation marks around a value"),
        (
            "YAML 只认半角引号。整个值外面的中文引号“ ”「 」会照样印出；是名称的，别处没有引号就对不上。",
            "YAML knows half-width quotation marks only. Chinese ones around a whole value are printed, \
             and a name in them is not the name that stands elsewhere.",
        ),
        (
            "删去引号；以 >、* 等符号开头的文字改用半角引号。`gangwei fix` 可以自动改。",
            "Delete them; put half-width ones around a text that begins with >, * or the like. \
             `gangwei fix` does so.",
        ),
    )
    .example(
        "岗位名称: 销售员\n备注: “>95% 的客户”\n",
        "岗位名称: 销售员\n备注: '>95% 的客户'\n",
    ),
    rule(
        "W224",
        ("兼任的不是手册中的岗位", "a position held concurrently that is none"),
        (
            "兼任须写本手册在用岗位的名称、编号或“部门+岗位名称”。写错了字，或者岗位已经撤销，定员就会多算。",
            "concurrently names positions in use of this handbook by title, by code, or by department and title. After a \
             slip of the pen, or where the position is withdrawn, headcounts are counted twice.",
        ),
        (
            "改写成手册中的岗位名称；工会主席等手册以外的职务，写进 handbook.yaml 的外部岗位。",
            "Write the title of a position; name offices outside the handbook in external_roles.",
        ),
    )
    .example(
        "# 甲.yaml\n岗位名称: 生产部经理\n兼任: 安全主任\n# 乙.yaml\n岗位名称: 安全主管\n直接上级: 生产部经理\n",
        "# 甲.yaml\n岗位名称: 生产部经理\n兼任: 安全主管\n# 乙.yaml\n岗位名称: 安全主管\n直接上级: 生产部经理\n",
    ),
    rule(
        "W225",
        ("复制的文件", "a copied file"),
        (
            "两个文件写的内容完全一样：或者是多余的副本，岗位因此出现了两次；或者复制来写新的岗位，还没有改写。",
            "Two files say the same: one is a copy too many, so that its position stands twice, or was \
             copied for a new position and not changed yet.",
        ),
        (
            "多余的副本删去；新的岗位写上自己的名称和内容。",
            "Delete a copy too many; give a new position its own title and text.",
        ),
    )
    .example(
        "# 市场部/专员.yaml\n岗位名称: 市场专员\n职责:\n  - 每月整理市场信息并报部门经理\n# 市场部/专员(1).yaml\n岗位名称: 市场专员\n职责:\n  - 每月整理市场信息并报部门经理\n",
        "# 市场部/专员.yaml\n岗位名称: 市场专员\n职责:\n  - 每月整理市场信息并报部门经理\n",
    ),
    rule(
        "W227",
        ("互相兼任", "positions that are held beside each other"),
        (
            "兼任的岗位不另计定员。几个岗位互相兼任，或者岗位兼任它自己，就没有一个计入定员。",
            "A position held concurrently is not counted. Where positions are held beside each other, or one beside itself, \
             none is counted.",
        ),
        (
            "只在任职者的本职岗位上写兼任。",
            "Write concurrently in the position that the holder has in the first place.",
        ),
    )
    .example(
        "# 甲.yaml\n岗位名称: 生产部经理\n兼任: 安全主管\n# 乙.yaml\n岗位名称: 安全主管\n直接上级: 生产部经理\n兼任: 生产部经理\n",
        "# 甲.yaml\n岗位名称: 生产部经理\n兼任: 安全主管\n# 乙.yaml\n岗位名称: 安全主管\n直接上级: 生产部经理\n",
    ),
    rule(
        "W228",
        ("几个部门写成了一个", "several departments in one name"),
        (
            "所在部门写成“财务部、生产部”，就成了名叫这个的一个部门。",
            "A department such as 财务部、生产部 is one department of that name.",
        ),
        (
            "写成列表 [财务部, 生产部]，编制在第一个。确是一个部门的，把这个名称列入 handbook.yaml 的部门。`gangwei fix` 可以自动改。",
            "Write a list, [财务部, 生产部], the first of which counts the people. If it is one department, list it in \
             handbook.yaml. `gangwei fix` writes the list.",
        ),
    )
    .example(
        "岗位名称: 统计员\n所在部门: 财务部、生产部\n",
        "岗位名称: 统计员\n所在部门: [财务部, 生产部]\n",
    ),
    rule(
        "W230",
        ("修订版本不递增", "versions that do not ascend"),
        (
            "修订记录由旧到新，后一条的版本应大于前一条（V1.9 之后是 V1.10）。",
            "The record runs from the oldest to the newest; each version follows the one before (V1.10 \
             comes after V1.9).",
        ),
        ("改正版本号，或调整各条的顺序。", "Mend the version, or the order of the entries."),
    )
    .example(
        "# handbook.yaml\n修订记录:\n  - {版本: V1.1, 日期: 2024-01-01}\n  - {版本: V1.0, 日期: 2025-01-01}\n\
         # 甲.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n修订记录:\n  - {版本: V1.0, 日期: 2024-01-01}\n  - {版本: V1.1, 日期: 2025-01-01}\n\
         # 甲.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "W231",
        ("修订日期倒退", "revisions out of order"),
        (
            "修订记录里，后一条的日期早于前一条。",
            "An entry of the revision record is dated before the one above it.",
        ),
        ("改正日期，或调整各条的顺序。", "Mend the date, or the order of the entries."),
    )
    .example(
        "# handbook.yaml\n修订记录:\n  - {版本: V1.0, 日期: 2025-01-01}\n  - {版本: V1.1, 日期: 2024-01-01}\n\
         # 甲.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n修订记录:\n  - {版本: V1.0, 日期: 2024-01-01}\n  - {版本: V1.1, 日期: 2025-01-01}\n\
         # 甲.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "W232",
        ("手册版本与修订记录不符", "a handbook that disagrees with its last revision"),
        (
            "手册的版本应是最近一次修订的版本；生效日期可以晚于最近一次修订，但不应更早。",
            "The handbook's version is that of its last revision; it may take effect later, but not \
             before.",
        ),
        ("修订后同时更新版本、生效日期和修订记录。", "Bring version, effective_date and revisions up to date together."),
    )
    .example(
        "# handbook.yaml\n版本: V1.0\n修订记录:\n  - {版本: V1.1, 日期: 2025-01-01}\n# 甲.yaml\n岗位名称: 销售员\n",
        "# handbook.yaml\n版本: V1.1\n修订记录:\n  - {版本: V1.1, 日期: 2025-01-01}\n# 甲.yaml\n岗位名称: 销售员\n",
    ),
    rule(
        "W233",
        ("审批日期倒置", "approvals out of order"),
        (
            "编制、校对、审核、批准应依次进行，后一环节的日期早于前一环节。",
            "A document is drafted, reviewed and approved in this order, but a later step has the \
             earlier date.",
        ),
        ("核对签署日期并改正。", "Compare the dates with the signatures, and mend them."),
    )
    .example(
        "岗位名称: 销售员\n审批:\n  - {角色: 编制, 日期: 2025-09-08}\n  - {角色: 批准, 日期: 2025-09-01}\n",
        "岗位名称: 销售员\n审批:\n  - {角色: 编制, 日期: 2025-09-08}\n  - {角色: 批准, 日期: 2025-09-22}\n",
    ),
];
