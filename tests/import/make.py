"""Makes Word and Excel files as people's old handbooks are, from what one should read in them.

    make.py [F01 …]

Each folder in ../suite/import has `expected.yaml`, written by hand: the positions that a reader finds in the form. The function of
that name below draws the form around them, with its labels, its grid, its numbers, and what is wrong with it.
"""

import csv
import io
import pathlib
import subprocess
import sys
import tempfile

import yaml

from word import NBSP, Numbers, cell, contents, p, pack, run, save, table, text_box

SUITE = pathlib.Path(__file__).resolve().parent.parent / "suite" / "import"
HAN = "零一二三四五六七八九十"


def chinese_date(date):
    """2025-03-10 as 2025年3月10日."""
    year, month, day = str(date).split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def typed(items, mark="{}、", skip=None):
    """Items with numbers that somebody typed; number `skip` is forgotten."""
    numbers = (number for number in range(1, len(items) + 2) if number != skip)
    return [mark.format(number) + item for number, item in zip(numbers, items)]


def lines(value):
    """A text or a list as a list of texts."""
    return value if isinstance(value, list) else [str(value)]


def text(duty):
    """What a duty says."""
    return duty if isinstance(duty, str) else duty["描述"]


def f01_rows(one, index, grid):
    """The rows of one position's table on a grid: its head, its duties, and what follows."""
    spellings = ["专业学历资格", "专业/学历资格", "学历资格", "专业 学历资格：", "学历  资格"]
    width = len(grid)
    extra, wanted, relations = one["附加"], one["任职资格"], one["工作协作"]

    def four(label, value, other, more):
        spans = {8: (1, 3, 1, 2), 5: (1, 1, 1, 2), 7: (2, 1, 2, 2)}[width]
        gap = [cell()] * (width - sum(spans))
        return [cell(label, spans[0]), cell(value, spans[1]), cell(other, spans[2]), cell(more, spans[3]), *gap]

    def two(label, value, first=2):
        return [cell(label, first), cell(value, width - first)]

    def whole(content):
        return [cell(content, width)]

    head = [
        whole(f"填报日期：{chinese_date(one['审批'][0]['日期'])}"),
        four("岗位名称", one["岗位名称"], "岗位代码", one["岗位编号"]),
        four("部门/分支机构", extra["部门/分支机构"], "所属部门", one["所在部门"]),
        four("岗位每周工作时间", one["其它"]["岗位每周工作时间"], "薪资级别", f"P{index + 3}"),
        four("岗位任命提议权限", extra["岗位任命提议权限"], "岗位任命批准权限", extra["岗位任命批准权限"]),
        whole(["岗位综述：", one["职责概括"]] if index % 2 else f"岗位综述：{one['职责概括']}"),
        whole(["工作关系：", f"直接主管：{one['直接上级']}", f"隔级领导：{relations['隔级领导']}", f"平级：{relations['平级']}", "直接下属：无"]),
    ]
    first = 2 if width == 8 else 1
    numbers = [number for number in range(1, 12) if index != 2 or number != 4]
    duties = [whole("主要职责如下："), two("重要性", "职责描述", first)]
    duties += [two(str(number), text(duty), first) for number, duty in zip(numbers, one["岗位职责"])]
    forbidden = lines(extra["岗位禁止行为"])
    rest = [
        whole("任职要求如下："),
        two(spellings[index % 5], wanted["学历"]),
        two("行业背景", wanted["行业背景"]),
        two("从业年限", wanted["从业年限"]),
        two("知识技能", wanted["知识技能"]),
        two("素    质", wanted["素质"]),
        whole(["岗位禁止行为：", *typed(forbidden)] if index % 2 else ["岗位禁止行为", *forbidden]),
        *[two("", "")] * (index % 3),
    ]
    return head, duties, rest


