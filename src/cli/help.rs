//! Help and refused command lines in the reader's language.
//!
//! The English texts stand where commands are declared. `locales/help/` has them once more with those of the
//! other languages, which are found by the English ones: a text that is changed and not translated anew
//! stays English, and a test names it.

use std::ffi::OsString;

use clap::builder::StyledStr;
use clap::{Arg, Command};

use crate::words::{self, Language};

/// What clap says by itself, each before what is a part of it.
const OF_CLAP: &[&str] = &[
    "Print this message or the help of the given subcommand(s)",
    "Print help (see more with '--help')",
    "Print help (see a summary with '-h')",
    "Print help",
    "Print version",
    "For more information, try '--help'.",
    "Usage:",
    "Options:",
    "Arguments:",
    "Commands:",
    "[OPTIONS]",
    "[COMMAND]",
    "<COMMAND>",
    "[default:",
    "[possible values:",
    "[alias:",
    "[aliases:",
    "error:",
    "tip:",
];

/// Those that stand at the start of a line.
const LABELS: &[&str] = &["error:", "tip:"];

/// The language that a command line asks for, before it is read: help stands in it.
pub fn language_of(arguments: impl Iterator<Item = OsString>) -> Language {
    let mut arguments = arguments.skip(1).filter_map(|argument| argument.into_string().ok());
    let mut asked = None;
    while let Some(argument) = arguments.next().filter(|argument| argument != "--") {
        match argument.strip_prefix("--lang") {
            Some("") => asked = arguments.next(),
            Some(rest) => asked = rest.strip_prefix('=').map(str::to_owned).or(asked),
            None => {}
        }
    }
    let variable = |name: &str| std::env::var(name).ok();
    let asked = asked.or_else(|| variable("VDX_LANG")).and_then(|tag| tag.parse().ok());
    asked.unwrap_or_else(|| Language::of_environment(variable))
}

/// A command whose texts are in a language.
pub fn in_language(command: Command, language: Language) -> Command {
    if language == Language::En {
        return command;
    }
    let about = command.get_about().map(|text| told(language, text));
    let long_about = command.get_long_about().map(|text| told(language, text));
    let after = command.get_after_help().map(|text| lines(language, &text.to_string()));
    let mut command = command
        .mut_args(|argument| argument_in(argument, language))
        .mut_subcommands(|command| in_language(command, language));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(long_about) = long_about {
        command = command.long_about(long_about);
    }
    match after {
        Some(after) => command.after_help(after),
        None => command,
    }
}

/// An argument whose texts are in a language. What its values mean, which clap would say in English, is a part
/// of its text.
fn argument_in(argument: Arg, language: Language) -> Arg {
    let values = argument.get_possible_values();
    let values = values.iter().filter(|value| !value.is_hide_set());
    let meanings: Vec<String> = values
        .filter_map(|value| Some((value.get_name(), value.get_help()?)))
        .map(|(name, help)| format!("- {name}: {}", told(language, help)))
        .collect();
    let help = argument.get_help().map(|text| told(language, text));
    let long_help = argument.get_long_help().map(|text| told(language, text));
    let long_help = match meanings.is_empty() {
        true => long_help,
        false => {
            let text = long_help.or_else(|| help.clone()).unwrap_or_default();
            Some(format!("{text}\n{}", meanings.join("\n")))
        }
    };
    let mut argument = argument.hide_possible_values(!meanings.is_empty());
    if let Some(help) = help {
        argument = argument.help(help);
    }
    match long_help {
        Some(long_help) => argument.long_help(long_help),
        None => argument,
    }
}

