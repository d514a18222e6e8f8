//! `BackupService`.

use std::io::{Read, Seek};

use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use tonic::{Request, Response, Status};

use crate::exchange::Exchange;
use crate::proto::v1;

use super::gate::Caller;

/// Bytes of a piece.
const PIECE: usize = 64 << 10;

pub(super) struct Backup {
    pub exchange: Exchange,
}

#[tonic::async_trait]
impl v1::backup_service_server::BackupService for Backup {
    type CreateBackupStream = ReceiverStream<Result<v1::CreateBackupResponse, Status>>;

    async fn create_backup(
        &self,
        request: Request<v1::CreateBackupRequest>,
    ) -> Result<Response<Self::CreateBackupStream>, Status> {
        let caller = Caller::of(&request)?;
        // Written here first, encrypted: a slow reader must not hold up submissions.
        let failed = |_| Status::unavailable("the exchange has no room for a temporary file");
        let mut file = tempfile::tempfile().map_err(failed)?;
        let values = self.exchange.backup(file.try_clone().map_err(failed)?).await?;
        tracing::info!(caller = %caller.principal.spiffe_id(), values, "backup");
        let (sender, pieces) = mpsc::channel(4);
        tokio::task::spawn_blocking(move || {
            let unreadable = || Status::unavailable("the backup could not be read back");
            if file.rewind().is_err() {
                let _ = sender.blocking_send(Err(unreadable()));
                return;
            }
            loop {
                let mut data = vec![0; PIECE];
                let piece = match file.read(&mut data) {
                    Ok(0) => return,
                    Ok(read) => {
                        data.truncate(read);
                        Ok(v1::CreateBackupResponse { data })
                    }
                    Err(_) => Err(unreadable()),
                };
                let last = piece.is_err();
                if sender.blocking_send(piece).is_err() || last {
                    return;
                }
            }
        });
        Ok(Response::new(ReceiverStream::new(pieces)))
    }
}