def f01(folder, positions):
    """One table a position: grids drift, spacer columns, one cut in two; empty paragraphs make the pages."""
    grids = [[1300, 1200, 300, 1100, 1500, 1300, 1600, 200], [1400, 2400, 1200, 1500, 1900], [1250, 1250, 1300, 250, 1150, 1600, 1500]]
    blocks = []
    for index, one in enumerate(positions):
        grid = grids[index % 3]
        head, duties, rest = f01_rows(one, index, grid)
        blocks.append(p("岗  位  说  明  书", align="center", bold=True, size=36))
        if index == 4:
            other = grids[2]
            _, more, rest = f01_rows(one, index, other)
            blocks += [table(head + duties[:4], grid), p(NBSP), table(more[4:] + rest, other)]
        else:
            blocks.append(table(head + duties + rest, grid))
        blocks += [p()] * (4 + 12 * (index % 4))
    save(folder / "source.docx", blocks)


def f02(folder, positions):
    """Paragraphs alone; the title stands in the name of the file."""
    one, two, three = positions
    numbers = Numbers()
    number = numbers.add(("chineseCountingThousand", "%1、"), ("decimal", "%2."))
    blocks = []
    for group, duties in one["岗位职责"].items():
        blocks.append(p(group, (number, 0)))
        blocks += [p(duty, (number, 1)) for duty in duties]
    save(folder / f"{one['岗位名称']}岗位职责.docx", blocks, numbers)

    blocks = []
    for index, duty in enumerate(two["岗位职责"], 1):
        blocks.append(p(f"第{HAN[index]}条：{duty['描述']}"))
        blocks += [p(item) for item in typed(duty.get("工作任务", []), "（{}）")]
    save(folder / f"{two['岗位名称']}岗位职责.docx", [*blocks, p(), p()])

    blocks = []
    for index, (group, duties) in enumerate(three["岗位职责"].items(), 1):
        blocks.append(p(f"({HAN[index]}){group}", bold=True))
        for at, duty in enumerate(duties, 1):
            blocks.append(p(f"  {at}、{duty['描述']}"))
            blocks += [p(f"    {item}") for item in typed(duty.get("工作任务", []), "{})")]
    save(folder / f"{three['岗位名称']}岗位职责.docx", blocks)


def f03(folder, _):
    """The duties of departments: groups 一、, and numbers that run on through them."""
    handbook = yaml.safe_load((folder / "expected-handbook.yaml").read_text())
    groups = {"工程管理部": [("计划与前期管理", 3), ("施工过程管理", 3), ("结算与档案", 2)], "安全环保部": [("制度与计划", 2), ("监督检查", 3), ("教育培训", 1)],
              "综合办公室": [("文秘工作", 3), ("行政后勤", 2)]}
    blocks = [p("部门职责汇编", align="center", bold=True, size=36), p("二〇二五年六月", align="center"), p()]
    for department in handbook["部门"]:
        blocks.append(p(f"{department['名称']}职责", style="Heading1"))
        duties = typed(department["部门职责"], "{}．")
        for index, (group, count) in enumerate(groups[department["名称"]], 1):
            blocks.append(p(f"{HAN[index]}、{group}", bold=True))
            blocks += [p(duty) for duty in duties[:count]]
            duties = duties[count:]
    save(folder / "source.docx", blocks)


def f04(folder, positions):
    """Heading 1 for each position, automatic lists; once all in one paragraph."""
    numbers = Numbers()
    blocks = []
    for index, one in enumerate(positions):
        blocks += [p(one["岗位名称"], style="Heading1"), p("岗位职责：", bold=True)]
        number = numbers.add(("decimal", "%1、"))
        blocks += [p(text(duty), (number, 0)) for duty in one["岗位职责"]]
        if index == 2:
            wanted = "；".join(typed(one["任职资格"]))
            blocks.append(p([run("任职资格：", bold=True), run(f"{wanted}。")]))
        else:
            number = numbers.add(("decimal", "%1、"))
            blocks += [p("任职资格：", bold=True), *[p(item, (number, 0)) for item in one["任职资格"]]]
        blocks.append(p())
    save(folder / "source.docx", blocks, numbers)


def f05(folder, positions):
    """Padded key lines; a person's name stands first."""
    blocks = [p("营业部人员岗位职责", align="center", bold=True, size=32), p()]
    for one in positions:
        blocks += [p(f"姓    名：{one['附加']['姓名']}"), p(f"职    务：{one['岗位名称']}"), p(f"部    门：{one['所在部门']}    "), p("岗位职责：")]
        blocks += [p(f"    {item}") for item in typed(one["岗位职责"], "{}．")]
        blocks += [p(), p()]
    save(folder / "source.docx", blocks)


