//! Differentially private releases: noisy counts of a plan's tables, drawn once, and one fitted
//! table of which every question is answered.
//!
//! The only door out of the records: from persons with bounded contributions to figures with
//! intervals, and the accounts of who has spent how much. When a release is made, and who has to
//! agree, is the exchange's business.
//!
//! | step | what happens |
//! |---|---|
//! | [`policy`], [`block`], [`population`] | the rules of a block of years, for each kind of units |
//! | [`plan`], [`domains`] | which tables, how precisely, over which codes: before data are seen |
//! | [`budget`] | what that costs, in exact integers, and the noise that follows |
//! | [`collect`], `known`, [`rows`] | persons who were not known before, each with at most so many codes |
//! | [`ledger`] | who can still pay: a budget is spent once for life |
//! | [`stream`], [`gaussian`], [`measure`] | exact discrete Gaussian noise, then counts: the only place that sees them |
//! | `support`, `forest`, `nationals`, `lists`, `fit`, `newton`, `twice` | rows with weights that agree with what was measured |
//! | `sample`, `solve`, `cholesky`, `replicates`, `interactions` | 64 columns of what weights may be off by, which tell how far off figures are |
//! | [`fitted`], [`weigh`], [`served`], [`figure`] | questions, and figures as they are told |
//!
//! What comes after [`measure`] sees noisy counts alone and costs nothing, however often it is
//! asked.

mod agreed;
pub mod block;
pub mod budget;
mod cholesky;
pub mod collect;
pub mod domains;
pub mod figure;
mod fit;
pub mod fitted;
mod forest;
pub mod gaussian;
mod interactions;
mod known;
pub mod ledger;
mod lists;
mod margins;
pub mod measure;
mod nationals;
mod newton;
pub mod plan;
pub mod policy;
pub mod population;
mod replicates;
pub mod rows;
mod sample;
pub mod served;
mod solve;
pub mod stream;
mod support;
pub mod synthetic;
mod twice;
pub mod weigh;

#[cfg(test)]
mod attack_cases;
#[cfg(test)]
mod attack_histories;
#[cfg(test)]
mod attack_lookalikes;
#[cfg(test)]
mod attack_outsiders;
#[cfg(test)]
mod attack_trials;
#[cfg(test)]
mod ctdc_trials;
#[cfg(test)]
mod exact_trials;
#[cfg(test)]
mod open_trials;
#[cfg(test)]
mod trials;
