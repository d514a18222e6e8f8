//! What a question does to each row: which cell it falls into, found block by block and column by
//! column by loops without branches.

use std::ops::Range;

use crate::domain::codes::TraffickingStatus;

use super::catalog::{Dimension, Measure};
use super::facts::{Column, Table, many};

/// Rows that are worked on together: so few that the columns come in while the rows before are added.
pub const BLOCK: usize = 256;

/// One dimension of the cells to count: which codes go to which place.
#[derive(Clone)]
pub(crate) struct KeyDimension {
    /// The dimension.
    pub dimension: Dimension,
    /// Place of each code, or none when the code is not asked for. Several codes share a place
    /// only when it is the only one (the years of a period), or the last one (see
    /// [`KeyDimension::with_rest`]).
    pub places: [Option<u16>; 256],
    /// Number of places.
    pub size: usize,
}

impl KeyDimension {
    /// One place for each of the codes, in their order.
    pub fn split(dimension: Dimension, codes: &[u8]) -> Self {
        let mut places = [None; 256];
        for (place, code) in codes.iter().enumerate() {
            places[usize::from(*code)] = Some(place as u16);
        }
        Self { dimension, places, size: codes.len() }
    }

    /// One place for all of the codes together.
    pub fn together(dimension: Dimension, codes: impl Iterator<Item = u8>) -> Self {
        let mut places = [None; 256];
        codes.for_each(|code| places[usize::from(code)] = Some(0));
        Self { dimension, places, size: 1 }
    }

    /// The same with one more place, for all codes that are not asked for. The dimension must be
    /// single-valued.
    pub fn with_rest(&self) -> Self {
        let rest = Some(self.size as u16);
        Self {
            places: self.places.map(|place| place.or(rest)),
            size: self.size + 1,
            dimension: self.dimension,
        }
    }

    /// The same without the places to which no code goes that occurs; one stays.
    pub fn only(&self, occurs: &[bool; 256]) -> Self {
        let mut kept = vec![false; self.size];
        for (place, _) in self.places.iter().zip(occurs).filter(|(_, occurs)| **occurs) {
            place.iter().for_each(|place| kept[usize::from(*place)] = true);
        }
        if !kept.contains(&true) {
            kept.iter_mut().take(1).for_each(|kept| *kept = true);
        }
        let mut size = 0;
        let number = |kept: &bool| {
            size += u16::from(*kept);
            kept.then(|| size - 1)
        };
        let numbers: Vec<Option<u16>> = kept.iter().map(number).collect();
        let places = self.places.map(|place| numbers[usize::from(place?)]);
        Self { dimension: self.dimension, places, size: usize::from(size) }
    }

    /// The codes that go to a place.
    fn codes(&self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(|code| self.places[usize::from(*code)].is_some())
    }
}

/// Some rows, block by block.
pub fn blocks(rows: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    rows.clone().step_by(BLOCK).map(move |start| start..(start + BLOCK).min(rows.end))
}

/// The number of a cell, as small as it can be: more of them fit a vector.
pub trait Number: Copy + Send + Sync {
    /// Marks a row that is in no cell; adding to it leaves the mark.
    const NOWHERE: Self;
    const ZERO: Self;
    /// From a number below [`Number::NOWHERE`].
    fn of(number: usize) -> Self;
    /// Adds a step, or the mark.
    fn step(&mut self, step: Self);
    /// Adds so many times a weight.
    fn add_times(&mut self, times: u8, weight: Self);
    /// Marks it, if so.
    fn mark(&mut self, nowhere: bool);
    /// One if it is marked.
    fn marked(self) -> u16;
    /// The cell's place; beyond all cells when it is marked.
    fn place(self) -> usize;
}

macro_rules! number {
    ($type:ty) => {
        impl Number for $type {
            const NOWHERE: Self = 1 << (Self::BITS - 1);
            const ZERO: Self = 0;

            fn of(number: usize) -> Self {
                number as Self
            }

            #[inline]
            fn step(&mut self, step: Self) {
                *self = (*self + (step & !Self::NOWHERE)) | (step & Self::NOWHERE);
            }

            #[inline]
            fn add_times(&mut self, times: u8, weight: Self) {
                *self = self.wrapping_add(Self::from(times).wrapping_mul(weight));
            }

            #[inline]
            fn mark(&mut self, nowhere: bool) {
                *self |= Self::from(nowhere) << (Self::BITS - 1);
            }

            #[inline]
            fn marked(self) -> u16 {
                (self >> (Self::BITS - 1)) as u16
            }

            #[inline]
            fn place(self) -> usize {
                self as usize
            }
        }
    };
}

