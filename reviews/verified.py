"""Whether a stored file is still the one on record: asked at every download, answered quickly.

Reading 50 MB to check them at each range request would be slow, so the answer is remembered in
this process for as long as the storage shows the same fingerprint. Nothing but "yes" is remembered.
"""

import logging
from collections import OrderedDict
from threading import Lock

from setdab.storage import Fingerprint

from reviews.files import stored_digest
from reviews.models import ReportFile

logger = logging.getLogger(__name__)

REMEMBERED = 1024
_verified: OrderedDict[Fingerprint, str] = OrderedDict()
_lock = Lock()


def is_as_uploaded(row: ReportFile) -> bool:
    """False where the bytes are missing or others. A storage that can't be asked raises."""
    try:
        before = row.storage.fingerprint(row.stored_as)
        if _recall(before) == row.sha256:
            return True
        same = stored_digest(row) == row.sha256
        unchanged = row.storage.fingerprint(row.stored_as) == before
    except FileNotFoundError:
        same = False
    if not same:
        logger.critical("Report file %d: the stored bytes are missing or changed", row.pk)
        return False
    if before.lasting and unchanged:
        _remember(before, row.sha256)
    return True


def forget() -> None:
    with _lock:
        _verified.clear()


def _recall(fingerprint: Fingerprint) -> str | None:
    with _lock:
        if fingerprint in _verified:
            _verified.move_to_end(fingerprint)
        return _verified.get(fingerprint)


def _remember(fingerprint: Fingerprint, sha256: str) -> None:
    with _lock:
        _verified[fingerprint] = sha256
        while len(_verified) > REMEMBERED:
            _verified.popitem(last=False)
