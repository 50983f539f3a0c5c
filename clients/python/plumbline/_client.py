"""The client; see the package."""

from __future__ import annotations

import atexit
import functools
import gzip
import json
import logging
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable, Deque, Dict, List, Mapping, Optional, Tuple, TypeVar

_LOG = logging.getLogger("plumbline")
_AGAIN = (408, 425, 429, 500, 502, 503, 504)
_LONGEST_PAUSE = 30.0

Record = Mapping[str, Any]
F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Counts:
    """Records by what became of them."""

    stored: int = 0
    refused: int = 0
    dropped: int = 0


class Client:
    """A queue of records and the thread that sends them.

    url: of the intake, without a path. token: for ``intake``, as in ``http.tokenFile``. most_waiting: records that may
    wait; more are dropped and counted, because a model that serves must not wait for its monitor. batch: records sent
    at once. linger_seconds: how long a record waits for others. flush_seconds: how long the end of the process waits.
    """

    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        *,
        most_waiting: int = 100_000,
        batch: int = 1_000,
        linger_seconds: float = 1.0,
        timeout_seconds: float = 40.0,
        flush_seconds: float = 10.0,
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._most_waiting = most_waiting
        self._batch = batch
        self._linger = linger_seconds
        self._timeout = timeout_seconds
        self._flush = flush_seconds
        self._waiting: Deque[Tuple[str, bytes]] = deque()
        self._changed = threading.Condition()
        self._sending = 0
        self._hurry = False
        self._closed = False
        self.counts = Counts()
        self._thread = threading.Thread(target=self._run, name="plumbline", daemon=True)
        self._thread.start()
        atexit.register(self.close)

    def log(self, request: Record) -> str:
        """Queues a request and returns its requestId; one and a timestamp are made up where they are missing."""
        record = dict(request)
        record.setdefault("requestId", str(uuid.uuid4()))
        record.setdefault("timestamp", _now())
        self._put("/v1/requests", record)
        return str(record["requestId"])

    def label(self, request_id: str, model: str, label: str) -> None:
        """Queues the true label of a request."""
        self.outcome({"requestId": request_id, "model": model, "kind": "label", "label": label})

    def outcome(self, outcome: Record) -> None:
        """Queues what became of a request: kind label, appeal, rating or override."""
        record = dict(outcome)
        record.setdefault("timestamp", _now())
        self._put("/v1/outcomes", record)

    def flush(self, timeout_seconds: Optional[float] = None) -> bool:
        """Sends what waits and returns whether all of it was answered in time."""
        end = time.monotonic() + (self._flush if timeout_seconds is None else timeout_seconds)
        with self._changed:
            self._hurry = True
            self._changed.notify_all()
            while self._waiting or self._sending:
                left = end - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            self._hurry = False
            return not self._waiting and not self._sending

    def close(self) -> None:
        """Sends what waits; afterwards records are dropped. May be called again."""
        if not self._closed:
            if not self.flush():
                _LOG.warning("%d records were not sent before the end", len(self._waiting) + self._sending)
            with self._changed:
                self._closed = True
                self._changed.notify_all()
            atexit.unregister(self.close)

    def _put(self, path: str, record: Dict[str, Any]) -> None:
        line = json.dumps(record, separators=(",", ":")).encode()
        with self._changed:
            if self._closed or len(self._waiting) >= self._most_waiting:
                self.counts.dropped += 1
                return
            self._waiting.append((path, line))
            if len(self._waiting) >= self._batch or len(self._waiting) == 1:
                self._changed.notify_all()

    def _run(self) -> None:
        while True:
            taken = self._take()
            if taken is None:
                return
            path, lines = taken
            self._deliver(path, lines)
            with self._changed:
                self._sending = 0
                self._changed.notify_all()

    def _take(self) -> Optional[Tuple[str, List[bytes]]]:
        """The next records of one address; None at the end."""
        with self._changed:
            while not self._waiting:
                if self._closed:
                    return None
                self._changed.wait()
            end = time.monotonic() + self._linger
            while len(self._waiting) < self._batch and not (self._hurry or self._closed):
                left = end - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            path = self._waiting[0][0]
            lines: List[bytes] = []
            while self._waiting and len(lines) < self._batch and self._waiting[0][0] == path:
                lines.append(self._waiting.popleft()[1])
            self._sending = len(lines)
            return path, lines

    def _deliver(self, path: str, lines: List[bytes]) -> None:
        """Sends until all is stored or refused; sending again does no harm, a request counts once."""
        pause = 1.0
        while lines:
            status, body, wait = self._post(path, lines)
            if status == 202:
                self.counts.stored += len(lines)
                return
            if status in _AGAIN or status == 0:
                with self._changed:
                    if self._closed:
                        return
                    self._changed.wait_for(lambda: self._closed, wait or pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            elif status == 413 and len(lines) > 1:
                half = len(lines) // 2
                self._deliver(path, lines[:half])
                lines = lines[half:]
            else:
                lines = self._without_refused(status, body, lines)

    def _without_refused(self, status: int, body: bytes, lines: List[bytes]) -> List[bytes]:
        """The lines that a 400 finds nothing wrong with; of another status none."""
        problems: List[Dict[str, Any]] = []
        if status == 400:
            try:
                problems = json.loads(body).get("problems", [])
            except (ValueError, AttributeError):
                _LOG.warning("the answer is no JSON: is this an intake?")
        bad = {problem["record"] for problem in problems}
        for problem in problems[:3]:
            _LOG.warning("a record was refused: %s %s", problem.get("field", "it"), problem["reason"])
        if not bad:
            _LOG.warning("%d records were refused with status %d", len(lines), status)
            bad = set(range(len(lines)))
        self.counts.refused += len(bad)
        return [line for place, line in enumerate(lines) if place not in bad]

    def _post(self, path: str, lines: List[bytes]) -> Tuple[int, bytes, float]:
        """Status, 0 without an answer; body; seconds to wait, 0 where nothing is said of it."""
        headers = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        if self._token:
            headers["Authorization"] = "Bearer " + self._token
        request = urllib.request.Request(
            self._url + path, data=gzip.compress(b"\n".join(lines), 1), headers=headers, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return answer.status, answer.read(), 0.0
        except urllib.error.HTTPError as refusal:
            with refusal:
                after = refusal.headers.get("Retry-After", "")
                return refusal.code, refusal.read(), float(after) if after.isdigit() else 0.0
        except OSError as error:
            _LOG.debug("no answer: %s", type(error).__name__)
            return 0, b"", 0.0


def _now() -> str:
    return datetime.now(timezone.utc).isoformat()


_default: Optional[Client] = None


def configure(url: str, token: Optional[str] = None, **settings: Any) -> Client:
    """Makes the client that this module's functions use; one before it is closed."""
    global _default
    if _default is not None:
        _default.close()
    _default = Client(url, token, **settings)
    return _default


def default() -> Client:
    """The client that configure() made."""
    if _default is None:
        raise RuntimeError("call plumbline.configure(url) first")
    return _default


def log(request: Record) -> str:
    """Client.log of the default client."""
    return default().log(request)


def label(request_id: str, model: str, label: str) -> None:
    """Client.label of the default client."""
    default().label(request_id, model, label)


def flush(timeout_seconds: Optional[float] = None) -> bool:
    """Client.flush of the default client."""
    return default().flush(timeout_seconds)


def monitor(request: Callable[..., Record]) -> Callable[[F], F]:
    """Decorates a predict function: ``request(result, *args, **kwargs)`` makes of each call the record to log.

    An error in it is said in the log and costs the record, never the prediction.
    """

    def decorate(predict: F) -> F:
        @functools.wraps(predict)
        def predicting(*args: Any, **kwargs: Any) -> Any:
            result = predict(*args, **kwargs)
            try:
                log(request(result, *args, **kwargs))
            except Exception as error:  # whatever the caller's function throws
                _LOG.warning("a prediction was not logged: %s", type(error).__name__)
            return result

        return predicting  # type: ignore[return-value]

    return decorate
