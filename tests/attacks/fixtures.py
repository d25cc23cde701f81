"""``loaddata`` writes rows as they stand: no ``save()``, no ``clean()``."""

import json
import tempfile
from pathlib import Path

from django.core.management import call_command


def load(*rows: dict[str, object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.json"
        path.write_text(json.dumps(rows))
        call_command("loaddata", path, verbosity=0)
