//! `gangwei serve`: an editor in the browser, for people who write no YAML.
//!
//! Files stay the truth: each edit is written at once, and a change by others appears at once. Only this machine is
//! answered, and only requests that know the session's token.

mod desk;
mod fault;
mod files;
mod gate;
mod history;
mod routes;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use clap::Args;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::cli::changes::Changes;
use crate::cli::console::Console;
use crate::cli::exit::Stop;
use crate::cli::input::{open_world, project_dir};
use crate::cli::pool::STACK;
use crate::diag::Text;
use crate::hash::stable;

use desk::Desk;
use gate::Gate;

/// Edit the handbook in the browser, with its pages beside the form
#[derive(Debug, Args)]
pub struct Serve {
    /// The project folder [default: the current folder if it has a handbook.yaml, else data]
    dir: Option<PathBuf>,
    /// The port to listen on [default: the same each time for a folder, or a free one]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Show the handbook, and let nobody change it
    #[arg(long)]
    read_only: bool,
}

pub fn run(serve: &Serve, console: &Console) -> Result<u8, Stop> {
    let dir = project_dir(serve.dir.as_deref())?;
    // What is wrong with the folder ends it before it begins.
    open_world(Some(&dir))?;
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(STACK)
        .enable_io()
        .enable_time()
        .build()
        .map_err(|error| cannot_start(&error))?;
    runtime.block_on(async {
        let listener = listener(serve.port, &dir).await?;
        let port = listener.local_addr().map_err(|error| cannot_start(&error))?.port();
        let gate = Gate::new(port).map_err(|error| cannot_start(&error))?;
        let link = format!("http://127.0.0.1:{port}/?token={}", gate.token());
        let desk = Arc::new(Desk::new(dir.clone(), serve.read_only));
        watch(&desk, dir)?;
        console.note(&Text::new(
            format!("编辑器在 {link}；Ctrl-C 结束，改动随时都已写入文件"),
            format!("the editor is at {link}; Ctrl-C ends it, every change is in the files already"),
        ));
        if serve.open && !open(&link) {
            console.note(&Text::new(
                "没有找到浏览器，请自己打开上面的地址",
                "no browser was found; open the address yourself",
            ));
        }
        axum::serve(listener, routes::router(desk, gate)).await.map_err(|error| cannot_start(&error))
    })?;
    Ok(0)
}

/// Listens on the port that is asked for; else on the one that belongs to the folder, since browsers keep what was not
/// saved by the address; else on a free one.
async fn listener(port: Option<u16>, dir: &Path) -> Result<TcpListener, Stop> {
    let bind = |port| TcpListener::bind(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    if let Some(port) = port {
        return bind(port).await.map_err(|error| taken(port, &error));
    }
    let folder = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let own = 20_000 + (stable(&folder.to_string_lossy()) % 10_000) as u16;
    match bind(own).await {
        Ok(listener) => Ok(listener),
        Err(_) => bind(0).await.map_err(|error| cannot_start(&error)),
    }
}

/// Tells the desk of changes that others make.
fn watch(desk: &Arc<Desk>, dir: PathBuf) -> Result<(), Stop> {
    let mut changes = Changes::watch(vec![dir.clone()], &dir.join("dist"))?;
    let desk = desk.clone();
    thread::spawn(move || {
        // Without a watcher, the page still changes with its own edits.
        while let Ok(change) = changes.wait(None) {
            if change.is_some_and(|change| !change.is_nothing()) {
                desk.changed();
            }
        }
    });
    Ok(())
}

/// Opens an address in the user's browser, by the system's own means.
fn open(link: &str) -> bool {
    let (program, arguments): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().is_ok()
}

fn cannot_start(error: &std::io::Error) -> Stop {
    Stop::File(Text::new(format!("编辑器不能启动：{error}"), format!("the editor cannot start: {error}")))
}

fn taken(port: u16, error: &std::io::Error) -> Stop {
    Stop::Usage(Text::new(
        format!("端口 {port} 不能用：{error}；换一个，或者不写 --port"),
        format!("port {port} cannot be used: {error}; choose another, or leave out --port"),
    ))
}
