use std::collections::BTreeSet;

use super::countries::SHAPES;
use super::*;
use crate::proto::v1::{self, Basis, CellStatus, Precision, Tier};
use crate::words::{Language, find_label};

/// A cell as the exchange tells it.
fn cell(status: CellStatus, count: u64) -> Cell {
    let cell = v1::Cell {
        status: status as i32,
        count,
        low: count as f64 * 0.8,
        high: count as f64 * 1.2,
        precision: Precision::B as i32,
        basis: Basis::Measured as i32,
        ..Default::default()
    };
    Cell::of_count(&cell, v1::Unit::Persons, Tier::National)
}

fn place(code: &str, status: CellStatus, count: u64) -> Place {
    Place { code: code.into(), cell: cell(status, count) }
}

fn sample() -> Vec<Place> {
    vec![
        place("AL", CellStatus::Published, 120),
        place("MD", CellStatus::Few, 7),
        place("RS", CellStatus::Suppressed, 654_321),
        place("XK", CellStatus::Published, 1480),
        place("MT", CellStatus::Published, 40),
        place("OTHER", CellStatus::Published, 30),
        place("NOT_REPORTED", CellStatus::Suppressed, 765_432),
    ]
}

/// What the shape of a country says and is filled with.
fn shape(page: &str, name: &str) -> (String, String) {
    let title = format!("<title>{name}: ");
    let (before, after) = page.split_once(&title).unwrap_or_else(|| panic!("no shape of {name}"));
    let fill = before.rsplit("fill=\"").next().unwrap().split('"').next().unwrap();
    (after.split('<').next().unwrap().to_owned(), fill.to_owned())
}

#[test]
fn shapes_are_within_the_world_and_kosovo_is_one_of_its_own() {
    assert_eq!(SHAPES.len(), 174);
    let codes: BTreeSet<&str> = SHAPES.iter().map(|shape| shape.country.alpha2()).collect();
    assert_eq!(codes.len(), SHAPES.len());
    for code in ["XK", "RS", "AL", "MK", "ME", "UA", "SO", "CY", "EH", "PS", "TW"] {
        assert!(codes.contains(code), "{code}");
    }
    let [left, top, width, height] = Extent::World.frame();
    for shape in SHAPES.iter() {
        let [from_x, from_y, to_x, to_y] = shape.bounds;
        let code = shape.country.alpha2();
        assert!(from_x < to_x && from_y < to_y, "{code}");
        assert!(from_x > left && to_x < left + width, "{code}: {:?}", shape.bounds);
        assert!(from_y > top && to_y < top + height, "{code}: {:?}", shape.bounds);
        assert!(shape.path.chars().all(|c| "Mlz -0123456789".contains(c)), "{code}");
    }
    // Neighbours touch, and Kosovo lies between them.
    let of = |code| SHAPES.iter().find(|shape| shape.country.alpha2() == code).unwrap().bounds;
    let ([west, north, east, south], serbia) = (of("XK"), of("RS"));
    assert!(west > serbia[0] && east < serbia[2] && north > serbia[1] && south <= of("MK")[3]);
}

#[test]
fn a_figure_that_is_not_told_is_hatched_and_has_no_number() {
    for extent in [Extent::Europe, Extent::World] {
        let say = Say(Language::En);
        let page = countries("of", "Victims, 2010", &sample(), extent, say).into_string();
        assert!(!page.contains("654") && !page.contains("765"), "a number of what is not told");
        assert!(!page.contains("style="), "the page's policy forbids styles in elements");
        let (said, fill) = shape(&page, "Serbia");
        assert!(said.contains("not told") && said.contains("does not mean zero"), "{said}");
        assert_eq!(fill, "url(#of-untold)");
        let (said, fill) = shape(&page, "Moldova");
        assert!(said.starts_with("&lt;10") && !said.starts_with("&lt;10 (7"), "{said}");
        assert_eq!(fill, "url(#of-few)");
        let (said, fill) = shape(&page, "Kosovo");
        assert_eq!((said.as_str(), fill.as_str()), ("1480 (1184–1776)", "#08306b"));
        let (said, fill) = shape(&page, "Norway");
        assert!(said.contains("no figure of its own") && fill == NOTHING, "{said} {fill}");
        // Nothing is dropped in silence.
        for beside in ["Malta: 40", "Other countries: 30", "Not reported: not told"] {
            assert!(page.contains(beside), "{beside}");
        }
        // Patterns that are used are there, once.
        for pattern in ["of-untold", "of-few"] {
            assert_eq!(page.matches(&format!("id=\"{pattern}\"")).count(), 1, "{pattern}");
        }
    }
}

