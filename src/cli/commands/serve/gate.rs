//! Who is answered: pages that this server gave out, in this session.
//!
//! The address must be this machine's own, so that no name that somebody else points here is served (DNS rebinding);
//! what comes from another page's origin is refused; and what touches the project needs the session's token.
//! Where all of the machine's addresses are listened on, any address will do, since no name is one.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, Uri, header};

/// The header that carries the token.
const TOKEN: &str = "x-gangwei-token";

#[derive(Clone, Debug)]
pub struct Gate {
    token: String,
    /// Where the program listens.
    address: SocketAddr,
}

impl Gate {
    /// A gate with a token of 128 random bits.
    pub fn new(address: SocketAddr) -> std::io::Result<Gate> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Gate { token, address })
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    /// Whether a request may be answered. `uri` may carry the token where no header can be sent.
    pub fn admits(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
        let is_own = |host: &str| self.is_own(host);
        let is_here = text(header::HOST.as_str()).is_some_and(is_own);
        let is_ours = text(header::ORIGIN.as_str())
            .is_none_or(|origin| origin.strip_prefix("http://").is_some_and(is_own));
        let needs_token = uri.path().starts_with("/api/");
        is_here && is_ours && (!needs_token || self.knows(headers, uri))
    }

    /// Whether a header `Host` names this program.
    fn is_own(&self, host: &str) -> bool {
        let (ip, port) = (self.address.ip(), self.address.port());
        if ip.is_loopback() || ip.is_unspecified() {
            let local = [
                SocketAddr::from((Ipv4Addr::LOCALHOST, port)),
                SocketAddr::from((Ipv6Addr::LOCALHOST, port)),
            ];
            if host == format!("localhost:{port}") || local.iter().any(|own| own.to_string() == host) {
                return true;
            }
        }
        // Browsers leave out the usual port.
        let named = host.parse().or_else(|_| format!("{host}:80").parse::<SocketAddr>());
        named.is_ok_and(|named| named == self.address || ip.is_unspecified() && named.port() == port)
    }

    fn knows(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let sent = headers.get(TOKEN).and_then(|value| value.to_str().ok());
        let in_query = || uri.query()?.split('&').find_map(|pair| pair.strip_prefix("token="));
        sent.or_else(in_query).is_some_and(|sent| is_same(sent, &self.token))
    }
}

/// Compares in the same time, wherever the first difference is.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(listens: &str) -> Gate {
        Gate::new(listens.parse().unwrap()).unwrap()
    }

    fn admits(gate: &Gate, uri: &str, headers: &[(&'static str, &str)]) -> bool {
        let headers =
            headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        gate.admits(&headers, &uri.parse().unwrap())
    }

    #[test]
    fn only_this_page_of_this_session_is_answered() {
        let (gate, other) = (gate("127.0.0.1:8080"), gate("127.0.0.1:8080"));
        let token = gate.token().to_owned();
        let own = ("host", "127.0.0.1:8080");
        assert!(admits(&gate, "/", &[own]));
        assert!(admits(&gate, "/api/project", &[own, (TOKEN, &token)]));
        assert!(admits(&gate, &format!("/api/events?token={token}"), &[own]));
        assert!(admits(&gate, "/api/project", &[own, (TOKEN, &token), ("origin", "http://localhost:8080")]));
        assert!(!admits(&gate, "/api/project", &[own]));
        assert!(!admits(&gate, "/api/project", &[own, (TOKEN, &token.replace(|c: char| c != '0', "0"))]));
        assert!(!admits(&gate, "/", &[("host", "evil.example:8080")]));
        assert!(!admits(&gate, "/", &[]));
        assert!(!admits(&gate, "/api/project", &[own, (TOKEN, &token), ("origin", "http://evil.example")]));
        assert!(!admits(&gate, "/api/project", &[own, (TOKEN, &token), ("origin", "null")]));
        assert_ne!(other.token(), token);
    }

    #[test]
    fn other_addresses_are_answered_where_they_are_listened_on() {
        let is_own = |listens: &str, host: &'static str| admits(&gate(listens), "/", &[("host", host)]);
        assert!(is_own("192.168.1.5:8080", "192.168.1.5:8080"));
        assert!(is_own("[::1]:8080", "[::1]:8080") && is_own("192.168.1.5:80", "192.168.1.5"));
        for host in ["192.168.1.6:8080", "localhost:8080", "192.168.1.5", "evil.example:8080"] {
            assert!(!is_own("192.168.1.5:8080", host), "{host}");
        }
        assert!(is_own("0.0.0.0:8080", "192.168.1.5:8080") && is_own("0.0.0.0:8080", "localhost:8080"));
        assert!(!is_own("0.0.0.0:8080", "evil.example:8080") && !is_own("0.0.0.0:8080", "192.168.1.5:81"));
    }
}
