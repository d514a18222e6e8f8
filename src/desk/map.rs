//! Maps of published figures: countries as shapes, regions as tiles, each with its legend.
//!
//! A drawing is a function of the cells that the exchange told and of nothing else. What is told in colours
//! stands in the title of each shape too, and in the table beside a map: a reader needs no colours. A
//! figure that is not told is hatched, and its words say that it is not zero.

mod countries;
mod regions;

use maud::{Markup, PreEscaped, html};

use crate::report::{Cell, FEW, Say, Told};

pub use countries::{Extent, countries};
pub use regions::regions;

/// A country or region with its count.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Code of the dimension: a country, a region, or one of those that every list has.
    pub code: String,
    /// Its count, as it is told.
    pub cell: Cell,
}

/// Colours of the classes, light to dark: one hue, which differs in lightness for every kind of sight
/// (ColorBrewer's "Blues").
const COLOURS: [&str; 5] = ["#deebf7", "#9ecae1", "#4292c6", "#2171b5", "#08306b"];
/// The first class on which letters are white.
const DARK: usize = 3;
/// Border of shapes.
const BORDER: &str = "#5f5f5f";
/// Colour of what no figure is for.
const NOTHING: &str = "#e6e6e6";

/// Classes of the counts of one map, between round numbers.
struct Classes {
    /// Where each class begins.
    bounds: Vec<f64>,
}

/// How a place is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    /// In the colour of a class.
    Class(usize),
    /// An exact count of nobody.
    Zero,
    /// Dotted: below ten.
    Few,
    /// Hatched: not told.
    Untold,
    /// No figure of its own.
    Nothing,
}

impl Classes {
    /// Classes that the counts of some places fall into: at most five, between round numbers that lie evenly
    /// between the least and the largest count.
    fn of(places: &[Place]) -> Self {
        let counts = || places.iter().filter_map(|place| place.cell.figure()?.estimate());
        let most = counts().fold(1.0, f64::max);
        let least = counts().filter(|count| *count > 0.0).fold(most, f64::min);
        let round: Vec<f64> = std::iter::successors(Some(1.0), |tens| Some(tens * 10.0))
            .flat_map(|tens| [tens, 2.0 * tens, 5.0 * tens])
            .take_while(|bound| *bound <= most)
            .collect();
        // Classes below the least count would stand in the legend alone.
        let below = round.iter().filter(|bound| **bound <= least).count();
        let round = &round[below.saturating_sub(1)..];
        let classes = round.len().min(COLOURS.len());
        let last = (round.len() - 1) as f64;
        let at =
            |class: usize| (class as f64 * last / (classes - 1).max(1) as f64).round() as usize;
        Self { bounds: (0..classes).map(|class| round[at(class)]).collect() }
    }

    fn look(&self, cell: &Cell) -> Look {
        let Some(figure) = cell.figure() else { return Look::Untold };
        match figure.told {
            Told::Few => Look::Few,
            Told::Estimate(count) if count <= 0.0 => Look::Zero,
            Told::Estimate(count) => {
                let reached = self.bounds.iter().filter(|bound| **bound <= count).count();
                Look::Class(reached.saturating_sub(1))
            }
        }
    }

    /// Colour of a class: few classes lie as far apart as many.
    fn shade(&self, class: usize) -> usize {
        match self.bounds.len() {
            0 | 1 => 2,
            classes => class * (COLOURS.len() - 1) / (classes - 1),
        }
    }

    /// What counts a class holds, in words.
    fn range(&self, class: usize, say: Say) -> String {
        let from = self.bounds.get(class).copied().unwrap_or(1.0);
        match self.bounds.get(class + 1) {
            Some(next) if class == 0 => {
                // The first class holds what lies below its bound too.
                say.text("map-below", &[("count", say.number(*next).into())])
            }
            Some(next) => format!("{}–{}", say.number(from), say.number(next - 1.0)),
            None => say.text("map-or_more", &[("count", say.number(from).into())]),
        }
    }
}

/// A drawing's own patterns: two of one name in a page would be one.
struct Patterns {
    few: String,
    untold: String,
}

impl Patterns {
    fn of(id: &str) -> Self {
        Self { few: format!("{id}-few"), untold: format!("{id}-untold") }
    }

    /// The patterns that some looks need, their lines `unit` of the drawing wide.
    fn defined(&self, looks: &[Look], unit: f64) -> Markup {
        let (side, half) = (6.0 * unit, 3.0 * unit);
        html! {
            @if looks.contains(&Look::Untold) {
                pattern id=(self.untold) width=(side) height=(side) patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                    rect width=(side) height=(side) fill="#fff" {}
                    line x1="0" y1="0" x2="0" y2=(side) stroke="#767676" stroke-width=(2.0 * unit) {}
                }
            }
            @if looks.contains(&Look::Few) {
                pattern id=(self.few) width=(side) height=(side) patternUnits="userSpaceOnUse" {
                    rect width=(side) height=(side) fill="#fff" {}
                    circle cx=(half) cy=(half) r=(1.4 * unit) fill=(COLOURS[DARK]) {}
                }
            }
        }
    }

    /// What a look is filled with.
    fn fill(&self, look: Look, classes: &Classes) -> PreEscaped<String> {
        PreEscaped(match look {
            Look::Class(class) => COLOURS[classes.shade(class)].to_owned(),
            Look::Zero => "#fff".to_owned(),
            Look::Few => format!("url(#{})", self.few),
            Look::Untold => format!("url(#{})", self.untold),
            Look::Nothing => NOTHING.to_owned(),
        })
    }
}

/// A figure in words, with its interval and letter, or why it is not told.
fn told(cell: &Cell, say: Say) -> String {
    match cell {
        Cell::Figure(figure) => {
            let short = if figure.told == Told::Few { FEW.into() } else { say.short(cell) };
            format!("{short} ({})", say.interval(figure.low, figure.high))
        }
        Cell::Change(change) => say.verdict(change),
        Cell::Missing(reason) => {
            let reason = say.word(&reason.key());
            say.text("map-untold_because", &[("reason", reason.into())])
        }
    }
}

/// The legend: only what a map shows.
fn legend(id: &str, looks: &[Look], classes: &Classes, say: Say) -> Markup {
    let patterns = Patterns::of(&format!("{id}-legend"));
    let all = (0..classes.bounds.len()).map(Look::Class);
    let all = all.chain([Look::Zero, Look::Few, Look::Untold, Look::Nothing]);
    html! {
        ul class="legend" {
            @for look in all.filter(|look| looks.contains(look)) {
                li {
                    svg width="28" height="18" viewBox="0 0 28 18" aria-hidden="true" xmlns="http://www.w3.org/2000/svg" {
                        (patterns.defined(&[look], 1.0))
                        rect x="1" y="1" width="26" height="16" fill=(patterns.fill(look, classes)) stroke=(BORDER) {}
                    }
                    " "
                    @match look {
                        Look::Class(class) => (classes.range(class, say)),
                        Look::Zero => (say.number(0.0)),
                        Look::Few => (say.word("map-few")),
                        Look::Untold => (say.word("map-untold")),
                        Look::Nothing => (say.word("map-nothing")),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
