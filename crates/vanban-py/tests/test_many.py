"""Many documents: order, threads, streams, and what goes wrong."""

import itertools
import threading
import time

import pytest

import vanban
from conftest import DOCUMENTS, read


def numbered(n):
    return f"Số: {n}/QĐ-UBND\n\nQUYẾT ĐỊNH\n" + "Căn cứ Luật Lưu trữ năm 2024;\n" * (n * 7919 % 60)


@pytest.mark.parametrize("jobs", [None, 1, 2, 7])
def test_records_come_in_order(jobs):
    texts = [numbered(n) for n in range(1, 300)]
    records = vanban.extract_many(texts, jobs=jobs)
    assert [r.number.serial for r in records] == [str(n) for n in range(1, 300)]


def test_threads_change_nothing():
    texts = [read(path) for path in DOCUMENTS]
    one, three = (list(vanban.extract_many(texts, jobs=jobs)) for jobs in (1, 3))
    assert one == three == [vanban.extract(text) for text in texts]


def test_a_stream_without_end_is_drawn_a_few_ahead():
    drawn = itertools.count(1)
    records = vanban.extract_many((numbered(n) for n in drawn), jobs=2)
    assert [next(records).number.serial for _ in range(50)] == [str(n) for n in range(1, 51)]
    assert next(drawn) <= 50 + 2 * 4 + 2
    del records  # threads end, nothing hangs


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_document_costs_itself_alone(jobs):
    documents = [("a", numbered(1)), ("b", b"\x89PNG\r\n\x1a\n\0\0"), ("c", numbered(3).encode()), (None, numbered(4))]
    records = list(vanban.extract_many(documents, jobs=jobs))
    assert [r.source.path for r in records] == ["a", "b", "c", None]
    assert [d.code for d in records[1].diagnostics] == ["input-failed"]
    assert records[1].diagnostics[0].message.startswith("a PNG image")
    records = vanban.extract_many(documents, jobs=jobs, errors="raise")
    assert next(records).number.serial == "1"
    with pytest.raises(vanban.ReadError, match="a PNG image"):
        next(records)
    assert [r.number.serial for r in records] == ["3", "4"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_exceptions_of_the_documents_come_after_the_records_before_them(jobs):
    def documents():
        yield numbered(1)
        yield numbered(2)
        raise RuntimeError("the disk is gone")

    records = vanban.extract_many(documents(), jobs=jobs)
    assert [next(records).number.serial for _ in range(2)] == ["1", "2"]
    with pytest.raises(RuntimeError, match="the disk is gone"):
        next(records)
    assert list(records) == []
    with pytest.raises(TypeError, match="a document is str, bytes, or a pair"):
        list(vanban.extract_many([numbered(1), 7], jobs=jobs))


def test_wrong_arguments():
    for one in ("Số: 12/QĐ-UBND", b"x"):
        with pytest.raises(TypeError, match="put it in a list"):
            vanban.extract_many(one)
    with pytest.raises(ValueError, match="jobs"):
        vanban.extract_many([], jobs=0)
    with pytest.raises(ValueError, match="errors"):
        vanban.extract_many([], errors="ignore")
    assert list(vanban.extract_many([])) == []


def test_other_threads_run_meanwhile():
    text = "".join(numbered(59) for _ in range(60))
    ticks, done = [], threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    started = time.perf_counter()
    for _ in range(20):
        vanban.extract(text)
    ended = time.perf_counter()
    done.set()
    thread.join()
    assert sum(started < at < ended for at in ticks) >= 3


def test_one_extractor_serves_many_threads():
    extractor = vanban.Extractor()
    texts = [numbered(n) for n in range(1, 60)]
    wrong = []

    def work():
        if [extractor.extract(text).number.serial for text in texts] != [str(n) for n in range(1, 60)]:
            wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not wrong
