"""Workers of a Dask cluster. Must not trust `status`, only `result()`.

Of a lost worker's finished tasks the status says `pending` again; `result()` waits until another has redone them.

Whoever reaches a scheduler can run code on its workers and on us: plain connections stay on this machine unless the
user says that the network is safe.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from ipaddress import ip_address
from typing import Any, TypeVar
from urllib.parse import urlsplit

from analysis.parallel.workers import Pending
from data.errors import UsageError, WorkerError

R = TypeVar("R")
PATIENCE = 20
RETRIES = 3


def check_address(address: str, *, trusted: bool) -> None:
    """Refuse what is no scheduler's address, and plain connections to other machines unless they are trusted."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if parts.scheme not in ("tcp", "tls") or not host or not port:
        raise UsageError(f"--dask {address}: write it as tls://HOST:PORT, or tcp://127.0.0.1:PORT on this machine")
    if parts.scheme == "tcp" and not is_loopback(host) and not trusted:
        raise UsageError(
            f"--dask {address}: a plain connection lets anybody on the way run code here; use tls://, or add"
            " --dask-trust-network if that network is yours alone"
        )


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine by its address; names but `localhost` may lead anywhere."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def telling_loss(address: str) -> Iterator[None]:
    """Turn a connection that breaks while the scheduler is asked, at whatever call, into a WorkerError."""
    from distributed import CancelledError  # noqa: PLC0415 - an extra
    from distributed.comm.core import CommClosedError  # noqa: PLC0415 - likewise

    try:
        yield
    except (CancelledError, asyncio.CancelledError, CommClosedError, OSError) as error:
        raise WorkerError(
            f"the connection to the Dask scheduler {address} was lost; what was loaded is kept, run again"
        ) from error


class ClusterPending:
    """A task of the cluster."""

    def __init__(self, future: Any, address: str) -> None:
        self._future, self._address = future, address

    def result(self) -> Any:
        """Wait for what it gives, whichever worker gives it in the end."""
        from distributed import KilledWorker  # noqa: PLC0415 - an extra

        try:
            with telling_loss(self._address):
                return self._future.result()
        except KilledWorker as error:
            raise WorkerError(
                f"Dask workers die over the same partition ({error.task}): out of memory? What was loaded is kept"
            ) from error


class ClusterWorkers:
    """Workers of a Dask cluster."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address

    @property
    def at_once(self) -> int:
        """Enough for every thread that the cluster has now, and one more each."""
        with telling_loss(self._address):
            threads: dict[str, int] = self._client.nthreads()
        return 2 * max(1, sum(threads.values()))

    def submit(self, work: Callable[..., R], /, *values: Any) -> Pending[R]:
        """See Workers."""
        with telling_loss(self._address):
            future = self._client.submit(work, *values, pure=False, retries=RETRIES)
        return ClusterPending(future, self._address)


@contextmanager
def cluster_workers(address: str, *, trusted: bool = False) -> Iterator[ClusterWorkers]:
    """Connect to a scheduler that has workers. Raises UsageError or WorkerError with what to do."""
    check_address(address, trusted=trusted)
    if find_spec("distributed") is None:
        raise UsageError("--dask needs Dask: pip install 'dask[dataframe]' distributed (the extra `dask`)")
    from distributed import Client  # noqa: PLC0415 - an extra, and slow to import

    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call] # Dask's own
    except (OSError, ValueError, RuntimeError) as error:
        raise WorkerError(
            f"no Dask scheduler answers at {address}; start one (`dask scheduler`), or check address and certificates"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError as error:
            raise WorkerError(
                f"the Dask scheduler {address} has no workers; start some with `dask worker {address} --nthreads 1`"
            ) from error
        yield ClusterWorkers(client, address)
