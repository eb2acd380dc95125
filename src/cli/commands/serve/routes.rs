//! The addresses of the editor.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, FromRequest, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::{Stream, StreamExt};

use super::desk::{Answer, Desk, WHOLE};
use super::fault::Fault;
use super::gate::Gate;
use super::settings::Settings;
use crate::diag::Text;
use crate::pipeline::{Format, WantedDocument};
use crate::serve::{self, EditRequest, KnownOutlines, MoveRequest, NewRequest, RemoveRequest, RenameRequest};

/// The largest body of a request, in bytes: twice the largest file.
const LARGEST: usize = 32 << 20;
/// How many requests are worked on at once; others wait.
const AT_ONCE: usize = 4;
/// The same for those that take long.
const LONG_AT_ONCE: usize = 1;
/// How long a body may take to arrive.
const BODY_WAIT: Duration = Duration::from_secs(60);

/// The page and what it loads.
const PAGE: &str = include_str!("../../../../web/index.html");
const SCRIPT: &str = include_str!("../../../../web/dist/app.js");
const STYLE: &str = include_str!("../../../../web/dist/app.css");
const PANE: &str = include_str!("../../../../web/dist/yaml.js");

/// Nothing from elsewhere, no page around it, no guessing of types.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[derive(Clone)]
struct Room {
    desk: Arc<Desk>,
    gate: Arc<Gate>,
    short: Arc<Semaphore>,
    long: Arc<Semaphore>,
}

/// Which turns a request waits for.
#[derive(Clone, Copy)]
enum Turns {
    Short,
    /// Those of work that takes long, so that no key press waits for it.
    Long,
}

pub fn router(desk: Arc<Desk>, gate: Gate) -> Router {
    let room = Room::new(desk, gate);
    Router::new()
        .route("/", get(|| async { file("text/html; charset=utf-8", PAGE) }))
        .route("/app.js", get(|| async { file("text/javascript; charset=utf-8", SCRIPT) }))
        .route("/app.css", get(|| async { file("text/css; charset=utf-8", STYLE) }))
        .route("/yaml.js", get(|| async { file("text/javascript; charset=utf-8", PANE) }))
        .route("/api/schema", get(|| async { Json(serve::form()) }))
        .route("/api/project", asked(|desk, _: Nothing| desk.project()))
        .route("/api/chart", asked(|desk, _: Nothing| desk.chart()))
        .route("/api/staffing", asked(|desk, _: Nothing| desk.staffing()))
        .route("/api/search", asked(|desk, wanted: Wanted| desk.search(&wanted.q)))
        .route("/api/handbook", asked(|desk, _: Nothing| desk.handbook()))
        .route("/api/position", asked(|desk, of: Of| desk.position(&of.id)))
        .route(
            "/api/pages",
            get(|State(room): State<Room>, Query(of): Query<PagesOf>| {
                let turns = if of.id == WHOLE { Turns::Long } else { Turns::Short };
                room.work(turns, move |desk| {
                    desk.pages(&of.id, of.from..of.from.saturating_add(of.count), &KnownOutlines::default())
                })
            }),
        )
        .route(
            "/api/edit",
            told(|desk, SeenEdit { edit, pages }: SeenEdit| {
                let mut answer = desk.edit(&edit)?;
                if let Some(known) = pages {
                    answer["pages"] = desk.pages(&edit.id, 0..usize::MAX, &known)?;
                }
                Ok(answer)
            }),
        )
        .route("/api/undo", told(|desk, _: Nothing| desk.back(false)))
        .route("/api/redo", told(|desk, _: Nothing| desk.back(true)))
        .route("/api/new", told(|desk, new: NewRequest| desk.add(&new)))
        .route("/api/remove", told(|desk, of: RemoveRequest| desk.remove(&of)))
        .route("/api/move", told(|desk, to: MoveRequest| desk.transfer(&to)))
        .route("/api/rename", told(|desk, to: RenameRequest| desk.rename(&to)))
        .route("/api/fix", post(|State(room): State<Room>| room.work(Turns::Short, Desk::fix)))
        .route(
            "/api/file",
            asked(|desk, at: At| desk.file(&at.path))
                .merge(told(|desk, file: FileText| desk.set_file(&file.path, &file.digest, &file.text))),
        )
        .route("/api/settings", told(|desk, settings: Settings| desk.set_up(&settings)))
        .route("/api/document", get(document))
        .route("/api/events", get(events))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn_with_state(room.clone(), guard))
        .with_state(room)
}

