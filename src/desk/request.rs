//! What a browser asks for: read within bounds, or refused with what would be right.

use http::Method;
use http::request::Parts;

use crate::report::Say;
use crate::words::Language;

use super::problem::Problem;

/// Largest length in bytes of what stands behind the question mark of an address.
const QUERY: usize = 4096;
/// Largest number of parameters.
const PARAMETERS: usize = 200;
/// Largest length in bytes of the header that names languages.
const LANGUAGES: usize = 256;

/// What is asked for.
#[derive(Debug)]
pub struct Asked {
    /// Path of the address.
    pub path: String,
    /// Parameters in their order, but for the language.
    pub query: Vec<(String, String)>,
    /// The language, where the address names it.
    pub language: Option<Language>,
}

/// Reads a request; what is wrong with it is said in a language.
pub fn read(head: &Parts, say: Say) -> Result<Asked, Problem> {
    if head.method != Method::GET && head.method != Method::HEAD {
        return Err(Problem::Method);
    }
    let has = |name: &str| head.headers.contains_key(name);
    let is_empty = head.headers.get("content-length").is_none_or(|length| length == "0");
    if has("transfer-encoding") || !is_empty {
        return Err(Problem::Body);
    }
    let path = head.uri.path();
    if is_from_elsewhere(head, path) {
        return Err(Problem::Elsewhere);
    }
    let text = head.uri.query().unwrap_or_default();
    if text.len() > QUERY {
        return Err(Problem::TooLong);
    }
    let mut query: Vec<(String, String)> =
        form_urlencoded::parse(text.as_bytes()).take(PARAMETERS + 1).map(owned).collect();
    if query.len() > PARAMETERS {
        return Err(Problem::TooLong);
    }
    let mut language = None;
    for (_, tag) in query.extract_if(.., |(name, _)| name == "lang") {
        language =
            Some(tag.parse().map_err(|_| Problem::wrong("lang", say.word("desk-wrong_language")))?);
    }
    Ok(Asked { path: path.to_owned(), query, language })
}

fn owned(
    (name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>),
) -> (String, String) {
    (name.into_owned(), value.into_owned())
}

/// Whether a page of somebody else has the browser ask (W3C Fetch Metadata). Such a page could not read
/// the answer, but it could make its reader's certificate ask, in the log and against the rate. Going to
/// the start page, by a link in a mail, stays possible.
pub fn is_from_elsewhere(head: &Parts, path: &str) -> bool {
    let is = |name: &str, value: &str| head.headers.get(name).is_some_and(|found| found == value);
    let is_own = !head.headers.contains_key("sec-fetch-site")
        || is("sec-fetch-site", "same-origin")
        || is("sec-fetch-site", "none");
    let is_link = path == "/" && is_followed(head);
    !(is_own || is_link)
}

/// Whether a whole page is asked for, as by a link, and nothing that goes into one.
pub fn is_followed(head: &Parts) -> bool {
    let is = |name: &str, value: &str| head.headers.get(name).is_some_and(|found| found == value);
    is("sec-fetch-mode", "navigate") && is("sec-fetch-dest", "document")
}

/// The language that the address names, so that a page of refusal is in it, too; otherwise the one that the
/// browser asks for by its `Accept-Language` header (RFC 9110, section 12.5.4), and English where it asks
/// for none that there is.
pub fn language(head: &Parts) -> Language {
    let query = form_urlencoded::parse(head.uri.query().unwrap_or_default().as_bytes());
    let named = query.filter(|(name, _)| name == "lang").last();
    named.and_then(|(_, tag)| tag.parse().ok()).unwrap_or_else(|| preferred(head))
}

