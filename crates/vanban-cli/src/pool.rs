//! Work on many threads, results in order.

use std::io;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// Jobs that wait or are worked on, for each thread: enough that no thread waits for its next job while another works
/// on a long one, few enough that memory stays small.
const AHEAD: usize = 4;

/// Weight of the jobs that may wait or be worked on together, in bytes: with it memory stays small, whatever the sizes.
const WEIGHT: u64 = 32 << 20;

/// Does `work` on each job and hands the results to `done` in the order of the jobs.
///
/// With one thread everything happens on this one. With more, one thread draws the jobs and `threads` work on them; at
/// most [`AHEAD`] jobs for each thread are drawn and not yet done, and together no more than [`WEIGHT`] but for one job
/// that is heavier alone. Ends early when `done` fails.
pub fn in_order<J: Send, R: Send>(
    mut jobs: impl Iterator<Item = J> + Send,
    threads: usize,
    weight: impl Fn(&J) -> u64 + Send,
    work: impl Fn(J) -> R + Sync,
    mut done: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    if threads <= 1 {
        return jobs.try_for_each(|job| done(work(job)));
    }
    // Each job carries the sender of a slot of its own; the slots queue up in the order of the jobs.
    let (queue, slots) = mpsc::sync_channel::<(mpsc::Receiver<R>, u64)>(AHEAD * threads);
    let load = Load::default();
    let (to_workers, for_workers) = mpsc::channel::<(J, mpsc::SyncSender<R>)>();
    let for_workers = Mutex::new(for_workers);
    let next = || for_workers.lock().unwrap_or_else(PoisonError::into_inner).recv();
    thread::scope(|scope| {
        let load = &load;
        scope.spawn(move || {
            for job in jobs {
                let (sender, slot) = mpsc::sync_channel(1);
                let weight = weight(&job);
                load.take(weight);
                if queue.send((slot, weight)).is_err() || to_workers.send((job, sender)).is_err() {
                    break; // `done` has failed
                }
            }
        });
        for _ in 0..threads {
            scope.spawn(|| {
                while let Ok((job, slot)) = next() {
                    // Nobody waits for it any more when `done` has failed.
                    let _ = slot.send(work(job));
                }
            });
        }
        let ended = slots.into_iter().try_for_each(|(slot, weight)| {
            let result = slot.recv().map_err(|_| io::Error::other("a worker thread ended early"))?;
            load.give_back(weight);
            done(result)
        });
        load.open();
        ended
    })
}

/// The weight of the jobs that are drawn and not yet done.
#[derive(Default)]
struct Load {
    taken: Mutex<u64>,
    freed: Condvar,
}

impl Load {
    /// Waits until there is room; there always is when nothing is taken.
    fn take(&self, weight: u64) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken > 0 && taken.saturating_add(weight) > WEIGHT {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken = taken.saturating_add(weight);
    }

    fn give_back(&self, weight: u64) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.saturating_sub(weight);
        self.freed.notify_all();
    }

    /// Lets whoever waits go on: nothing is done any more.
    fn open(&self) {
        *self.taken.lock().unwrap_or_else(PoisonError::into_inner) = 0;
        self.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |n: u64| {
                thread::sleep(std::time::Duration::from_micros((n * 37) % 200));
                n * n
            };
            in_order(
                0..200,
                threads,
                |n| n << 20,
                work,
                |n| {
                    seen.push(n);
                    Ok(())
                },
            )
            .unwrap();
            assert_eq!(seen, (0..200).map(|n| n * n).collect::<Vec<u64>>());
        }
    }

    #[test]
    fn an_error_stops_the_drawing_of_jobs() {
        for threads in [1, 3] {
            let drawn = AtomicUsize::new(0);
            let jobs = std::iter::repeat_with(|| drawn.fetch_add(1, Ordering::Relaxed));
            let mut done = 0;
            let result = in_order(
                jobs,
                threads,
                |_| 0,
                |n| n,
                |_| {
                    done += 1;
                    if done == 5 { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
                },
            );
            assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
            assert!(drawn.into_inner() <= 5 + (AHEAD + 1) * threads + 2);
        }
    }
}
