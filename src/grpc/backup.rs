//! `BackupService`: makes a backup of the store and sends it.

use std::fs::File;
use std::io::{Read, Seek};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use crate::audit::CallResult;
use crate::domain::reasons::Reason;
use crate::exchange::{Exchange, Tally};
use crate::proto::v1;

use super::gate::{Caller, result_of_status};
use super::purse::Calls;
use super::status::too_early;

/// Length in bytes of a piece of a backup.
const PIECE: usize = 64 << 10;
/// Time after which another backup is worth a try.
const PAUSE: Duration = Duration::from_secs(60);

type Piece = Result<v1::CreateBackupResponse, Status>;

pub(super) struct Backup {
    pub exchange: Exchange,
    /// Backups in progress, one at a time of a member: each is a file as large as the store until
    /// it has been read.
    pub making: Calls,
}

#[tonic::async_trait]
impl v1::backup_service_server::BackupService for Backup {
    type CreateBackupStream = ReceiverStream<Piece>;

    async fn create_backup(
        &self,
        request: Request<v1::CreateBackupRequest>,
    ) -> Result<Response<Self::CreateBackupStream>, Status> {
        let caller = Caller::of(&request)?;
        let Some(making) = self.making.try_take(caller.member()) else {
            let text = "another backup of this member is being made or read; one at a time";
            return Err(too_early(Reason::Backup, text.into(), PAUSE));
        };
        let stream = self.exchange.open_stream(&caller.by).await?;
        let file = match self.write().await {
            Ok(file) => file,
            Err(status) => {
                caller.close_stream(stream, result_of_status(&status), &[]).await?;
                return Err(status);
            }
        };
        tracing::info!(caller = %caller.principal.spiffe_id(), values = file.1, "backup");
        let (sender, pieces) = mpsc::channel(4);
        tokio::spawn(async move {
            let _making = making;
            let (file, values) = file;
            let pieces = sender.clone();
            let sending = tokio::task::spawn_blocking(move || send(file, &pieces));
            let failed = || (CallResult::Failed, 0);
            let (result, bytes) = sending.await.unwrap_or_else(|_| failed());
            let counts = [(Tally::Values, values), (Tally::Bytes, bytes)];
            let closed = caller.close_stream(stream, result, &counts).await;
            let unreadable = (result == CallResult::Failed)
                .then(|| Status::unavailable("the backup could not be read back"));
            if let Some(status) = unreadable.or(closed.err()) {
                let _ = sender.send(Err(status)).await;
            }
        });
        Ok(Response::new(ReceiverStream::new(pieces)))
    }
}

impl Backup {
    /// Writes the backup into a file of its own, encrypted: a slow reader must not hold up
    /// submissions. Returns the file with the number of values in it.
    async fn write(&self) -> Result<(File, u64), Status> {
        let failed = |_| Status::unavailable("the exchange has no room for a temporary file");
        let file = tempfile::tempfile().map_err(failed)?;
        let values = self.exchange.backup(file.try_clone().map_err(failed)?).await?;
        Ok((file, values))
    }
}

/// Sends a file in pieces, and returns how the sending ended and how many bytes were sent.
fn send(mut file: File, pieces: &mpsc::Sender<Piece>) -> (CallResult, u64) {
    if file.rewind().is_err() {
        return (CallResult::Failed, 0);
    }
    let mut sent = 0;
    loop {
        let mut data = vec![0; PIECE];
        match file.read(&mut data) {
            Ok(0) => return (CallResult::Ok, sent),
            Ok(read) => data.truncate(read),
            Err(_) => return (CallResult::Failed, sent),
        }
        let length = data.len() as u64;
        if pieces.blocking_send(Ok(v1::CreateBackupResponse { data })).is_err() {
            return (CallResult::Cancelled, sent);
        }
        sent += length;
    }
}
