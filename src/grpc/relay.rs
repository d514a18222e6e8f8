//! `RelayService`: the coordinator starts a run; the exchange itself carries the records.

use std::sync::Arc;

use tokio::sync::{Mutex, mpsc};
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Code, Request, Response, Status};

use crate::audit::Subject;
use crate::domain::reasons::Reason;
use crate::domain::rules::Violation;
use crate::exchange::Exchange;
use crate::proto::v1;
use crate::relay::{Hub, Progress, RelayError, run};

use super::gate::{Caller, result_of_answer};
use super::status::{info, invalid};

pub(super) struct Relay {
    pub exchange: Exchange,
    pub hubs: Arc<[Hub]>,
    /// Lock that lets one run at a time go on.
    pub running: Arc<Mutex<()>>,
}

#[tonic::async_trait]
impl v1::relay_service_server::RelayService for Relay {
    type RunRelayStream = ReceiverStream<Result<v1::RunRelayResponse, Status>>;

    async fn run_relay(
        &self,
        request: Request<v1::RunRelayRequest>,
    ) -> Result<Response<Self::RunRelayStream>, Status> {
        let caller = Caller::of(&request)?;
        let name = &request.get_ref().hub;
        let Some(hub) = self.hubs.iter().find(|hub| hub.name == *name).cloned() else {
            let names: Vec<&str> = self.hubs.iter().map(|hub| hub.name.as_str()).collect();
            let rule = match names.as_slice() {
                [] => "the exchange's configuration names no [[hubs]]".into(),
                names => {
                    format!("must be a hub of the exchange's configuration: {}", names.join(", "))
                }
            };
            return Err(invalid(&[Violation::new("hub", rule)]));
        };
        let guard = self.running.clone().try_lock_owned().map_err(|_| {
            let text = "a run is going on already; wait for its end";
            info(Code::FailedPrecondition, Reason::RelayRunning, text.into())
        })?;
        tracing::info!(caller = %caller.principal.spiffe_id(), hub = hub.name, "relay");
        caller.by.concerns(Subject::default().with("hub", &hub.name));
        let stream = self.exchange.open_stream(&caller.by).await?;
        let exchange = self.exchange.clone();
        let (sender, answers) = mpsc::channel(16);
        tokio::spawn(async move {
            let _guard = guard;
            // A run goes on when its caller leaves; a slow reader misses some progress.
            let told = |progress| {
                let _ = sender.try_send(Ok(message(progress, false)));
            };
            let last = match run(&exchange, &stream, &hub, told).await {
                Ok(progress) => Ok(message(progress, true)),
                Err(RelayError::Exchange(error)) => Err(Status::from(error)),
                Err(error @ RelayError::NoKey) => Err(info(
                    Code::FailedPrecondition,
                    Reason::NoTransnationalKey,
                    error.to_string(),
                )),
                Err(error) => Err(info(Code::Unavailable, Reason::Hub, error.to_string())),
            };
            if let Ok(v1::RunRelayResponse { witness_problem, .. }) = &last
                && !witness_problem.is_empty()
            {
                tracing::error!(witness_problem, "exchange and hub did not witness each other");
            }
            if let Err(status) = &last {
                tracing::warn!(reason = status.message(), "relay broke off");
            }
            let last = caller.close_stream(stream, result_of_answer(&last), &[]).await.and(last);
            let _ = sender.send(last).await;
        });
        Ok(Response::new(ReceiverStream::new(answers)))
    }
}

fn message(progress: Progress, done: bool) -> v1::RunRelayResponse {
    let up = |count: u64| count.div_ceil(10) * 10;
    v1::RunRelayResponse {
        sent_rounded: up(progress.sent),
        withdrawn_rounded: up(progress.withdrawn),
        refused_rounded: up(progress.refused),
        done,
        witness_problem: progress.witness_problem,
    }
}
