//! A unified, anonymized exchange of data on victims of trafficking.
//!
//! Institutions pseudonymize their records on their own machines and push them over
//! mutually authenticated TLS; the exchange finds out which records are one person by
//! keyed hashes; analysts get protected aggregates and never a row. Start with
//! `README.md`; `docs/architecture.md` tells how the rooms below fit together.
//!
//! | room | what is in it |
//! |---|---|
//! | [`domain`] | records, code lists, countries, months, identifiers; pure |
//! | [`pseudonym`] | at the institution: normalize names, make match keys, keyed-hash tokens |
//! | [`linkage`] | at the exchange: from tokens to persons |
//! | [`statistics`] | measures, dimensions, questions, the indicators |
//! | [`release`] | differentially private releases: the only door out of the records |
//! | [`referral`] | life cycle, signed history and sealed envelopes of referrals |
//! | [`store`] | the journal behind the `Store` trait |
//! | [`identity`] | certificates, trust domains, TLS |
//! | [`exchange`] | the application: takes a principal and a request, and answers |
//! | [`relay`] | carries consented cross-border records to a transnational hub |
//! | [`witness`] | an exchange and its hub sign that they saw each other's logs grow |
//! | [`proto`] | the messages, and records to and from them |
//! | [`grpc`] | the gate, the services, the server |
//! | [`client`] | a typed client that resumes |
//! | [`audit`] | the audit log: lines, Merkle proofs, signed heads |
//! | [`backup`] | encrypted copies of the store |
//! | [`metrics`] | figures and health for operators |
//! | [`report`] | reports for a ministry, Eurostat, UNODC and the press, made of answers |
//! | [`desk`] | pages for browsers, made of answers |
//! | [`cli`] | the `vdx` command |
//! | [`demo`] | an invented population and its exports |
//! | [`secret_file`] | key files that only their owner can read |
//! | [`small_file`] | files that are read whole, up to a bound |
//! | [`foreign`] | text, file names and cells of others, made safe for whoever reads them |
//! | [`words`] | labels and meanings of all that people read, in every language |
//! | [`keyed_hash`] | keyed BLAKE3 of many short messages at once |
//!
//! Some are crates of their own, so that other systems can build them in:
//! `vdx-pseudonym` ([`domain`], [`pseudonym`], [`secret_file`], [`small_file`], [`foreign`], [`words`]), `vdx-client`
//! ([`client`], [`proto`], [`referral`], [`audit`], [`identity`]) and `vdx-proto` (the generated
//! messages).
//!
//! Arrows run downwards only: `cli` and `grpc` use `exchange` (and `grpc` the `desk`, which like `report`
//! uses `client` alone), which uses `linkage`,
//! `statistics`, `release`, `store` and `identity`, which use `domain`.

pub use vdx_client::{audit, client, identity, proto, referral};
pub use vdx_pseudonym::{domain, foreign, pseudonym, secret_file, small_file, words};

pub mod backup;
pub mod cli;
pub mod demo;
pub mod desk;
pub mod exchange;
pub mod grpc;
pub mod keyed_hash;
pub mod linkage;
pub mod metrics;
pub mod relay;
pub mod release;
pub mod report;
pub mod statistics;
pub mod store;
pub mod witness;

/// Records are made by the threads that serve and freed by those that write and link: the
/// system's allocator makes them wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
