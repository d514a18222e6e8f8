//! The tokens that the benches link.

use fastrand::Rng;
use vdx::domain::code_list::CodeList;
use vdx::domain::codes::MatchKeyKind;

/// A token of each kind. Those of every second record are of a person who was there before.
pub fn tokens(record: u64) -> impl Iterator<Item = (MatchKeyKind, [u8; 16])> {
    let mut random = Rng::with_seed(if record % 2 == 1 { record / 2 } else { record });
    MatchKeyKind::ALL.iter().map(move |kind| {
        let mut value = [0; 16];
        value.fill_with(|| random.u8(..));
        (*kind, value)
    })
}