/// Lines behind the options: sentences, and examples with remarks behind them.
fn lines(language: Language, text: &str) -> String {
    let line = |line: &str| match remark(line) {
        Some((example, remark)) => format!("{example}{}", find(language, remark)),
        None => find(language, line),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The remark of an example, and all that stands before it.
fn remark(line: &str) -> Option<(&str, &str)> {
    let inner = line.strip_prefix("  ")?;
    let gap = inner.trim_start().find("   ")? + inner.len() - inner.trim_start().len();
    let remark = inner[gap..].trim_start();
    (!remark.is_empty()).then(|| line.split_at(line.len() - remark.len()))
}

fn told(language: Language, text: &StyledStr) -> String {
    find(language, &text.to_string())
}

/// A text in a language; the English one where it has none.
fn find(language: Language, english: &str) -> String {
    match (language, words::help(language, english)) {
        (_, None) => english.to_owned(),
        (Language::SrLatn | Language::SrCyrl, Some(text)) => text.replace('`', ""),
        (_, Some(text)) => text,
    }
}

/// Prints what clap says - help, or what is wrong with a command line - and ends the process.
pub fn exit(error: &clap::Error, language: Language) -> ! {
    if language == Language::En {
        error.exit();
    }
    let text = rendered(&error.render().to_string(), language);
    match error.use_stderr() {
        true => note!("{}", text.trim_end()),
        false => say!("{}", text.trim_end()),
    }
    std::process::exit(error.exit_code());
}

/// A text of clap in a language.
fn rendered(text: &str, language: Language) -> String {
    let line = |line: &str| {
        let start = ["error: ", "  tip: "].into_iter().find(|start| line.starts_with(start));
        let start = start.unwrap_or_default();
        let rest = &line[start.len()..];
        match start {
            "" => line.to_owned(),
            _ => {
                let (indent, label) = start.split_at(start.len() - start.trim_start().len());
                let label = find(language, label.trim_end());
                format!("{indent}{label} {}", words::said(language, rest).replace('`', ""))
            }
        }
    };
    let text = text.lines().map(line).collect::<Vec<_>>().join("\n");
    // Labels of lines are done: "tip:" is the end of "glotip:", too.
    let words = OF_CLAP.iter().filter(|english| !LABELS.contains(english));
    words.fold(text, |text, english| text.replace(english, &find(language, english)))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::CommandFactory;

    use super::super::{Cli, unfolded};
    use super::*;

    /// All texts of a command, of those below it too.
    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        if command.is_hide_set() {
            return;
        }
        let own = [command.get_about(), command.get_long_about()];
        found.extend(own.into_iter().flatten().map(ToString::to_string));
        let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
        for line in after.lines().filter(|line| !line.is_empty()) {
            match (remark(line), line.starts_with(' ')) {
                (Some((_, remark)), _) => drop(found.insert(remark.to_owned())),
                (None, true) => {}
                (None, false) => drop(found.insert(line.to_owned())),
            }
        }
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let own = [argument.get_help(), argument.get_long_help()];
            found.extend(own.into_iter().flatten().map(ToString::to_string));
            for value in argument.get_possible_values() {
                found.extend(value.get_help().map(ToString::to_string));
            }
        }
        command.get_subcommands().for_each(|command| texts(command, found));
    }

    #[test]
    fn every_text_of_help_is_there_in_each_language() {
        let command = unfolded(Cli::command());
        let mut all: BTreeSet<String> = OF_CLAP.iter().map(ToString::to_string).collect();
        for below in command.get_subcommands().filter(|command| !command.is_hide_set()) {
            texts(below, &mut all);
        }
        let mut own = BTreeSet::new();
        texts(&command.mut_subcommands(|command| command.hide(true)), &mut own);
        all.append(&mut own);
        let missing: Vec<&String> =
            all.iter().filter(|text| words::help(Language::Sq, text).is_none()).collect();
        assert!(missing.is_empty(), "in locales/help: {missing:#?}");
        let english = include_str!("../../locales/help/en.ftl").lines();
        let texts = english
            .filter(|line| line.starts_with("help-"))
            .filter_map(|line| line.split_once(" = "));
        let unused: Vec<&str> =
            texts.map(|(_, text)| text).filter(|text| !all.contains(*text)).collect();
        assert!(unused.is_empty(), "in locales/help, and said by nobody: {unused:#?}");
    }

    #[test]
    fn help_and_refusals_are_in_the_language_that_is_asked_for() {
        for language in Language::ALL.iter().copied().filter(|of| *of != Language::En) {
            let of = |line: &str| {
                let command = in_language(unfolded(Cli::command()), language);
                let error = command.try_get_matches_from(line.split(' ')).unwrap_err();
                rendered(&error.render().to_string(), language)
            };
            for line in ["vdx query --help", "vdx report -h", "vdx help referral", "vdx --help"] {
                let help = of(line);
                for english in
                    ["Usage:", "Options:", "Commands:", "Print help", "Examples:", "[default:"]
                {
                    assert!(!help.contains(english), "{english}: {help}");
                }
                assert!(help.contains("vdx"), "{help}");
            }
            let query = of("vdx query --help");
            assert!(query.contains("--measure") && query.contains("- csv:"), "{query}");
            let wrong = of("vdx query --nothing");
            assert!(wrong.contains("--nothing") && !wrong.contains("unexpected"), "{wrong}");
            assert!(!of("vdx report").contains("required"), "{}", of("vdx report"));
        }
    }

    #[test]
    fn the_language_is_known_before_the_command_line_is_read() {
        let of = |line: &str| language_of(line.split(' ').map(OsString::from));
        assert_eq!(of("vdx query --lang sq --help"), Language::Sq);
        assert_eq!(of("vdx --lang=sr-Cyrl"), Language::SrCyrl);
        assert_eq!(of("vdx --lang sr help query"), Language::SrLatn);
    }
}