def f06(folder, positions):
    """Three pairs a row; the first two of the duties' four columns are merged down."""
    grid = [1300, 1700, 1300, 1700, 1300, 1700]
    blocks = []
    for index, one in enumerate(positions):
        rows = [
            ["职务名称", one["岗位名称"], "工作性质", one["其它"]["工作性质"], "直属上级", one["直接上级"]],
            ["职务编号", one["岗位编号"], "隶属部门", one["所在部门"], "定员人数", f"{one['岗位定员']}人"],
            ["工作概要", cell(one["职责概括"], 5)],
            [cell("岗 位 职 责", 6, bold=True)],
            [cell("时间分配", bold=True), cell("主要职责", bold=True), cell("职责描述", 2, bold=True), cell("业绩衡量标准", 2, bold=True)],
        ]
        for duty in one["岗位职责"]:
            for at, task in enumerate(duty["工作任务"]):
                merge = ("continue" if at else "restart") if len(duty["工作任务"]) > 1 else None
                head = [cell("" if at else duty[key], merge=merge) for key in ("时间占比", "描述")]
                rows.append([*head, cell(task["描述"], 2), cell(task["标准"], 2)])
        wanted = one["任职资格"]
        rows += [[cell("任 职 资 格", 6, bold=True)], ["学历要求", cell(wanted["学历"], 5)], ["工作经验", cell(wanted["经验"], 5)], ["技能要求", cell(wanted["技能"], 5)]]
        blocks += [p("职 务 说 明 书", align="center", bold=True, size=32, page_break=index > 0), table(rows, grid), p()]
    save(folder / "source.docx", blocks, footer="人力资源部制表")


def f07(folder, positions):
    """A table of contents, then two columns of duties and their aim; tasks, share and time stand under each duty."""
    numbers = Numbers()
    blocks = [p("职位说明书", align="center", bold=True, size=44), p("（2024年版）", align="center"), *contents([one["岗位名称"] for one in positions])]
    below = {one["岗位名称"]: [other["岗位名称"] for other in positions if other["直接上级"] == one["岗位名称"]] for one in positions}
    for one in positions:
        title = one["岗位名称"]
        rows = [
            ["职位名称", title, "所属部门", one["所在部门"]],
            ["直接主管", one["直接上级"], "直接下属", "、".join(below[title]) or "无"],
            ["编写日期", cell(chinese_date(one["审批"][0]["日期"]), 3)],
            ["职位概要", cell(one["职责概括"], 3)],
            [cell("工作职责", 2, bold=True), cell("绩效目的", 2, bold=True)],
        ]
        for at, duty in enumerate(one["岗位职责"], 1):
            number = numbers.add(("decimal", "（%1）"))
            content = [p(f"{at}、{duty['描述']}", bold=True), *[p(task, (number, 0)) for task in duty["工作任务"]],
                       f"承担责任：{duty['负责程度']}        工作时间百分比：{duty['时间占比']}"]
            rows.append([cell(content, 2), cell(duty["标准"], 2)])
        blocks += [p(title, style="Heading1", page_break=True), table(rows, [1500, 3000, 1500, 3000])]
    save(folder / "source.docx", blocks, numbers, header="职位说明书")


