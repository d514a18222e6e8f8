//! The closed algebra of questions.
//!
//! A question is a measure, dimensions to split by, and restrictions to published
//! codes and whole years. Every phrasing of a cell comes down to the same
//! dimensions, each with one code (or one block of years), so that it gets the
//! same answer; a restriction to several codes is answered as the sum of the cells
//! of the single ones.

use std::collections::BTreeSet;

use crate::domain::period::Years;
use crate::domain::rules::Violation;

use super::catalog::{Catalog, Dimension, Measure};
use super::plan::KeyDimension;

/// A restriction to years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// [`Dimension::Year`] or [`Dimension::YearClosed`].
    pub dimension: Dimension,
    /// The years.
    pub years: Years,
}

/// A question as it is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// What to count.
    pub measure: Measure,
    /// Names of the dimensions to split by.
    pub group_by: Vec<String>,
    /// Names of dimensions and the codes to restrict them to.
    pub filters: Vec<(String, Vec<String>)>,
    /// Years to restrict to.
    pub period: Option<Period>,
}

/// A well-formed question in its one canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    pub(crate) measure: Measure,
    /// Dimensions of the answer, each with the codes to list.
    pub(crate) group: Vec<(Dimension, Vec<u8>)>,
    /// Dimensions to sum over, each with the codes to sum.
    pub(crate) filters: Vec<(Dimension, Vec<u8>)>,
    /// Several years that form one cell of their own.
    pub(crate) block: Option<Period>,
}

/// Most cells that one question may span, before sums.
pub(crate) const MAX_CELLS: usize = 1 << 21;

impl Query {
    /// Checks a question against the catalogue. `max_dimensions` and the `blocks` of
    /// several years come from the disclosure policy.
    pub fn new(
        question: &Question,
        catalog: &Catalog,
        max_dimensions: usize,
        blocks: &[Years],
    ) -> Result<Self, Vec<Violation>> {
        let mut wrong = Vec::new();
        let mut query =
            Self { measure: question.measure, group: vec![], filters: vec![], block: None };

        for (index, name) in question.group_by.iter().enumerate() {
            let field = format!("group_by[{index}]");
            let Some(dimension) = known(&field, name, question.measure, &mut wrong) else {
                continue;
            };
            if query.group.iter().any(|(other, _)| *other == dimension) {
                wrong.push(Violation::new(field, "names a dimension a second time"));
                continue;
            }
            query.group.push((dimension, (0..catalog.codes(dimension).len() as u8).collect()));
        }
        for (index, (name, codes)) in question.filters.iter().enumerate() {
            let field = format!("filters[{index}].dimension");
            let Some(dimension) = known(&field, name, question.measure, &mut wrong) else {
                continue;
            };
            let field = format!("filters[{index}].codes");
            if let Some(numbers) = numbers(&field, codes, dimension, catalog, &mut wrong) {
                query.restrict(dimension, &numbers, &format!("filters[{index}]"), &mut wrong);
            }
        }
        if let Some(period) = question.period {
            query.add_period(period, catalog, blocks, &mut wrong);
        }
        // A restriction to all codes is none.
        query.filters.retain(|(d, codes)| codes.len() < catalog.codes(*d).len());
        query.filters.sort_unstable();

        let dimensions =
            query.group.len() + query.filters.len() + usize::from(query.block.is_some());
        if dimensions > max_dimensions {
            wrong.push(Violation::new(
                "group_by",
                format!(
                    "group_by, filters and period may name at most {max_dimensions} dimensions together"
                ),
            ));
        }
        let cells = query.group.iter().chain(&query.filters).map(|(_, codes)| codes.len());
        if cells.fold(1usize, usize::saturating_mul) > MAX_CELLS {
            wrong.push(Violation::new(
                "group_by",
                "spans too many cells: restrict a dimension to fewer codes",
            ));
        }
        if wrong.is_empty() { Ok(query) } else { Err(wrong) }
    }

