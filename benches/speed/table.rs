//! The one table that the benches print.

/// Its head, unless a line of it was printed by another bench before.
pub fn header() {
    if std::env::var_os("VDX_NO_HEADER").is_none() {
        println!("{:<46} {:>14}   {:<46} {:>8}", "", "", "baseline of the same run", "ratio");
    }
}

/// A figure, its baseline, and their ratio.
pub fn line(what: &str, figure: &str, baseline: &str, ratio: f64, unit: &str) {
    println!("{what:<46} {figure:>14}   {baseline:<46} {:>8}", format!("{ratio:.2}{unit}"));
}