number!(u8);
number!(u16);
number!(u32);

/// Where the rows of a block go.
pub struct Block<N> {
    /// The cell of each row, if it has one.
    pub numbers: Vec<N>,
    /// Rows with their cells, in place of `numbers` when a dimension is multi-valued there. Empty
    /// when all rows have fallen out.
    pub spread: Vec<(u16, N)>,
    next: Vec<(u16, N)>,
}

impl<N> Block<N> {
    pub fn new() -> Self {
        Self { numbers: Vec::with_capacity(BLOCK), spread: Vec::new(), next: Vec::new() }
    }
}

/// What the codes of a dimension do to the number of their row's cell.
enum Rule<N> {
    /// Codes that are not among some neighbours (the first, and how many more) put it nowhere.
    Within(u8, u8),
    /// Neighbours from the first one on have the places 0, 1 ..., so many; others are nowhere.
    InOrder(u8, u8, N),
    /// The same, but all others have the last of these places.
    InOrderAndRest(u8, u8, N),
    /// The step of each code, or nowhere.
    Steps(Box<[N; 256]>),
}

impl<N: Number> Rule<N> {
    /// `weight` is the number of cells of each place.
    fn new(key: &KeyDimension, weight: usize) -> Self {
        let place = |code: &u8| usize::from(key.places[usize::from(*code)].unwrap_or(0));
        let has_rest = key.places.iter().all(Option::is_some);
        let asked = key.codes().filter(|code| !has_rest || place(code) + 1 < key.size);
        let codes: Vec<u8> = asked.collect();
        let (first, count) = (codes.first().copied().unwrap_or(0), codes.len());
        let follow = (first..=u8::MAX).zip(&codes).all(|(a, b)| a == *b) && count > 0;
        let in_order = follow && codes.iter().map(place).eq(0..count);
        if follow && key.size == 1 {
            Self::Within(first, (count - 1) as u8)
        } else if in_order && has_rest {
            Self::InOrderAndRest(first, count as u8, N::of(weight))
        } else if in_order {
            Self::InOrder(first, (count - 1) as u8, N::of(weight))
        } else {
            let step = |place: Option<u16>| match place {
                Some(place) => N::of(usize::from(place) * weight),
                None => N::NOWHERE,
            };
            Self::Steps(Box::new(key.places.map(step)))
        }
    }

    /// The step of one code.
    fn of(&self, code: u8) -> N {
        let mut number = N::ZERO;
        self.apply(std::slice::from_mut(&mut number), &[code]);
        number
    }

    /// Applies it to the numbers of rows that have one code each.
    #[inline(always)]
    fn apply(&self, numbers: &mut [N], codes: &[u8]) {
        let rows = numbers.iter_mut().zip(codes);
        match self {
            Self::Within(first, more) => {
                rows.for_each(|(number, code)| number.mark(code.wrapping_sub(*first) > *more));
            }
            Self::InOrder(first, more, weight) => rows.for_each(|(number, code)| {
                let place = code.wrapping_sub(*first);
                number.add_times(place.min(*more), *weight);
                number.mark(place > *more);
            }),
            Self::InOrderAndRest(first, last, weight) => rows.for_each(|(number, code)| {
                number.add_times(code.wrapping_sub(*first).min(*last), *weight);
            }),
            Self::Steps(steps) => {
                rows.for_each(|(number, code)| number.step(steps[usize::from(*code)]));
            }
        }
    }
}

