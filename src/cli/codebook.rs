//! The codebook of synthetic victims: what columns and codes mean, in words for whoever has nothing but the
//! files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::foreign;
use crate::proto::v1;
use crate::statistics::{Dimension, labels};
use crate::words::{self, Language};

use super::release::span;

/// A column: the dimension that it tells of, and the code, where it is about one code of several.
struct Column<'a> {
    dimension: Dimension,
    code: Option<&'a str>,
}

impl<'a> Column<'a> {
    /// Reads the name of a column; nothing where this version does not know it.
    fn of(name: &'a str) -> Option<Self> {
        if let Some(dimension) = Dimension::from_name(name) {
            return Some(Self { dimension, code: None });
        }
        let of_list = |dimension: &Dimension| {
            let code = name.strip_prefix(dimension.name())?.strip_prefix('_')?;
            Some(Self { dimension: *dimension, code: Some(code) })
        };
        // Of two names that fit, the longer one says more.
        let found = Dimension::ALL.iter().filter(|dimension| dimension.is_multi_valued());
        found.filter_map(of_list).max_by_key(|column| column.dimension.name().len())
    }
}

fn label(dimension: Dimension, code: &str) -> String {
    foreign::line(&labels::code_label(Language::En, dimension, code))
}

fn about(dimension: Dimension) -> String {
    words::label(Language::En, &labels::dimension_key(dimension))
}

/// The codebook of rows in the file `rows`, whose agreement with the release is told in `fidelity`.
pub fn codebook(answer: &v1::ExportSyntheticResponse, rows: &str, fidelity: &str) -> String {
    let mut text = format!(
        "\
Synthetic victims of trafficking, {}: {} rows in {rows}.
Nobody in it exists.

Protection: rows are drawn from a table that was fitted to counts with noise
(zero-concentrated differential privacy, rho {:.2} for everybody's life). They tell
of a person nothing beyond that.

Fidelity: {fidelity} compares the counts of codes, and of pairs of
codes of columns that were measured together, with those of the release: estimate,
90 % interval, and A or B where half of that is at most 10 or 25 % of the estimate.
\"<10\" is fewer than ten, and a dot an estimate that is too rough for the public:
half of its interval is more than a quarter of it.

",
        span(answer.first_year, answer.last_year),
        answer.rows.len(),
        answer.rho_life,
    );
    text += &measured_together(answer);
    text += "\nColumns and their codes:\n";
    // Codes as the release has them, in its order; a row may lack a rare one.
    let mut codes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for of in answer.fidelity.iter().filter(|of| of.second_column.is_empty()) {
        codes.entry(&of.column).or_default().push(&of.code);
    }
    for name in &answer.columns {
        let Some(column) = Column::of(name) else {
            let _ = writeln!(text, "  {}: unknown to this version", foreign::line(name));
            continue;
        };
        let of = about(column.dimension);
        let name = foreign::line(name);
        if let Some(code) = column.code {
            let label = label(column.dimension, code);
            let _ = writeln!(text, "  {name}: 1 for {label} ({of}), else 0");
            continue;
        }
        let key = labels::dimension_key(column.dimension);
        let meaning = words::meaning(Language::En, &key).unwrap_or_default();
        let _ = writeln!(text, "  {name}: {of}. {meaning}");
        for code in codes.get(&*name).into_iter().flatten() {
            let label = label(column.dimension, code);
            let code = foreign::line(code);
            if label == code {
                let _ = writeln!(text, "    {code}");
            } else {
                let _ = writeln!(text, "    {code:<28}  {label}");
            }
        }
    }
    text
}

/// Which dimensions were measured together: of all other pairs rows have what follows from these.
fn measured_together(answer: &v1::ExportSyntheticResponse) -> String {
    let mut pairs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for of in &answer.fidelity {
        if let (Some(first), Some(second)) = (Column::of(&of.column), Column::of(&of.second_column))
        {
            pairs.entry(first.dimension.name()).or_default().insert(second.dimension.name());
        }
    }
    let mut text = "\
Measured together were these columns. Of any other two, rows have what follows from
these, as if nothing else brought them together: no finding is to be drawn from
them. By rule alone child goes with age_band, and foreign_national nearly always
with citizenship.
"
    .to_owned();
    for (first, others) in pairs {
        let others: Vec<&str> = others.into_iter().collect();
        let _ = writeln!(text, "  {first} with {}", others.join(", "));
    }
    text
}
