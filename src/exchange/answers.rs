//! Answers of an epoch that were given already. They never change as long as it lasts.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;

use crate::disclosure::{Answer, TierKind};
use crate::statistics::Query;

/// Cells that are kept, of all answers together: 64 MB.
const MAX_CELLS: usize = 1 << 22;

/// The answers.
#[derive(Default)]
pub(super) struct Answers {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    cells: usize,
    answers: HashMap<(TierKind, Query), Arc<Answer>>,
}

impl Answers {
    /// The answer that was given, or the one that is made now.
    pub fn get(
        &self,
        tier: TierKind,
        query: Query,
        make: impl FnOnce(&Query) -> Answer,
    ) -> Arc<Answer> {
        let key = (tier, query);
        if let Some(answer) = self.kept.lock().answers.get(&key) {
            return answer.clone();
        }
        // Outside the lock: others need not wait. Two who ask at once get equal answers.
        let answer = Arc::new(make(&key.1));
        let mut kept = self.kept.lock();
        let cells = answer.cells().len();
        if kept.cells + cells > MAX_CELLS {
            *kept = Kept::default();
        }
        if cells <= MAX_CELLS && kept.answers.insert(key, answer.clone()).is_none() {
            kept.cells += cells;
        }
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::{Policy, Protector};
    use crate::domain::period::Years;
    use crate::statistics::{Catalog, FactsBuilder, Measure, Question, Swap};

    #[test]
    fn a_question_is_counted_once() {
        let catalog = Catalog { regions: vec![], years: Years::new(2000, 2020).unwrap() };
        let none = Swap { secret: Default::default(), share: 0.0, rare_share: 0.0 };
        let facts = FactsBuilder::default().build(catalog, |_, _| 0, &[0; 32], &none);
        let policy = Policy::default();
        let protector =
            Protector::new(&facts, &policy, TierKind::National, 1, 0, Default::default());
        let question = Question {
            measure: Measure::Persons,
            group_by: vec!["gender".into()],
            filters: vec![],
            period: None,
        };
        let query = Query::new(&question, facts.catalog(), 4, &[]).unwrap();
        let answers = Answers::default();
        let mut made = 0;
        let mut ask = |tier| {
            answers.get(tier, query.clone(), |query| {
                made += 1;
                protector.answer(query)
            })
        };
        let first = ask(TierKind::National);
        assert!(Arc::ptr_eq(&first, &ask(TierKind::National)));
        ask(TierKind::Public);
        assert_eq!(made, 2, "another tier is another answer");
    }
}
