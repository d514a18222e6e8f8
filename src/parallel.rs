//! Work that all cores share.

use std::ops::Range;

/// Does some work on neighbouring parts of `0..len`, each on a core of its own, and gives the results
/// in order; always at least one. Parts begin at multiples of `step`, and are not smaller than
/// `least`, which should be worth a thread. A panic of the work is passed on.
pub(crate) fn in_parts<T: Send>(
    len: usize,
    least: usize,
    step: usize,
    work: impl Fn(Range<usize>) -> T + Sync,
) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let parts = (len / least.max(1)).clamp(1, cores);
    let share = len.div_ceil(parts).next_multiple_of(step);
    let part = |number: usize| work((number * share).min(len)..((number + 1) * share).min(len));
    std::thread::scope(|scope| {
        let part = &part;
        let others: Vec<_> = (1..parts).map(|n| scope.spawn(move || part(n))).collect();
        let mut results = vec![part(0)];
        results.extend(
            others
                .into_iter()
                .map(|other| other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))),
        );
        results
    })
}
