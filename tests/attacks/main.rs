//! Attacks on the statistics, by analysts who know the victims: run against a real server
//! through the real client, with the truth known to the test. Each gives a figure and has a
//! limit, and each is shown to succeed where the rule that stops it is missing.
//!
//! `cargo test --test attacks -- --nocapture` shows the figures. A larger run, over several
//! populations: `VDX_ATTACKS=full cargo test --release --test attacks -- --nocapture`.

#[path = "../common/mod.rs"]
mod common;
mod repetition;
mod sensitive;
mod small_counts;
mod world;

use world::{World, bare, shipped, threshold_only, without_swapping};

/// Sizes and seeds of the populations.
fn populations() -> Vec<(usize, u64)> {
    if is_full() {
        [300, 800, 3000].into_iter().flat_map(|n| [(n, 1), (n, 2), (n, 3)]).collect()
    } else {
        vec![(800, 1)]
    }
}

fn is_full() -> bool {
    std::env::var("VDX_ATTACKS").as_deref() == Ok("full")
}

/// Holds a figure against its limit. In a population in which there is too little to attack,
/// nothing can be held; the one of the short run has enough of everything.
fn hold(name: &str, figure: Option<f64>, limit: f64, weak: Option<f64>) {
    let Some((figure, weak)) = figure.zip(weak) else {
        println!("{name:<40} too few trials");
        assert!(is_full(), "{name}: too few trials");
        return;
    };
    println!("{name:<40} {figure:>7.3}  limit {limit:<5}  weak rule {weak:.3}");
    assert!(figure <= limit, "{name}: {figure} is above its limit of {limit}");
    assert!(weak > limit, "{name}: the attack itself is too weak to tell: {weak}");
}

async fn worlds(policy: vdx::disclosure::Policy, size: usize, seed: u64) -> World {
    let mut world = World::new(policy, size, seed).await;
    world.publish().await;
    world
}

/// Runs an attack in a world with the shipped policy and in one with a weak one.
macro_rules! attack {
    ($test:ident, $attack:path, $weak:expr, $limit:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() {
            for (size, seed) in populations() {
                let figure = $attack(&mut worlds(shipped(), size, seed).await).await;
                let weak = $attack(&mut worlds($weak, size, seed).await).await;
                hold(concat!(stringify!($test), ":"), figure, $limit, weak);
            }
        }
    };
}

attack!(exact_small_cells, small_counts::exact_small_cells, bare(), 0.0);
attack!(differencing, small_counts::differencing, bare(), 0.05);
attack!(trackers, small_counts::trackers, bare(), 0.25);
attack!(margins_less_inner_cells, small_counts::margins, threshold_only(), 0.25);
attack!(existence_of_rare_combinations, small_counts::existence, bare(), 0.52);
attack!(equality_of_noise, small_counts::equal_noise, bare(), 0.6);
attack!(a_trained_classifier, small_counts::trained, bare(), 0.1);
attack!(linear_reconstruction, repetition::reconstruction, bare(), 0.2);
attack!(comparing_epochs, repetition::comparing_epochs, bare(), 0.6);
attack!(group_disclosure, sensitive::groups, bare(), 0.02);
attack!(percentages, sensitive::percentages, bare(), 0.1);
attack!(an_insider_who_knows_all_but_one, sensitive::insider, bare(), 0.8);

/// What swapping does against the insider, measured, not asserted: other rules carry more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_insider_without_swapping() {
    for (size, seed) in populations() {
        let figure = sensitive::insider(&mut worlds(without_swapping(), size, seed).await).await;
        println!("insider without swapping: {figure:.3?}");
        assert!(figure.is_none_or(|figure| figure < 1.0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rephrasing() {
    for (size, seed) in populations() {
        let figure = repetition::rephrasing(&mut worlds(shipped(), size, seed).await).await;
        println!("rephrasing: {figure:?} of the cells have several answers");
        assert_eq!(figure, Some(0.0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn averaging() {
    for (size, seed) in populations() {
        let figure = repetition::averaging(&mut worlds(shipped(), size, seed).await).await;
        hold("averaging:", figure, 0.3, Some(repetition::averaging_of_fresh_noise()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn means_with_known_contributors() {
    let mut world = World::new(shipped(), 100, 1).await;
    let figure = sensitive::means(&mut world).await;
    hold("means:", figure, 0.3, Some(sensitive::means_of_plain_values()));
}