#[test]
fn classes_lie_between_round_numbers_and_hold_every_count() {
    let say = Say(Language::En);
    let of = |counts: &[u64]| {
        let places: Vec<Place> =
            counts.iter().map(|count| place("AL", CellStatus::Published, *count)).collect();
        let classes = Classes::of(&places);
        let ranges: Vec<String> =
            (0..classes.bounds.len()).map(|class| classes.range(class, say)).collect();
        for place in &places {
            assert!(matches!(classes.look(&place.cell), Look::Class(_) | Look::Zero));
        }
        ranges.join("; ")
    };
    assert_eq!(of(&[12, 120, 480]), "below 20; 20–49; 50–99; 100–199; 200 or more");
    assert_eq!(of(&[12, 1480]), "below 50; 50–99; 100–499; 500–999; 1000 or more");
    assert_eq!(of(&[120, 130]), "100 or more");
    assert_eq!(of(&[40, 120]), "below 50; 50–99; 100 or more");
    assert_eq!(of(&[]), "1 or more");
    assert_eq!(of(&[0]), "1 or more");
    assert_eq!(of(&[3]), "2 or more");
    let shades = |classes: usize| {
        let classes = Classes { bounds: vec![1.0; classes] };
        (0..classes.bounds.len()).map(|class| classes.shade(class)).collect::<Vec<_>>()
    };
    assert_eq!(shades(5), [0, 1, 2, 3, 4]);
    assert_eq!(shades(3), [0, 2, 4]);
    assert_eq!(shades(1), [2]);
    assert_eq!(Classes::of(&[]).look(&cell(CellStatus::Published, 0)), Look::Zero);
}

#[test]
fn kosovos_regions_lie_in_their_places_under_both_names() {
    let codes =
        ["FERIZAJ", "GJAKOVA", "GJILAN", "MITROVICA", "PEJA", "PRISHTINA", "PRIZREN", "MULTIPLE"];
    let mut places: Vec<Place> =
        codes.iter().map(|code| place(code, CellStatus::Published, 40)).collect();
    places[1] = place("GJAKOVA", CellStatus::Suppressed, 654);
    let of =
        |language, places: &[Place]| regions("of", "Regions", places, Say(language)).into_string();
    let page = of(Language::Sq, &places);
    assert!(page.contains("viewBox=\"0 0 360 252\"") && !page.contains("654"));
    assert!(page.contains("<title>Prishtinë / Priština: 40"), "{page}");
    assert!(page.contains("<title>Prizren: 40"), "one name where both are the same");
    assert!(page.contains("<title>Gjakovë / Đakovica: nuk tregohet"));
    assert!(page.contains("Disa kode: 40"), "{page}");
    assert!(of(Language::SrCyrl, &places).contains("<title>Приштина / Prishtinë: 40"));
    // Another exchange's regions stand in rows, as they are called.
    places.push(place("<b>", CellStatus::Published, 12));
    let page = of(Language::En, &places);
    assert!(page.contains("&lt;b&gt;: 12") && !page.contains("<b>"));
    assert!(page.contains("viewBox=\"0 0 360 252\""), "eight tiles in three rows");
    assert!(of(Language::En, &[]).contains("<svg"));
}

#[test]
fn legends_tell_what_a_map_shows_and_no_more() {
    let places = [place("AL", CellStatus::Published, 120), place("XK", CellStatus::Published, 40)];
    let page = countries("of", "t", &places, Extent::Europe, Say(Language::En)).into_string();
    let list = page.split_once("class=\"legend\"").unwrap().1;
    assert!(list.contains("100 or more") && list.contains("below 50"));
    assert!(!list.contains("below ten") && !list.contains("not told;"));
    let mut all = places.to_vec();
    all.extend(sample().into_iter().filter(|place| !["AL", "XK"].contains(&&*place.code)));
    let page = countries("of", "t", &all, Extent::Europe, Say(Language::En)).into_string();
    let list = page.split_once("class=\"legend\"").unwrap().1;
    assert!(list.contains("below ten") && list.contains("not told;"));
}

#[test]
fn every_word_of_a_map_is_there_and_none_is_left_over() {
    let sources =
        [include_str!("../map.rs"), include_str!("countries.rs"), include_str!("regions.rs")];
    let mut used = BTreeSet::new();
    for part in sources.iter().flat_map(|source| source.split("\"map-").skip(1)) {
        used.insert(format!("map-{}", part.split('"').next().unwrap()));
    }
    used.extend(regions::codes().map(|code| format!("region-{}", code.to_ascii_lowercase())));
    let known = include_str!("../../../locales/en.ftl").lines();
    let known: BTreeSet<String> = known
        .filter_map(|line| Some(line.split_once(" = ")?.0))
        .filter(|key| key.starts_with("map-") || key.starts_with("region-"))
        .map(String::from)
        .collect();
    assert_eq!(used, known);
    for key in &used {
        assert!(Language::ALL.iter().all(|language| find_label(*language, key).is_some()));
    }
}
