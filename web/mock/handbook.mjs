// A made-up handbook of a tea company: three departments, twelve positions, and the keys of the form.

const key = (name, kind, zh, en, docZh, docEn, exampleZh, exampleEn, more = {}) =>
  ({ name, zh, en, docZh, docEn, exampleZh, exampleEn, required: false, suggested: false, kind, choices: null, keys: null, ...more });
const suggested = { suggested: true };

const description = key("description", "lines", "描述", "Description", "做什么", "What is to be done", "策划并执行年度市场活动", "Plan and run the year's campaigns", { required: true });
const standard = key("standard", "lines", "标准", "Standard", "做到什么程度：期限、数量、质量", "How well it is to be done", "活动前15日提交方案", "The plan 15 days before", suggested);
const duty = [
  description, standard,
  key("tasks", "records", "工作任务", "Tasks", "这条职责下的工作任务", "The tasks that it consists of", "拟订活动方案", "Draw up the plan", { keys: [description, standard] }),
  key("weight", "text", "权重", "Weight", "权重；各条合计应为 100%", "Its weight", "40%", "40%"),
  key("time", "text", "时间占比", "Time", "占用工作时间的百分比", "Its share of the working time", "25%", "25%"),
  key("frequency", "text", "频次", "Frequency", "多久做一次", "How often", "每季度", "Each quarter"),
  key("output", "lines", "成果", "Output", "形成的文件或结果", "What comes of it", "总结报告", "Report"),
];
const kpi = [
  key("name", "text", "指标", "Indicator", "指标的名称", "What is measured", "活动完成率", "Campaigns run", { required: true }),
  key("target", "lines", "目标", "Target", "要达到的目标值", "What is to be reached", "≥95%", "95% or more", suggested),
  key("weight", "text", "权重", "Weight", "各项合计应为 100%", "Weights add up to 100%", "60%", "60%", suggested),
  key("cycle", "text", "周期", "Cycle", "多久考核一次", "How often", "季度", "Quarterly"),
];
const approval = [
  key("role", "text", "角色", "Role", "编制、审核、批准等", "Such as reviewed", "审核", "Reviewed"),
  key("name", "text", "姓名", "Name", "姓名；留空以便签字", "The name", "沈若溪", "Claire Shen"),
  key("date", "date", "日期", "Date", "写成 年-月-日", "As year-month-day", "2025-12-15", "2025-12-15"),
];

export const handbookKeys = [
  key("title", "text", "标题", "title", "封面上的标题", "The title on the cover", "岗位职责说明书", "Job Description Handbook", suggested),
  key("company", "text", "公司", "company", "公司全称", "The company's full name", "云岭茶业有限公司", "Yunling Tea Co.", suggested),
  key("version", "text", "版本", "version", "本次发布的版本", "The version that is published", "V1.0", "V1.0", suggested),
  key("effective_date", "date", "生效日期", "effective_date", "写成 年-月-日", "As year-month-day", "2026-01-01", "2026-01-01", suggested),
  key("preface", "lines", "编制说明", "preface", "正文前的说明", "Said before the positions", "本说明书依据现行组织架构编制", "This handbook follows the present organisation"),
  key("max_pages", "whole", "页数上限", "max_pages", "一个岗位最多几页", "How many pages a position may fill", "2", "2"),
];

