//! What stands in the way of a page: said in words, with what to do; never contents.

use http::StatusCode;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::domain::codes::Role;
use crate::foreign;
use crate::report::Say;
use crate::statistics::{Dimension, labels};
use crate::words;

/// What stands in the way of a page.
#[derive(Debug)]
pub enum Problem {
    /// The exchange refused a call.
    Refused(Box<Status>),
    /// Parameters are not as they must be: names, and what would be right.
    Wrong(Vec<(String, String)>),
    /// The page is for other roles than the caller's own, which is named in words.
    Role { needed: &'static [Role], own: String },
    /// There is no such page.
    NotFound,
    /// The method is neither GET nor HEAD.
    Method,
    /// The request has a body.
    Body,
    /// A page of somebody else has the browser ask.
    Elsewhere,
    /// The address is too long.
    TooLong,
    /// The page took too long.
    Slow,
    /// A file could not be made.
    Failed,
}

impl From<Status> for Problem {
    fn from(status: Status) -> Self {
        Self::Refused(Box::new(status))
    }
}

/// What is said of a problem.
pub struct Told {
    /// Title.
    pub title: String,
    /// Sentences: what happened, and what to do.
    pub text: Vec<String>,
    /// Names of what was asked, and what would be right.
    pub fields: Vec<(String, String)>,
}

impl Problem {
    /// A parameter that is not as it must be.
    pub fn wrong(name: &str, rule: impl Into<String>) -> Self {
        Self::Wrong(vec![(name.to_owned(), rule.into())])
    }

    /// A parameter that must be one of several.
    pub fn choice(say: Say, name: &str, choices: impl Iterator<Item = String>) -> Self {
        let choices = choices.collect::<Vec<_>>().join("; ");
        Self::wrong(name, say.text("desk-wrong_choice", &[("choices", choices.into())]))
    }