def consultants(one, guidance=False, stacked=False):
    """The form that consultants left behind: 职责一 in a vertical cell, 工作任务 in the next, and blocks by titles of full width.

    With `stacked`, the vertical text is a paragraph for each character.
    """
    grid = [700, 900, 1500, 2200, 1400, 2300]

    def four(label, value, other, more):
        return [cell(label, 2), cell(value, 2), cell(other), cell(more)]

    def whole(content, hint=""):
        parts = content if isinstance(content, list) else [content]
        return [cell([*parts, p(hint, grey=True)] if guidance and hint else parts, 6)]

    def pair(label, value, hint=""):
        return [cell(label, 2), cell([value, p(hint, grey=True)] if guidance and hint else value, 4)]

    rows = [four("岗位编号", one["岗位编号"], "岗位名称", one["岗位名称"]), four("岗位定员", str(one["岗位定员"]), "所在部门", one["所在部门"]),
            four("职系", one["职系"], "直接上级", one["直接上级"])]
    if guidance:
        rows.append(four("工资等级", "见薪酬制度", "薪酬类型", "岗位绩效工资制"))
        rows.append(four("直接下级", "无", "岗位分析日期", chinese_date(one["审批"][0]["日期"])))
    else:
        rows.append(four("直接下级", "见组织结构图", "所辖人员", ""))
        rows.append([cell("岗位分析日期", 2), cell(chinese_date(one["审批"][0]["日期"]), 4)])
    rows.append(whole(f"本职：{one['职责概括']}。", "（用一句话概括本岗位存在的理由，例如：组织……，保证……）"))
    rows.append(whole("职责与工作任务：", "（按重要程度从高到低填写，每项职责分解为3～5项工作任务）"))
    for index, duty in enumerate(one["岗位职责"], 1):
        tasks = duty["工作任务"]
        time = [cell(f"工作时间百分比：{duty['时间占比']}", 2)] if "时间占比" in duty else []
        name = f"职责{HAN[index]}"
        upright = cell(list(name), merge="restart") if stacked else cell(name, merge="restart", vertical=True)
        rows.append([upright, cell(f"职责表述：{duty['描述']}", 3 if time else 5), *time])
        for at, task in enumerate(tasks):
            label = cell("" if at else "工作任务", merge="continue" if at else "restart", vertical=True)
            rows.append([cell("", merge="continue"), label, cell(task + ("；" if at + 1 < len(tasks) else "。"), 4)])
    rows.append(whole("权力："))
    rows += [whole(item) for item in one["权限"]]
    if "工作协作" in one:
        rows.append(whole("工作协作关系："))
        rows += [pair(f"{side}协调关系", "、".join(one["工作协作"][key])) for side, key in (("内部", "内部协调部门"), ("外部", "外部协调机构"))]
    rows.append(whole("任职资格："))
    hints = {"教育水平": "（填写最低要求，不要写现任者的学历）", "经验": "（注明行业、岗位和年限）"}
    rows += [pair(label, value, hints.get(label, "")) for label, value in one["任职资格"].items()]
    if guidance:
        rows.append([cell("培训经历", 2), cell(p("（上岗前须完成的培训，没有可不填）", grey=True), 4)])
    if "其它" in one:
        rows.append(whole("其它："))
        rows += [pair(label, value) for label, value in one["其它"].items()]
        rows += [whole("考核指标："), whole("、".join(one["主要考核指标"])), whole("备注：")]
    return table(rows, grid)


def f08(folder, positions):
    """The consultants' classic."""
    blocks = []
    for index, one in enumerate(positions):
        blocks += [p(f"{one['岗位名称']}岗位说明书", align="center", bold=True, size=32, page_break=index > 0), consultants(one, stacked=index == 1), p()]
    save(folder / "source.docx", blocks, footer="第 1 页 共 3 页")


def f09(folder, positions):
    """The same with grey guidance in its cells."""
    blocks = [p("填写说明：本表由任职者填写，直接上级审核，灰色文字为填写提示，定稿时请删除。", grey=True)]
    for index, one in enumerate(positions):
        blocks += [p("岗位说明书", align="center", bold=True, size=32, page_break=index > 0), consultants(one, guidance=True), p()]
    save(folder / "source.docx", blocks)


def f10(folder, positions):
    """One .doc a department, with a table of contents and a table of indicators."""
    departments = list(dict.fromkeys(one["所在部门"] for one in positions))
    for department in departments:
        ours = [one for one in positions if one["所在部门"] == department]
        blocks = [p(f"{department}岗位说明书", align="center", bold=True, size=44), *contents([one["岗位名称"] for one in ours])]
        for one in ours:
            relations = one["工作协作"]
            grid = [1600, 2800, 1600, 3000]
            rows = [["岗位名称", one["岗位名称"], "所属部门", department], ["直接上级", one["直接上级"], "直接下级", relations.get("督导", "无")],
                    ["岗位概述", cell(one["职责概括"], 3)], ["工作职责", cell(typed(one["岗位职责"]), 3)],
                    [cell("工作关系", merge="restart"), cell([f"内部：汇报：{one['直接上级']}", f"      督导：{relations.get('督导', '无')}", f"      协调：{relations['协调']}"], 3)],
                    [cell("", merge="continue"), cell(f"外部：{relations['外部']}", 3)],
                    ["任职条件", cell(typed(one["任职资格"]), 3)],
                    [cell("考核指标", 2, bold=True), cell("指标权重", 2, bold=True)],
                    *[[cell(kpi["指标"], 2), cell(kpi["权重"], 2)] for kpi in one["主要考核指标"]]]
            blocks += [p(one["岗位名称"], style="Heading1", page_break=True), table(rows, grid)]
        with tempfile.TemporaryDirectory() as work:
            save(pathlib.Path(work) / f"{department}.docx", blocks)
            subprocess.run(["soffice", f"-env:UserInstallation=file://{tempfile.gettempdir()}/make-office", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(folder),
                            f"{work}/{department}.docx"], check=True, capture_output=True)