export const schema = {
  handbook: handbookKeys,
  record: [
    key("title", "text", "岗位名称", "Title", "岗位名称，唯一必填的一项", "The position's title, the only key that must be filled in", "市场专员", "Marketing specialist", { required: true, suggested: true }),
    key("code", "text", "岗位编号", "Code", "岗位编号，全手册不重复", "The position's code, its own in the whole handbook", "SC-02", "MK-02", suggested),
    key("department", "names", "所在部门", "Department", "所在部门；不写时为所在文件夹的名称", "The department; the folder's name if left out", "市场部", "Marketing"),
    key("headcount", "headcount", "岗位定员", "Headcount", "用数字写，有上下限的写成 2-3", "In digits, or a range such as 2-3", "2", "2", suggested),
    key("order", "integer", "序号", "Order", "在部门内的排列顺序，小的在前", "The place among the department's positions", "2", "2"),
    key("grade", "text", "职级", "Grade", "职级", "The grade", "P3", "P3"),
    key("reports_to", "superiors", "直接上级", "reports_to", "直接上级的岗位名称；可按行政、业务分开写", "The superior's title", "市场部经理", "Head of Marketing", suggested),
    key("concurrently", "names", "兼任岗位", "Also holds", "任职者兼任的其他岗位", "Positions that the holder holds, too", "品牌主管", "Brand supervisor"),
    key("effective_date", "date", "生效日期", "Effective date", "写成 年-月-日", "As year-month-day", "2026-01-01", "2026-01-01"),
    key("summary", "lines", "职责概括", "Summary", "用一两句话概括岗位的职责", "What the position is for, in a sentence or two", "策划并执行市场活动，收集和分析市场信息", "Plans and runs campaigns", suggested),
    key("responsibilities", "duties", "岗位职责", "Responsibilities", "职责，按主要工作、日常工作、协调工作等分组，或写成一个列表；不必编号", "The duties, in groups of any name or as one list", "", "", { keys: duty }),
    key("authority", "texts", "权限", "Authority", "岗位的权限，一条一项", "What the holder may decide, one an item", "- 在预算内选择活动供应商", "- Choose suppliers"),
    key("liability", "texts", "责任", "Liability", "岗位承担的责任，一条一项", "What the holder is liable for", "- 对活动现场的安全负责", "- Safety at events"),
    key("collaboration", "labelled", "工作协作", "Collaboration", "内部和外部的工作协作对象", "Whom the position works with", "", ""),
    key("qualifications", "labelled", "任职资格", "Qualifications", "学历、经验、技能等，标签可以自定", "What the holder must bring", "", ""),
    key("conditions", "labelled", "其它", "Conditions", "使用工具、工作环境、工作时间等", "Tools, environment, hours", "", ""),
    key("kpis", "records", "主要考核指标", "Key indicators", "权重合计应为 100%", "How the work is measured", "", "", { keys: kpi }),
    key("remarks", "texts", "备注", "Remarks", "备注，一条一项", "Remarks, one an item", "- 须经常出差", "- Travels often"),
    key("approvals", "records", "审批", "Approvals", "编制、审核、批准的人和日期", "Who drew the sheet up, reviewed and approved it", "", "", { keys: approval }),
    key("status", "choice", "状态", "Status", "在用或撤销；不写时为在用", "Active or withdrawn", "在用", "active", { choices: [{ value: "active", zh: "在用", en: "active" }, { value: "withdrawn", zh: "撤销", en: "withdrawn" }] }),
  ],
  labels: {
    qualifications: [["education", "学历", "Education"], ["major", "专业", "Major"], ["experience", "经验", "Experience"], ["skills", "技能", "Skills"], ["certificates", "证书", "Certificates"]].map(([name, zh, en]) => ({ name, zh, en })),
    collaboration: [["internal", "内部协调部门", "Internal"], ["external", "外部协调机构", "External"]].map(([name, zh, en]) => ({ name, zh, en })),
    conditions: [["tools", "使用工具/设备", "Tools"], ["environment", "工作环境", "Environment"], ["hours", "工作时间特征", "Working hours"]].map(([name, zh, en]) => ({ name, zh, en })),
  },
};

const duties = (groups) => Object.entries(groups).flatMap(([group, items]) =>
  items.map((item) => {
    const [description, standard, more] = Array.isArray(item) ? item : [item];
    return { group, values: { description: [description], ...(standard && { standard: [standard] }), ...more } };
  }));
const labelled = (labels) => Object.entries(labels).map(([label, items]) => ({ label, items }));
const under = (title) => ({ administrative: [title], functional: [] });
const kpis = (...rows) => rows.map(([name, target, weight, cycle]) => ({ values: { name, target: [target], weight, cycle } }));

