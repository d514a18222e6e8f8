//! Questions, answered from the fitted tables of all blocks of years.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use parking_lot::Mutex;

use super::block::MeasuredTable;
use super::figure::{Basis, Figure, Tier};
use super::fitted::Fitted;
use super::population::Population;
use super::weigh::{Ask, Counting, Sums};
use crate::domain::period::Years;
use crate::domain::release::ReleaseKind;
use crate::domain::rules::Violation;
use crate::statistics::{
    Catalog, Dimension, MOST_CELLS, Measure, NOT_REPORTED, Question, following,
};

/// The most dimensions of one question.
pub const MOST_DIMENSIONS: usize = 4;

/// Cells that are kept of answers that were given: some 30 MB.
const KEPT_CELLS: usize = 1 << 19;

/// What a block of years answers of one kind of units.
pub struct ServedBlock {
    /// Which units.
    pub population: Population,
    /// The block.
    pub years: Years,
    /// Its fitted table.
    pub fitted: Fitted,
    /// What was measured of it.
    pub tables: Vec<MeasuredTable>,
    /// Which release tells of each year.
    pub standing: BTreeMap<i32, (ReleaseKind, u32)>,
}

/// All that is answered from, until the next release.
#[derive(Default)]
pub struct Served {
    blocks: Vec<Arc<ServedBlock>>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    cells: usize,
    answers: HashMap<(Tier, Asked), Arc<Answer>>,
}

/// A well-formed question in its one canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Asked {
    measure: Measure,
    group: Vec<(Dimension, Vec<String>)>,
    filters: Vec<(Dimension, Vec<String>)>,
}

/// A figure of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct AnsweredCell {
    /// A code for each dimension of the answer.
    pub codes: Vec<String>,
    /// The figure.
    pub figure: Figure,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The dimensions of each cell's codes.
    pub group_by: Vec<Dimension>,
    /// All cells, the last dimension fastest.
    pub cells: Vec<AnsweredCell>,
    /// The releases that it rests on, oldest first.
    pub releases: Vec<u32>,
    /// Years that it leaves out because their figures are provisional and the question names none.
    pub left_out: Vec<i32>,
}

/// Sums of all cells of a question, before anything is rounded.
pub struct Summed {
    /// Of each cell.
    pub sums: Vec<Sums>,
    /// Where each comes from.
    pub bases: Vec<Basis>,
    /// No standard error is told below this.
    pub least: f64,
    /// The releases that they rest on.
    pub releases: BTreeSet<u32>,
    /// Years that are left out because their figures are provisional and the question names none.
    pub left_out: BTreeSet<i32>,
}

type Wrong = Vec<Violation>;

fn wrong(field: impl Into<String>, rule: impl Into<String>) -> Wrong {
    vec![Violation::new(field, rule)]
}

/// The dimension of a population's tables that a question means.
fn meant(population: Population, dimension: Dimension) -> Option<Dimension> {
    match (population, dimension) {
        (Population::Closed, Dimension::YearClosed) => Some(Dimension::Year),
        (Population::Closed, Dimension::Year) | (_, Dimension::YearClosed) => None,
        (_, other) => Some(other),
    }
}

impl Served {
    /// Answers from these blocks.
    pub fn new(mut blocks: Vec<Arc<ServedBlock>>) -> Self {
        blocks.sort_by_key(|block| (block.population, block.years));
        Self { blocks, kept: Mutex::default() }
    }

    /// The blocks.
    pub fn blocks(&self) -> &[Arc<ServedBlock>] {
        &self.blocks
    }