def f11(folder, positions):
    """Numbered key lines, ticks, a table with twenty rows printed before, and two lists side by side."""
    blocks = []
    kinds, shifts = ["管理", "技术", "操作"], ["白班", "两班倒", "四班三运转"]

    def ticks(choices, chosen, tick):
        return "  ".join((tick if choice == chosen else "□") + choice for choice in choices)

    for index, one in enumerate(positions):
        names = {step["角色"]: step["姓名"] for step in one["审批"]}
        tick = "☑■"[index]
        keys = [("职务名称", one["岗位名称"]), ("职务编号", one["岗位编号"]), ("所属部门", one["所在部门"]), ("直接上级", one["直接上级"]), ("直接下级", ""),
                ("定员人数", f"{one['岗位定员']}人"), ("职务等级", one["职级"]), ("工作性质", ticks(kinds, one["其它"]["工作性质"], tick)),
                ("工作班制", ticks(shifts, one["其它"]["工作班制"], tick)), ("编写人", f"{names['编制']}        编写日期：{chinese_date(one['审批'][0]['日期'])}"),
                ("审核人", names["审核"]), ("批准人", names["批准"])]
        blocks.append(p("职 务 说 明 书", align="center", bold=True, size=32, page_break=index > 0))
        blocks += [p(f"{at}、{label}：{value}") for at, (label, value) in enumerate(keys, 1)]
        duties = one["岗位职责"]
        rows = [[str(at + 1), duties[at]["描述"] if at < len(duties) else "", duties[at]["时间占比"] if at < len(duties) else ""] for at in range(20)]
        blocks += [p("一、工作内容", bold=True), table([[cell("编号", bold=True), cell("工作内容", bold=True), cell("消耗时间", bold=True)], *rows], [800, 6500, 1500])]
        mine, owed = one["权限"], one["责任"]
        rows = [[str(at + 1), mine[at] if at < len(mine) else "", str(at + 1), owed[at] if at < len(owed) else ""] for at in range(6)]
        head = [cell(label, bold=True) for label in ("编号", "权限", "编号", "责任")]
        blocks += [p("二、权限与责任", bold=True), table([head, *rows], [800, 3600, 800, 3600]), p("三、任职资格", bold=True)]
        blocks += [p(f"{label}：{value}") for label, value in one["任职资格"].items()]
    save(folder / "source.docx", blocks)


def f12(folder, positions):
    """Labels in the left column alone; the indicators are a table in a cell."""
    blocks = []
    for one in positions:
        inner = [[cell(label, bold=True) for label in ("指标项目", "量化目标", "指标权重")]]
        inner += [[kpi["指标"], kpi["目标"], kpi["权重"]] for kpi in one["主要考核指标"]]
        skills, *others = one["任职资格"]
        rows = [["岗位", one["岗位名称"]], ["岗位职责", cell(typed(one["岗位职责"], "{}. "))], ["核心业绩指标", cell([table(inner, [2600, 2600, 1600])])],
                ["岗位技能要求", cell(typed(skills["技能"], "{}. "))], ["岗位资格要求", cell(typed(others, "{}. "))]]
        blocks += [table(rows, [1800, 7200]), p(), p()]
    save(folder / "source.docx", blocks)


