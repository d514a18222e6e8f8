//! What a question would be answered with, told from the plans of the releases before it is asked.
//!
//! Plans are public and tell nothing of the data. The exchange decides by the same rules when it is asked;
//! what it then says counts.

use std::collections::{BTreeMap, BTreeSet};

use crate::proto::v1;
use crate::statistics::{Dimension, Measure, following};

/// What a question would be answered with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// Cells of a measured table, or sums of them.
    Measured,
    /// It follows from several tables, as if their dimensions did not act on each other beyond these.
    Modelled,
    /// No table tells of a dimension in these years.
    NotMeasured(Dimension),
    /// One dimension follows from the other, and no table has both.
    Apart(Dimension, Dimension),
    /// Nothing of the measure was released for these years.
    NotReleased,
    /// There are more than four dimensions.
    TooMany,
    /// The answer would have more cells than one may have.
    TooLarge,
    /// What is asked is counted by another year than that of this dimension: by the second one.
    OtherYear(Dimension, Dimension),
}

/// The most dimensions of a question.
pub const MOST: usize = 4;

/// A table that was measured.
struct Table {
    dimensions: BTreeSet<Dimension>,
    /// Years that were measured apart; all of the block where there are none.
    years: Option<BTreeSet<i32>>,
}

/// What was measured in a block of years.
#[derive(Default)]
struct Block {
    years: BTreeSet<i32>,
    /// Years of which something was released, by the kind of the units: a provisional release has few kinds.
    released: BTreeMap<String, BTreeSet<i32>>,
    /// Those of them that are released for good.
    finals: BTreeMap<String, BTreeSet<i32>>,
    /// Tables by the kind of their units.
    tables: BTreeMap<String, Vec<Table>>,
}

/// What all releases measured.
#[derive(Default)]
pub struct Plans {
    blocks: BTreeMap<i32, Block>,
}

/// A question, as far as it matters what was measured.
pub struct Asked<'a> {
    /// What is counted.
    pub measure: Measure,
    /// Dimensions that it is split by.
    pub by: &'a [Dimension],
    /// Dimensions that it is restricted by, with the number of codes of each.
    pub only: &'a [(Dimension, usize)],
    /// Years.
    pub years: &'a BTreeSet<i32>,
    /// Whether each of them is asked for by name, and not only whatever was released.
    pub are_named: bool,
}

/// The kinds of units that a measure counts, the main one first.
fn kinds(measure: Measure, is_about_closing: bool) -> &'static [&'static str] {
    match measure {
        Measure::Persons => &["victims"],
        Measure::PreventedPersons => &["prevented"],
        Measure::AssistedPersons | Measure::Assistance => &["victims", "carried_over"],
        Measure::Cases => &["cases"],
        Measure::Defendants | Measure::Proceedings if is_about_closing => &["closed"],
        Measure::Defendants | Measure::Proceedings => &["opened"],
        Measure::Referrals => &["referrals"],
    }
}

impl Plans {
    /// The plans of releases that stand, oldest first.
    pub fn of(releases: &[(v1::ReleaseInfo, v1::ReleasePlan)]) -> Self {
        // A final release of a year takes the place of a provisional one.
        let mut standing: BTreeMap<i32, u32> = BTreeMap::new();
        for (release, _) in releases {
            let scope = release.scope.unwrap_or_default();
            for year in scope.first_year..=scope.last_year {
                standing.insert(year, release.number);
            }
        }
        let mut blocks: BTreeMap<i32, Block> = BTreeMap::new();
        for (release, plan) in releases {
            let scope = release.scope.unwrap_or_default();
            let own = (scope.first_year..=scope.last_year)
                .filter(|year| standing.get(year) == Some(&release.number));
            let own: BTreeSet<i32> = own.collect();
            let block = blocks.entry(plan.block_first_year).or_default();
            block.years = (plan.block_first_year..=plan.block_last_year).collect();
            for kind in &plan.kinds {
                block.released.entry(kind.name.clone()).or_default().extend(&own);
                if scope.kind() == v1::ReleaseKind::Final {
                    block.finals.entry(kind.name.clone()).or_default().extend(&own);
                }
                let tables = block.tables.entry(kind.name.clone()).or_default();
                for table in &kind.tables {
                    let named = table.dimensions.iter();
                    let dimensions: BTreeSet<Dimension> =
                        named.filter_map(|name| Dimension::from_name(name)).collect();
                    let same = tables
                        .iter_mut()
                        .find(|other| other.dimensions == dimensions)
                        .and_then(|other| other.years.as_mut());
                    match (table.yearly, same) {
                        (true, Some(years)) => years.extend(&own),
                        (yearly, _) => {
                            let years = yearly.then(|| own.clone());
                            tables.push(Table { dimensions, years });
                        }
                    }
                }
            }
        }
        Self { blocks }
    }

    /// What a question by a dimension alone would be answered with at best: for the years of one of the blocks, or
    /// for one year.
    pub fn of_dimension(&self, measure: Measure, dimension: Dimension) -> Forecast {
        let by = [dimension];
        let of = |years: &BTreeSet<i32>| {
            self.of_question(&Asked { measure, by: &by, only: &[], years, are_named: false })
        };
        let mut best = Forecast::NotReleased;
        for block in self.blocks.values() {
            let years = block.years.iter().map(|year| BTreeSet::from([*year]));
            for years in [block.years.clone()].into_iter().chain(years) {
                match of(&years) {
                    forecast @ (Forecast::Measured | Forecast::Modelled) => return forecast,
                    Forecast::NotReleased => {}
                    other => best = other,
                }
            }
        }
        best
    }