    /// Whether nothing was released yet.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The codes of a dimension that can be asked for, as far as anything was released.
    pub fn codes(&self, dimension: Dimension) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for block in &self.blocks {
            let Some(own) = meant(block.population, dimension) else { continue };
            for code in codes_of(block, own) {
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        codes
    }

    /// Brings a question into its one form, or says what is wrong with it.
    ///
    /// # Errors
    /// Names each field and what would be right.
    pub fn read(&self, question: &Question) -> Result<Asked, Wrong> {
        let measure = question.measure;
        let named = |field: String, name: &str| {
            let of = |dimension: &Dimension| measure.dimensions().any(|d| d == *dimension);
            Dimension::from_name(name).filter(of).ok_or_else(|| {
                let names: Vec<&str> = measure.dimensions().map(Dimension::name).collect();
                let rule = format!("must be a dimension of the measure: {}", names.join(", "));
                Violation::new(field, rule)
            })
        };
        let mut found = Wrong::new();
        let mut group: Vec<(Dimension, Vec<String>)> = Vec::new();
        let mut filters: Vec<(Dimension, Vec<String>)> = Vec::new();
        for (index, name) in question.group_by.iter().enumerate() {
            let field = format!("group_by[{index}]");
            match named(field.clone(), name) {
                Ok(dimension) if group.iter().any(|(other, _)| *other == dimension) => {
                    found.push(Violation::new(field, "names a dimension a second time"));
                }
                Ok(dimension) => group.push((dimension, Vec::new())),
                Err(violation) => found.push(violation),
            }
        }
        for (index, (name, codes)) in question.filters.iter().enumerate() {
            let field = format!("filters[{index}]");
            match named(format!("{field}.dimension"), name) {
                Ok(dimension) if filters.iter().any(|(other, _)| *other == dimension) => {
                    found.push(Violation::new(field, "restricts a dimension a second time"));
                }
                Ok(_) if codes.is_empty() => {
                    found.push(Violation::new(
                        format!("{field}.codes"),
                        "must name at least one code",
                    ));
                }
                Ok(dimension) => {
                    let known = Catalog::everywhere(dimension);
                    let unknown = |code: &&String| {
                        known.as_ref().is_some_and(|known| !known.contains(&code.to_uppercase()))
                    };
                    if codes.iter().any(|code| unknown(&code)) {
                        let known = known.unwrap_or_default();
                        let list = if known.len() <= 32 {
                            format!(": {}", known.join(", "))
                        } else {
                            format!(" of {}", dimension.name())
                        };
                        let field = format!("{field}.codes");
                        found.push(Violation::new(field, format!("must be codes{list}")));
                        continue;
                    }
                    let codes: BTreeSet<String> =
                        codes.iter().map(|code| code.to_uppercase()).collect();
                    filters.push((dimension, codes.into_iter().collect()));
                }
                Err(violation) => found.push(violation),
            }
        }
        if let Some(period) = question.period {
            if !measure.dimensions().any(|d| d == period.dimension) {
                found.push(Violation::new("period", "the measure has no such year"));
            } else if filters.iter().any(|(other, _)| *other == period.dimension) {
                found.push(Violation::new("period", "restricts years a second time"));
            } else {
                let years = period.years.first()..=period.years.last();
                filters.push((period.dimension, years.map(|year| year.to_string()).collect()));
            }
        }
        // Years that are whole blocks restrict no rows.
        let counts = |(dimension, codes): &&(Dimension, Vec<String>)| {
            !(dimension.is_year() && self.are_whole(codes))
        };
        let restricted = filters.iter().filter(counts);
        let named: BTreeSet<Dimension> = group.iter().chain(restricted).map(|(d, _)| *d).collect();
        if named.len() > MOST_DIMENSIONS {
            let rule = "a question may name at most 4 dimensions together, in what it is split and restricted by and in its years; years that are all those of a block do not count";
            found.push(Violation::new("group_by", rule));
        }
        filters.sort_unstable();
        if found.is_empty() { Ok(Asked { measure, group, filters }) } else { Err(found) }
    }

    /// Whether years are all those of each block that has any of them.
    fn are_whole(&self, years: &[String]) -> bool {
        let is_in = |year: i32| years.contains(&year.to_string());
        let all = |block: &ServedBlock| block.years.first()..=block.years.last();
        let mut touched = self.blocks.iter().filter(|block| all(block).any(is_in)).peekable();
        touched.peek().is_some() && touched.all(|block| all(block).all(is_in))
    }

    /// Answers a question at a tier.
    ///
    /// # Errors
    /// Names what was not measured, and what could be asked in its place.
    pub fn answer(&self, tier: Tier, asked: &Asked) -> Result<Arc<Answer>, Wrong> {
        let key = (tier, asked.clone());
        if let Some(answer) = self.kept.lock().answers.get(&key) {
            return Ok(answer.clone());
        }
        let (group, summed) = self.sum(asked)?;
        let mut cells = Vec::with_capacity(summed.sums.len());
        for (place, (sums, basis)) in summed.sums.iter().zip(&summed.bases).enumerate() {
            let mut codes = Vec::with_capacity(group.len());
            let mut rest = place;
            for (_, of) in group.iter().rev() {
                codes.push(of[rest % of.len()].clone());
                rest /= of.len();
            }
            codes.reverse();
            cells.push(AnsweredCell {
                codes,
                figure: Figure::count(sums, summed.least, *basis, tier),
            });
        }
        let group_by = group.iter().map(|(dimension, _)| *dimension).collect();
        let releases = summed.releases.into_iter().collect();
        let left_out = summed.left_out.into_iter().collect();
        let answer = Arc::new(Answer { group_by, cells, releases, left_out });
        let mut kept = self.kept.lock();
        if kept.cells + answer.cells.len() > KEPT_CELLS {
            *kept = Kept::default();
        }
        kept.cells += answer.cells.len();
        kept.answers.insert(key, answer.clone());
        Ok(answer)
    }

    /// The sums of a question's cells, and the codes of its dimensions.
    ///
    /// # Errors
    /// Names what was not measured, and what could be asked in its place.
    #[expect(clippy::type_complexity, reason = "two halves of one result")]
    pub fn sum(&self, asked: &Asked) -> Result<(Vec<(Dimension, Vec<String>)>, Summed), Wrong> {
        let named: Vec<Dimension> =
            asked.group.iter().chain(&asked.filters).map(|(d, _)| *d).collect();
        let kinds = Population::of(asked.measure, &named);
        let main = kinds[0].0;
        if let Some(other) = named.iter().find(|dimension| meant(main, **dimension).is_none()) {
            return Err(other_year(asked, main, *other));
        }
        let released: BTreeMap<i32, ReleaseKind> = self
            .of(main)
            .flat_map(|block| block.standing.iter().map(|(year, (kind, _))| (*year, *kind)))
            .collect();
        let (years, mut left_out) = years(asked, &released)?;
        if kinds[0].1 != Counting::Units {
            let has_services = |year: i32| {
                let tells = |block: &ServedBlock| {
                    block.years.contains(year)
                        && block.tells_of(Dimension::Service, &BTreeSet::from([year]))
                };
                self.of(main).any(tells)
            };
            left_out.retain(|year| has_services(*year));
        }
        let blocks: Vec<&ServedBlock> = self
            .of(main)
            .filter(|block| years.iter().any(|year| block.years.contains(*year)))
            .collect();
        let group = listed(asked, &blocks, &years)?;
        let cells =
            group.iter().try_fold(1usize, |cells, (_, codes)| cells.checked_mul(codes.len()));
        let Some(cells) = cells.filter(|cells| (1..=MOST_CELLS).contains(cells)) else {
            return Err(wrong(
                "group_by",
                format!("spans more than {MOST_CELLS} cells: restrict a dimension to fewer codes"),
            ));
        };
        let mut summed = Summed {
            sums: vec![Sums::ZERO; cells],
            bases: vec![Basis::Exact; cells],
            least: 0.0,
            releases: BTreeSet::new(),
            left_out,
        };
        for (population, counting) in &kinds {
            for block in self.of(*population) {
                let own: BTreeSet<i32> =
                    years.iter().copied().filter(|year| block.years.contains(*year)).collect();
                if !own.is_empty() {
                    block.add(*counting, asked, &group, &own, *population == main, &mut summed)?;
                }
            }
        }
        Ok((group, summed))
    }

    fn of(&self, population: Population) -> impl Iterator<Item = &ServedBlock> {
        self.blocks.iter().map(|block| &**block).filter(move |block| block.population == population)
    }
}

/// The years that a question is about: those that it names, or all that were released for good. Of provisional
/// years few things are known, and all years together would be answered by these alone; they are told apart as left
/// out. Where nothing is released for good, it is about the provisional ones.
fn years(
    asked: &Asked,
    released: &BTreeMap<i32, ReleaseKind>,
) -> Result<(BTreeSet<i32>, BTreeSet<i32>), Wrong> {
    let filter = asked.filters.iter().find(|(dimension, _)| dimension.is_year());
    let Some((_, codes)) = filter else {
        if released.is_empty() {
            return Err(wrong("measure", "nothing of it was released yet"));
        }
        let (finals, others): (BTreeSet<i32>, BTreeSet<i32>) =
            released.keys().copied().partition(|year| released[year] == ReleaseKind::Final);
        return Ok(if finals.is_empty() { (others, finals) } else { (finals, others) });
    };
    let mut years = BTreeSet::new();
    for code in codes {
        match code.parse().ok().filter(|year| released.contains_key(year)) {
            Some(year) => years.insert(year),
            None => {
                let all: Vec<String> = released.keys().map(ToString::to_string).collect();
                let all = if all.is_empty() { "none yet".into() } else { all.join(", ") };
                return Err(wrong("period", format!("must lie within the released years: {all}")));
            }
        };
    }
    Ok((years, BTreeSet::new()))
}

/// Why a question cannot name one of the two years of proceedings, and what names the other one.
fn other_year(asked: &Asked, main: Population, year: Dimension) -> Wrong {
    let filter = asked.filters.iter().find(|(dimension, _)| *dimension == year);
    let field = if filter.is_some() { "period" } else { "group_by" };
    if main != Population::Closed {
        let rule = "year_closed is of defendants and proceedings alone: cases are counted by the year in which they were opened";
        return wrong(field, rule);
    }
    let named = asked.group.iter().chain(&asked.filters).map(|(dimension, _)| *dimension);
    let by_closing =
        named.clone().find(|dimension| !dimension.is_year() && dimension.is_of_closing());
    let of = by_closing.unwrap_or(Dimension::YearClosed).name();
    let way = match filter {
        Some((_, years)) => format!("--where year_closed={}", years.join(",")),
        None => "--by year_closed".into(),
    };
    wrong(
        field,
        format!(
            "{of} is counted by the year in which proceedings were closed, and year is that of opening: name {way} in its place"
        ),
    )
}

/// The codes that a block's rows have of a dimension.
fn codes_of(block: &ServedBlock, dimension: Dimension) -> Vec<String> {
    if dimension == Dimension::Year {
        return block.standing.keys().map(ToString::to_string).collect();
    }
    let is_measured = block.tables.iter().any(|table| table.dimensions.contains(&dimension));
    let domain = block.fitted.domains().of(dimension).filter(|_| is_measured);
    domain.map_or_else(Vec::new, |domain| domain.codes().to_vec())
}

/// The dimensions of the answer with the codes to list.
fn listed(
    asked: &Asked,
    blocks: &[&ServedBlock],
    years: &BTreeSet<i32>,
) -> Result<Vec<(Dimension, Vec<String>)>, Wrong> {
    let mut group = Vec::new();
    for (index, (dimension, _)) in asked.group.iter().enumerate() {
        let field = format!("group_by[{index}]");
        let codes = if dimension.is_year() {
            years.iter().map(ToString::to_string).collect()
        } else {
            let lists: Vec<Vec<String>> =
                blocks.iter().map(|block| codes_of(block, *dimension)).collect();
            if lists.iter().any(|list| *list != lists[0]) {
                let blocks: Vec<String> = blocks.iter().map(|b| b.years.to_string()).collect();
                let rule = format!(
                    "has other codes, or was not measured, in some of the blocks {}: ask for the years of one of them",
                    blocks.join(", ")
                );
                return Err(wrong(field, rule));
            }
            let all = lists.into_iter().next().unwrap_or_default();
            if all.is_empty() {
                let rule = format!("{} was not measured: see vdx release show", dimension.name());
                return Err(wrong(field, rule));
            }
            match asked.filters.iter().find(|(other, _)| other == dimension) {
                None => all,
                Some((_, wanted)) => {
                    let kept: Vec<String> =
                        all.into_iter().filter(|code| wanted.contains(code)).collect();
                    if kept.is_empty() {
                        return Err(wrong(
                            field,
                            "the restriction leaves no code of the dimension",
                        ));
                    }
                    kept
                }
            }
        };
        group.push((*dimension, codes));
    }
    Ok(group)
}

impl ServedBlock {
    /// Adds its part to the cells of an answer.
    fn add(
        &self,
        counting: Counting,
        asked: &Asked,
        group: &[(Dimension, Vec<String>)],
        years: &BTreeSet<i32>,
        is_main: bool,
        summed: &mut Summed,
    ) -> Result<(), Wrong> {
        let domains = self.fitted.domains();
        let place = |dimension, code: &str| domains.of(dimension).and_then(|of| of.place(code));
        let is_whole = self.years.len() == years.len();
        let known = |dimension: Dimension| !codes_of(self, dimension).is_empty();
        if counting != Counting::Units && !known(Dimension::Service) {
            if !is_main {
                return Ok(());
            }
            return Err(wrong("measure", "services are measured when a year is released for good"));
        }
        let mut ask = Ask { counting, group: Vec::new(), filters: Vec::new() };
        let mut needed = BTreeSet::new();
        let mut is_simple = true;
        // For each dimension of the answer: the place of each of the block's codes in it.
        let mut strides: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut offset = 0;
        let mut stride: usize = group.iter().map(|(_, codes)| codes.len()).product();
        for (dimension, codes) in group {
            stride /= codes.len();
            let own = meant(self.population, *dimension).unwrap_or(*dimension);
            if !known(own) && !is_main {
                match codes.iter().position(|code| code == NOT_REPORTED) {
                    Some(at) => offset += at * stride,
                    None => return Ok(()),
                }
                continue;
            }
            let mut places = Vec::new();
            let mut into = Vec::new();
            for (at, code) in codes.iter().enumerate() {
                let counts = own != Dimension::Year
                    || code.parse().is_ok_and(|year: i32| years.contains(&year));
                if let Some(place) = place(own, code).filter(|_| counts) {
                    places.push(place);
                    into.push(at);
                }
            }
            needed.insert(own);
            ask.group.push((own, places));
            strides.push((stride, into));
        }
        for (dimension, codes) in &asked.filters {
            let own = meant(self.population, *dimension).unwrap_or(*dimension);
            if own == Dimension::Year || group.iter().any(|(other, _)| other == dimension) {
                continue;
            }
            if !known(own) {
                if !is_main {
                    if codes.iter().any(|code| code == NOT_REPORTED) {
                        continue;
                    }
                    return Ok(());
                }
                let rule = format!(
                    "{} was not measured in {}: see vdx release show",
                    dimension.name(),
                    self.years
                );
                return Err(wrong("filters", rule));
            }
            let mut places = Vec::new();
            for code in codes {
                let Some(place) = place(own, code) else {
                    let rule = format!(
                        "{}={code} is not told apart in {}: must be codes of {}",
                        dimension.name(),
                        self.years,
                        codes_of(self, own).join(", ")
                    );
                    return Err(wrong("filters", rule));
                };
                places.push(place);
            }
            let is_list = self.fitted.is_list(own);
            is_simple &= !is_list || places.len() == 1 || counting == Counting::Services;
            needed.insert(own);
            ask.filters.push((own, places));
        }
        let by_year = ask.group.iter().any(|(dimension, _)| *dimension == Dimension::Year);
        if !by_year && !is_whole {
            let places = years.iter().filter_map(|year| place(Dimension::Year, &year.to_string()));
            ask.filters.push((Dimension::Year, places.collect()));
        }
        let is_about_years = by_year || !is_whole;
        // Whoever gets a service in two years counts once.
        let counts_once = counting == Counting::Assisted && !by_year && years.len() > 1;
        if counting != Counting::Units {
            is_simple &= needed.contains(&Dimension::Service) || counting == Counting::Services;
            needed.insert(Dimension::Service);
        }
        if let Some(dimension) = needed.iter().find(|d| !self.tells_of(**d, years)) {
            let rule = format!(
                "{} was not measured in all of these years: those whose figures are provisional have few",
                dimension.name()
            );
            return Err(wrong("period", rule));
        }
        if let Some((one, other)) = following(&needed).find(|(a, b)| !self.has_both(*a, *b, years))
        {
            let rule = format!(
                "{} follows from {}, and no table has both: a figure by both would tell of persons or cases that cannot be",
                one.name(),
                other.name()
            );
            let is_split = asked.group.iter().any(|(d, _)| [one, other].contains(d));
            return Err(wrong(if is_split { "group_by" } else { "filters" }, rule));
        }
        if is_about_years {
            needed.insert(Dimension::Year);
        }
        let is_measured = is_simple && self.is_measured(&needed, years, counts_once);
        let basis = if is_measured { Basis::Measured } else { Basis::Modelled };
        let too_large = || wrong("group_by", "spans too many cells: restrict it to fewer codes");
        let sums = self.fitted.weigh(&ask).ok_or_else(too_large)?;
        let exact_for = self.exact_for(asked, group, years);
        for (number, sums) in sums.iter().enumerate() {
            let mut rest = number;
            let mut cell = offset;
            for (stride, into) in strides.iter().rev() {
                cell += into[rest % into.len()] * stride;
                rest /= into.len();
            }
            summed.sums[cell].add(sums);
            // Cells that this block adds nothing to are not its business.
            let is_exact = is_main && exact_for(cell);
            let of = &mut summed.bases[cell];
            *of = of.and(if is_exact { Basis::Exact } else { basis });
        }
        summed.least = summed.least.hypot(self.fitted.smallest_error());
        summed.releases.extend(years.iter().filter_map(|year| Some(self.standing.get(year)?.1)));
        Ok(())
    }

