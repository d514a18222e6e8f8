//! Countries as shapes, in the Equal Earth projection: equal areas are as large everywhere.

use std::sync::LazyLock;

use maud::{Markup, html};

use crate::domain::country::Country;
use crate::foreign;
use crate::report::Say;
use crate::statistics::Dimension;

use super::{BORDER, Classes, Look, Patterns, Place, legend, told};

/// The part of the world that a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Europe with its neighbours.
    Europe,
    /// The world without Antarctica.
    World,
}

/// A rectangle of the drawing: left, top, width, height.
type Frame = [i32; 4];

impl Extent {
    /// What is shown, in units of the shapes.
    pub(super) fn frame(self) -> Frame {
        match self {
            Self::Europe => [-220, -1600, 1120, 880],
            Self::World => [-3560, -1740, 7120, 3130],
        }
    }

    /// Width of a thin line.
    fn unit(self) -> f64 {
        match self {
            Self::Europe => 1.5,
            Self::World => 8.0,
        }
    }
}

/// The shape of a country.
pub(super) struct Shape {
    pub country: Country,
    pub path: &'static str,
    /// What it lies within: left, top, right, bottom.
    pub bounds: [i32; 4],
}

/// All shapes. States that are too small for the scale of the data have none.
pub(super) static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
    let lines = include_str!("countries.txt").lines().filter(|line| !line.starts_with('#'));
    let shapes = lines.filter_map(|line| {
        let (code, path) = line.split_once(' ')?;
        Some(Shape { country: Country::from_alpha2(code)?, path, bounds: bounds(path) })
    });
    shapes.collect()
});

/// What a path lies within; its letters are `M`, `l` and `z` alone.
fn bounds(path: &str) -> [i32; 4] {
    let mut bounds = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
    for ring in path.split('z').filter(|ring| !ring.is_empty()) {
        let (mut x, mut y) = (0, 0);
        // The first point is absolute, each other one relative to the one before: from 0 0 both are steps.
        for step in numbers(ring).chunks_exact(2) {
            (x, y) = (x + step[0], y + step[1]);
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
    }
    bounds
}

/// The numbers of a path: a minus sign begins one as a space does.
fn numbers(path: &str) -> Vec<i32> {
    let spaced = path.replace(['M', 'l'], " ").replace('-', " -");
    spaced.split_whitespace().filter_map(|number| number.parse().ok()).collect()
}

/// A map of countries: those of `places` in their classes, all others as having no figure of their own.
///
/// What has no shape within the extent - small states, "other countries", "not reported" - is listed below.
/// `id` names the drawing within its page.
pub fn countries(id: &str, title: &str, places: &[Place], extent: Extent, say: Say) -> Markup {
    let [left, top, width, height] = extent.frame();
    let shown: Vec<&Shape> = SHAPES
        .iter()
        .filter(|shape| {
            let [from_x, from_y, to_x, to_y] = shape.bounds;
            from_x < left + width && to_x > left && from_y < top + height && to_y > top
        })
        .collect();
    let classes = Classes::of(places);
    let patterns = Patterns::of(id);
    let find = |country: Country| places.iter().find(|place| place.code == country.alpha2());
    let look = |country| find(country).map_or(Look::Nothing, |place| classes.look(&place.cell));
    let looks: Vec<Look> = shown.iter().map(|shape| look(shape.country)).collect();
    let beside: Vec<String> = places
        .iter()
        .filter(|place| shown.iter().all(|shape| shape.country.alpha2() != place.code))
        .map(|place| {
            let name = foreign::line(&say.of(Dimension::Citizenship, &place.code));
            format!("{name}: {}", told(&place.cell, say))
        })
        .collect();
    let unit = extent.unit();
    html! {
        figure class="map" id=(id) {
            figcaption { (foreign::line(title)) }
            svg role="img" aria-label=(foreign::line(title)) viewBox=(format!("{left} {top} {width} {height}")) xmlns="http://www.w3.org/2000/svg" {
                (patterns.defined(&looks, unit))
                g stroke=(BORDER) stroke-width=(unit) stroke-linejoin="round" fill-rule="evenodd" {
                    @for (shape, look) in shown.iter().zip(&looks) {
                        path d=(shape.path) fill=(patterns.fill(*look, &classes)) {
                            title {
                                (say.country(shape.country.alpha2())) ": "
                                @match find(shape.country) {
                                    Some(place) => (told(&place.cell, say)),
                                    None => (say.word("map-nothing")),
                                }
                            }
                        }
                    }
                }
            }
            (legend(id, &looks, &classes, say))
            @if !beside.is_empty() {
                p { (say.word("map-beside")) }
                ul class="beside" { @for line in &beside { li { (line) } } }
            }
            p class="source" { (say.word("map-source")) }
        }
    }
}