    /// The years of which something that a measure counts is told.
    pub fn years(&self, measure: Measure) -> BTreeSet<i32> {
        let is_told = |year: &i32| {
            let years = BTreeSet::from([*year]);
            // By either of the years by which proceedings are counted.
            [&[][..], &[Dimension::YearClosed]].into_iter().any(|by| {
                let asked = Asked { measure, by, only: &[], years: &years, are_named: true };
                matches!(self.of_question(&asked), Forecast::Measured | Forecast::Modelled)
            })
        };
        let all = self.blocks.values().flat_map(|block| block.years.iter().copied());
        all.filter(is_told).collect()
    }

    /// The years that a question is about that names none: as the exchange has it, those that are released for
    /// good, or else all.
    pub fn default_years(&self, measure: Measure, is_about_closing: bool) -> BTreeSet<i32> {
        let kind = kinds(measure, is_about_closing)[0];
        let finals: BTreeSet<i32> = self.of_kind(kind, |block| &block.finals).collect();
        match finals.is_empty() {
            true => self.of_kind(kind, |block| &block.released).collect(),
            false => finals,
        }
    }

    /// Years of a kind of units in all blocks.
    fn of_kind(
        &self,
        kind: &str,
        of: impl Fn(&Block) -> &BTreeMap<String, BTreeSet<i32>>,
    ) -> impl Iterator<Item = i32> {
        self.blocks.values().filter_map(move |block| of(block).get(kind)).flatten().copied()
    }

    /// Whether years are all those of some blocks: restricting a question to them tells nothing of a year.
    pub fn are_whole_blocks(&self, years: &BTreeSet<i32>) -> bool {
        let mut left = years.clone();
        for block in self.blocks.values().filter(|block| block.years.is_subset(years)) {
            left.retain(|year| !block.years.contains(year));
        }
        left.is_empty()
    }

    /// What a question would be answered with.
    pub fn of_question(&self, asked: &Asked<'_>) -> Forecast {
        let named: BTreeSet<Dimension> =
            asked.by.iter().copied().chain(asked.only.iter().map(|(of, _)| *of)).collect();
        let is_about_closing = named.iter().any(|dimension| dimension.is_of_closing());
        let kinds = kinds(asked.measure, is_about_closing);
        // Each kind of units has one year of its own.
        let (own, other) = match kinds[0] {
            "closed" => (Dimension::YearClosed, Dimension::Year),
            _ => (Dimension::Year, Dimension::YearClosed),
        };
        if named.contains(&other) {
            return Forecast::OtherYear(other, own);
        }
        let released: BTreeSet<i32> = self.of_kind(kinds[0], |block| &block.released).collect();
        let asked_years: BTreeSet<i32> = asked.years.intersection(&released).copied().collect();
        if asked_years.is_empty() || asked.are_named && asked_years.len() < asked.years.len() {
            return Forecast::NotReleased;
        }
        let mut all = Forecast::Measured;
        for block in self.blocks.values() {
            let years: BTreeSet<i32> = asked_years.intersection(&block.years).copied().collect();
            if years.is_empty() {
                continue;
            }
            for (place, kind) in kinds.iter().enumerate() {
                match block.forecast(kind, asked, &named, &years) {
                    Forecast::Measured => {}
                    Forecast::Modelled => all = Forecast::Modelled,
                    // Units beside the main ones then count as not reported.
                    _ if place > 0 => {}
                    other => return other,
                }
            }
        }
        all
    }
}

impl Block {
    fn forecast(
        &self,
        kind: &str,
        asked: &Asked<'_>,
        named: &BTreeSet<Dimension>,
        years: &BTreeSet<i32>,
    ) -> Forecast {
        let Some(tables) = self.tables.get(kind) else { return Forecast::NotReleased };
        let tells = |table: &Table| table.years.as_ref().is_none_or(|of| years.is_subset(of));
        let mut needed: BTreeSet<Dimension> =
            named.iter().copied().filter(|dimension| !dimension.is_year()).collect();
        let is_service = matches!(asked.measure, Measure::AssistedPersons | Measure::Assistance);
        let mut is_simple = true;
        if is_service {
            is_simple &=
                needed.contains(&Dimension::Service) || asked.measure == Measure::Assistance;
            needed.insert(Dimension::Service);
        }
        let by_year = asked.by.iter().any(|dimension| dimension.is_year());
        for (dimension, codes) in asked.only {
            let is_list = dimension.is_multi_valued() && !asked.by.contains(dimension);
            is_simple &= !is_list || *codes == 1 || asked.measure == Measure::Assistance;
        }
        let are_told = |dimensions: &[Dimension]| {
            let has_all =
                |table: &&Table| dimensions.iter().all(|of| table.dimensions.contains(of));
            tables.iter().filter(has_all).any(tells)
        };
        if let Some(missing) = needed.iter().find(|dimension| !are_told(&[**dimension])) {
            return Forecast::NotMeasured(*missing);
        }
        if let Some((one, other)) = following(&needed).find(|(a, b)| !are_told(&[*a, *b])) {
            return Forecast::Apart(one, other);
        }
        if by_year || self.years.len() != years.len() {
            needed.insert(Dimension::Year);
        }
        // Whoever gets a service in two years counts once.
        let once = asked.measure == Measure::AssistedPersons && !by_year && years.len() > 1;
        let is_measured = is_simple
            && tables.iter().any(|table| {
                needed.is_subset(&table.dimensions)
                    && tells(table)
                    && !(once && table.years.is_some())
            });
        if is_measured { Forecast::Measured } else { Forecast::Modelled }
    }
}