/// An address that is asked for something; what is asked stands in the query.
fn asked<Q: DeserializeOwned + Send + 'static>(answer: fn(&Desk, Q) -> Answer) -> MethodRouter<Room> {
    get(move |State(room): State<Room>, Query(query): Query<Q>| {
        room.work(Turns::Short, move |desk| answer(desk, query))
    })
}

/// An address that is told to do something; what to do stands in the body.
fn told<B: DeserializeOwned + Send + 'static>(answer: fn(&Desk, B) -> Answer) -> MethodRouter<Room> {
    post(move |State(room): State<Room>, request: Request| async move {
        match timeout(BODY_WAIT, Json::<B>::from_request(request, &())).await {
            Ok(Ok(Json(body))) => room.work(Turns::Short, move |desk| answer(desk, body)).await,
            Ok(Err(rejection)) => rejection.into_response(),
            Err(_) => {
                problem(StatusCode::REQUEST_TIMEOUT, "slow", "请求没有发完", "the request did not arrive")
            }
        }
    })
}

/// A request that says nothing more.
#[derive(Deserialize)]
struct Nothing {}

#[derive(Deserialize)]
struct Of {
    id: String,
}

#[derive(Deserialize)]
struct PagesOf {
    id: String,
    #[serde(default)]
    from: usize,
    #[serde(default = "all")]
    count: usize,
}

fn all() -> usize {
    usize::MAX
}

/// An edit by somebody who looks at the position's pages: they come with the answer, so that a key press takes one
/// request.
#[derive(Deserialize)]
struct SeenEdit {
    #[serde(flatten)]
    edit: EditRequest,
    pages: Option<KnownOutlines>,
}

#[derive(Deserialize)]
struct Wanted {
    q: String,
}

#[derive(Deserialize)]
struct At {
    path: String,
}

#[derive(Deserialize)]
struct FileText {
    path: String,
    digest: String,
    text: String,
}

#[derive(Deserialize)]
struct DocumentOf {
    kind: Option<String>,
    #[serde(default)]
    id: String,
    #[serde(default)]
    department: String,
    format: String,
}

