"""Weighs the pages that readers meet first, in Chromium and with Lighthouse. Fails over the budget.

make bench

The starter content is served by gunicorn with compressed static files. Lighthouse comes from npm into
var/, which git ignores.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
LIGHTHOUSE = "13.0.1"
LIGHTHOUSE_FOLDER = PROJECT / "var" / "lighthouse"
FLAGS = ["--no-sandbox", "--headless=new", "--disable-gpu", "--disable-dev-shm-usage"]
MOST_SHIFT = 0.02
LEAST_SCORE = 99
AGREEMENT = "/information-sharing/southend-essex-thurrock-domestic-homicide-review/"
# Kilobytes (of 1,000 bytes) with everything that the page needs, fonts and headers too.
BUDGETS = {
    "/": 70,
    "/reviews/": 70,
    "/reviews/edith/": 90,
    "/information-sharing/sign/": 90,
    AGREEMENT: 150,
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Kept out of search engines on purpose, so Lighthouse’s rule that it must be found does not hold.
NOT_FOR_ENGINES = ("/information-sharing/sign/",)
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value
  }).observe({ type: 'layout-shift', buffered: true })
  setTimeout(() => resolve(sum), 500)
})"""


@contextmanager
def served(folder: str) -> Iterator[str]:
    """The site at an address of this machine, while the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench_pages_settings",
        "BENCH_STATIC_ROOT": folder,
        "PYTHONPATH": str(Path(__file__).parent),
        "PORT": str(port),
    }
    run = [sys.executable, "-m"]
    subprocess.run(
        [*run, "django", "collectstatic", "--no-input", "--verbosity=0"],
        env=environment,
        cwd=PROJECT,
        check=True,
    )
    server = subprocess.Popen(
        [
            *run,
            "gunicorn",
            "setdab.wsgi",
            f"--bind=127.0.0.1:{port}",
            "--threads=4",
            "--log-level=error",
        ],
        env=environment,
        cwd=PROJECT,
    )
    try:
        yield _answering(f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        server.wait()


def _answering(base: str) -> str:
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{base}/health/live").close()
            return base
        except urllib.error.URLError:
            time.sleep(0.5)
    raise SystemExit("The site did not start.")


def weigh(browser: Browser, address: str, width: int) -> tuple[int, float]:
    """Bytes over the wire on a first visit, and how much the page moved."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    shift = page.evaluate(SHIFT)
    context.close()
    return int(sum(sizes)), float(shift)


def weigh_all(base: str) -> list[str]:
    failures = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        print(f"{'KB':>6} {'budget':>7} {'moved':>7}")
        for path, budget in BUDGETS.items():
            measured = [weigh(browser, base + path, width) for width in (1280, 375)]
            size = max(size for size, _ in measured) / 1000
            shift = max(shift for _, shift in measured)
            print(f"{size:6.1f} {budget:7} {shift:7.3f}  {path}")
            if size > budget or shift > MOST_SHIFT:
                failures.append(path)
        browser.close()
    return failures


def install_lighthouse() -> Path:
    program = LIGHTHOUSE_FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        LIGHTHOUSE_FOLDER.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save"]
        where = ["--prefix", str(LIGHTHOUSE_FOLDER), f"lighthouse@{LIGHTHOUSE}"]
        subprocess.run([*install, *where], check=True, stdout=subprocess.DEVNULL)
    return program


def lighthouse(program: Path, address: str, left_out: list[str]) -> dict[str, int]:
    """The scores of one page, out of 100, for a phone as Lighthouse imagines it."""
    flags = f"--chrome-flags={' '.join(FLAGS)}"
    skipped = [f"--skip-audits={name}" for name in left_out]
    done = subprocess.run(
        ["node", str(program), address, "--quiet", "--output=json", flags, *skipped],
        env={**os.environ, "CHROME_PATH": shutil.which("chromium") or ""},
        check=True,
        capture_output=True,
    )
    result = json.loads(done.stdout)
    for audit in result["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"       {audit['id']}: {audit['score']} {audit.get('displayValue', '')}")
    return {name: round(result["categories"][name]["score"] * 100) for name in CATEGORIES}


def score_all(base: str) -> list[str]:
    failures = []
    program = install_lighthouse()
    for path in BUDGETS:
        left_out = ["is-crawlable"] if path in NOT_FOR_ENGINES else []
        scores = lighthouse(program, base + path, left_out)
        print(" ".join(f"{name} {score}" for name, score in scores.items()), path)
        if min(scores.values()) < LEAST_SCORE:
            failures.append(path)
    return failures


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="setdab-pages-") as folder, served(folder) as base:
        failures = weigh_all(base) + score_all(base)
    if failures:
        raise SystemExit(f"Over budget: {', '.join(failures)}")


if __name__ == "__main__":
    main()
