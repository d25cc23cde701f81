"""Times the reading of a generated report of 100 pages and its growth to 1,000.

make bench
"""

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

PAGES = 100
GROWN = 1_000
PARAGRAPH = (
    "The panel heard from {agency} that the family had been known to it since {year}. Records show "
    "{count} contacts, of which the last was about housing. The panel thought that more could have "
    "been asked, and that what was known to one service was not known to the others."
)
AGENCIES = ("the council", "the health trust", "the school", "the police", "a refuge")
PLAIN = '#set page(numbering: "1")'
# A pale tint laid over the page, as a background of slides is, keeps every page off the fast way.
TINTED = PLAIN + "\n#set page(foreground: rect(width: 100%, height: 100%, fill: rgb(0, 0, 90, 8)))"


def make(pages: int, head: str, target: Path) -> None:
    """About 2,300 characters a page: headings, numbered paragraphs and a table."""
    import typst

    parts = ['#set document(title: "Overview report")', '#set text(lang: "en", size: 11pt)', head]
    for page in range(1, pages + 1):
        parts.append(f"= Chapter {page}")
        for number in range(8):
            said = PARAGRAPH.format(
                agency=AGENCIES[(page + number) % 5], year=1990 + page % 30, count=page + number
            )
            parts.append(f"{page}.{number + 1} {said}\n")
        parts.append("#table(columns: 3, fill: (_, y) => if y == 0 { luma(220) },")
        parts += [f"[Month {row}], [What was seen], [What was done]," for row in range(4)]
        parts.append(")\n#pagebreak(weak: true)")
    source = target.with_suffix(".typ")
    source.write_text("\n".join(parts), encoding="utf-8")
    target.write_bytes(typst.compile(source, format="pdf"))


def measure(name: str, path: Path) -> None:
    from reviews.anonymisation import reading

    start = time.perf_counter()
    found = reading.read_file(path, path.name)
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    characters = sum(len(surface.text) for surface in found.surfaces)
    outcome = found.refusal.rule if found.refusal else f"{len(found.faults)} faults"
    print(
        f"{name:26} {found.pages:>5} pages {characters:>8} characters  "
        f"CPU {used.ru_utime + used.ru_stime:6.2f} s  {wall:6.2f} s in all  "
        f"at most {used.ru_maxrss / 1024:4.0f} MB  {outcome}"
    )


def apart(task: Callable[..., None], *values: object) -> None:
    """In a process of its own: the most memory ever used is all that the system tells."""
    process = multiprocessing.get_context("spawn").Process(target=task, args=values)
    process.start()
    process.join()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for pages in (PAGES, GROWN):
            for name, head in (("plain", PLAIN), ("each page drawn to be sure", TINTED)):
                path = Path(folder, f"{pages}-{name[:5]}.pdf")
                apart(make, pages, head, path)
                apart(measure, name, path)


if __name__ == "__main__":
    main()
