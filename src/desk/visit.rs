//! One request for a page: who asks, for what, in which language.

use std::collections::BTreeSet;
use std::str::FromStr;

use maud::{Markup, html};

use crate::client::Client;
use crate::foreign;
use crate::proto::v1;
use crate::report::{Say, released_years};
use crate::words::Language;

use super::Page;
use super::problem::Problem;

/// One request for a page.
#[derive(Clone)]
pub struct Visit {
    /// The page.
    pub(super) page: &'static Page,
    /// Speaks the reader's language.
    pub say: Say,
    /// The language that the address names.
    pub chosen: Option<Language>,
    /// Parameters.
    pub query: Vec<(String, String)>,
    /// Makes the calls that the page names, as the caller.
    pub client: Client,
    /// Who asks, as the exchange says.
    pub caller: v1::GetCallerResponse,
}

impl Visit {
    /// This visit without some parameters.
    pub fn without(&self, names: &[&str]) -> Self {
        let mut left = self.clone();
        left.query.retain(|(name, _)| !names.contains(&&**name));
        left
    }

    /// A parameter; nothing where it is missing or empty.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// Whether the address names a parameter, empty or not.
    pub fn asks(&self, name: &str) -> bool {
        self.query.iter().any(|(known, _)| known == name)
    }

    /// All values of a parameter, but for empty ones.
    pub fn all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        let of = self.query.iter().filter(move |(known, _)| known == name);
        of.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }

    /// A parameter that is a number.
    ///
    /// # Errors
    /// When it is none.
    pub fn number<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        let wrong = |_| Problem::wrong(name, self.say.word("desk-wrong_number"));
        self.one(name).map(|text| text.parse::<T>().map_err(|_| ()).map_err(wrong)).transpose()
    }

    /// All values of a parameter that are numbers, each once, in their order.
    ///
    /// # Errors
    /// When one is none.
    pub fn numbers<T: FromStr + Ord>(&self, name: &str) -> Result<BTreeSet<T>, Problem> {
        let wrong = |_| Problem::wrong(name, self.say.word("desk-wrong_number"));
        self.all(name).map(|text| text.parse::<T>().map_err(|_| ()).map_err(wrong)).collect()
    }

    /// The years that questions are answered of.
    ///
    /// # Errors
    /// When the exchange refuses.
    pub async fn released_years(&self) -> Result<BTreeSet<i32>, Problem> {
        let request = v1::ListReleasesRequest {};
        let releases = self.client.statistics().list_releases(request).await?.into_inner().releases;
        Ok(released_years(&releases))
    }

    /// Whether the caller may make a call.
    pub fn may(&self, call: &str) -> bool {
        self.caller.allowed_methods.iter().any(|allowed| allowed == call)
    }

    /// Whether the caller may make all calls that a page needs.
    pub(super) fn may_see(&self, page: &Page) -> bool {
        page.needs.iter().all(|call| self.may(call))
    }

    /// The address of a page, which keeps the language.
    pub fn link(&self, path: &str, query: &[(&str, &str)]) -> String {
        address(path, query.iter().copied(), self.chosen)
    }

    /// The address of this page with another value of a parameter.
    pub fn with(&self, name: &str, value: &str) -> String {
        let others = self.query.iter().filter(|(known, _)| known != name);
        let query = others.map(|(name, value)| (&**name, &**value)).chain([(name, value)]);
        address(self.page.path, query, self.chosen)
    }

    /// What a form of a page has in it, so that the language is kept.
    pub fn kept(&self) -> Markup {
        html! {
            @if let Some(language) = self.chosen {
                input type="hidden" name="lang" value=(language.tag());
            }
        }
    }

    /// The address of this page in another language.
    pub fn in_language(&self, language: Language) -> String {
        let query = self.query.iter().map(|(name, value)| (&**name, &**value));
        address(self.page.path, query, Some(language))
    }

    /// Text of whomever: nothing in it is hidden, or turns round what follows.
    pub fn text(&self, text: &str) -> String {
        foreign::line(text)
    }
}

fn address<'a>(
    path: &str,
    query: impl Iterator<Item = (&'a str, &'a str)>,
    language: Option<Language>,
) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    text.extend_pairs(query);
    text.extend_pairs(language.map(|language| ("lang", language.tag())));
    match text.finish() {
        text if text.is_empty() => path.to_owned(),
        text => format!("{path}?{text}"),
    }
}
