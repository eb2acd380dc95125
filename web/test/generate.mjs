// A handbook with many positions: each is two pages or so, like those of the sample.

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const TOPICS = ["生产计划", "质量检验", "设备维护", "物料采购", "仓储盘点", "客户回访", "预算执行", "人员培训", "安全巡查", "合同审查", "成本核算", "工艺改进"];

function yaml(n) {
  const head = n - ((n - 1) % 20);
  const duty = (topic, at) => `    - 描述: 编制${topic}方案，组织实施并跟踪进度，第${n}号岗位第${at + 1}项\n      标准: 每月${at + 2}日前完成；差错率不超过1%，发现问题当日报告`;
  const part = (from, to) => TOPICS.slice(from, to).map((topic, at) => duty(topic, from + at)).join("\n");
  return `# 由人力资源部维护
岗位名称: 岗位${n}
岗位编号: GW-${String(n).padStart(4, "0")}
岗位定员: ${(n % 4) + 1}
${n === 1 ? "" : `直接上级: 岗位${n === head ? 1 : head}\n`}职责概括: 在分管范围内拟订计划，组织实施，检查结果，持续改进

岗位职责:
  主要工作:
${part(0, 6)}
  日常工作:
${part(6, 10)}
  协调工作:
${part(10, 12)}

权限:
  - 在预算内选择供应商
  - 对不合格的结果要求返工
任职资格:
  学历: 大学本科及以上
  经验: 3年以上相关工作经历
  技能: 会使用常用办公软件
主要考核指标:
  - 指标: 计划完成率
    目标: "≥98%"
    权重: 60%
  - 指标: 差错率
    目标: "≤1%"
    权重: 40%
`;
}

export async function generate(folder, count) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "handbook.yaml"), "标题: 岗位职责说明书\n公司: 岚州示例有限公司\n版本: V1.0\n");
  for (let n = 1; n <= count; n++) {
    const department = join(folder, `第${Math.ceil(n / 20)}分公司`);
    if (n % 20 === 1) await mkdir(department, { recursive: true });
    await writeFile(join(department, `岗位${n}.yaml`), yaml(n));
  }
}
