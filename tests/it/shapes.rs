//! Ranges, lines to several superiors, positions of several departments or held concurrently, and plain lists: how
//! each built-in set shows them.

use gangwei::testing::pipeline;
use gangwei::testing::template::{BUILT_IN, OutputKind};

use crate::sample::{project, texts};
use crate::sets::{options, quiet};

const HANDBOOK: &str =
    "部门:\n  - {名称: 生产部, 编制: 9}\n  - {名称: 技术部, 编制: 2-3}\n外部岗位: [工会主席]\n";
const PRODUCTION: &str = "\
- {岗位名称: 生产部经理, 岗位定员: 1, 直接上级: 技术总监, 兼任: [安全主管, 工会主席]}
- {岗位名称: 操作工, 岗位定员: 6-8人, 直接上级: 生产部经理}
- {岗位名称: 安全主管, 岗位定员: 1, 直接上级: {行政: 生产部经理, 业务: 技术总监}}
- 岗位名称: 设备工程师
  岗位定员: 1
  所在部门: [生产部, 技术部]
  直接上级: [生产部经理, 业务: 技术总监]
  工作协作: [采购部, 仓储部]
  任职资格:
    - 大专以上学历
    - 三年以上设备管理经验
    - 证书: 低压电工证
  其它: 车间内工作
  职业发展: [设备主管, 技术总监]
";
const ENGINEERING: &str =
    "- {岗位名称: 技术总监, 岗位定员: 1}\n- {岗位名称: 资料员, 岗位定员: 1~2, 直接上级: 技术总监}\n";

/// The paragraphs of each document, one a line, in a language of the form.
fn shown(set: &str, language: &str, kind: OutputKind) -> Vec<String> {
    let handbook = format!("{HANDBOOK}语言: {language}\n版式参数: {{relations: true}}\n");
    let files =
        [("handbook.yaml", &*handbook), ("生产部/a.yaml", PRODUCTION), ("技术部/a.yaml", ENGINEERING)];
    let documents = quiet(pipeline::trees(&project(&files), &options(set, kind)));
    documents.iter().map(|document| texts(document).join("\n")).collect()
}

fn holds(text: &str, set: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{set}: no {part:?} in\n{text}");
    }
}

#[test]
fn every_set_shows_every_shape() {
    for set in BUILT_IN {
        let text = &shown(set.name, "zh", OutputKind::Handbook)[0];
        // The staffing table: ranges, who is not counted, and sums of both.
        holds(text, set.name, &["生产部\n4\n9\n8～10\n−1～+1\n", "技术部\n2\n2～3\n2～3\n0\n"]);
        holds(
            text,
            set.name,
            &["6\n11～12\n10～13\n−1～+1\n", "6～8\n", "小计\n8～10\n", "1～2\n", "合计\n10～13\n"],
        );
        holds(text, set.name, &["安全主管\n生产部经理（行政）、技术总监（业务）\n兼任\n"]);
        // The sheets.
        holds(text, set.name, &["兼任岗位", "安全主管、工会主席", "1（生产部经理兼任）", "生产部、技术部"]);
        holds(text, set.name, &["生产部经理（行政）、技术总监（业务）"]);
        // 直接下级 of both kinds, and 同级 by the administrative line.
        holds(text, set.name, &["生产部经理、资料员、安全主管（业务）、设备工程师（业务）"]);
        // The list of the other department that it serves.
        holds(text, set.name, &["设备工程师（编制在生产部）"]);
        // Plain lists.
        holds(
            text,
            set.name,
            &[
                "采购部、仓储部",
                "大专以上学历",
                "三年以上设备管理经验",
                "低压电工证",
                "车间内工作",
                "设备主管",
            ],
        );
        assert!(!text.contains("None") && !text.contains("none"), "{}: {text}", set.name);
    }
}

#[test]
fn every_set_shows_every_shape_in_english() {
    for set in BUILT_IN {
        let text = &shown(set.name, "en", OutputKind::Handbook)[0];
        holds(
            text,
            set.name,
            &["9\n8–10\n−1 to +1\n", "6–8\n", "dual\n", "Also holds", "1 (held by 生产部经理)"],
        );
        holds(text, set.name, &["生产部经理 (direct), 技术总监 (functional)", "生产部, 技术部"]);
        holds(text, set.name, &["设备工程师 (counted in 生产部)", "安全主管 (functional)"]);
    }
}

/// Each superior stands with the line that check and chart take it to be of, named once.
#[test]
fn superiors_are_shown_with_their_own_lines() {
    let staff = "- 岗位名称: 厂长\n- 岗位名称: 总监\n- 岗位名称: 工艺师\n\
                 - 岗位名称: 检验员\n  直接上级: [厂长, 总监（业务）, {业务: 工艺师}]\n\
                 - 岗位名称: 计量员\n  直接上级: [厂长, 总监（业务）]\n";
    for set in BUILT_IN {
        let documents = quiet(pipeline::trees(
            &project(&[("部/a.yaml", staff)]),
            &options(set.name, OutputKind::Handbook),
        ));
        let text = texts(&documents[0]).join("\n");
        holds(&text, set.name, &["厂长（行政）、总监（业务）、工艺师（业务）", "厂长、总监（业务）"]);
    }
}

/// Own labels hold in the form and in the charts' words alike.
#[test]
fn own_labels_of_holders_and_homes_keep_their_spaces() {
    let own = "labels: {held_by: filled by, counted in: based in}\n";
    let handbook = format!("{HANDBOOK}语言: en\n{own}");
    let files =
        [("handbook.yaml", &*handbook), ("生产部/a.yaml", PRODUCTION), ("技术部/a.yaml", ENGINEERING)];
    for set in BUILT_IN {
        let documents = quiet(pipeline::trees(&project(&files), &options(set.name, OutputKind::Handbook)));
        let text = texts(&documents[0]).join("\n");
        holds(&text, set.name, &["1 (filled by 生产部经理)", "设备工程师 (based in 生产部)"]);
    }
}

#[test]
fn a_department_has_the_sheets_of_all_who_serve_it() {
    for set in BUILT_IN {
        let documents = shown(set.name, "zh", OutputKind::Department);
        let sheet = "三年以上设备管理经验";
        assert_eq!(documents.iter().map(|text| text.matches(sheet).count()).collect::<Vec<_>>(), [1, 1]);
        assert_eq!(shown(set.name, "zh", OutputKind::Handbook)[0].matches(sheet).count(), 1);
        let sheets = shown(set.name, "zh", OutputKind::Position);
        assert_eq!((sheets.len(), sheets.iter().filter(|text| text.contains(sheet)).count()), (6, 1));
    }
}