/// Refuses whoever is not of this session, and says what browsers may do with answers.
async fn guard(State(room): State<Room>, request: Request, next: Next) -> Response {
    let mut response = if room.gate.admits(request.headers(), request.uri()) {
        next.run(request).await
    } else {
        let (zh, en) = ("请用 gangwei serve 打印的地址打开", "open the address that gangwei serve printed");
        problem(StatusCode::FORBIDDEN, "forbidden", zh, en)
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

impl Room {
    fn new(desk: Arc<Desk>, gate: Gate) -> Room {
        let turns = |count| Arc::new(Semaphore::new(count));
        Room { desk, gate: Arc::new(gate), short: turns(AT_ONCE), long: turns(LONG_AT_ONCE) }
    }

    /// Works for a request, when it has got one of the turns, on a thread of its own; a panic is this request's error
    /// alone.
    async fn work(self, turns: Turns, work: impl FnOnce(&Desk) -> Answer + Send + 'static) -> Response {
        match self.run(turns, work).await {
            Ok(Ok(answer)) => Json(answer).into_response(),
            Ok(Err(fault)) => refused(fault),
            Err(response) => response,
        }
    }

    async fn run<T: Send + 'static>(
        self,
        turns: Turns,
        work: impl FnOnce(&Desk) -> Result<T, Fault> + Send + 'static,
    ) -> Result<Result<T, Fault>, Response> {
        let broken = || problem(StatusCode::INTERNAL_SERVER_ERROR, "bug", "程序内部错误", "a bug in gangwei");
        let turns = match turns {
            Turns::Short => self.short,
            Turns::Long => self.long,
        };
        let Ok(turn) = turns.acquire_owned().await else { return Err(broken()) };
        let desk = self.desk;
        let worked = tokio::task::spawn_blocking(move || {
            // The work goes on when nobody waits for it any more, and keeps its turn.
            let _turn = turn;
            work(&desk)
        });
        worked.await.map_err(|_| broken())
    }
}

fn refused(fault: Fault) -> Response {
    match fault {
        Fault::Unknown => problem(StatusCode::NOT_FOUND, "unknown", "没有这一项", "there is no such thing"),
        Fault::ReadOnly => problem(StatusCode::FORBIDDEN, "read-only", "只能看，不能改", "it is shown only"),
        Fault::Conflict(told) => (StatusCode::CONFLICT, Json(told)).into_response(),
        Fault::Changed(Text { zh, en }) => problem(StatusCode::CONFLICT, "changed", &zh, &en),
        Fault::Refused(Text { zh, en }) => problem(StatusCode::UNPROCESSABLE_ENTITY, "refused", &zh, &en),
        Fault::File(Text { zh, en }) => problem(StatusCode::INTERNAL_SERVER_ERROR, "file", &zh, &en),
    }
}

fn problem(status: StatusCode, error: &str, zh: &str, en: &str) -> Response {
    (status, Json(json!({"error": error, "zh": zh, "en": en}))).into_response()
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

async fn document(State(room): State<Room>, Query(of): Query<DocumentOf>) -> Response {
    let (format, kind) = match of.format.as_str() {
        "pdf" => (Format::Pdf, "application/pdf"),
        "docx" => (Format::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        _ => return refused(Fault::Unknown),
    };
    let made = room.run(Turns::Long, move |desk| {
        let wanted = match of.kind.as_deref() {
            Some("handbook") => WantedDocument::Handbook,
            Some("department") => WantedDocument::Department(&of.department),
            None if of.id == WHOLE => WantedDocument::Handbook,
            None | Some("position") => WantedDocument::Position(&of.id),
            Some(_) => return Err(Fault::Unknown),
        };
        desk.document(wanted, format)
    });
    match made.await {
        Ok(Ok((name, bytes))) => {
            // Other characters than ASCII are escaped (RFC 8187).
            let name: String = name
                .bytes()
                .map(|byte| match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => {
                        char::from(byte).to_string()
                    }
                    byte => format!("%{byte:02X}"),
                })
                .collect();
            let disposition = format!("attachment; filename*=UTF-8''{name}");
            (
                [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)],
                Body::from(bytes),
            )
                .into_response()
        }
        Ok(Err(fault)) => refused(fault),
        Err(response) => response,
    }
}

/// Tells of each change, as it happens.
async fn events(State(room): State<Room>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = BroadcastStream::new(room.desk.listen()).filter_map(Result::ok);
    let event =
        |generation| Ok(Event::default().event("change").data(json!({"generation": generation}).to_string()));
    Sse::new(changes.map(event)).keep_alive(KeepAlive::default())
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn work_keeps_its_turn_when_nobody_waits_for_it() {
        let dir = tempfile::tempdir().unwrap();
        let gate = Gate::new(([127, 0, 0, 1], 80).into()).unwrap();
        let room = Room::new(Arc::new(Desk::new(dir.path().to_owned(), false)), gate);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let (begun, begins) = channel();
        let (go, goes) = channel::<()>();
        runtime.block_on(async {
            let work = room.clone().run(Turns::Long, move |_| {
                begun.send(()).unwrap();
                goes.recv().unwrap();
                Ok(())
            });
            assert!(timeout(Duration::from_millis(50), work).await.is_err(), "it works still");
            begins.recv().unwrap();
            assert_eq!((room.short.available_permits(), room.long.available_permits()), (AT_ONCE, 0));
            go.send(()).unwrap();
            assert!(room.clone().run(Turns::Long, |_| Ok(())).await.is_ok());
        });
    }
}
