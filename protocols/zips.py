"""Zip files that have the same bytes whenever and wherever they are made from the same contents."""

import io
import zipfile
from collections.abc import Mapping

# One moment for every entry: the earliest that the format can say.
MOMENT = (1980, 1, 1, 0, 0, 0)


def zip_bytes(contents: Mapping[str, bytes]) -> bytes:
    """The zip of these files, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in contents.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)
    return out.getvalue()


def same_bytes_each_time(data: bytes) -> bytes:
    """A zip again, its entries in order and all of one moment."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        names = sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        return zip_bytes({name: source.read(name) for name in names})