    /// Whether any table tells of a dimension in all of these years.
    fn tells_of(&self, dimension: Dimension, years: &BTreeSet<i32>) -> bool {
        dimension == Dimension::Year || self.has_both(dimension, dimension, years)
    }

    /// Whether any table tells of two dimensions together in all of these years.
    fn has_both(&self, one: Dimension, other: Dimension, years: &BTreeSet<i32>) -> bool {
        self.tables.iter().any(|table| {
            [one, other].iter().all(|dimension| table.dimensions.contains(dimension))
                && table.years.as_ref().is_none_or(|of| years.is_subset(of))
        })
    }

    /// Whether the cells are those of a measured table, or sums of them.
    fn is_measured(
        &self,
        dimensions: &BTreeSet<Dimension>,
        years: &BTreeSet<i32>,
        counts_once: bool,
    ) -> bool {
        self.tables.iter().any(|table| {
            dimensions.is_subset(&table.dimensions)
                && table.years.as_ref().is_none_or(|of| years.is_subset(of))
                && !(counts_once && table.years.is_some())
        })
    }

    /// Which cells are exact totals.
    fn exact_for<'a>(
        &'a self,
        asked: &'a Asked,
        group: &'a [(Dimension, Vec<String>)],
        years: &'a BTreeSet<i32>,
    ) -> impl Fn(usize) -> bool + 'a {
        let named = asked.group.iter().chain(&asked.filters).map(|(dimension, _)| *dimension);
        let others: BTreeSet<Dimension> = named.filter(|dimension| !dimension.is_year()).collect();
        let filter = asked.filters.iter().find(|(dimension, _)| others.contains(dimension));
        // Services, and who gets them, are no units of the block.
        let fits =
            matches!(asked.measure, Measure::Persons | Measure::Defendants | Measure::Proceedings);
        move |cell| {
            if !fits {
                return false;
            }
            // The one code that the cell is about, beside the year.
            let mut code = match filter {
                Some((_, codes)) if codes.len() == 1 => Some(codes[0].as_str()),
                _ => None,
            };
            let mut only = None;
            let mut rest = cell;
            for (dimension, codes) in group.iter().rev() {
                let own = codes[rest % codes.len()].as_str();
                rest /= codes.len();
                if dimension.is_year() {
                    only = own.parse::<i32>().ok();
                } else {
                    code = Some(own);
                }
            }
            let mut others = others.iter();
            let other = match (others.next(), code, others.next()) {
                (None, ..) => None,
                (Some(dimension), Some(code), None) => Some((*dimension, code)),
                _ => return false,
            };
            match only {
                Some(year) => self.is_exact(year, other),
                None => years.iter().all(|year| self.is_exact(*year, other)),
            }
        }
    }

    /// Whether the number of units of a year, or of those with one code, is an exact total.
    fn is_exact(&self, year: i32, code: Option<(Dimension, &str)>) -> bool {
        let of_year = self.fitted.exact().iter().find(|exact| exact.year == year);
        match code {
            None => of_year.is_some_and(|exact| exact.persons.is_some()),
            Some((Dimension::Child, "YES")) => {
                of_year.is_some_and(|exact| exact.children.is_some())
            }
            Some((dimension, code)) => self.fitted.exact_codes().iter().any(|exact| {
                (exact.year, &*exact.dimension, &*exact.code) == (year, dimension.name(), code)
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact_trials::served;
    use super::*;

    fn ask(served: &Served, measure: Measure, group: &[&str], filters: &[(&str, &str)]) -> String {
        let filters = filters.iter().map(|(name, code)| ((*name).into(), vec![(*code).into()]));
        let question = Question {
            measure,
            group_by: group.iter().map(|name| (*name).into()).collect(),
            filters: filters.collect(),
            period: None,
        };
        let answer = served.read(&question).and_then(|asked| served.answer(Tier::National, &asked));
        answer.map_or_else(
            |wrong| format!("{}: {}", wrong[0].field, wrong[0].description),
            |_| "told".into(),
        )
    }

    /// Who was informed on rights had that service: as if the two were independent, half of those who
    /// had it would not have been informed.
    #[test]
    fn what_follows_from_another_dimension_is_told_with_it_as_measured_alone() {
        use Measure::{AssistedPersons, Cases, Persons, Proceedings, Referrals};
        let shipped = served("rows = 2000\nvictims_a_year = 50");
        for (measure, group, filters, told) in [
            (
                AssistedPersons,
                &["service", "informed_on_rights"][..],
                &[][..],
                "group_by: informed",
            ),
            (AssistedPersons, &["service"], &[("compensated", "YES")], "group_by: compensated"),
            (AssistedPersons, &[], &[("informed_on_rights", "NO")], "filters: informed_on_rights"),
            (AssistedPersons, &["informed_on_rights", "year"], &[], "group_by: informed_on_rights"),
            (Proceedings, &["sentence_band", "outcome"], &[], "group_by: sentence_band follows"),
            (Cases, &["handled_by", "stage"], &[], "group_by: handled_by follows from stage"),
            (Referrals, &["referral_status", "referral_completed"], &[], "referral_completed"),
            (Persons, &["informed_on_rights", "compensated"], &[], "told"),
            (AssistedPersons, &["service", "child"], &[], "told"),
        ] {
            let answer = ask(&shipped, measure, group, filters);
            assert!(answer.contains(told), "{group:?} {filters:?}: {answer}");
        }
        let own = served(
            "rows = 2000\nvictims_a_year = 50\ntables = \"\"\"\nyear x informed_on_rights: 1\nyear x service x informed_on_rights: 1\n\"\"\"",
        );
        let both = ["service", "informed_on_rights"];
        assert_eq!(ask(&own, AssistedPersons, &both, &[]), "told");
    }
}
