"""Run a long statement while the caller's thread tells how far it is."""

from collections.abc import Callable
from threading import Thread

import duckdb

from usage.check.cuts import Chunk
from usage.check.verdict import Progress

INTERVAL = 0.5


class Watch:
    """on_progress is called in the thread that checks, about twice a second."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, chunk: Chunk, on_progress):
        self.connection, self.chunk, self.on_progress = connection, chunk, on_progress

    def run(self, stage: str) -> Callable[[str], None]:
        """A function that executes one statement in a stage."""

        def execute(statement: str) -> None:
            failures: list[BaseException] = []
            worker = Thread(target=self._execute, args=(statement, failures), daemon=True)
            worker.start()
            try:
                while worker.is_alive():
                    worker.join(INTERVAL)
                    if worker.is_alive():
                        self._tell(stage, max(0.0, self.connection.query_progress()))
            except BaseException:
                self.connection.interrupt()
                worker.join()
                raise
            if failures:
                raise failures[0]
            self._tell(stage, 100.0)

        return execute

    def _execute(self, statement: str, failures: list[BaseException]) -> None:
        try:
            self.connection.execute(statement)
        except BaseException as failure:
            failures.append(failure)

    def _tell(self, stage: str, percent: float) -> None:
        done = min(self.chunk.length, round(self.chunk.length * percent / 100))
        rows = min(self.chunk.lines, round(self.chunk.lines * percent / 100))
        self.on_progress(Progress(stage=stage, bytes_done=done, bytes_total=self.chunk.length, rows=rows))
