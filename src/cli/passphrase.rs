//! Passphrases of private keys: from a file, from standard input, or asked on the terminal.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use zeroize::Zeroizing;

use crate::identity::{MIN_PASSPHRASE, Passphrase};
use crate::small_file::{self, SMALL};

/// Where the passphrase of an authority's encrypted key comes from.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Source {
    /// File whose first line is the passphrase of the authority's key; - for standard input. Asked
    /// on the terminal when left out.
    #[arg(long, env = "VDX_PASSPHRASE_FILE", value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Where a new passphrase comes from, under which something is encrypted from now on.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct New {
    /// File whose first line is the new passphrase; - for standard input. Asked for twice on the
    /// terminal when left out.
    #[arg(long, env = "VDX_PASSPHRASE_FILE", value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

/// Where the passphrase of a file that is to be imported elsewhere comes from.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct NewOrMade {
    #[command(flatten)]
    new: New,
    /// Make the passphrase instead, and show it once.
    #[arg(long, conflicts_with = "passphrase_file")]
    make_passphrase: bool,
}

/// Letters and digits of a passphrase that is made: none that looks like another.
const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Its groups, and the letters of each: 99 bits.
const GROUPS: (usize, usize) = (5, 4);

/// What to do where there is no terminal, for commands that have the option.
const OPTION: &str =
    "give --passphrase-file FILE (- for standard input), or set VDX_PASSPHRASE_FILE";

/// The passphrase of the key of a client's profile, from the file that `VDX_PASSPHRASE_FILE` names,
/// or asked for.
pub fn of_profile(key: &Path) -> Result<Passphrase> {
    match std::env::var_os("VDX_PASSPHRASE_FILE") {
        Some(file) => read(Path::new(&file), "VDX_PASSPHRASE_FILE"),
        None => {
            let how = "name its file in the profile, as key_passphrase_file = \"...\", or set VDX_PASSPHRASE_FILE";
            ask(&format!("Passphrase of {}", key.display()), false, how)
        }
    }
}

/// The passphrase of a key that may be encrypted, from the file that `option` names, or asked for.
pub fn of_key(key: &Path, file: Option<&Path>, option: &str) -> Result<Passphrase> {
    match file {
        Some(file) => read(file, option),
        None => {
            let how = format!("give {option} FILE (- for standard input)");
            ask(&format!("Passphrase of {}", key.display()), false, &how)
        }
    }
}

impl Source {
    /// The passphrase of a key that is encrypted already.
    pub fn open(&self, key: &Path) -> Result<Passphrase> {
        match &self.passphrase_file {
            Some(file) => read(file, "--passphrase-file"),
            None => ask(&format!("Passphrase of {}", key.display()), false, OPTION),
        }
    }
}

impl New {
    /// A passphrase to encrypt something under from now on; asked for twice.
    pub fn choose(&self, what: &Path) -> Result<Passphrase> {
        let passphrase = match &self.passphrase_file {
            Some(file) => read(file, "--passphrase-file")?,
            None => ask(&format!("New passphrase of {}", what.display()), true, OPTION)?,
        };
        demand_length(&passphrase)?;
        Ok(passphrase)
    }
}

impl NewOrMade {
    /// A passphrase to encrypt something under from now on, and whether it was made and has to be shown.
    pub fn choose(&self, what: &Path) -> Result<(Passphrase, Option<Zeroizing<String>>)> {
        if !self.make_passphrase {
            return Ok((self.new.choose(what)?, None));
        }
        let text = made()?;
        Ok((Passphrase::new(text.clone()), Some(text)))
    }
}

/// A passphrase of random letters.
fn made() -> Result<Zeroizing<String>> {
    let (groups, letters) = GROUPS;
    let mut text = Zeroizing::new(String::with_capacity(groups * (letters + 1)));
    let mut count = 0;
    while count < groups * letters {
        let mut byte = [0];
        getrandom::fill(&mut byte).context("the operating system gave no random bytes")?;
        // Bytes beyond the last whole turn would make some letters likelier.
        let whole_turns = 256 / LETTERS.len() * LETTERS.len();
        if usize::from(byte[0]) >= whole_turns {
            continue;
        }
        if count > 0 && count % letters == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[usize::from(byte[0]) % LETTERS.len()]));
        count += 1;
    }
    Ok(text)
}

/// Refuses a passphrase that is guessed too soon.
pub fn demand_length(passphrase: &Passphrase) -> Result<()> {
    if passphrase.is_long_enough() {
        return Ok(());
    }
    bail!("the passphrase must have at least {MIN_PASSPHRASE} characters: take five words or more")
}

/// The first line of a file, or of standard input; `option` named it.
fn read(file: &Path, option: &str) -> Result<Passphrase> {
    if file == Path::new("-") {
        let read = small_file::read_from(std::io::stdin(), SMALL).and_then(small_file::text);
        let text = Zeroizing::new(read.context("the passphrase cannot be read")?);
        return Ok(Passphrase::first_line(&text));
    }
    Passphrase::load(file).with_context(|| option.to_owned())
}

/// Asks on the terminal, twice when it is a new one; nothing is shown of it. Without a terminal it
/// says what to do instead.
fn ask(prompt: &str, is_new: bool, instead: &str) -> Result<Passphrase> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        bail!("{prompt}: there is no terminal to ask on; {instead}");
    }
    let mut question = dialoguer::Password::new().with_prompt(prompt);
    if is_new {
        question = question.with_confirmation("Once more", "They differ; again");
    }
    Ok(Passphrase::new(Zeroizing::new(question.interact().context("the passphrase")?)))
}
