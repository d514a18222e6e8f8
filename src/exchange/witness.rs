//! The witness that an exchange is: it cosigns heads of the logs of others.

use parking_lot::Mutex;

use crate::audit::Cosigner;

use super::secrets::ExchangeSecrets;

/// The witness that an exchange is.
pub struct Witness {
    /// Signs.
    pub cosigner: Cosigner,
    /// Held from the look at what is kept of heads to the commit of the next one: taken before any
    /// other lock, by threads that may wait for the disk.
    pub deciding: Mutex<()>,
}

impl Witness {
    pub fn new(secrets: &ExchangeSecrets, trust_domain: &str) -> Self {
        let cosigner = Cosigner::new(&secrets.witness_seed(), witness_name(trust_domain));
        Self { cosigner, deciding: Mutex::default() }
    }
}

/// The name of the witness that an exchange of a trust domain is.
pub fn witness_name(trust_domain: &str) -> String {
    format!("{trust_domain}/witness")
}
