//! Tools for threads: values that are made once, whichever thread asks first, and locks.

use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// A cache of values by their keys; each value is made once.
#[derive(Debug)]
pub struct Memo<K, V>(Mutex<HashMap<K, Arc<OnceLock<V>>>>);

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The value of a key, which `make` makes at the first call. Meanwhile other keys are available, and whoever asks
    /// for the same key waits.
    ///
    /// `make` must not use parallel iterators: a thread that waits inside for others may be given work that asks for
    /// the same key, and would wait for itself. The same holds for every `OnceLock`, and for work under a lock.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        let cell = lock(&self.0).entry(key).or_default().clone();
        cell.get_or_init(make).clone()
    }
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Memo(Mutex::default())
    }
}

/// A large value as a key, compared by its address. The key keeps the value alive, so no other value gets that
/// address.
#[derive(Debug)]
pub struct Shared<T: ?Sized>(pub Arc<T>);

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(self.0.clone())
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: ?Sized> Eq for Shared<T> {}

impl<T: ?Sized> Hash for Shared<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).cast::<()>().hash(state);
    }
}

/// Locks a mutex. A poisoned mutex is locked too, because none of our panics leaves a value half changed.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The value of a mutex that is not needed any more.
pub fn unlocked<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rayon::prelude::*;

    use super::*;

    #[test]
    fn each_is_made_once() {
        let memo = Memo::default();
        let made = AtomicUsize::new(0);
        let files: [Shared<[u8]>; 2] = [Shared(Arc::from([1])), Shared(Arc::from([1]))];
        (0..100_usize).into_par_iter().for_each(|index| {
            let file = files[index % 2].clone();
            assert!(memo.get(file, || made.fetch_add(1, Ordering::Relaxed)) < 2);
        });
        assert_eq!(made.into_inner(), 2, "equal bytes in two places are two files");
    }
}
