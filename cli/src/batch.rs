//! Work on a stream of items by several threads, results in the order of the items, memory bounded.
//!
//! A worker takes the next item under a lock, so the source is read by one thread at a time and never runs ahead: items
//! and finished results together stay within a budget of bytes, or at one item a worker where items are larger.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// What an item or a result weighs.
pub trait Weight {
    /// Its size in bytes, roughly.
    fn weight(&self) -> usize;
}

/// How a batch is run.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Threads that work.
    pub jobs: usize,
    /// Bytes of items and waiting results above which no further item is taken (beyond one a worker).
    pub bytes: usize,
}

/// How a batch ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The source is at its end.
    Complete,
    /// It was told to stop; the items taken until then are done.
    Stopped,
}

/// How often the receiver looks whether it was told to stop while it waits.
const GLANCE: Duration = Duration::from_millis(50);
/// As much as a main thread has.
const STACK: usize = 8 << 20;

struct State<R> {
    /// Items taken.
    taken: u64,
    /// Results given to the receiver.
    given: u64,
    /// Results that wait for those before them.
    done: BTreeMap<u64, R>,
    bytes: usize,
    ended: bool,
}

struct Shared<R> {
    state: Mutex<State<R>>,
    /// A result has come.
    ready: Condvar,
    /// There is room for an item.
    room: Condvar,
}

