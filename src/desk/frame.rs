//! What stands around every page: who is asking, navigation, languages.

use std::collections::BTreeSet;

use maud::{DOCTYPE, Markup, html};

use crate::domain::code_list::CodeList;
use crate::domain::codes::Role;
use crate::domain::period::Years;
use crate::foreign;
use crate::proto::v1;
use crate::report::Say;
use crate::words::Language;

use super::problem::Told;
use super::visit::Visit;
use super::{LANGUAGES, PAGES, Page, Shown};

/// A page in its frame. Without a visit, because of a problem before anybody is known, it has no
/// navigation.
pub fn page(say: Say, visit: Option<&Visit>, shown: &Shown) -> String {
    let name = say.word("desk-name");
    let page = html! {
        (DOCTYPE)
        html lang=(say.0.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex, nofollow";
                title {
                    @if let Some(asked) = &shown.asked { (asked) " – " }
                    (shown.title) " – " (name)
                }
                link rel="stylesheet" href="/style.css";
                link rel="icon" href="/icon.svg" type="image/svg+xml";
            }
            body {
                a class="skip" href="#main" { (say.word("desk-skip")) }
                header {
                    div class="inner" {
                        p class="name" { a href=(home(visit)) { (name) } }
                        @if let Some(visit) = visit { p class="who" { (who(visit)) } }
                        (languages(say, visit))
                    }
                }
                @if let Some(visit) = visit { (navigation(visit)) }
                main id="main" tabindex="-1" {
                    h1 { (shown.title) }
                    (shown.body)
                }
                footer { div class="inner" { p { (say.word("desk-footer")) } } }
            }
        }
    };
    page.into_string()
}

/// Years to choose from.
pub fn year_options<'a>(
    years: impl Iterator<Item = &'a i32>,
    is_chosen: impl Fn(i32) -> bool,
) -> Markup {
    html! {
        @for year in years { option value=(year) selected[is_chosen(*year)] { (year) } }
    }
}

/// From the first to the last of some years; nothing where there are none.
pub fn whole(years: &BTreeSet<i32>) -> Option<Years> {
    Years::new(*years.first()?, *years.last()?)
}

/// What is said of a problem, as a page without its frame.
pub fn problem(say: Say, visit: Option<&Visit>, told: &Told, form: Option<Markup>) -> Shown {
    let body = html! {
        @for sentence in &told.text { p { (sentence) } }
        @if !told.fields.is_empty() {
            dl class="fields" {
                @for (name, rule) in &told.fields { dt { (name) } dd { (rule) } }
            }
        }
        @if let Some(form) = form { (form) }
        p { a href=(home(visit)) { (say.word("desk-back")) } }
    };
    Shown { title: told.title.clone(), asked: None, body }
}

/// A link that somebody has followed from elsewhere, with all that it asks to be seen.
pub fn link_again(say: Say, page: &Page, address: &str) -> Markup {
    let title = say.word(page.title);
    html! {
        p { a href=(address) { (say.text("desk-elsewhere_open", &[("page", title.into())])) } }
        p class="hint" { code { (foreign::line(address)) } }
    }
}

fn home(visit: Option<&Visit>) -> String {
    visit.map_or_else(|| "/".into(), |visit| visit.link("/", &[]))
}

/// Member and role of whoever asks, in short.
fn who(visit: &Visit) -> String {
    let member = visit.caller.member.clone().unwrap_or_default();
    let name = if member.display_name.is_empty() { member.member_id } else { member.display_name };
    format!("{} · {}", visit.text(&name), role(visit.say, &visit.caller))
}

/// The role of a caller, in words.
pub fn role(say: Say, caller: &v1::GetCallerResponse) -> String {
    Role::from_number(caller.role).map_or_else(String::new, |role| say.code(role))
}

fn navigation(visit: &Visit) -> Markup {
    let say = visit.say;
    html! {
        nav class="pages" aria-label=(say.word("desk-navigation")) {
            ul class="inner" {
                @for page in PAGES.iter().filter(|page| visit.may_see(page)) {
                    @let is_here = page.path == visit.page.path;
                    li {
                        a href=(visit.link(page.path, &[])) aria-current=[is_here.then_some("page")] {
                            (say.word(page.title))
                        }
                    }
                }
            }
        }
    }
}

fn languages(say: Say, visit: Option<&Visit>) -> Markup {
    let address = |language: Language| match visit {
        Some(visit) => visit.in_language(language),
        None => format!("/?lang={language}"),
    };
    html! {
        nav class="languages" aria-label=(say.word("desk-languages")) {
            ul {
                @for language in LANGUAGES {
                    @let is_here = language == say.0;
                    li {
                        a href=(address(language)) lang=(language.tag()) hreflang=(language.tag()) aria-current=[is_here.then_some("true")] {
                            (language.name())
                        }
                    }
                }
            }
        }
    }
}
