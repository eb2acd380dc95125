//! Groups the parts of all outputs into tasks: those that are made together.

use std::collections::HashMap;

use crate::template::Job;

use super::plan::OutputPlan;

/// A part to make for one output.
#[derive(Clone, Copy)]
pub struct Planned<'a> {
    pub plan: usize,
    /// Its place in the plan.
    pub place: usize,
    pub job: Job<'a>,
}

/// Groups the parts of all plans: those of a position, else those of one template and department.
pub fn tasks<'a>(plans: &[OutputPlan<'a>]) -> Vec<Vec<Planned<'a>>> {
    let mut known: HashMap<(Option<usize>, Option<usize>, &str), usize> = HashMap::new();
    let mut tasks: Vec<Vec<Planned>> = Vec::new();
    for (plan, of) in plans.iter().enumerate() {
        for (place, &job) in of.jobs.iter().enumerate() {
            let file = if job.position.is_some() { "" } else { job.file };
            let index = *known.entry((job.department, job.position, file)).or_insert(tasks.len());
            if index == tasks.len() {
                tasks.push(Vec::new());
            }
            tasks[index].push(Planned { plan, place, job });
        }
    }
    tasks
}