impl<R> Shared<R> {
    fn lock(&self) -> MutexGuard<'_, State<R>> {
        // Nothing can panic while it is held: the work runs outside.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs `work` over the items of `source` and gives the results to `receive` in order; `Break` ends all at once.
///
/// A panic of `work` becomes the result that `broken` makes. `stop` is asked between items; the threads are not waited
/// for, because one of them may hang in reading a source that says nothing.
///
/// # Errors
/// When the system gives not a single thread.
pub fn run<T, R>(
    source: impl Iterator<Item = T> + Send + 'static,
    limits: Limits,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    broken: impl Fn() -> R + Send + Sync + 'static,
    stop: impl Fn() -> bool + Send + Sync + 'static,
    mut receive: impl FnMut(Turn<R>) -> ControlFlow<()>,
) -> io::Result<End>
where
    T: Weight + Send + 'static,
    R: Weight + Send + 'static,
{
    let state = State { taken: 0, given: 0, done: BTreeMap::new(), bytes: 0, ended: false };
    let shared = Arc::new(Shared { state: Mutex::new(state), ready: Condvar::new(), room: Condvar::new() });
    let source = Arc::new(Mutex::new(source));
    let (work, stop) = (Arc::new((work, broken)), Arc::new(stop));
    for number in 0..limits.jobs.max(1) {
        let (shared, source, work, stop) = (shared.clone(), source.clone(), work.clone(), stop.clone());
        let worker = move || labour(&shared, &source, limits, &work.0, &work.1, &*stop);
        match thread::Builder::new().stack_size(STACK).spawn(worker) {
            // Fewer threads than wished for do.
            Err(_) if number > 0 => break,
            started => drop(started?),
        }
    }
    let mut state = shared.lock();
    loop {
        let at = state.given;
        if let Some(result) = state.done.remove(&at) {
            state.given += 1;
            state.bytes -= result.weight();
            shared.room.notify_one();
            drop(state);
            if receive(Turn::Result(result)).is_break() {
                return Ok(End::Stopped);
            }
            state = shared.lock();
        } else if at == state.taken && (state.ended || stop()) {
            let end = if state.ended { End::Complete } else { End::Stopped };
            // Nobody takes another item after this.
            state.ended = true;
            return Ok(end);
        } else {
            drop(state);
            if receive(Turn::Idle).is_break() {
                return Ok(End::Stopped);
            }
            state = shared.lock();
            if !(state.done.contains_key(&at) || at == state.taken && state.ended) {
                state = shared.ready.wait_timeout(state, GLANCE).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }
}

/// What the receiver is called for.
pub enum Turn<R> {
    /// The next result.
    Result(R),
    /// The next result is not ready: a moment to flush.
    Idle,
}

fn labour<T: Weight, R: Weight>(
    shared: &Shared<R>,
    source: &Mutex<impl Iterator<Item = T>>,
    limits: Limits,
    work: &impl Fn(T) -> R,
    broken: &impl Fn() -> R,
    stop: &impl Fn() -> bool,
) {
    loop {
        let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = shared.lock();
        while state.bytes >= limits.bytes && state.taken - state.given >= limits.jobs as u64 && !state.ended {
            state = shared.room.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        if state.ended || stop() {
            return;
        }
        drop(state);
        let item = source.next();
        let mut state = shared.lock();
        let Some(item) = item.filter(|_| !state.ended && !stop()) else {
            // Told to stop is not the end: the receiver finds that out for itself.
            state.ended |= !stop();
            shared.ready.notify_one();
            return;
        };
        let (number, weight) = (state.taken, item.weight());
        state.taken += 1;
        state.bytes += weight;
        drop((state, source));
        let result = catch_unwind(AssertUnwindSafe(|| work(item))).unwrap_or_else(|_| broken());
        let mut state = shared.lock();
        state.bytes = state.bytes - weight + result.weight();
        state.done.insert(number, result);
        shared.ready.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    impl Weight for usize {
        fn weight(&self) -> usize {
            *self
        }
    }

    fn collect(
        source: impl Iterator<Item = usize> + Send + 'static,
        limits: Limits,
        work: impl Fn(usize) -> usize + Send + Sync + 'static,
    ) -> (End, Vec<usize>) {
        let mut out = Vec::new();
        let end = run(
            source,
            limits,
            work,
            || 7_777,
            || false,
            |turn| {
                if let Turn::Result(result) = turn {
                    out.push(result);
                }
                ControlFlow::Continue(())
            },
        );
        (end.expect("threads"), out)
    }

    #[test]
    fn results_keep_the_order_of_the_items() {
        let slow = |n: usize| {
            thread::sleep(Duration::from_micros((n as u64 * 7_919) % 400));
            n
        };
        let (end, out) = collect(0..500, Limits { jobs: 4, bytes: 2_000 }, slow);
        assert_eq!((end, out), (End::Complete, (0..500).collect()));
        assert_eq!(collect(std::iter::empty(), Limits { jobs: 3, bytes: 1 }, |n| n), (End::Complete, Vec::new()));
    }

    #[test]
    fn a_panic_is_the_result_of_its_item_alone() {
        let (_, out) = collect(0..6, Limits { jobs: 2, bytes: 100 }, |n| if n == 3 { panic!("as told") } else { n });
        assert_eq!(out, [0, 1, 2, 7_777, 4, 5]);
    }

    #[test]
    fn the_source_waits_for_a_slow_item() {
        static TAKEN: AtomicUsize = AtomicUsize::new(0);
        static AHEAD: AtomicUsize = AtomicUsize::new(0);
        let source = (0..200_usize).inspect(|n| TAKEN.store(*n, Ordering::SeqCst)).map(|n| 100 + n % 2);
        let first = AtomicUsize::new(0);
        let work = move |n: usize| {
            if first.fetch_add(1, Ordering::SeqCst) == 0 {
                thread::sleep(Duration::from_millis(200));
                AHEAD.store(TAKEN.load(Ordering::SeqCst), Ordering::SeqCst);
            }
            n
        };
        let (_, out) = collect(source, Limits { jobs: 2, bytes: 1_000 }, work);
        assert_eq!(out.len(), 200);
        // Ten items of a hundred bytes fill the budget.
        assert!(AHEAD.load(Ordering::SeqCst) <= 11, "{AHEAD:?} items were taken while the first was worked on");
    }

    #[test]
    fn what_is_taken_is_finished_after_a_stop() {
        static STOP: AtomicUsize = AtomicUsize::new(0);
        let source = (0..).inspect(|n| {
            if *n == 20 {
                STOP.store(1, Ordering::SeqCst);
            }
        });
        let mut out = Vec::new();
        let end = run(
            source,
            Limits { jobs: 3, bytes: 1 << 20 },
            |n: usize| n,
            || 0,
            || STOP.load(Ordering::SeqCst) == 1,
            |turn| {
                if let Turn::Result(result) = turn {
                    out.push(result);
                }
                ControlFlow::Continue(())
            },
        );
        let end = end.expect("threads");
        assert_eq!((end, out), (End::Stopped, (0..20).collect()));
    }

    #[test]
    fn a_source_that_says_nothing_does_not_hold_up_a_stop() {
        let source = std::iter::from_fn(|| {
            thread::sleep(Duration::from_secs(3_600));
            None::<usize>
        });
        let stop = AtomicUsize::new(0);
        let end = run(
            source,
            Limits { jobs: 2, bytes: 10 },
            |n| n,
            || 0,
            move || stop.fetch_add(1, Ordering::SeqCst) > 4,
            |_| ControlFlow::Continue(()),
        );
        assert_eq!(end.expect("threads"), End::Stopped);
    }
}
