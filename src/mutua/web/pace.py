"""How often one address may ask for what takes a while to make: counted in this program's memory, for some minutes."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock

WITHIN, MOST = timedelta(minutes=5), 20
MOST_KNOWN = 5_000  # addresses remembered; the one that asked first is forgotten first


@dataclass
class Pace:
    """Safe for several threads of one program; addresses are kept as digests, and only while they count."""

    _asked: dict[bytes, deque[datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def may(self, address: str, now: datetime) -> bool:
        """Whether the address may ask once more now; it is counted with that."""
        key = hashlib.sha256(address.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            times = self._asked.pop(key, None) or deque()
            while times and now - times[0] > WITHIN:
                times.popleft()
            allowed = len(times) < MOST
            if allowed:
                times.append(now)
            self._asked[key] = times
            if len(self._asked) > MOST_KNOWN:
                del self._asked[next(iter(self._asked))]
        return allowed
