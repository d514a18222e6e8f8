//! Pseudonymization of the rows of an institution's own system: everything that happens before the
//! network. Nothing here opens a socket or a store, so that an institution can build it into its
//! own system.
//!
//! | room | what is in it |
//! |---|---|
//! | [`domain`] | records, code lists, countries, months, identifiers; pure |
//! | [`pseudonym`] | rows of exports, normalized names, match keys, keyed-hash tokens |
//! | [`secret_file`] | key files that only their owner can read |
//! | [`foreign`] | text, file names and cells of others, made safe for whoever reads them |
//! | [`words`] | labels and meanings of codes and fields, in every language |

pub mod domain;
pub mod foreign;
pub mod pseudonym;
pub mod secret_file;
pub mod small_file;
pub mod words;
