#!/usr/bin/env python3
"""Writes a project folder of varied positions, to try both writers on what real handbooks hold.

    generate.py DIR [POSITIONS]

Equal numbers give equal files. The positions run from empty forms to forms of many pages: none to 40 duties in
one to five groups, with and without standards, weights, indicators, approvals and further fields, short and very
long texts, Latin, digits, runs of punctuation, long words, and line breaks in texts.
"""

import json
import pathlib
import random
import sys

VERBS = [
    "组织", "编制", "审核", "落实", "跟踪", "协助", "督促", "检查", "汇总", "牵头", "参与", "定期复核", "建立并维护", "统计分析", "负责",
    "会同{unit}拟订", "按{cycle}更新", "每{n}日巡查", "修订完善", "核对", "推动", "受理", "归口管理", "按“{number}S”要求整理",
]
SCOPES = [
    "", "", "", "本部门", "公司级", "跨部门", "重点项目的", "新产品的", "ERP系统中的", "关键工序的", "{n}家主要客户的", "合格供应商的",
    "ISO 9001体系的", "各班组的", "{year}年度", "第{n}季度", "{unit}的", "华东、华南两个大区的", "“十四五”期间的", "一、二级", "出口（CE、UL）",
]
OBJECTS = [
    "生产经营计划", "物料主数据", "分级名录（A/B/C）", "《员工手册》和《薪酬管理制度》", "技改项目", "{number}S现场管理", "合同及补充协议",
    "GB/T 19001—{year}质量管理体系文件", "ISO 14001:{year}内审", "SAP S/4HANA与MES接口", "设备OEE指标", "国发〔{year}〕{n}号文件的执行情况",
    "KPI考核结果", "合同（含技术协议）", "安全生产“双重预防”机制", "CO2、H2SO4等危险化学品台账", "{number}.5kg以下样件的送检", "投诉8D报告",
    "新员工入职培训", "预算执行差异", "仓储与配送", "PLM系统账号", "BOM、工艺路线和标准工时", "技能矩阵", "招投标资料", "外协加工",
    "库存盘点结果", "应收账款明细", "DN{n}0阀门的备件", "工装夹具、量具及检具", "用水、用电和压缩空气消耗", "会议纪要", "订单（PO{n}{n}）",
    "变更通知单（ECN）", "来料检验（IQC）记录", "{number}类证照的年检", "劳动合同、保密协议、竞业限制协议", "固定资产", "车辆与油料", "专利申请",
    "VI手册及宣传资料", "客户满意度调查", "应急预案", "Python脚本和Excel报表", "网站www.example.com", "档案", "差旅与费用报销", "印章",
]
PURPOSES = [
    "确保按期完成", "保证数据真实、准确、完整", "满足交付要求", "及时发现偏差并提出改进意见", "降低成本{n}%以上", "形成闭环", "对结果负责",
    "做到“事事有人管、件件有着落”", "重大问题{n}小时内上报", "不得擅自变更——确需变更的，按程序报批", "避免重复劳动", "控制在预算之内",
    "使一次交验合格率达到9{number}.{number}%", "支持销售与服务", "防止泄密", "提高效率", "为决策提供依据", "确保零事故、零投诉", "并留存记录备查",
    "接受{unit}的监督", "按季通报（附整改清单）", "由{unit}签字确认", "达到行业先进水平", "持续改善",
]
DEADLINES = [
    "每月{n}日前{done}", "按时{done}", "收到后{n}个工作日内{done}", "每周{weekday}{n}:00前{done}", "每季度不少于{number}次", "每班{number}次",
    "{year}年{number}月底前{done}", "当日{done}", "T+{number}日{done}", "",
]
DONE = ["完成", "提交", "办结并归档", "上报{unit}", "录入系统", "更新", "发布", "答复"]
RATES = [
    "准确率≥9{number}%", "差错率≤0.{number}%", "合格率不低于9{number}.5%", "Cpk≥1.{number}3", "PPM<{n}00", "零事故", "响应时间≤{number}h",
    "覆盖率100%", "及时率不低于{n}%", "损耗控制在{number}‰以内", "成本下降{number}～{n}%", "误差±0.0{number}mm", "客户满意度{n}分以上",
]
RECORDS = [
    "记录齐全", "符合《内部控制手册》第{n}章的要求", "问题{number}日内整改完毕", "留存记录（含照片、签字）", "资料归档率100%", "台账与实物相符",
    "详见附件{number}：https://intra.example.com/kpi/{year}/standard-{n}.html", "单据一式{number}份", "“红、黄、绿”三色标识清楚", "无",
]
CYCLES = ["日", "周", "旬", "月", "季度", "年"]
WEEKDAYS = "一二三四五"
LONG_WORDS = [
    "Donaudampfschiffahrtsgesellschaft", "supercalifragilisticexpialidocious-2026", "HY-SC-2026-000123456789-REV.A",
    "quality.assurance@hengyan.example.com", "D:/share/quality/2026/audit/report_final_v3.docx", "1234567890123456789012345",
]
RUNS = ["……", "——", "！？", "）。", "》、《", "”；“", "、、", "：“", "（一）", "【试行】", "①②③", "～", "·"]
UNITS = ["质量部", "生产部", "财务部", "人力资源部", "采购部", "IT部", "总经理办公室", "营销中心（华东大区）", "EHS"]
OUTSIDE = ["客户", "供应商", "税务机关", "SGS、TÜV等认证机构", "环保局", "银行", "审计师事务所", "行业协会"]
LABELS = [
    ("学历", ["大学本科及以上", "大专", "硕士（MBA优先）"]),
    ("专业", ["机械设计制造及其自动化", "会计学", "不限", "计算机、软件工程、信息管理与信息系统等相关专业"]),
    ("经验", ["5年以上", "3年以上同岗位经历，其中1年以上管理经历", "应届生亦可"]),
    ("知识", ["熟悉ISO 9001、IATF 16949和六西格玛（DMAIC）", "掌握《会计法》《税收征收管理法》", "了解行业动态"]),
    ("技能", ["熟练使用Excel、PowerPoint", "CET-6，能阅读英文技术资料", "会用AutoCAD、SolidWorks"]),
    ("证书", ["中级会计师", "无", "特种设备作业人员证（N1、Q2）"]),
    ("素质", ["严谨务实，勤于思考", "责任心强、善于沟通、抗压"]),
    ("培训", ["入职1个月内完成三级安全教育72学时"]),
]
CONDITIONS = [
    ("使用工具/设备", ["计算机、打印机、电话", "三坐标测量机、CNC、叉车", "PDA"]),
    ("工作环境", ["办公室", "车间：噪声≤85dB，夏季气温较高", "室内外各半"]),
    ("工作时间特征", ["标准工时制", "四班三运转，月末加班"]),
    ("所需记录文档", ["计划、台账、报表、会议纪要、整改通知单", "无"]),
]
FIELDS = ["生产", "质量", "财务", "采购", "研发", "设备", "安全", "营销"]
RANKS = ["经理", "主管", "工程师", "专员", "助理", "文员", "班长", "高级经理（兼）", "Key Account Manager"]


