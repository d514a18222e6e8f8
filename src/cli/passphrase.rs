//! Passphrases of private keys: from a file, from standard input, or asked on the terminal.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use zeroize::Zeroizing;

use crate::identity::{MIN_PASSPHRASE, Passphrase};

/// Where the passphrase of an encrypted key comes from.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Source {
    /// File whose first line is the key's passphrase; - for standard input. Asked on the terminal
    /// when left out.
    #[arg(long, env = "VDX_PASSPHRASE_FILE", value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

impl Source {
    /// What the environment says, for commands without the option.
    pub fn from_environment() -> Self {
        Self { passphrase_file: std::env::var_os("VDX_PASSPHRASE_FILE").map(PathBuf::from) }
    }

    /// The passphrase of a key that is encrypted already.
    pub fn open(&self, key: &Path) -> Result<Passphrase> {
        match &self.passphrase_file {
            Some(file) => read(file),
            None => ask(&format!("Passphrase of {}", key.display()), false),
        }
    }

    /// A passphrase to encrypt something under from now on; asked for twice.
    pub fn choose(&self, what: &Path) -> Result<Passphrase> {
        let passphrase = match &self.passphrase_file {
            Some(file) => read(file)?,
            None => ask(&format!("New passphrase of {}", what.display()), true)?,
        };
        demand_length(&passphrase)?;
        Ok(passphrase)
    }
}

/// Refuses a passphrase that is guessed too soon.
pub fn demand_length(passphrase: &Passphrase) -> Result<()> {
    if passphrase.is_long_enough() {
        return Ok(());
    }
    bail!("the passphrase must have at least {MIN_PASSPHRASE} characters: take five words or more")
}

/// The first line of a file, or of standard input.
pub fn read(file: &Path) -> Result<Passphrase> {
    if file == Path::new("-") {
        let mut text = Zeroizing::new(String::new());
        std::io::stdin().read_to_string(&mut text).context("the passphrase cannot be read")?;
        return Ok(Passphrase::first_line(&text));
    }
    Passphrase::load(file).context("--passphrase-file")
}

/// Asks on the terminal, twice when it is a new one; nothing is shown of it.
pub fn ask(prompt: &str, is_new: bool) -> Result<Passphrase> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        bail!(
            "{prompt}: there is no terminal to ask on; give --passphrase-file FILE (- for standard input), or set VDX_PASSPHRASE_FILE"
        );
    }
    let mut question = dialoguer::Password::new().with_prompt(prompt);
    if is_new {
        question = question.with_confirmation("Once more", "They differ; again");
    }
    Ok(Passphrase::new(Zeroizing::new(question.interact().context("the passphrase")?)))
}
