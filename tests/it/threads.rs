//! Work on more threads than there are cores comes to an end.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use gangwei::testing::pipeline::{self, Options};
use gangwei::{Memory, OutputKind};

/// Departments whose duties are looked for in the words of all positions, which is done in parallel.
fn departments_with_duties(departments: usize) -> Memory {
    let name = |index: usize| format!("第{index}车间");
    let list: String = (0..departments)
        .map(|index| format!("  - 名称: {}\n    部门职责: [负责车间设备的日常点检]\n", name(index)))
        .collect();
    let position = |index: usize| {
        let duties = "岗位职责:\n  - 每班点检车间设备，记录结果\n";
        (format!("{}/点检员.yaml", name(index)), format!("岗位名称: 点检员\n{duties}"))
    };
    let handbook = ("handbook.yaml".to_owned(), format!("标题: 手册\n部门:\n{list}"));
    (0..departments).map(position).chain([handbook]).collect()
}

/// What one thread makes for all must not need other threads: while it waits for them it may be given work that
/// waits for what it makes.
#[test]
fn what_is_made_once_is_made_without_waiting_for_others() {
    let world = departments_with_duties(24);
    let (ended, end) = mpsc::channel();
    thread::spawn(move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(16).build().unwrap();
        for _ in 0..100 {
            let options = Options { kinds: vec![OutputKind::Position], ..Options::default() };
            let dumped = pool.install(|| pipeline::dump_markup(&world, &options));
            ended.send(dumped.report.diagnostics).unwrap();
        }
    });
    for run in 0..100 {
        assert_eq!(end.recv_timeout(Duration::from_secs(60)), Ok(Vec::new()), "run {run}");
    }
}
