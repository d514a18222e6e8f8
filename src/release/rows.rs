//! Persons with at most so many codes each, and the cells of a table that each falls into.
//!
//! Both real persons, before they are counted, and the weighted rows of a fitted table are of one
//! shape. Real ones cannot be printed:
//!
//! ```compile_fail,E0277
//! println!("{:?}", vdx::release::rows::BoundedUnits::default());
//! ```
//!
//! nor sent:
//!
//! ```compile_fail,E0277
//! let sent = serde_json::to_string(&vdx::release::rows::BoundedUnits::default());
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::domains::{Domains, NOWHERE};
use super::plan::{Plan, Shape};
use crate::statistics::Dimension;

/// The most cells of a table.
pub const MOST_CELLS: usize = 20_000;

/// Up to a few codes a row.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct List {
    /// `values[ends[row - 1]..ends[row]]` are those of a row, ascending.
    pub ends: Vec<u32>,
    pub values: Vec<u8>,
}

impl List {
    pub fn of(&self, row: usize) -> &[u8] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.values[start..self.ends[row] as usize]
    }

    pub fn push(&mut self, values: &[u8]) {
        self.values.extend_from_slice(values);
        self.ends.push(self.values.len() as u32);
    }

    fn pick(&self, rows: &[u32]) -> Self {
        let mut picked = Self::default();
        rows.iter().for_each(|row| picked.push(self.of(*row as usize)));
        picked
    }
}

/// Rows in columns of places in their domains.
///
/// A service is a list code of three parts: see [`ServiceCode`].
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Rows {
    pub count: usize,
    #[serde(with = "by_name")]
    pub ones: BTreeMap<Dimension, Vec<u8>>,
    #[serde(with = "by_name")]
    pub lists: BTreeMap<Dimension, List>,
}

impl Rows {
    /// Some of the rows, in this order.
    pub fn pick(&self, rows: &[u32]) -> Self {
        let one = |column: &Vec<u8>| rows.iter().map(|row| column[*row as usize]).collect();
        Self {
            count: rows.len(),
            ones: self.ones.iter().map(|(dimension, column)| (*dimension, one(column))).collect(),
            lists: self.lists.iter().map(|(d, list)| (*d, list.pick(rows))).collect(),
        }
    }
}

/// The three parts of a service: what it is, whether it was received, and the year of the block,
/// counted from 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct ServiceCode {
    pub service: usize,
    /// 0 when it was received, 1 when it was offered only: places in the domain.
    pub received: usize,
    pub year: usize,
}

impl ServiceCode {
    /// How many there are of so many services in so many years.
    pub fn count(services: usize, years: usize) -> usize {
        services * 2 * years
    }

    /// As one number; nothing beyond the longest block of years.
    pub fn number(self, years: usize) -> Option<u8> {
        u8::try_from((self.service * 2 + self.received) * years + self.year).ok()
    }

    /// From such a number.
    pub fn of_number(number: u8, years: usize) -> Self {
        let number = usize::from(number);
        let kind = number / years;
        Self { service: kind / 2, received: kind % 2, year: number % years }
    }
}

/// A service as it is known of a unit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct GivenService {
    /// Its number in the catalogue.
    pub service: u8,
    /// Whether it was received, and not offered only.
    pub received: bool,
    /// The calendar year.
    pub year: i32,
}

/// What is known of a unit before its contribution is bounded. It has no `Debug`.
#[derive(Clone, Default)]
pub struct Unit {
    /// Names the unit for ever.
    pub id: u128,
    /// Numbers of the catalogue in each dimension; 0 and none are "not reported".
    pub codes: BTreeMap<Dimension, Vec<u8>>,
    /// Services, each once for each year in which it was given.
    pub services: Vec<GivenService>,
}

/// Real persons, their contributions bounded. It has neither `Debug` nor `Serialize` nor public
/// fields: only the function that adds noise can count it.
#[derive(Default)]
pub struct BoundedUnits {
    pub(super) rows: Rows,
    /// Who each row is.
    pub(super) ids: Vec<u128>,
}

impl BoundedUnits {
    /// Bounds what each unit contributes. Of a list that is too long some codes stay, chosen by
    /// keyed hash of unit, dimension and code: earlier services first, so that what was measured of
    /// a closed year does not change with a later one.
    pub fn new(
        units: impl IntoIterator<Item = Unit>,
        domains: &Domains,
        plan: &Plan,
        key: &[u8; 32],
    ) -> Self {
        let mut bounded = Self::default();
        for unit in units {
            bounded.push(&unit, domains, plan, key);
        }
        bounded
    }