def fill(r, pattern):
    """A phrase with its places filled; a place may hold a phrase with places."""
    while "{" in pattern:
        pattern = pattern.format(
            n=r.randrange(2, 31),
            number=r.randrange(1, 10),
            year=r.randrange(2015, 2027),
            unit=r.choice(UNITS),
            cycle=r.choice(CYCLES),
            weekday=r.choice(WEEKDAYS),
            done=r.choice(DONE),
        )
    return pattern


def pick(r, phrases):
    return fill(r, r.choice(phrases))


def text(r, clauses):
    """A sentence of that many clauses, now and then with a long word, a run of marks or a line break."""
    parts = []
    for _ in range(clauses):
        clause = pick(r, VERBS) + pick(r, SCOPES) + pick(r, OBJECTS)
        if r.random() < 0.5:
            clause += "，" + pick(r, PURPOSES)
        if r.random() < 0.05:
            clause += r.choice(["", " ", "："]) + r.choice(LONG_WORDS)
        if r.random() < 0.08:
            clause += r.choice(RUNS) + pick(r, OBJECTS)
        parts.append(clause)
    glue = ["；", "，", "、", "。", "\n", "; ", ", "]
    weights = [8, 8, 3, 3, 1, 1, 1]
    joined = parts[0]
    for part in parts[1:]:
        joined += r.choices(glue, weights)[0] + part
    return joined


def length(r):
    """How many clauses: mostly one or two, seldom a text that fills half a page."""
    return r.choices([1, 2, 3, 6, 20], [50, 30, 12, 6, 1])[0]


def standard(r):
    """A deadline, a rate, a record: at least one of them."""
    parts = [pick(r, phrases) for phrases in (DEADLINES, RATES, RECORDS) if r.random() < 0.6]
    return r.choice(["；", "，", "。"]).join(part for part in parts if part) or "按时完成"


def duty(r, weighted):
    item = {"描述": text(r, length(r))}
    if r.random() < 0.8:
        item["标准"] = standard(r) if r.random() < 0.9 else text(r, length(r))
    if weighted:
        item["权重"] = f"{r.randrange(1, 10) * 5}%"
        if r.random() < 0.7:
            item["频次"] = r.choice(["每日", "每周", "每月", "按项目", "随时"])
        if r.random() < 0.5:
            item["成果"] = r.choice(["台账", "报告、会议纪要", "SOP", "整改通知单（一式三份）"])
    return item if len(item) > 1 or r.random() < 0.5 else item["描述"]