def f13(folder, positions):
    """Numbered sections, each a small table."""
    blocks = []
    for index, one in enumerate(positions):
        pairs = [2000, 2500, 2000, 2500]
        wanted, place = one["任职资格"], one["其它"]
        blocks += [
            p(f"{one['岗位名称']}职位说明书", align="center", bold=True, size=32, page_break=index > 0),
            p("一、基本信息", bold=True),
            table([["职位名称", one["岗位名称"], "职位编码", one["岗位编号"]], ["所属部门", one["所在部门"], "岗位级别", one["职级"]],
                   ["岗位编制", str(one["岗位定员"]), "工作地点", place["工作地点"]], ["工作时间", cell(place["工作时间"], 3)]], pairs),
            p("二、工作概要", bold=True), table([[one["职责概括"]]], [9000]),
            p("三、职位关系", bold=True), table([["直接上级", one["直接上级"], "直接下级", "讲解员、检票员" if index == 0 else "无"]], pairs),
            p("四、工作内容", bold=True), table([[str(at), duty] for at, duty in enumerate(one["岗位职责"], 1)], [800, 8200]),
            p("五、任职资格", bold=True), table([["学历", wanted["学历"], "专业", wanted["专业"]], ["工作经验", cell(wanted["经验"], 3)]], pairs),
        ]
    save(folder / "source.docx", blocks)


def f14(folder, positions):
    """A table of duties with the degree of responsibility."""
    grid = [1000, 1400, 3600, 1400, 1600]
    blocks = []
    for index, one in enumerate(positions):
        rows = [[cell("岗位名称", 2), one["岗位名称"], "岗位编码", one["岗位编号"]], [cell("隶属部门", 2), one["所在部门"], "直接上级", one["直接上级"]],
                [cell("工作目的", 2), cell(one["职责概括"], 3)], [cell("工作内容表述", 5, bold=True)],
                [cell("序号", bold=True), cell("具体职责表述", 3, bold=True), cell("负责程度", bold=True)]]
        rows += [[str(at), cell(duty["描述"], 3), duty["负责程度"]] for at, duty in enumerate(one["岗位职责"], 1)]
        rows += [[cell("注：负责程度分为全责、部分、支持三种。", 5)], [cell("职权", 2), cell(typed(one["权限"]), 3)],
                 [cell("任职要求", 2, merge="restart"), cell(f"学历：{one['任职资格']['学历']}", 3)],
                 [cell("", 2, merge="continue"), cell(f"工作经验：{one['任职资格']['经验']}", 3)]]
        blocks += [p("岗位说明书", align="center", bold=True, size=32, page_break=index > 0), table(rows, grid), p()]
    save(folder / "source.docx", blocks)


def f15(folder, positions):
    """A public institution's form."""
    company = yaml.safe_load((folder / "expected-handbook.yaml").read_text())["公司"]
    blocks = []
    for index, one in enumerate(positions):
        extra = one["附加"]
        rows = [["单位名称", cell(company, 3)], ["岗位名称", one["岗位名称"], "岗位代码", one["岗位编号"]], ["岗位类别", one["职系"], "岗位等级", one["职级"]],
                ["所在部门", one["所在部门"], "岗位数量", str(one["岗位定员"])], ["工作职责", cell(typed(one["岗位职责"], "{}."), 3)],
                ["工作标准", cell(typed(extra["工作标准"], "{}."), 3)], ["岗位基本条件", cell(typed(one["任职资格"], "{}."), 3)],
                ["岗位聘用情况", cell(extra["岗位聘用情况"], 3)]]
        blocks += [p("事业单位岗位说明书", align="center", bold=True, size=36, page_break=index > 0), table(rows, [1600, 3000, 1600, 2800]),
                   p("注：本表一式三份，单位、主管部门和人社部门各存一份。")]
    save(folder / "source.docx", blocks)