    /// The parameters that are wrong, where what was asked is what stands in the way; of a question that the
    /// exchange refuses none, since it is right by itself.
    pub fn parameters(&self) -> Option<Vec<&str>> {
        match self {
            Self::Wrong(fields) => Some(fields.iter().map(|(name, _)| &**name).collect()),
            Self::Refused(status) if status.code() == Code::InvalidArgument => Some(Vec::new()),
            _ => None,
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(status) => match status.code() {
                Code::InvalidArgument => StatusCode::BAD_REQUEST,
                Code::NotFound => StatusCode::NOT_FOUND,
                Code::PermissionDenied | Code::Unauthenticated => StatusCode::FORBIDDEN,
                Code::FailedPrecondition => StatusCode::CONFLICT,
                Code::ResourceExhausted => StatusCode::TOO_MANY_REQUESTS,
                Code::Unavailable | Code::Cancelled => StatusCode::SERVICE_UNAVAILABLE,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
            Self::Wrong(_) | Self::Body => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Elsewhere | Self::Role { .. } => StatusCode::FORBIDDEN,
            Self::TooLong => StatusCode::URI_TOO_LONG,
            Self::Slow => StatusCode::SERVICE_UNAVAILABLE,
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Seconds after which another try is worth it.
    pub fn wait(&self) -> Option<u64> {
        match self {
            Self::Refused(status) => {
                let retry = status.get_details_retry_info()?.retry_delay?;
                Some(retry.as_secs().saturating_add(1))
            }
            Self::Slow => Some(30),
            _ => None,
        }
    }

    /// What is said of it.
    pub fn told(&self, say: Say) -> Told {
        let of = |key: &str| -> (Vec<String>, Vec<(String, String)>) {
            let (text, advice) = (say.word(key), words::advice(say.0, key));
            let text = std::iter::once(text).chain(advice.map(|advice| advice.replace('`', "")));
            (text.collect(), Vec::new())
        };
        let (text, fields) = match self {
            Self::Refused(status) => refused(status, say),
            Self::Wrong(fields) => {
                let fields = fields.iter().map(|(name, rule)| (called(say, name), rule.clone()));
                (vec![say.word("desk-wrong")], fields.collect())
            }
            Self::Role { needed, own } => {
                let needed: Vec<String> = needed.iter().map(|role| say.code(*role)).collect();
                let args = [("own", own.clone().into()), ("needed", needed.join(", ").into())];
                let (mut text, none) = of("code-reason-denied");
                text.insert(1, say.text("desk-role_needed", &args));
                (text, none)
            }
            Self::NotFound => of("desk-not_found"),
            Self::Method => of("desk-method"),
            Self::Body => of("desk-body"),
            Self::Elsewhere => of("desk-elsewhere"),
            Self::TooLong => of("desk-too_long"),
            Self::Slow => of("desk-slow"),
            Self::Failed => of("desk-failed"),
        };
        let title = match self.status() {
            StatusCode::BAD_REQUEST | StatusCode::URI_TOO_LONG => "desk-problem_wrong",
            StatusCode::NOT_FOUND => "desk-problem_not_found",
            StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED => "desk-problem_refused",
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => "desk-problem_later",
            StatusCode::CONFLICT => "desk-problem_not_now",
            _ => "desk-problem_failed",
        };
        Told { title: say.word(title), text, fields }
    }
}

/// What the exchange refused, in the reader's language where there are words for the reason; beside it the
/// exchange's own words, which say more.
fn refused(status: &Status, say: Say) -> (Vec<String>, Vec<(String, String)>) {
    let details = status.get_error_details();
    if let Some(request) = details.bad_request() {
        let fields = request.field_violations.iter();
        let told = |text: &str| {
            let text = words::said_on_page(say.0, text, |name, value| in_words(say, name, value));
            foreign::line(&text).replace('`', "")
        };
        let fields = fields.map(|of| (called(say, &of.field), told(&of.description)));
        return (vec![say.word("desk-wrong")], fields.collect());
    }
    let reason = details.error_info().filter(|info| info.domain == "vdx.v1");
    let key = reason.map(|info| words::code_key("REASON", &info.reason)).unwrap_or_default();
    let own = foreign::line(&words::said(say.0, status.message()));
    let mut text: Vec<String> = words::find_label(say.0, &key).into_iter().collect();
    text.extend(words::advice(say.0, &key));
    match text.is_empty() {
        true => text.push(own),
        false => text.push(say.text("desk-exchange_says", &[("text", own.into())])),
    }
    (text, Vec::new())
}

/// What the words of the form are for something that a reason of the exchange names: a dimension, several of them,
/// or a code as `dimension=CODE`.
fn in_words(say: Say, name: &str, value: &str) -> Option<String> {
    let label =
        |name: &str| Some(say.capital(&labels::dimension_key(Dimension::from_name(name.trim())?)));
    match name {
        "dimension" | "other" | "list" => label(value),
        "names" => Some(value.split(',').map(label).collect::<Option<Vec<_>>>()?.join(", ")),
        "code" => {
            let (dimension, code) = value.split_once('=')?;
            Some(say.of(Dimension::from_name(dimension)?, code))
        }
        _ => None,
    }
}

/// What a parameter of a page, or a field of the question that was made of it, is called in words; one that no
/// page has is shown as it stands.
fn called(say: Say, name: &str) -> String {
    if let Some(dimension) = name.strip_prefix("c.").and_then(Dimension::from_name) {
        return say.capital(&labels::dimension_key(dimension));
    }
    let dimension = |number: u64| say.text("desk-dimension", &[("number", number.into())]);
    let place = |text: &str| text.parse::<u64>().ok().filter(|place| *place < 9);
    if let Some(number) = name.strip_prefix('d').and_then(place) {
        return dimension(number);
    }
    if let Some(number) = name.strip_prefix('u').and_then(place) {
        return format!("{}, {}", dimension(number), say.word("desk-dimension_use"));
    }
    let (field, rest) = name.split_once(['[', '.']).unwrap_or((name, ""));
    if let ("group_by", Some(place)) = (field, rest.strip_suffix(']').and_then(place)) {
        return dimension(place + 1);
    }
    let key = match field {
        "all" => "desk-show_all",
        "as" => "desk-as",
        "compare" => "desk-compare",
        "extent" => "desk-extent",
        "filters" => "desk-restriction",
        "form" => "desk-form",
        "from" => "desk-from",
        "group_by" => "desk-dimension_what",
        "id" => "desk-page_referrals",
        "in" => "desk-report_language",
        "lang" => "desk-languages",
        "measure" => "desk-measures",
        "number" => "desk-number",
        "period" => "report-about_years",
        "show" => "desk-referrals_all",
        "tier" => "report-about_tier",
        "to" => "desk-to",
        "year" => "desk-year",
        _ => return foreign::line(name),
    };
    say.word(key)
}
