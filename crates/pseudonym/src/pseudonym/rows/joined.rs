//! Columns that the mapping makes of several, such as a date whose day, month and year stand apart.

use std::sync::Arc;

use super::super::mapping::Mapping;
use super::{Columns, Row};

/// Columns that are made of others.
#[derive(Default)]
pub struct Joined {
    /// Name of each, and the columns of which it is made.
    made: Vec<(String, Vec<String>)>,
    /// Columns of the rows that were read last, without and with those that are made.
    known: Option<(Arc<Columns>, Arc<Columns>)>,
}

impl Joined {
    /// The joined columns of a mapping.
    pub fn of(mapping: &Mapping) -> Self {
        let made = mapping.joined.iter().map(|(name, parts)| (name.clone(), parts.clone()));
        Self { made: made.collect(), known: None }
    }

    /// Adds the joined columns to a row; `is_empty` tells which values say that nothing is known.
    pub fn add_to(&mut self, row: &mut Row, is_empty: impl Fn(&str) -> bool) {
        if self.made.is_empty() {
            return;
        }
        let parts_of = |(_, parts): &(String, Vec<String>)| {
            let values = parts.iter().map(|part| row.value(part));
            join(values.map(|value| if is_empty(value) { "" } else { value }))
        };
        let values: Vec<String> = self.made.iter().map(parts_of).collect();
        let columns = match &self.known {
            Some((without, with)) if Arc::ptr_eq(without, &row.columns) => with.clone(),
            _ => {
                let own = self.made.iter().map(|(name, _)| name.clone());
                let all = row.columns.names.iter().cloned().chain(own);
                let with = Arc::new(Columns::new(all));
                self.known = Some((row.columns.clone(), with.clone()));
                with
            }
        };
        row.values.resize(row.columns.names.len(), String::new());
        row.values.extend(values);
        row.columns = columns;
    }
}

/// Values with dots between them. One that is not known is `00`, as for the day of a date, but for the last, without which
/// the others say nothing.
fn join<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<&str> = values.collect();
    let Some((last, before)) = values.split_last().filter(|_| values.iter().any(|v| !v.is_empty()))
    else {
        return String::new();
    };
    let known = before.iter().map(|value| if value.is_empty() { "00" } else { value });
    known.chain([*last]).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_date_are_joined_as_far_as_they_are_known() {
        let of = |values: &[&str]| join(values.iter().copied());
        assert_eq!(of(&["7", "3", "1991"]), "7.3.1991");
        assert_eq!(of(&["7", "03/1991"]), "7.03/1991");
        assert_eq!(of(&["", "", "1991"]), "00.00.1991");
        assert_eq!(of(&["", "3", "1991"]), "00.3.1991");
        assert_eq!(of(&["", "", ""]), "");
        assert_eq!(of(&["7", "3", ""]), "7.3.");
    }
}
