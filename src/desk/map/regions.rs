//! Regions as tiles of one size: a region is no more for being large.

use maud::{Markup, html};

use crate::foreign;
use crate::report::{FEW, Say, Told};
use crate::statistics::Dimension;
use crate::words::Language;

use super::{BORDER, Classes, DARK, Look, Patterns, Place, legend, told};

/// Kosovo's seven regions: column and row in a grid that has each about where it lies.
const KOSOVO: &[(&str, (usize, usize))] = &[
    ("MITROVICA", (1, 0)),
    ("PRISHTINA", (2, 0)),
    ("PEJA", (0, 1)),
    ("GJILAN", (2, 1)),
    ("GJAKOVA", (0, 2)),
    ("PRIZREN", (1, 2)),
    ("FERIZAJ", (2, 2)),
];
const COLUMNS: usize = 3;
/// Codes that are no regions.
const COMMON: &[&str] = &["NOT_REPORTED", "MULTIPLE"];

const WIDTH: usize = 120;
const HEIGHT: usize = 84;

/// A drawing of regions: Kosovo's where they lie, any others in rows, in their order. `id` names the drawing
/// within its page.
pub fn regions(id: &str, title: &str, places: &[Place], say: Say) -> Markup {
    let (beside, tiles): (Vec<&Place>, Vec<&Place>) =
        places.iter().partition(|place| COMMON.contains(&&*place.code));
    let at = |code: &str| KOSOVO.iter().find(|(known, _)| *known == code).map(|(_, at)| *at);
    let are_kosovos = tiles.iter().all(|place| at(&place.code).is_some());
    let tiles: Vec<(&Place, (usize, usize))> = tiles
        .into_iter()
        .enumerate()
        .map(|(number, place)| {
            let in_order = (number % COLUMNS, number / COLUMNS);
            (place, at(&place.code).filter(|_| are_kosovos).unwrap_or(in_order))
        })
        .collect();
    let rows = tiles.iter().map(|(_, (_, row))| row + 1).max().unwrap_or(0);
    let classes = Classes::of(places);
    let patterns = Patterns::of(id);
    let looks: Vec<Look> = tiles.iter().map(|(place, _)| classes.look(&place.cell)).collect();
    html! {
        figure class="map tiles" id=(id) {
            figcaption { (foreign::line(title)) }
            svg role="img" aria-label=(foreign::line(title)) viewBox=(format!("0 0 {} {}", COLUMNS * WIDTH, rows * HEIGHT)) xmlns="http://www.w3.org/2000/svg" {
                (patterns.defined(&looks, 1.0))
                @for ((place, (column, row)), look) in tiles.iter().zip(&looks) {
                    @let (x, y) = (column * WIDTH, row * HEIGHT);
                    @let dark = matches!(look, Look::Class(class) if classes.shade(*class) >= DARK);
                    @let letters = if dark { "#fff" } else { "#1a1a1a" };
                    @let names = names(&place.code, say);
                    g {
                        title { (names.join(" / ")) ": " (told(&place.cell, say)) }
                        rect x=(x + 2) y=(y + 2) width=(WIDTH - 4) height=(HEIGHT - 4) fill=(patterns.fill(*look, &classes)) stroke=(BORDER) {}
                        @if matches!(look, Look::Few | Look::Untold) {
                            // Letters are not read on a pattern.
                            rect x=(x + 8) y=(y + 8) width=(WIDTH - 16) height=(HEIGHT - 16) fill="#fff" {}
                        }
                        g text-anchor="middle" fill=(letters) {
                            @for (line, name) in names.iter().enumerate() {
                                text x=(x + WIDTH / 2) y=(y + 26 + 18 * line) font-size="15" { (name) }
                            }
                            text x=(x + WIDTH / 2) y=(y + HEIGHT - 16) font-size="17" font-weight="600" { (short(place, say)) }
                        }
                    }
                }
            }
            (legend(id, &looks, &classes, say))
            @if !beside.is_empty() {
                p { (say.word("map-beside")) }
                ul class="beside" {
                    @for place in &beside {
                        li { (name(&place.code, say)) ": " (told(&place.cell, say)) }
                    }
                }
            }
        }
    }
}

/// What fits into a tile: the figure, or a dot for one that is not told.
fn short(place: &Place, say: Say) -> String {
    match place.cell.figure() {
        Some(figure) if figure.told == Told::Few => FEW.into(),
        _ => say.short(&place.cell),
    }
}

/// Names of a region in both official languages, the reader's first; one where they are the same.
fn names(code: &str, say: Say) -> Vec<String> {
    let [first, second] = match say.0 {
        Language::SrLatn | Language::SrCyrl => [say.0, Language::Sq],
        Language::Sq | Language::En => [Language::Sq, Language::SrLatn],
    };
    let mut names = [first, second].map(|language| name(code, Say(language))).to_vec();
    names.dedup();
    names
}

fn name(code: &str, say: Say) -> String {
    foreign::line(&say.of(Dimension::Region, code))
}

/// Codes of the regions that have names.
#[cfg(test)]
pub(super) fn codes() -> impl Iterator<Item = &'static str> {
    KOSOVO.iter().map(|(code, _)| *code)
}
