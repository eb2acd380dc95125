//! `gangwei serve`: an editor in the browser, for people who write no YAML.
//!
//! Files stay the truth: each edit is written at once, and a change by others appears at once. Only this machine is
//! answered, unless somebody asks for more, and only requests that know the session's token.

mod desk;
mod fault;
mod files;
mod gate;
mod history;
mod routes;
mod settings;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;

use clap::Args;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

use crate::cli::changes::Changes;
use crate::cli::console::{Console, complain};
use crate::cli::exit::Stop;
use crate::cli::input::{open_world, project_dir};
use crate::cli::pool::STACK;
use crate::cli::signals;
use crate::cli::write::remove_leftovers;
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
    /// The address to listen on, for others to work with you; needs --allow-others [default: 127.0.0.1, this computer]
    #[arg(long, value_name = "ADDR")]
    host: Option<IpAddr>,
    /// Let others on the network in: whoever has the link can read and change the handbook
    #[arg(long, requires = "host")]
    allow_others: bool,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Show the handbook, and let nobody change it
    #[arg(long)]
    read_only: bool,
}

pub fn run(serve: &Serve, console: &Console) -> Result<u8, Stop> {
    let host = serve.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    if !host.is_loopback() && !serve.allow_others {
        return Err(for_others(host));
    }
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
        let listener = listener(host, serve.port, &dir).await?;
        let address = listener.local_addr().map_err(|error| cannot_start(&error))?;
        let gate = Gate::new(address).map_err(|error| cannot_start(&error))?;
        let shown = if host.is_unspecified() {
            SocketAddr::from((Ipv4Addr::LOCALHOST, address.port()))
        } else {
            address
        };
        let link = format!("http://{shown}/?token={}", gate.token());
        let desk = Arc::new(Desk::new(dir.clone(), serve.read_only));
        if !serve.read_only {
            remove_leftovers(&dir);
        }
        let own = desk.clone();
        signals::on_end(move |code| own.end(code));
        watch(&desk, dir)?;
        console.note(&Text::new(
            format!("编辑器在 {link}；Ctrl-C 结束，改动随时都已写入文件"),
            format!("the editor is at {link}; Ctrl-C ends it, every change is in the files already"),
        ));
        if !host.is_loopback() {
            complain(&format!("{}\n", warning(host).get(console.lang())));
        }
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
async fn listener(host: IpAddr, port: Option<u16>, dir: &Path) -> Result<TcpListener, Stop> {
    let bind = |port| TcpListener::bind(SocketAddr::new(host, port));
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
            if let Some(change) = change {
                desk.changed(&change);
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

fn for_others(host: IpAddr) -> Stop {
    Stop::Usage(Text::new(
        format!(
            "在 {host} 上，网络里的别人也连得上，拿到链接就能看、能改手册；确实要这样，请加上 --allow-others"
        ),
        format!(
            "on {host} others on the network can connect, and whoever has the link can read and change the handbook; add --allow-others if that is wanted"
        ),
    ))
}

/// What somebody should know who lets others in.
fn warning(host: IpAddr) -> Text {
    let (zh, en) = match host.is_unspecified() {
        true => (
            "；别人打开时，把链接里的 127.0.0.1 换成这台电脑的地址",
            "; others open it with this computer's address in place of 127.0.0.1",
        ),
        false => ("", ""),
    };
    Text::new(
        format!("注意：网络里拿到链接的人都能看、能改这本手册，内容也不加密，只在可信的网络里这样用{zh}"),
        format!(
            "warning: whoever on the network has the link can read and change this handbook, and nothing is encrypted; do this in a trusted network only{en}"
        ),
    )
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
