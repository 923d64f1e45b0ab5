"""Ids: ULIDs, which sort by the time they were made and never collide between two desks."""

from __future__ import annotations

import os
import threading
import time

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A new ULID (26 characters); ids made by one process strictly rise, so order of entry is kept."""
    global _last
    with _lock:
        now = time.time_ns() // 1_000_000
        value = (now << 80) | int.from_bytes(os.urandom(10), "big")
        # Within one millisecond, and when the clock goes back, count on from the last one.
        if value >> 80 <= _last >> 80:
            value = _last + 1
        _last = value
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))
