"""The embedded PostgreSQL and broker, started in a folder of their own."""

import os
import signal

import psycopg
import pytest
import redis

from portal.embedded import paths
from portal.embedded.broker import EmbeddedBroker
from portal.embedded.postgres import EmbeddedPostgres
from portal.embedded.trouble import Trouble
from tests.portal_running import wait_for


@pytest.fixture
def postgres(state):
    server = EmbeddedPostgres(state)
    yield server
    server.stop()


def test_rows_survive_a_stop_and_a_kill(postgres, state):
    address = paths.database_url(state)
    postgres.start()
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE kept (what text)")
        connection.execute("INSERT INTO kept VALUES ('one')")
    postgres.stop()
    postgres.start()
    with psycopg.connect(address) as connection:
        connection.execute("INSERT INTO kept VALUES ('two')")
    os.kill(postgres.child.pid, signal.SIGKILL)
    postgres.child.running.wait()
    postgres.stop()
    wait_for(lambda: not_running(postgres))
    postgres.start()
    with psycopg.connect(address) as connection:
        assert connection.execute("SELECT what FROM kept").fetchall() == [("one",), ("two",)]
    assert (state / "logs" / "postgres" / "postgres.json").exists()


def not_running(postgres) -> bool:
    """A killed server's children take a moment to notice."""
    return not postgres.answers()


def test_servers_that_outlived_their_start_make_way(postgres, state):
    """As after kill -9 where the kernel does not end them: the lock is free, the server runs."""
    broker, next_broker = EmbeddedBroker(state), EmbeddedBroker(state)
    postgres.start()
    broker.start()
    os.close(postgres.lock)
    postgres.lock = None
    successor = EmbeddedPostgres(state)
    try:
        successor.start()
        next_broker.start()
        assert successor.answers()
        assert next_broker.answers()
        assert not postgres.child.alive()
        assert not broker.child.alive()
    finally:
        successor.stop()
        next_broker.stop()


def test_it_listens_on_a_socket_for_its_owner_only(postgres, state):
    postgres.start()
    with psycopg.connect(paths.database_url(state)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert postgres.sockets.stat().st_mode & 0o077 == 0


def test_a_second_start_on_the_same_folder_is_refused(postgres, state):
    postgres.start()
    with pytest.raises(Trouble, match="in use by another start"):
        EmbeddedPostgres(state).start()


def test_a_database_of_another_version_is_refused(postgres, state):
    (state / "postgres").mkdir()
    (state / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(Trouble, match="was made by PostgreSQL 9"):
        postgres.start()


def test_a_folder_without_a_database_is_left_alone(postgres, state):
    (state / "postgres").mkdir()
    (state / "postgres" / "letter.txt").write_text("dear")
    with pytest.raises(Trouble, match="holds something that is no PostgreSQL database"):
        postgres.start()
    assert (state / "postgres" / "letter.txt").read_text() == "dear"


def test_a_half_made_database_is_made_anew(postgres, state):
    (state / "postgres.new").mkdir()
    (state / "postgres.new" / "PG_VERSION").write_text("half")
    postgres.start()
    assert postgres.answers()


def test_the_broker_keeps_what_it_was_told(state):
    for turn in ("first", "second"):
        broker = EmbeddedBroker(state)
        broker.start()
        try:
            with redis.Redis(unix_socket_path=str(paths.broker_socket(state))) as client:
                if turn == "first":
                    client.rpush("queue", "task")
                assert client.lrange("queue", 0, -1) == [b"task"]
        finally:
            broker.stop()
