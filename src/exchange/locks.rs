//! The locks of an exchange, and the one rule that keeps them from waiting for each other: a thread
//! holds one of them at a time.
//!
//! So there is no order that could be inverted, and a reader of views cannot wait for a writer that
//! waits for the same reader. Builds with debug assertions, those of all tests among them, stop where
//! the rule is broken. What works under a lock gets the value that it guards and nothing else, so that
//! it cannot take another one.

use std::ops::{Deref, DerefMut};

use parking_lot::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};

#[cfg(debug_assertions)]
thread_local! {
    /// Whether this thread holds one of the locks.
    static HOLDS: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Marks, while it lives, that a thread holds a lock.
struct Mark;

impl Mark {
    fn set() -> Self {
        #[cfg(debug_assertions)]
        HOLDS.with(|holds| {
            assert!(!holds.replace(true), "a thread takes a second lock of the exchange");
        });
        Self
    }
}

impl Drop for Mark {
    fn drop(&mut self) {
        #[cfg(debug_assertions)]
        HOLDS.with(|holds| holds.set(false));
    }
}

/// A guarded value while it is held.
pub struct Held<G> {
    guard: G,
    _mark: Mark,
}

impl<G> Held<G> {
    fn new(take: impl FnOnce() -> G) -> Self {
        // Before waiting: a thread that would wait for itself is told so.
        let mark = Mark::set();
        Self { guard: take(), _mark: mark }
    }
}

impl<G: Deref> Deref for Held<G> {
    type Target = G::Target;

    fn deref(&self) -> &G::Target {
        &self.guard
    }
}

impl<G: DerefMut> DerefMut for Held<G> {
    fn deref_mut(&mut self) -> &mut G::Target {
        &mut self.guard
    }
}

/// A value that many may read, and one changes.
#[derive(Default)]
pub struct ManyReaders<T>(RwLock<T>);

impl<T> ManyReaders<T> {
    /// Reads. Not for long: the writer waits, and behind it all other readers.
    pub fn read(&self) -> Held<RwLockReadGuard<'_, T>> {
        Held::new(|| self.0.read())
    }

    /// Changes.
    pub fn write(&self) -> Held<RwLockWriteGuard<'_, T>> {
        Held::new(|| self.0.write())
    }
}

/// A value that one at a time works with.
#[derive(Default)]
pub struct OneHolder<T>(Mutex<T>);

impl<T> OneHolder<T> {
    pub fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    pub fn lock(&self) -> Held<MutexGuard<'_, T>> {
        Held::new(|| self.0.lock())
    }
}

#[cfg(all(test, debug_assertions))]
mod tests {
    use super::*;

    #[test]
    fn one_lock_after_the_other_is_fine() {
        let (one, other) = (ManyReaders::<u8>::default(), OneHolder::new(2));
        *one.write() += 1;
        assert_eq!(*one.read(), 1);
        assert_eq!(*other.lock(), 2);
    }

    #[test]
    #[should_panic(expected = "a second lock")]
    fn a_second_lock_is_told() {
        let (one, other) = (ManyReaders::<u8>::default(), OneHolder::new(2));
        let _first = one.read();
        let _second = other.lock();
    }
}