def f16(folder, positions):
    """An enterprise standard for each position: numbered clauses, no table."""
    company = yaml.safe_load((folder / "expected-handbook.yaml").read_text())["公司"]
    for one in positions:
        extra = one["附加"]
        blocks = [p(one["文件编号"], align="right"), p(f"{company}企业标准", align="center", bold=True, size=32),
                  p(f"{one['岗位名称']}岗位工作标准", align="center", bold=True, size=36), p(f"{extra['发布日期']} 发布                {one['生效日期']} 实施"),
                  text_box(f"{company}  发布"), p(), p("1  范围", bold=True), p(extra["范围"]), p("2  岗位工作关系", bold=True),
                  p(f"2.1  直接上级：{one['直接上级']}"), p("2.2  直接下级：无"), p(f"2.3  协作关系：{'、'.join(one['工作协作'])}"),
                  p("3  任职资格要求", bold=True)]
        blocks += [p(f"3.{at}  {item}") for at, item in enumerate(one["任职资格"], 1)]
        blocks += [p("4  工作内容和要求", bold=True), *[p(item) for item in typed(one["岗位职责"], "{}) ")]]
        blocks += [p("5  职责权限", bold=True), *[p(f"5.{at}  {item}。") for at, item in enumerate(one["权限"], 1)]]
        blocks += [p("6  检查与考核", bold=True), *[p(f"6.{at}  {item}") for at, item in enumerate(extra["检查与考核"], 1)], p("_" * 24, align="center")]
        save(folder / f"{one['岗位名称']}.docx", blocks, header=one["文件编号"])


def f17(folder, positions):
    """A controlled document: its head in a table, the record of revisions, then sections for each position."""
    handbook = yaml.safe_load((folder / "expected-handbook.yaml").read_text())
    steps = {step["角色"]: f"{step['姓名']}  {str(step['日期']).replace('-', '.')}" for step in handbook["审批"]}
    head = [[cell(handbook["公司"], 4, bold=True), "文件编号", handbook["文号"]], [cell(handbook["标题"], 4, bold=True), "版本/修订", handbook["版本"]],
            ["编制", steps["编制"], "审核", steps["审核"], "批准", steps["批准"]], ["生效日期", cell(chinese_date(handbook["生效日期"]), 3), "页次", "1/12"]]
    record = [[cell(label, bold=True) for label in ("版本", "修订日期", "修订内容", "修订人", "批准人")]]
    record += [[entry["版本"], str(entry["日期"]), entry["说明"], entry["修订人"], entry["批准人"]] for entry in handbook["修订记录"]]
    record += [[""] * 5] * 3
    blocks = [table(head, [1200, 2000, 1000, 2000, 1300, 2000]), p("修订记录", align="center", bold=True), table(record, [1000, 1500, 4000, 1200, 1200])]
    for index, one in enumerate(positions, 1):
        wanted = one["任职资格"]
        blocks += [p(f"{HAN[index]}、{one['岗位名称']}岗位职责", style="Heading1"), p(f"1. 所属部门：{one['所在部门']}"), p(f"2. 直接上级：{one['直接上级']}"), p("3. 工作职责：")]
        blocks += [p(f"3.{at} {item}") for at, item in enumerate(one["岗位职责"], 1)]
        blocks += [p("4. 岗位权限："), *[p(f"4.{at} {item}") for at, item in enumerate(one["权限"], 1)], p("5. 任职要求：")]
        blocks += [p(f"5.{at} {label}：{value}") for at, (label, value) in enumerate(wanted.items(), 1)]
    save(folder / "source.docx", blocks, header=f"{handbook['公司']}    {handbook['文号']}", footer="未经许可不得复制")


def f18(folder, positions):
    """Two columns; all duties are numbered lines in one cell."""
    blocks = []
    for index, one in enumerate(positions):
        wanted = one["任职资格"]
        duties = typed(one["岗位职责"], skip=4 if index == 0 else None)
        rows = [[cell("项目", bold=True), cell("内容", bold=True)], ["岗位名称", one["岗位名称"]], ["所属部门", one["所在部门"]], ["直接上级", one["直接上级"]],
                ["岗位概述", one["职责概括"]], ["岗位职责", "\n".join(duties) if index == 1 else cell(duties)],
                ["任职条件", cell([f"学历：{wanted['学历']}；", f"工作经验：{wanted['经验']}；", f"资格证书：{wanted['证书']}。"])]]
        blocks += [p(f"{one['岗位名称']}岗位职责说明书", align="center", bold=True, size=32), table(rows, [1800, 7200]), p(), p()]
    save(folder / "source.docx", blocks)