    /// Restricts a dimension: of the answer when it is split by, else summed over.
    fn restrict(
        &mut self,
        dimension: Dimension,
        codes: &[u8],
        field: &str,
        wrong: &mut Vec<Violation>,
    ) {
        if let Some((_, listed)) = self.group.iter_mut().find(|(d, _)| *d == dimension) {
            listed.retain(|code| codes.contains(code));
            if listed.is_empty() {
                wrong.push(Violation::new(field, "leaves no code of the dimension"));
            }
        } else if self.filters.iter().any(|(d, _)| *d == dimension) {
            wrong.push(Violation::new(field, "restricts a dimension a second time"));
        } else {
            self.filters.push((dimension, codes.to_vec()));
        }
    }

    fn add_period(
        &mut self,
        period: Period,
        catalog: &Catalog,
        blocks: &[Years],
        wrong: &mut Vec<Violation>,
    ) {
        let Period { dimension, years } = period;
        if !self.measure.dimensions().any(|d| d == dimension) {
            wrong.push(Violation::new("period", "the measure has no such year"));
            return;
        }
        let (first, last) = (catalog.years.first(), catalog.years.last());
        if years.first() < first || years.last() > last {
            wrong.push(Violation::new(
                "period",
                format!("must lie within the published years, {first} to {last}"),
            ));
            return;
        }
        let split = self.group.iter().chain(&self.filters).any(|(d, _)| *d == dimension);
        if years.len() > 1 && !split && blocks.contains(&years) {
            self.block = Some(period);
        } else {
            let codes: Vec<u8> =
                (years.first()..=years.last()).map(|year| catalog.year(year)).collect();
            self.restrict(dimension, &codes, "period", wrong);
        }
    }

    /// The dimensions of the atomic cells: first those of the answer, then those to
    /// sum over, then the block of years.
    pub(crate) fn keys(&self, catalog: &Catalog) -> Vec<KeyDimension> {
        let split = self.group.iter().chain(&self.filters);
        let block = self.block.map(|block| {
            let years = block.years.first()..=block.years.last();
            KeyDimension::together(block.dimension, years.map(|year| catalog.year(year)))
        });
        split.map(|(d, codes)| KeyDimension::split(*d, codes)).chain(block).collect()
    }

    /// The dimensions of the answer.
    pub(crate) fn groups(&self) -> impl Iterator<Item = Dimension> {
        self.group.iter().map(|(dimension, _)| *dimension)
    }

    /// Names of the dimensions of [`Query::keys`], in its order. A block of years has a name of
    /// its own: it is another cell than its years.
    pub(crate) fn key_names(&self) -> Vec<String> {
        let split = self.group.iter().chain(&self.filters).map(|(d, _)| d.name().to_owned());
        let block = self.block.map(|b| format!("{} {}", b.dimension.name(), b.years));
        split.chain(block).collect()
    }

    /// Names what cells are split by, in one order whatever the phrasing.
    pub(crate) fn cell_name<'a>(measure: Measure, names: impl Iterator<Item = &'a str>) -> String {
        let names: Vec<&str> = names.collect::<BTreeSet<&str>>().into_iter().collect();
        format!("{measure:?}: {}", names.join(", "))
    }

    /// The name of its atomic cells.
    pub(crate) fn canonical_name(&self) -> String {
        Self::cell_name(self.measure, self.key_names().iter().map(String::as_str))
    }
}

fn known(
    field: &str,
    name: &str,
    measure: Measure,
    wrong: &mut Vec<Violation>,
) -> Option<Dimension> {
    let dimension = Dimension::from_name(name).filter(|d| measure.dimensions().any(|m| m == *d));
    if dimension.is_none() {
        let names: Vec<&str> = measure.dimensions().map(Dimension::name).collect();
        wrong.push(Violation::new(
            field,
            format!("must be a dimension of the measure: {}", names.join(", ")),
        ));
    }
    dimension
}

