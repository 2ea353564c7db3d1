//! Many documents on threads, records in order.

use crate::extractor::{Failure, Input, Maker};
use crate::record::Record;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

/// Documents drawn ahead for each thread: enough that no thread waits while another works on a long one, few enough
/// that memory stays small.
const AHEAD: usize = 4;

/// Most threads that are taken: more than any machine has processors, so that a slip of the finger does no harm.
const MAX_JOBS: usize = 1024;

type Made = (Input, Result<vanban::Record, Failure>);
type Slot = mpsc::Receiver<Made>;
type Job = (Input, mpsc::SyncSender<Made>);

/// An iterator over the records of documents that are drawn from another iterator.
#[pyclass(frozen, module = "vanban", name = "Records")]
pub struct Records {
    state: Mutex<State>,
    maker: Arc<Maker>,
    raise: bool,
}

struct State {
    documents: Option<Py<PyIterator>>,
    /// An exception of the documents' iterator, kept until the records before it are out.
    broken: Option<PyErr>,
    slots: VecDeque<Slot>,
    /// `None` with one thread: then the caller's own works.
    jobs: Option<mpsc::Sender<Job>>,
    ahead: usize,
}

impl Records {
    pub fn new(maker: Arc<Maker>, documents: &Bound<'_, PyAny>, jobs: Option<usize>, raise: bool) -> PyResult<Self> {
        let threads = match jobs {
            None => thread::available_parallelism().map_or(1, usize::from),
            Some(0) => return Err(PyValueError::new_err("jobs is a number of threads from 1")),
            Some(n) => n.min(MAX_JOBS),
        };
        // A lone document would be taken for an iterable of its letters.
        if Input::from_python(documents).is_ok() && !documents.is_instance_of::<pyo3::types::PyTuple>() {
            return Err(pyo3::exceptions::PyTypeError::new_err(
                "one document was given, not an iterable of documents; put it in a list",
            ));
        }
        let documents = documents.try_iter()?.unbind();
        let jobs = (threads > 1).then(|| workers(threads, &maker));
        let slots = VecDeque::with_capacity(AHEAD * threads);
        let state = State { documents: Some(documents), broken: None, slots, jobs, ahead: AHEAD * threads };
        Ok(Self { state: Mutex::new(state), maker, raise })
    }

    fn made(&self, py: Python<'_>, (input, made): Made) -> PyResult<Record> {
        match made {
            Ok(record) => Ok(Record::new(record)),
            Err(failure) if self.raise => Err(failure.into_exception()),
            Err(failure) => Ok(Record::new(py.detach(|| self.maker.failed(input.name.as_deref(), failure.reason())))),
        }
    }
}

/// Threads that end when the sender is dropped.
fn workers(threads: usize, maker: &Arc<Maker>) -> mpsc::Sender<Job> {
    let (sender, receiver) = mpsc::channel::<Job>();
    let receiver = Arc::new(Mutex::new(receiver));
    for _ in 0..threads {
        let (receiver, maker) = (receiver.clone(), maker.clone());
        let next = move || receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        thread::spawn(move || {
            while let Ok((input, slot)) = next() {
                let made = maker.record(&input);
                // Nobody waits for it any more when the iterator was dropped.
                let _ = slot.send((input, made));
            }
        });
    }
    sender
}

impl State {
    /// The next document. What is raised on the way ends the documents.
    fn draw(&mut self, py: Python<'_>) -> Option<Input> {
        let item = self.documents.as_ref()?.bind(py).clone().next();
        match item.map(|item| item.and_then(|item| Input::from_python(&item))) {
            Some(Ok(input)) => Some(input),
            None => {
                self.documents = None;
                None
            }
            Some(Err(error)) => {
                self.documents = None;
                self.broken = Some(error);
                None
            }
        }
    }

    /// Hands documents to the threads until enough wait.
    fn fill(&mut self, py: Python<'_>, jobs: &mpsc::Sender<Job>) {
        while self.slots.len() < self.ahead {
            let Some(input) = self.draw(py) else { return };
            let (sender, slot) = mpsc::sync_channel(1);
            if jobs.send((input, sender)).is_err() {
                return; // every thread is gone, which the slot tells
            }
            self.slots.push_back(slot);
        }
    }
}

#[pymethods]
impl Records {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Record>> {
        // Never waited for with the interpreter held: the iterator of the documents may call back.
        let Ok(mut state) = self.state.try_lock() else {
            return Err(PyValueError::new_err("the iterator is in use by another thread"));
        };
        let made = match state.jobs.clone() {
            None => {
                let Some(input) = state.draw(py) else { return state.broken.take().map_or(Ok(None), Err) };
                py.detach(|| {
                    let made = self.maker.record(&input);
                    (input, made)
                })
            }
            Some(jobs) => {
                state.fill(py, &jobs);
                let Some(slot) = state.slots.pop_front() else { return state.broken.take().map_or(Ok(None), Err) };
                match py.detach(move || slot.recv()) {
                    Ok(made) => made,
                    Err(_) => return Err(Failure::Defect.into_exception()),
                }
            }
        };
        drop(state);
        self.made(py, made).map(Some)
    }
}