fn preferred(head: &Parts) -> Language {
    let header = head.headers.get("accept-language").and_then(|value| value.to_str().ok());
    let header = header.filter(|text| text.len() <= LANGUAGES).unwrap_or_default();
    let mut best = (0.0, Language::En);
    for range in header.split(',') {
        let (tag, weight) = range.split_once(';').unwrap_or((range, "q=1"));
        let weight = weight.trim().strip_prefix("q=").and_then(|text| text.parse().ok());
        let (Some(weight), Some(language)) = (weight, Language::of_locale(tag.trim())) else {
            continue;
        };
        // The first of several that are equal.
        if weight > best.0 && weight <= 1.0_f32 {
            best = (weight, language);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAY: Say = Say(Language::En);

    fn head(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
        let mut request = http::Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn the_browsers_languages_are_weighed() {
        let of = |text: &str| language(&head("GET", "/", &[("accept-language", text)]));
        assert_eq!(of("sq-XK,sq;q=0.9,en;q=0.8"), Language::Sq);
        assert_eq!(of("de, en;q=0.3, sr-Latn-RS;q=0.7"), Language::SrLatn);
        assert_eq!(of("sr;q=0.9, sr-Latn;q=0.8"), Language::SrCyrl);
        assert_eq!(of("de"), Language::En);
        for strange in ["", ";;;", "sq;q=nan", "sq;q=9", "sq;q=-1", "*", ",,,", "sq;q=0"] {
            assert_eq!(of(strange), Language::En, "{strange:?}");
        }
        assert_eq!(of(&"sq,".repeat(100)), Language::En);
        assert_eq!(language(&head("GET", "/", &[])), Language::En);
        // What the address names comes first, whatever is wrong with the request.
        let named = |uri: &str| language(&head("POST", uri, &[("accept-language", "sq")]));
        assert_eq!(named("/years?year=x&lang=sr"), Language::SrLatn);
        assert_eq!(named("/years?lang=xx"), Language::Sq);
    }

    #[test]
    fn what_is_no_plain_question_is_refused() {
        let refused = |method: &str, uri: &str, headers: &[(&str, &str)]| {
            read(&head(method, uri, headers), SAY).unwrap_err()
        };
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            assert!(matches!(refused(method, "/", &[]), Problem::Method), "{method}");
        }
        assert!(matches!(refused("GET", "/", &[("content-length", "1")]), Problem::Body));
        assert!(matches!(refused("GET", "/", &[("transfer-encoding", "chunked")]), Problem::Body));
        let long = format!("/?a={}", "x".repeat(QUERY));
        assert!(matches!(refused("GET", &long, &[]), Problem::TooLong));
        let many = format!("/?{}", "a&".repeat(PARAMETERS + 1));
        assert!(matches!(refused("GET", &many, &[]), Problem::TooLong));
        assert!(matches!(refused("GET", "/?lang=xx", &[]), Problem::Wrong(_)));
        let asked = read(&head("HEAD", "/years?a=%3Cb%3E&lang=sr&a=2", &[]), SAY).unwrap();
        assert_eq!((&*asked.path, asked.language), ("/years", Some(Language::SrLatn)));
        assert_eq!(asked.query, [("a", "<b>"), ("a", "2")].map(|(a, b)| (a.into(), b.into())));
    }

    #[test]
    fn pages_of_others_cannot_ask() {
        let site = |site: &'static str| [("sec-fetch-site", site), ("sec-fetch-mode", "no-cors")];
        for own in ["same-origin", "none"] {
            assert!(read(&head("GET", "/table", &site(own)), SAY).is_ok());
        }
        for other in ["cross-site", "same-site", "", "Same-Origin"] {
            for path in ["/table", "/", "/style.css"] {
                let read = read(&head("GET", path, &site(other)), SAY);
                assert!(matches!(read, Err(Problem::Elsewhere)), "{other} {path}");
            }
        }
        let link = |path| {
            let headers = [
                ("sec-fetch-site", "cross-site"),
                ("sec-fetch-mode", "navigate"),
                ("sec-fetch-dest", "document"),
            ];
            read(&head("GET", path, &headers), SAY)
        };
        assert!(link("/").is_ok() && link("/table").is_err());
        let frame = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "iframe"),
        ];
        assert!(read(&head("GET", "/", &frame), SAY).is_err());
    }
}