export const departments = [
  {
    name: "茶园管理部",
    positions: [
      {
        title: "茶园管理部经理", code: "CY-01", headcount: "1", grade: "M2", reports_to: under("总经理"),
        summary: ["统筹四个山头茶园的种植、采摘和养护,保证鲜叶的数量与品质"],
        responsibilities: duties({
          主要工作: [
            ["编制年度茶园生产计划和预算，经批准后组织实施", "每年11月30日前提交次年计划"],
            ["组织春茶、秋茶采摘，调配采工和运输车辆", "鲜叶下山到进厂不超过4小时", { tasks: [{ values: { description: ["开采前10日落实采工名单"] } }, { values: { description: ["每日与加工厂核对进厂时间"], standard: ["差错当日查清"] } }], weight: "40%" }],
            "推行绿色防控，减少农药使用",
          ],
          日常工作: [["每周巡园一次，记录长势、虫情和土壤墒情", "巡园记录当日归档"], "审核农资领用和采工计酬"],
          协调工作: ["与加工厂协调鲜叶进厂的时间和等级"],
        }),
        authority: ["在年度预算内采购农资", "对不合格的鲜叶拒收", "提出本部门人员的任免建议"],
        qualifications: labelled({ 学历: ["农学、茶学本科及以上"], 经验: ["8年以上茶园管理经历"], 技能: ["能识别常见病虫害", "会使用墒情监测系统"] }),
        kpis: kpis(["鲜叶产量", "达到年度计划", "50%", "年度"], ["一级鲜叶比例", "≥65%", "30%", "季度"], ["农残抽检合格率", "100%", "20%", "批次"]),
      },
      { title: "茶艺农技员", code: "CY-02", headcount: "2-3", reports_to: under("茶园管理部经理"), summary: ["指导茶树修剪、施肥和病虫害防治"], responsibilities: duties({ "": ["制订各片区的修剪、施肥方案", "监测虫情，提出防治意见", "培训采工的采摘手法"] }) },
      { title: "采摘班长", code: "CY-03", headcount: "4", reports_to: under("茶园管理部经理"), responsibilities: duties({ 主要工作: ["安排每日采摘地块和人员", "检查鲜叶的嫩度和匀净度"], 日常工作: ["登记采工的出勤和采量"] }) },
      { title: "护林员", code: "CY-04", headcount: "2", reports_to: under("茶园管理部主任"), summary: ["巡护茶园周边林地，防火防盗"], responsibilities: duties({ "": ["每日巡护，填写巡护记录", "发现火情立即报告并参加扑救"] }) },
    ],
  },
  {
    name: "加工厂",
    positions: [
      { title: "厂长", code: "JG-01", headcount: "1", reports_to: under("总经理"), summary: ["负责初制、精制和拼配的生产、质量与安全"], responsibilities: duties({ 主要工作: ["下达月度加工计划，检查完成情况", "主持拼配方案的评审", "落实安全生产责任制"] }), kpis: kpis(["计划完成率", "≥98%", "60%", "月度"], ["成品合格率", "≥99%", "30%", "月度"]) },
      { title: "初制车间主任", code: "JG-02", headcount: "1", reports_to: under("厂长"), summary: ["组织萎凋、杀青、揉捻和干燥"], responsibilities: duties({ 主要工作: ["按鲜叶等级安排工艺参数", "组织交接班和设备点检"] }) },
      { title: "评茶师", code: "JG-03", headcount: "2", reports_to: under("厂长"), summary: ["审评毛茶和成品，给出等级和改进意见"], responsibilities: duties({ 主要工作: ["每批毛茶开汤审评", "保管标准样，每年更换"], 协调工作: ["向茶园管理部反馈鲜叶问题"] }), qualifications: labelled({ 证书: ["二级评茶师及以上"] }) },
      { title: "设备维修工", code: "JG-04", headcount: "3", reports_to: under("厂长"), summary: ["保养和抢修加工设备"], responsibilities: duties({ "": ["执行月度保养计划", "抢修后填写故障分析"] }) },
      { title: "手工制茶技师", code: "JG-05", headcount: "1", status: "withdrawn", reports_to: under("厂长"), responsibilities: duties({ "": ["手工炒制特级茶"] }) },
    ],
  },
  {
    name: "市场营销部",
    positions: [
      { title: "市场营销部经理", code: "YX-01", headcount: "1", reports_to: under("总经理"), summary: ["制定营销策略，管理渠道和品牌"], responsibilities: duties({ 主要工作: ["编制年度营销计划", "开发省外经销商"] }) },
      { title: "电商运营专员", code: "YX-02", headcount: "2", reports_to: under("市场营销部经理"), summary: ["运营线上店铺;策划直播和节日促销"], responsibilities: duties({ 主要工作: ["更新商品页面和库存", "策划每月一次专场直播"], 日常工作: ["答复顾客咨询，处理退换"] }) },
      { title: "总经理", code: "YX-00", headcount: "1", summary: ["主持公司全面工作"], responsibilities: duties({ "": ["制定经营目标", "审批年度预算"] }) },
    ],
  },
];
