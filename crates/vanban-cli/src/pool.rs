//! Work on many threads, results in order.

use std::io;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

/// Jobs that wait or are worked on, for each thread: enough that no thread waits for its next job while another works
/// on a long one, few enough that memory stays small.
const AHEAD: usize = 4;

/// Does `work` on each job and hands the results to `done` in the order of the jobs.
///
/// With one thread everything happens on this one. With more, one thread draws the jobs and `threads` work on them; at
/// most [`AHEAD`] jobs for each thread are drawn and not yet done. Ends early when `done` fails.
pub fn in_order<J: Send, R: Send>(
    mut jobs: impl Iterator<Item = J> + Send,
    threads: usize,
    work: impl Fn(J) -> R + Sync,
    mut done: impl FnMut(R) -> io::Result<()>,
) -> io::Result<()> {
    if threads <= 1 {
        return jobs.try_for_each(|job| done(work(job)));
    }
    // Each job carries the sender of a slot of its own; the slots queue up in the order of the jobs.
    let (queue, slots) = mpsc::sync_channel::<mpsc::Receiver<R>>(AHEAD * threads);
    let (to_workers, for_workers) = mpsc::channel::<(J, mpsc::SyncSender<R>)>();
    let for_workers = Mutex::new(for_workers);
    let next = || for_workers.lock().unwrap_or_else(PoisonError::into_inner).recv();
    thread::scope(|scope| {
        scope.spawn(move || {
            for job in jobs {
                let (sender, slot) = mpsc::sync_channel(1);
                if queue.send(slot).is_err() || to_workers.send((job, sender)).is_err() {
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
        slots.into_iter().try_for_each(|slot| {
            let result = slot.recv().map_err(|_| io::Error::other("a worker thread ended early"))?;
            done(result)
        })
    })
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
            in_order(0..200, threads, work, |n| {
                seen.push(n);
                Ok(())
            })
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