    /// As bytes for the store, where they wait for their release; nothing else may hold them.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(&(&self.rows, &self.ids)).expect("units always serialize")
    }

    /// From such bytes.
    pub(crate) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (rows, ids) = postcard::from_bytes(bytes).ok()?;
        Some(Self { rows, ids })
    }

    /// Number of rows: for the accounts alone.
    pub fn len(&self) -> usize {
        self.rows.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.count == 0
    }

    /// Who they are, in order.
    pub fn ids(&self) -> &[u128] {
        &self.ids
    }

    fn push(&mut self, unit: &Unit, domains: &Domains, plan: &Plan, key: &[u8; 32]) {
        self.rows.count += 1;
        self.ids.push(unit.id);
        let none = Vec::new();
        // Whether a service was received is part of the service.
        let own = domains.dimensions().filter(|d| *d != Dimension::AssistanceReceived);
        for dimension in own {
            let Some(domain) = domains.of(dimension) else { continue };
            let codes = unit.codes.get(&dimension).unwrap_or(&none);
            match plan.shape(dimension) {
                Shape::Single => {
                    let reported: Vec<u8> = codes.iter().copied().filter(|c| *c != 0).collect();
                    let place = match (reported.as_slice(), domain.multiple()) {
                        ([], _) => domain.of_number(0),
                        ([code], _) | ([code, ..], None) => domain.of_number(*code),
                        (_, Some(multiple)) => multiple,
                    };
                    self.rows.ones.entry(dimension).or_default().push(place);
                }
                Shape::List(most) => {
                    let mut places: Vec<(u32, u8)> = if dimension == Dimension::Service {
                        services(unit, domains)
                    } else {
                        codes.iter().map(|code| (0, domain.of_number(*code))).collect()
                    };
                    places.retain(|(_, place)| *place != NOWHERE);
                    places.sort_unstable();
                    places.dedup();
                    places.sort_by_key(|(year, place)| {
                        (*year, draw(key, unit.id, dimension, *place))
                    });
                    places.truncate(most as usize);
                    let mut kept: Vec<u8> = places.into_iter().map(|(_, place)| place).collect();
                    kept.sort_unstable();
                    self.rows.lists.entry(dimension).or_default().push(&kept);
                }
            }
        }
    }
}

/// The services of a unit within the block: year and number.
fn services(unit: &Unit, domains: &Domains) -> Vec<(u32, u8)> {
    let years = domains.years();
    let Some(domain) = domains.of(Dimension::Service) else { return Vec::new() };
    let within = unit.services.iter().filter(|given| years.contains(given.year));
    within
        .filter_map(|given| {
            let service = domain.of_number(given.service);
            let year = (given.year - years.first()) as usize;
            let code = ServiceCode {
                service: usize::from(service),
                received: usize::from(!given.received),
                year,
            };
            let number = code.number(years.len()).filter(|_| service != NOWHERE)?;
            Some((year as u32, number))
        })
        .collect()
}

fn draw(key: &[u8; 32], unit: u128, dimension: Dimension, place: u8) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(&unit.to_le_bytes());
    hasher.update(&[place]);
    hasher.update(dimension.name().as_bytes());
    *hasher.finalize().as_bytes()
}

/// How the cells of a table are numbered: the last dimension fastest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub dimensions: Vec<Dimension>,
    pub sizes: Vec<usize>,
    pub cells: usize,
    list: Option<Dimension>,
    years: usize,
}

/// The cells of each row in a table.
pub(super) enum Placed {
    /// One each.
    One(Vec<u16>),
    /// `cells[ends[row - 1]..ends[row]]`.
    Many { ends: Vec<u32>, cells: Vec<u16> },
}

impl Layout {
    /// The layout of a table; nothing when the release lacks one of its dimensions, or when it has
    /// more than [`MOST_CELLS`].
    pub fn new(dimensions: &[Dimension], domains: &Domains, plan: &Plan) -> Option<Self> {
        let sizes: Vec<usize> =
            dimensions.iter().map(|d| domains.of(*d).map(|of| of.len())).collect::<Option<_>>()?;
        let cells = sizes.iter().try_fold(1usize, |cells, size| cells.checked_mul(*size))?;
        let list = dimensions.iter().find(|d| plan.shape(**d) != Shape::Single).copied();
        (cells <= MOST_CELLS).then(|| Self {
            dimensions: dimensions.to_vec(),
            sizes,
            cells,
            list,
            years: domains.year_count(),
        })
    }

    /// Cells between neighbours in a dimension.
    fn stride(&self, place: usize) -> usize {
        self.sizes[place + 1..].iter().product()
    }