/// A question, ready to be counted.
pub struct Plan<'a, N> {
    pub cells: usize,
    ones: Vec<(&'a [u8], Rule<N>)>,
    /// Rows that have none of some codes fall out.
    sets: Vec<(&'a [u32], u32)>,
    spread_sets: Vec<(&'a [u32], [N; 32])>,
    lists: Vec<List<'a, N>>,
}

/// A column of lists.
struct List<'a, N> {
    ends: &'a [u32],
    values: &'a [u8],
    rule: Rule<N>,
    steps: Box<[N; 256]>,
    /// Whether all codes share one cell.
    together: bool,
}

impl<'a, N: Number> Plan<'a, N> {
    /// Nothing when the table lacks a column.
    pub fn new(table: &'a Table, measure: Measure, keys: &[KeyDimension]) -> Option<Self> {
        let mut plan = Self {
            cells: 1,
            ones: Vec::new(),
            sets: Vec::new(),
            spread_sets: Vec::new(),
            lists: Vec::new(),
        };
        for key in keys.iter().rev() {
            let rule = Rule::new(key, plan.cells);
            plan.cells *= key.size;
            let together = key.size == 1;
            match table.columns.get(&key.dimension)? {
                Column::One(codes) => plan.ones.push((codes, rule)),
                Column::Set(sets) if together => {
                    let codes = key.codes().filter(|code| *code < 32);
                    plan.sets.push((sets, codes.fold(0, |bits, code| bits | 1 << code)));
                }
                Column::Set(sets) => {
                    let steps = std::array::from_fn(|code| rule.of(code as u8));
                    plan.spread_sets.push((sets, steps));
                }
                Column::Many { ends, values } => {
                    let steps = Box::new(std::array::from_fn(|code| rule.of(code as u8)));
                    plan.lists.push(List { ends, values, rule, steps, together });
                }
            }
        }
        let status = table.columns.get(&Dimension::TraffickingStatus);
        if let (Measure::Persons | Measure::PreventedPersons, Some(Column::One(codes))) =
            (measure, status)
        {
            let counted = match measure {
                Measure::PreventedPersons => vec![TraffickingStatus::AtRiskPrevented],
                _ => vec![TraffickingStatus::PossibleVictim, TraffickingStatus::ActualVictim],
            };
            let counted = counted.into_iter().map(|status| status as u8);
            let key = KeyDimension::together(Dimension::TraffickingStatus, counted);
            plan.ones.push((codes, Rule::new(&key, 1)));
        }
        Some(plan)
    }

    /// Finds the cells of the rows of a block.
    #[inline(always)]
    pub fn place(&self, block: &mut Block<N>, rows: Range<usize>) {
        let Block { numbers, spread, next } = block;
        numbers.clear();
        numbers.resize(rows.len(), N::ZERO);
        spread.clear();
        for (sets, wanted) in &self.sets {
            for (number, set) in numbers.iter_mut().zip(&sets[rows.clone()]) {
                number.mark(set & wanted == 0);
            }
        }
        for (codes, rule) in &self.ones {
            rule.apply(numbers, &codes[rows.clone()]);
        }
        let mut spread_lists = Vec::new();
        for list in &self.lists {
            let values = list.of(rows.clone());
            if values.len() == rows.len() {
                // Every row has one code.
                list.rule.apply(numbers, values);
            } else if list.together {
                for (number, row) in numbers.iter_mut().zip(rows.clone()) {
                    let codes = many(list.ends, list.values, row);
                    number
                        .mark(codes.iter().all(|code| list.steps[usize::from(*code)].place() > 0));
                }
            } else {
                spread_lists.push(list);
            }
        }
        if self.spread_sets.is_empty() && spread_lists.is_empty() {
            return;
        }
        let placed = (0..).zip(numbers.iter().copied());
        spread.extend(placed.filter(|(_, number)| number.place() < self.cells));
        for (sets, steps) in &self.spread_sets {
            next.clear();
            for (row, number) in spread.iter() {
                let mut bits = sets[rows.start + usize::from(*row)];
                while bits != 0 {
                    let mut number = *number;
                    number.step(steps[bits.trailing_zeros() as usize]);
                    if number.place() < self.cells {
                        next.push((*row, number));
                    }
                    bits &= bits - 1;
                }
            }
            std::mem::swap(spread, next);
        }
        for list in spread_lists {
            next.clear();
            for (row, number) in spread.iter() {
                for code in many(list.ends, list.values, rows.start + usize::from(*row)) {
                    let mut number = *number;
                    number.step(list.steps[usize::from(*code)]);
                    if number.place() < self.cells {
                        next.push((*row, number));
                    }
                }
            }
            std::mem::swap(spread, next);
        }
        // Those that have no pair are nowhere.
        numbers.fill(N::NOWHERE);
    }

    /// Calls `visit` with each row that is counted and each cell that it falls into, in the order
    /// of the rows.
    pub fn for_each(&self, rows: usize, mut visit: impl FnMut(usize, usize)) {
        let mut block = Block::new();
        for rows in blocks(0..rows) {
            self.place(&mut block, rows.clone());
            for (row, number) in &block.spread {
                visit(rows.start + usize::from(*row), number.place());
            }
            for (row, number) in rows.zip(&block.numbers) {
                if number.place() < self.cells {
                    visit(row, number.place());
                }
            }
        }
    }
}

impl<N> List<'_, N> {
    /// The codes of some rows, one after the other.
    fn of(&self, rows: Range<usize>) -> &[u8] {
        let end = |row: usize| row.checked_sub(1).map_or(0, |last| self.ends[last] as usize);
        &self.values[end(rows.start)..end(rows.end)]
    }
}
