//! Words of the desk, and what it must not know.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::domain::code_list::CodeList;

use super::*;

/// Sources of this room, with their paths.
fn sources() -> Vec<(String, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/desk");
    let files = [dir.join("map"), dir].into_iter().flat_map(|dir| fs::read_dir(dir).unwrap());
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|ending| ending == "rs"));
    let files = files.filter(|path| !path.ends_with("tests.rs"));
    files.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn every_word_that_the_desk_says_is_there_and_none_is_left_over() {
    let mut said = BTreeSet::new();
    for (_, text) in sources() {
        for part in text.split("\"desk-").skip(1) {
            said.insert(format!("desk-{}", part.split('"').next().unwrap_or_default()));
        }
    }
    let english = include_str!("../../locales/desk/en.ftl");
    let lines = english.lines().filter(|line| !line.starts_with([' ', '#']));
    let known = lines.filter_map(|line| Some(line.split_once(" =")?.0.to_owned()));
    let known: BTreeSet<String> = known.collect();
    assert!(known.len() > 20);
    assert_eq!(said, known);
}

/// What the desk shows it has asked by calls, as everybody does.
#[test]
fn the_desk_is_a_client_and_nothing_else() {
    let sources = sources();
    assert!(sources.len() > 5);
    for (path, text) in sources {
        for room in ["exchange", "store", "grpc", "release", "linkage", "witness", "backup", "cli"]
        {
            assert!(!text.contains(&format!("crate::{room}::")), "{path} uses {room}");
        }
    }
}

#[test]
fn pages_only_read() {
    let mut paths = BTreeSet::new();
    for page in PAGES {
        assert!(paths.insert(page.path), "{} stands twice", page.path);
        for call in page.needs.iter().chain(page.may) {
            let name = call.rsplit('/').next().unwrap_or_default();
            let reads = ["Get", "List", "Query", "Count"].iter().any(|verb| name.starts_with(verb));
            assert!(reads, "{}: {call} is no call that only reads", page.path);
        }
    }
}

/// What a page says of roles is what the table of who may call what says.
#[test]
fn pages_name_the_roles_that_may_make_their_calls() {
    for page in PAGES {
        for role in Role::ALL {
            let may = page.needs.iter().all(|call| crate::exchange::allowed(*role, call));
            assert_eq!(may, page.roles.contains(role), "{} {role:?}", page.path);
        }
    }
}