    /// The place of a cell in one of the dimensions.
    pub fn place_in(&self, cell: usize, dimension: Dimension) -> Option<usize> {
        let place = self.dimensions.iter().position(|d| *d == dimension)?;
        Some(cell / self.stride(place) % self.sizes[place])
    }

    /// The place of a cell in the list dimension of the table; cells of one such place are disjoint.
    pub fn list_code(&self, cell: usize) -> usize {
        let Some(list) = self.list else { return 0 };
        let own = self.place_in(cell, list).unwrap_or(0);
        if list != Dimension::Service {
            return own;
        }
        let code = ServiceCode {
            service: own,
            received: self.place_in(cell, Dimension::AssistanceReceived).unwrap_or(0),
            year: self.place_in(cell, Dimension::Year).unwrap_or(0),
        };
        code.number(self.years).map_or(own, usize::from)
    }

    /// What each code of its list adds to the number of a cell.
    fn offsets(&self, list: Dimension) -> impl Fn(u8) -> usize + use<> {
        let stride = |dimension| {
            let place = self.dimensions.iter().position(|d| *d == dimension);
            place.map_or(0, |place| self.stride(place))
        };
        let own = stride(list);
        let (of_received, of_year) =
            (stride(Dimension::AssistanceReceived), stride(Dimension::Year));
        let years = self.years;
        move |code| {
            if list != Dimension::Service {
                return usize::from(code) * own;
            }
            let code = ServiceCode::of_number(code, years);
            code.service * own + code.received * of_received + code.year * of_year
        }
    }

    /// Finds the cells of all rows.
    pub fn place(&self, rows: &Rows) -> Placed {
        let mut base = vec![0u16; rows.count];
        for (place, dimension) in self.dimensions.iter().enumerate() {
            // In a table by service the year is that of the service.
            let of_service = matches!(dimension, Dimension::Year | Dimension::AssistanceReceived);
            let of_list = Some(*dimension) == self.list
                || of_service && self.list == Some(Dimension::Service);
            let Some(codes) = rows.ones.get(dimension).filter(|_| !of_list) else { continue };
            let stride = self.stride(place) as u16;
            for (cell, code) in base.iter_mut().zip(codes) {
                *cell += u16::from(*code) * stride;
            }
        }
        let Some(list) = self.list else { return Placed::One(base) };
        let empty = List { ends: vec![0; rows.count], values: Vec::new() };
        let values = rows.lists.get(&list).unwrap_or(&empty);
        let offset = self.offsets(list);
        let (mut ends, mut cells) = (Vec::with_capacity(rows.count), Vec::new());
        for (row, base) in base.into_iter().enumerate() {
            let start = cells.len();
            for code in values.of(row) {
                let cell = base + offset(*code) as u16;
                // A service given in two years is one service.
                if !cells[start..].contains(&cell) {
                    cells.push(cell);
                }
            }
            ends.push(cells.len() as u32);
        }
        Placed::Many { ends, cells }
    }
}

impl Placed {
    /// The cells of one row.
    pub fn of(&self, row: usize) -> &[u16] {
        match self {
            Self::One(cells) => &cells[row..=row],
            Self::Many { ends, cells } => {
                let start = row.checked_sub(1).map_or(0, |before| ends[before] as usize);
                &cells[start..ends[row] as usize]
            }
        }
    }

    /// Calls with each row of a range, counted from its beginning, and each of its cells.
    #[inline(always)]
    pub fn each(&self, rows: std::ops::Range<usize>, mut visit: impl FnMut(usize, u16)) {
        match self {
            Self::One(cells) => {
                cells[rows].iter().enumerate().for_each(|(row, cell)| visit(row, *cell));
            }
            Self::Many { ends, cells } => {
                let mut next = rows.start.checked_sub(1).map_or(0, |before| ends[before] as usize);
                for (row, end) in ends[rows].iter().enumerate() {
                    let end = *end as usize;
                    cells[next..end].iter().for_each(|cell| visit(row, *cell));
                    next = end;
                }
            }
        }
    }

    /// The first rows.
    pub fn head(&self, rows: usize) -> Self {
        match self {
            Self::One(cells) => Self::One(cells[..rows].to_vec()),
            Self::Many { ends, cells } => {
                let ends = ends[..rows].to_vec();
                let count = ends.last().map_or(0, |end| *end as usize);
                Self::Many { ends, cells: cells[..count].to_vec() }
            }
        }
    }
}

/// Dimensions by their names: numbers of an enum may move.
pub(super) mod by_name {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::statistics::Dimension;

