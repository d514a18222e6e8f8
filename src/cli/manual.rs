//! `vdx completions` and `vdx manual`: made from the same description as the help.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap_complete::Shell;

use super::common::print;

/// Prints a script that completes commands and options in a shell. For bash:
/// vdx completions bash > ~/.local/share/bash-completion/completions/vdx
#[derive(clap::Args)]
pub struct CompletionsArgs {
    /// The shell.
    shell: Shell,
}

/// Writes a manual page for each command.
#[derive(clap::Args)]
pub struct ManualArgs {
    /// Directory, made when it is missing; `man -l DIR/vdx.1` shows a page.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub fn completions(args: &CompletionsArgs, mut command: clap::Command) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "vdx", &mut script);
    print(&String::from_utf8(script)?)
}

pub fn manual(args: &ManualArgs, command: clap::Command) -> Result<ExitCode> {
    let name = args.out.display().to_string();
    std::fs::create_dir_all(&args.out).with_context(|| name.clone())?;
    clap_mangen::generate_to(command, &args.out).with_context(|| name.clone())?;
    let pages = std::fs::read_dir(&args.out)?.count();
    print(&format!("{name}: {pages} pages, of which vdx.1 is the first.\n"))
}
