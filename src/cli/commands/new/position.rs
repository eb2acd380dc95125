//! `gangwei new position`: a position's file with sample text, or with every key in it.

use std::path::{Path, PathBuf};

use crate::diag::Text;
use crate::model;
use crate::model::skeleton::{self, Newcomer};
use crate::world::World;

use super::files::create;
use super::name::{self, NewPlace};
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::input::open_world;

pub fn run(name: &str, project: Option<&Path>, full: bool, console: &Console) -> Result<u8, Stop> {
    let place = name::read(name)?;
    let world = open_world(project)?;
    let schema = skeleton::schema_from(&world, &place.path);
    let text = match full {
        true => skeleton::full(place.title, schema.as_deref(), console.lang()),
        false => {
            let newcomer = Newcomer::of(&model::load(&world).handbook, place.department, place.title);
            skeleton::short(place.title, &newcomer, schema.as_deref(), console.lang())
        }
    };
    let path = world.display(&place.path);
    create(&[(PathBuf::from(&path), text)])?;
    console.note(&match full {
        true => Text::new(format!("已新建 {path}，请填写"), format!("{path} is there to be filled in")),
        false => Text::new(
            format!("已新建 {path}，请把示例改成本岗位的内容"),
            format!("{path} is there; put your own text in place of the samples"),
        ),
    });
    if let Some(hint) = missing_department(&world, &place) {
        console.note(&hint);
    }
    Ok(0)
}

/// A note on what to add to the handbook, if it lists departments but not this one.
fn missing_department(world: &dyn World, place: &NewPlace) -> Option<Text> {
    let departments = model::load_handbook(world).handbook.departments;
    let department = place.department;
    let listed = departments.iter().filter_map(|listed| listed.name.as_ref());
    let known = listed.into_iter().any(|name| name.as_str() == department);
    (!known && !departments.is_empty()).then(|| {
        Text::new(
            format!("handbook.yaml 的“部门”里没有“{department}”，请加上一行“- {department}”"),
            format!("the departments of handbook.yaml do not list {department}; add a line `- {department}`"),
        )
    })
}
