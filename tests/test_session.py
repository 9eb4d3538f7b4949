"""Connections and the threads that keep them."""

from __future__ import annotations

import gc
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor

import pytest

from db.session import Database


def _in_a_thread(database: Database) -> BaseException | None:
    """What a failed transaction leaves in the hands of whoever asked: an error, and with it all that it saw."""

    def fail() -> None:
        with database.begin() as tx, database.read() as other:
            tx.exec_driver_sql("SELECT 1")
            other.exec_driver_sql("SELECT 1")
            raise LookupError

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(fail).exception()


def test_a_thread_that_ends_hands_its_connections_back(database: Database) -> None:
    errors = [_in_a_thread(database) for _ in range(20)]
    for engine in (database.writer, database.reader):
        assert "Current Checked out connections: 0" in engine.pool.status()
    assert len(errors) == 20


def test_no_connection_is_left_open_after_the_database_was_closed(database: Database) -> None:
    error = _in_a_thread(database)
    database.close()
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        del error
        gc.collect()
    assert [str(one.message) for one in warned] == []


def test_a_thread_that_still_runs_does_not_hold_up_the_close(database: Database) -> None:
    opened, closed = threading.Event(), threading.Event()

    def read() -> None:
        with database.read() as tx:
            tx.exec_driver_sql("SELECT 1")
        opened.set()
        closed.wait()

    thread = threading.Thread(target=read)
    thread.start()
    opened.wait()
    database.close()
    closed.set()
    thread.join()
    assert "Connections in pool: 0" in database.writer.pool.status()


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_given_five_seconds(postgresql: Database) -> None:
    with postgresql.begin() as tx:
        driver = tx.connection.driver_connection
        assert driver is not None
        assert driver.info.get_parameters()["connect_timeout"] == "5"