    pub fn serialize<S: Serializer, T: Serialize>(
        of: &BTreeMap<Dimension, T>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        of.iter().map(|(d, of)| (d.name(), of)).collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Dimension, T>, D::Error> {
        let named = Vec::<(String, T)>::deserialize(deserializer)?;
        let dimension = |(name, of): (String, T)| {
            let dimension = Dimension::from_name(&name);
            dimension
                .map(|dimension| (dimension, of))
                .ok_or_else(|| serde::de::Error::custom("no such dimension"))
        };
        named.into_iter().map(dimension).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::period::Years;
    use crate::statistics::Catalog;

    fn domains(plan: &Plan) -> Domains {
        let catalog = Catalog { regions: vec![], years: Years::new(2000, 2020).unwrap() };
        let years = Years::new(2010, 2013).unwrap();
        let dimensions = plan.last.iter().flat_map(|table| table.dimensions.clone());
        Domains::new(&catalog, plan, dimensions, years, &|_| vec!["XK".into()])
    }

    #[test]
    fn contributions_are_bounded() {
        let plan = Plan::h1();
        let domains = domains(&plan);
        let given = |(service, year)| GivenService { service, year, received: true };
        let unit = |id, services: &[(u8, i32)]| Unit {
            id,
            codes: [
                (Dimension::Year, vec![11]),
                (Dimension::ControlMethod, (1..=18).collect()),
                (Dimension::ExploitationType, vec![1, 2]),
                (Dimension::Gender, vec![1]),
            ]
            .into(),
            services: services.iter().copied().map(given).collect(),
        };
        let later: Vec<(u8, i32)> = (1..=17).map(|service| (service, 2012)).collect();
        let mut both = later.clone();
        both.extend([(3, 2010), (9, 2010), (1, 1999)]);
        let units = [unit(1, &later), unit(2, &later), unit(1, &both)];
        let bounded = BoundedUnits::new(units, &domains, &plan, &[5; 32]);
        let control = &bounded.rows.lists[&Dimension::ControlMethod];
        assert_eq!(control.of(0).len(), 3);
        assert_ne!(control.of(0), control.of(1), "another person, other codes");
        assert_eq!(control.of(0), control.of(2), "the same person, the same codes");
        let exploitation = bounded.rows.ones[&Dimension::ExploitationType][0];
        let codes = domains.of(Dimension::ExploitationType).unwrap().codes();
        assert_eq!(codes[usize::from(exploitation)], MULTIPLE);
        let services = &bounded.rows.lists[&Dimension::Service];
        assert_eq!((services.of(0).len(), services.of(2).len()), (5, 5));
        // Service 3 (number 2) in the first of four years, and service 9.
        assert!(services.of(2).contains(&16) && services.of(2).contains(&64));
        let first_three = services.of(2).iter().filter(|place| services.of(0).contains(place));
        assert_eq!(first_three.count(), 3, "earlier services take the place of later ones");
    }

    use super::super::domains::MULTIPLE;

    #[test]
    fn rows_fall_into_their_cells() {
        let plan = Plan::h1();
        let domains = domains(&plan);
        let rows = Rows {
            count: 2,
            ones: [
                (Dimension::Year, vec![1, 3]),
                (Dimension::Gender, vec![2, 0]),
                (Dimension::Child, vec![1, 2]),
            ]
            .into(),
            lists: [(Dimension::Service, List { ends: vec![3, 3], values: vec![16, 21, 40] })]
                .into(),
        };
        use Dimension::{Child, Gender, Service, Year};
        let layout = |dimensions: &[Dimension]| Layout::new(dimensions, &domains, &plan).unwrap();
        let cell = layout(&[Year, Gender, Child]);
        assert_eq!((cell.cells, cell.sizes.clone()), (4 * 7 * 4, vec![4, 7, 4]));
        let placed = cell.place(&rows);
        assert_eq!(placed.of(0), [28 + 2 * 4 + 1]);
        assert_eq!(placed.of(1), [3 * 28 + 2]);
        assert_eq!(cell.place_in(28 + 9, Year), Some(1));
        assert_eq!(cell.place_in(28 + 9, Gender), Some(2));
        assert_eq!(cell.place_in(28 + 9, Service), None);
        // Service 2 received in the first year and offered in the second, service 5 received.
        let by_year = layout(&[Year, Service]).place(&rows);
        assert_eq!(by_year.of(0), [2, 17 + 2, 5]);
        assert!(by_year.of(1).is_empty());
        let received = layout(&[Year, Service, Dimension::AssistanceReceived]).place(&rows);
        assert_eq!(received.of(0), [4, 34 + 5, 10]);
        let by_child = layout(&[Service, Child]).place(&rows);
        assert_eq!(by_child.of(0), [2 * 4 + 1, 5 * 4 + 1]);
    }
}
