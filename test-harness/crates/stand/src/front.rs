//! The one TLS port in front of all parties.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use crate::authority::Authority;

/// Ends TLS and passes every byte on to the party that the client named (RFC 6066, section 3), so
/// that what the parties see is what was sent.
pub(crate) struct Front {
    task: JoinHandle<()>,
}

impl Front {
    pub(crate) fn start(
        listener: TcpListener,
        authority: &Authority,
        parties: Vec<(&'static str, SocketAddr)>,
    ) -> Self {
        let acceptor = TlsAcceptor::from(authority.server());
        let task = tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(pass_through(acceptor.clone(), client, parties.clone()));
            }
        });
        Self { task }
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Whatever goes wrong on one connection ends that connection: the client sees it closed, as it
/// would when a server goes away.
async fn pass_through(
    acceptor: TlsAcceptor,
    client: TcpStream,
    parties: Vec<(&'static str, SocketAddr)>,
) {
    let Ok(mut client) = acceptor.accept(client).await else {
        return;
    };
    let named = client.get_ref().1.server_name().unwrap_or("").to_owned();
    let Some((_, party)) = parties.iter().find(|(host, _)| *host == named) else {
        return;
    };
    if let Ok(mut server) = TcpStream::connect(party).await {
        let _ = copy_bidirectional(&mut client, &mut server).await;
    }
}
