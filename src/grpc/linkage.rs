//! `LinkageService`: quality of the linkage, and the evidence for it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tonic::{Request, Response, Status};

use crate::domain::reasons::Reason;
use crate::exchange::{Exchange, ExchangeError, LinkageQuality, ShareBand};
use crate::proto::{v1, year_month};

use super::gate::Caller;
use super::status::too_early;

/// Time after which a call that was refused, because another one reads the store, may try again.
const PAUSE: Duration = Duration::from_secs(30);

pub(super) struct Linkage {
    pub exchange: Exchange,
    /// Permit to read the whole store, which one call at a time has, of all members.
    pub reading: Arc<Semaphore>,
}

impl Linkage {
    /// Runs a function that reads the whole store; refused while another one runs.
    async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Exchange) -> Result<T, ExchangeError> + Send + 'static,
    ) -> Result<T, Status> {
        let Ok(reading) = self.reading.clone().try_acquire_owned() else {
            let text = "another call that reads all records is being answered; one at a time";
            return Err(too_early(Reason::Reading, text.into(), PAUSE));
        };
        let exchange = self.exchange.clone();
        let work = move || {
            let _reading = reading;
            read(&exchange)
        };
        let failed = |_| Status::internal("the records could not be read");
        Ok(tokio::task::spawn_blocking(work).await.map_err(failed)??)
    }
}

#[tonic::async_trait]
impl v1::linkage_service_server::LinkageService for Linkage {
    async fn list_own_duplicates(
        &self,
        request: Request<v1::ListOwnDuplicatesRequest>,
    ) -> Result<Response<v1::ListOwnDuplicatesResponse>, Status> {
        let member = Caller::of(&request)?.member().clone();
        let found = self.read(move |exchange| exchange.own_duplicates(&member)).await?;
        let groups = found.groups.into_iter().map(|ids| v1::OwnDuplicates {
            record_ids: ids.into_iter().map(|id| id.as_str().to_owned()).collect(),
        });
        Ok(Response::new(v1::ListOwnDuplicatesResponse {
            groups: groups.collect(),
            more: found.more,
        }))
    }

    async fn get_linkage_quality(
        &self,
        request: Request<v1::GetLinkageQualityRequest>,
    ) -> Result<Response<v1::GetLinkageQualityResponse>, Status> {
        let by = Caller::of(&request)?.by.clone();
        let both = move |exchange: &Exchange| {
            Ok((exchange.linkage_quality(&by)?, exchange.set_aside(&by)?))
        };
        let (quality, set_aside) = self.read(both).await?;
        let set_aside = set_aside.into_iter().map(|(member, counts)| {
            let [given_names, surnames, birth_dates, national_ids, documents, places_of_birth] =
                counts;
            v1::InstitutionSetAside {
                trust_domain: member.trust_domain.to_string(),
                member_id: member.name.to_string(),
                at_least: Some(v1::SetAsideCounts {
                    given_names,
                    surnames,
                    birth_dates,
                    national_ids,
                    documents,
                    places_of_birth,
                }),
            }
        });
        let set_aside = set_aside.collect();
        let Some(quality) = quality else {
            let nothing = v1::GetLinkageQualityResponse::default();
            return Ok(Response::new(v1::GetLinkageQualityResponse { set_aside, ..nothing }));
        };
        let LinkageQuality { quarter, missed, wrong, large, contradicting } = quality;
        let band = |band: ShareBand| v1::ShareBand {
            at_least_permille: band.at_least,
            at_most_permille: band.at_most,
        };
        Ok(Response::new(v1::GetLinkageQualityResponse {
            quarter: Some(year_month(quarter)),
            missed: missed.map(band),
            wrong: wrong.map(band),
            large_at_least: large,
            contradicting_at_least: contradicting,
            set_aside,
        }))
    }
}
