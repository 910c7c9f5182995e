//! Accepting connections.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming as HyperBody;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::{Shared, idp, tenant};
use crate::raw_target::{OnTarget, Tapped};

pub(super) async fn serve_tenant(listener: TcpListener, shared: Arc<Shared>) {
    let recorder = Arc::clone(&shared);
    let report: OnTarget = Arc::new(move |method, target| recorder.record(method, target));
    accept(listener, move |stream, peer| {
        let shared = Arc::clone(&shared);
        let io = TokioIo::new(Tapped::new(stream, Arc::clone(&report)));
        async move {
            let service = service_fn(move |request: Request<HyperBody>| {
                let shared = Arc::clone(&shared);
                async move {
                    let request = request.map(Body::new);
                    Ok::<_, Infallible>(tenant::answer(&shared, request, peer).await)
                }
            });
            // One request a connection: `raw_target` says why.
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .keep_alive(false)
                .serve_connection(io, service)
                .await;
            // Broken connections are everyday, and scripted ones break on purpose.
            drop(served);
        }
    })
    .await;
}

pub(super) async fn serve_idp(listener: TcpListener, shared: Arc<Shared>) {
    accept(listener, move |stream, _| {
        let shared = Arc::clone(&shared);
        async move {
            let service = service_fn(move |request: Request<HyperBody>| {
                let shared = Arc::clone(&shared);
                async move {
                    Ok::<_, Infallible>(idp::answer(&shared, request.map(Body::new)).await)
                }
            });
            let served = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
            drop(served);
        }
    })
    .await;
}

pub(super) async fn serve_control(listener: TcpListener, router: Router) {
    if let Err(error) = axum::serve(listener, router).await {
        eprintln!("the control interface ended: {error}");
    }
}

/// Serves each connection in a task of its own; all end with this one.
async fn accept<F, S>(listener: TcpListener, serve: S)
where
    S: Fn(TcpStream, SocketAddr) -> F,
    F: Future<Output = ()> + Send + 'static,
{
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    connections.spawn(serve(stream, peer));
                }
                // Out of descriptors, or the peer was gone already: the next one may do.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}