fn numbers(
    field: &str,
    codes: &[String],
    dimension: Dimension,
    catalog: &Catalog,
    wrong: &mut Vec<Violation>,
) -> Option<Vec<u8>> {
    let known = catalog.codes(dimension);
    let mut numbers = BTreeSet::new();
    for code in codes {
        match known.iter().position(|k| k.eq_ignore_ascii_case(code)) {
            Some(number) => {
                numbers.insert(number as u8);
            }
            None => {
                let list = if known.len() <= 32 {
                    format!(": {}", known.join(", "))
                } else {
                    format!(" of {}", dimension.name())
                };
                wrong.push(Violation::new(field, format!("must be codes{list}")));
                return None;
            }
        }
    }
    if numbers.is_empty() {
        wrong.push(Violation::new(field, "must name at least one code"));
        return None;
    }
    Some(numbers.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(group: &[&str], filters: &[(&str, &[&str])], years: Option<&str>) -> Question {
        let owned = |list: &[&str]| list.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        Question {
            measure: Measure::Persons,
            group_by: owned(group),
            filters: filters.iter().map(|(d, codes)| ((*d).to_owned(), owned(codes))).collect(),
            period: years
                .map(|years| Period { dimension: Dimension::Year, years: years.parse().unwrap() }),
        }
    }

    fn query(question: &Question) -> Result<Query, String> {
        let catalog = Catalog { regions: vec![], years: Years::new(2005, 2020).unwrap() };
        let blocks = [Years::new(2008, 2011).unwrap()];
        Query::new(question, &catalog, 4, &blocks).map_err(|wrong| {
            wrong.iter().map(|v| format!("{}: {}\n", v.field, v.description)).collect()
        })
    }

    #[test]
    fn phrasings_of_one_cell_have_one_name() {
        let a = query(&ask(&["gender"], &[("child", &["YES"])], None)).unwrap();
        let b = query(&ask(&["child"], &[("gender", &["FEMININE"])], None)).unwrap();
        let c = query(&ask(&["child", "gender"], &[], None)).unwrap();
        assert_eq!(a.canonical_name(), b.canonical_name());
        assert_eq!(a.canonical_name(), c.canonical_name());
        let full: &[&str] = &["NOT_REPORTED", "YES", "NO", "UNKNOWN"];
        let d = query(&ask(&["gender"], &[("child", full)], None)).unwrap();
        assert_eq!(d, query(&ask(&["gender"], &[], None)).unwrap());
    }

    #[test]
    fn a_published_block_of_years_is_one_cell_and_others_are_summed() {
        let block = query(&ask(&["gender"], &[], Some("2008-2011"))).unwrap();
        assert!(block.block.is_some() && block.filters.is_empty());
        let sum = query(&ask(&["gender"], &[], Some("2008-2010"))).unwrap();
        assert_eq!(sum.filters[0].1.len(), 3);
        let year = query(&ask(&["gender"], &[], Some("2009"))).unwrap();
        assert_eq!(year, query(&ask(&["gender"], &[("year", &["2009"])], None)).unwrap());
        let split = query(&ask(&["year"], &[], Some("2008-2011"))).unwrap();
        assert_eq!(split.group[0].1.len(), 4);
    }

    #[test]
    fn mistakes_name_the_rule() {
        let error = |group: &[&str], filters: &[(&str, &[&str])], years| {
            query(&ask(group, filters, years)).unwrap_err()
        };
        assert!(error(&["colour"], &[], None).contains("group_by[0]: must be a dimension"));
        assert!(error(&["service"], &[], None).contains("dimension of the measure"));
        assert!(error(&["gender", "gender"], &[], None).contains("second time"));
        assert!(
            error(&[], &[("gender", &["X"])], None).contains("filters[0].codes: must be codes")
        );
        assert!(error(&[], &[("gender", &[])], None).contains("at least one"));
        assert!(error(&[], &[], Some("1999")).contains("2005 to 2020"));
        let five = &["gender", "child", "act", "means", "region"];
        assert!(error(five, &[], None).contains("at most 4 dimensions"));
        let countries = &["citizenship", "country_of_exploitation", "country_of_residence"];
        assert!(error(countries, &[], None).contains("too many cells"));
    }
}