def duties(r):
    count = r.choices([0, r.randrange(1, 6), r.randrange(6, 16), r.randrange(16, 41)], [6, 25, 50, 19])[0]
    weighted = r.random() < 0.25
    items = [duty(r, weighted) for _ in range(count)]
    if r.random() < 0.1:
        return items
    names = ["主要工作", "日常工作", "协调工作", "安全与环保", "其他临时性工作"][: r.randrange(1, 6)]
    cuts = sorted(r.randrange(count + 1) for _ in names[1:])
    groups = zip(names, [0, *cuts], [*cuts, count])
    return {name: items[start:end] for name, start, end in groups if end > start}


def lines(r, most):
    return [text(r, length(r)) for _ in range(r.randrange(most + 1))]


def labelled(r, labels):
    chosen = [entry for entry in labels if r.random() < 0.7]
    return {label: r.choice(texts) if r.random() < 0.9 else text(r, length(r)) for label, texts in chosen}


def kpis(r):
    if r.random() < 0.5:
        return lines(r, 5)
    keys = [key for key in ["目标", "权重", "周期", "数据来源"] if r.random() < 0.7] or ["目标"]
    values = {
        "目标": lambda: r.choice(["≥98%", "100%", "≤0.5%", "完成年度计划", "零", "不低于上年同期的1.05倍"]),
        "权重": lambda: f"{r.randrange(1, 9) * 5}%",
        "周期": lambda: r.choice(["月度", "季度", "年度"]),
        "数据来源": lambda: r.choice(["ERP", "财务部", "客户满意度调查表", "PLM系统、MES系统"]),
    }
    return [{"指标": pick(r, OBJECTS) + r.choice(["达成率", "及时率", "完成数", ""]), **{key: values[key]() for key in keys}} for _ in range(r.randrange(1, 8))]


def approvals(r):
    roles = ["编制", "审核", "批准", "任职人签字"][: r.randrange(1, 5)]
    return [{"角色": role, "姓名": r.choice(["", "林静宜", "韩立群", "欧阳明"]), "日期": r.choice(["", "2026-01-05"])} for role in roles]


def position(number):
    # A seed of its own: a position stays the same in a larger handbook.
    r = random.Random(f"gangwei twins {number}")
    department = FIELDS[number % len(FIELDS)] + "部"
    # Two fixed extremes: an empty form, and (below) a row taller than a page.
    if number == 0:
        return department, {"岗位名称": "只有名称的岗位"}
    said = {
        "岗位名称": f"{FIELDS[number % len(FIELDS)]}{r.choice(RANKS)}{number:03}",
        "岗位编号": r.choice(["", "无", f"HY-{number:03}"]),
        "岗位定员": r.randrange(0, 30),
        "序号": number,
        "上级部门": r.choice(["", "总经理办公室", "集团公司运营管理中心（南方区）"]),
    }
    if r.random() < 0.3:
        said["职级"] = r.choice(["P2～P4", "M3"])
    said["职责概括"] = text(r, length(r)) if r.random() < 0.9 else ""
    said["岗位职责"] = duties(r)
    if number == 1:
        said["岗位职责"] = [duty(r, True), {"描述": text(r, 60), "标准": text(r, 8)}, duty(r, False)]
    said["权限"] = lines(r, 14 if r.random() < 0.2 else 6)
    said["工作协作"] = {
        "内部协调部门": r.sample(UNITS, r.randrange(len(UNITS))),
        "外部协调机构": r.sample(OUTSIDE, r.randrange(len(OUTSIDE))),
    }
    if r.random() < 0.7:
        said["任职资格"] = labelled(r, LABELS)
    said["其它"] = labelled(r, CONDITIONS)
    said["主要考核指标"] = kpis(r)
    if r.random() < 0.3:
        said["职业发展"] = {"晋升方向": r.choice(RANKS), "轮岗方向": "、".join(r.sample(RANKS, 2))}
    if r.random() < 0.4:
        said["备注"] = text(r, length(r)) if r.random() < 0.6 else lines(r, 4)
    if r.random() < 0.2:
        said["附加"] = {r.choice(["职业健康", "替岗安排", "保密要求", "Travel"]): text(r, length(r))}
    if r.random() < 0.3:
        said["审批"] = approvals(r)
    return department, {key: value for key, value in said.items() if value not in ({}, [])}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) == 3 else 100
    folder.mkdir(parents=True, exist_ok=True)
    handbook = {"标题": "岗位职责说明书", "公司": "双生（试验）有限公司", "部门": [field + "部" for field in FIELDS]}
    write(folder / "handbook.yaml", handbook)
    for number in range(count):
        department, said = position(number)
        write(folder / department / f"{number:03}.yaml", said)


def write(file, value):
    """JSON is YAML, here a key a line."""
    file.parent.mkdir(exist_ok=True)
    lines = [f"{key}: {json.dumps(content, ensure_ascii=False)}\n" for key, content in value.items()]
    file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