def f19(folder, positions):
    """Keys and values as text; duties in groups of any name; headcounts inside values."""
    blocks = [p("各岗位职责", align="center", bold=True, size=36)]
    for index, one in enumerate(positions):
        people = one["岗位定员"]
        count = f"({people}人)" if people != 1 else ""
        blocks += [p(f"岗位：{one['岗位名称']}{count}", bold=True), p(f"部门：{one['所在部门']}"), p(f"上级：{one['直接上级']}")]
        if not count:
            blocks.append(p("编制：1人"))
        blocks += [p("下属：班组长(3-5人)") if index == 0 else p("下属：无"), p("工作职责：")]
        for at, (group, duties) in enumerate(one["岗位职责"].items(), 1):
            blocks += [p(f"（{at}）{group}"), *[p(f"　　{item}") for item in typed(duties, "{}．")]]
        blocks += [p("岗位要求："), *[p(item) for item in typed(one["任职资格"])], p(), p()]
    save(folder / "source.docx", blocks)


def f20(folder, positions):
    """Excel with one row a position: department cells merged, or a sheet for each; and CSV with a byte order mark."""
    import openpyxl

    head = ["岗位名称", "岗位编号", "编制", "直接上级", "职责描述", "学历要求", "工作经验"]

    def row(one):
        wanted = one["任职资格"]
        return [one["岗位名称"], one["岗位编号"], one["岗位定员"], one["直接上级"], "\n".join(typed(one["岗位职责"])), wanted["学历"], wanted["经验"]]

    def keep(book, name):
        book.properties.creator = ""
        raw = io.BytesIO()
        book.save(raw)
        pack(raw.getvalue(), folder / name)

    def of(department):
        return [one for one in positions if one["所在部门"] == department]

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "岗位表"
    sheet.append(["岗位职责一览表"])
    sheet.merge_cells("A1:H1")
    sheet.append(["所属部门", *head])
    for department in ("餐饮事业部", "供应链部"):
        first = sheet.max_row + 1
        for one in of(department):
            sheet.append([department if one is of(department)[0] else None, *row(one)])
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
    keep(book, "岗位表.xlsx")

    book = openpyxl.Workbook()
    book.remove(book.active)
    for department in ("工程部", "保安部"):
        sheet = book.create_sheet(department)
        sheet.append(head)
        for one in of(department):
            sheet.append(row(one))
    keep(book, "分部门.xlsx")

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["所属部门", *head])
    for one in of("行政部"):
        writer.writerow([one["所在部门"], *row(one)])
    (folder / "行政部.csv").write_bytes(text.getvalue().encode("utf-8-sig"))


def f21(folder, positions):
    """Rows of full width: a title row and a row of free text, or both in one cell."""
    blocks = []
    for index, one in enumerate(positions):
        *wanted, skills = one["任职资格"]
        sections = [("工作目的", [one["职责概括"]]), ("工作职责", typed(one["岗位职责"])), ("权限", one["权限"]), ("汇报关系", [one["直接上级"]]),
                    ("工作协作关系", [f"{item}；" for item in one["工作协作"]]), ("工作时间特征", [one["其它"]["工作时间特征"]]), ("任职资格", typed(wanted, "{}. ")),
                    ("所需技能", [skills["技能"]])]
        rows = [["岗位名称", one["岗位名称"], "岗位编号", one["岗位编号"]], ["所在部门", one["所在部门"], "定员", str(one["岗位定员"])]]
        for label, content in sections:
            if index == 1:
                rows.append([cell([p(f"{label}：", bold=True), *content], 4)])
            else:
                rows += [[cell(label, 4, bold=True)], [cell(content, 4)]]
        blocks += [p("岗 位 说 明 书", align="center", bold=True, size=32, page_break=index > 0), table(rows, [1600, 3000, 1600, 2800])]
    save(folder / "source.docx", blocks)


FORMS = {name.upper(): form for name, form in sorted(globals().items()) if name[0] == "f" and name[1:].isdigit()}

if __name__ == "__main__":
    for name in sys.argv[1:] or FORMS:
        folder = SUITE / name
        FORMS[name](folder, yaml.safe_load((folder / "expected.yaml").read_text()))
        for path in sorted(folder.iterdir()):
            if path.suffix != ".yaml":
                print(f"{path.stat().st_size:7} {name}/{path.name}")
