"""The sweep over every public page: what is looked at, at which widths, and what was found wrong."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import sweep_measures
from django.conf import settings
from playwright.sync_api import Browser, Page
from sweep_addresses import Crawl, Site

WIDTHS = (1280, 375, 320)
AXE_WIDTHS = (1280, 320)
EMPTY = ("/search/?q=zqxjkv", "/reviews/?q=zqxjkv", "/reviews/?page=9999")
SIGN_UP_BEGINS = "/information-sharing/sign/"
MISSING = "/no-such-page/"
FACTS = Path(settings.PROJECT_DIR) / "home" / "accessibility" / "tested.json"
BIG_TEXT = "size => { document.documentElement.style.fontSize = size }"


@dataclass
class Sweep:
    """Runs over the site at `base`. `faults` has the faults of each page that has any."""

    browser: Browser
    base: str
    gone: str = ""
    swept: list[str] = field(default_factory=list)
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    tool: str = ""
    violations: int = 0

    def run(self) -> None:
        with self.opened() as page:
            self.site = Crawl(page.request, self.base).run()
            for dead in self.site.dead:
                self.faults["dead links"].append(dead)
            for path in self.addresses(self.site):
                self.open(page, path)
                self.look(page, path)
            for name in self.forms(page):
                self.look(page, name)
            self.tool = f"axe-core {sweep_measures.axe_version(page)}"
        with self.opened(scripts=False) as page:
            for path in self.addresses(self.site):
                self.open(page, path)
                self.look_without_scripts(page, path)
        with self.opened(dark=True) as page:
            for path in self.addresses(self.site):
                self.open(page, path)
                self.note(f"{path} in the dark", sweep_measures.axe(page, rules=["color-contrast"]))

    def addresses(self, site: Site) -> Iterator[str]:
        yield from site.pages
        yield from site.queries
        yield from EMPTY
        yield MISSING
        if self.gone:
            yield self.gone

    @contextmanager
    def opened(self, *, scripts: bool = True, dark: bool = False) -> Iterator[Page]:
        """A window that reports what it should never see."""
        context = self.browser.new_context(
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            viewport={"width": WIDTHS[0], "height": 800},
        )
        page = context.new_page()
        page.on("console", lambda message: self.hear(page, message.text))
        page.on("pageerror", lambda error: self.hear(page, str(error)))
        page.on("request", lambda request: self.see(page, request.url))
        yield page
        context.close()

    def hear(self, page: Page, message: str) -> None:
        # Chromium says so of the page itself when it is a 404, 410 or 422.
        if "Failed to load resource" not in message or "status of 4" not in message:
            self.faults[page.url].append(f"console: {message}")

    def see(self, page: Page, address: str) -> None:
        if not address.startswith((self.base, "data:")):
            self.faults[page.url].append(f"request to {address}")

    def open(self, page: Page, path: str) -> None:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        page.goto(self.base + path, wait_until="load")

    def look(self, page: Page, name: str) -> None:
        """One page, open, at every width and with large text."""
        self.swept.append(name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800 if width > 400 else 600})
            self.note(f"{name} at {width}", sweep_measures.layout(page))
            self.note(f"{name} at {width}", sweep_measures.focus(page))
            if width in AXE_WIDTHS:
                found = sweep_measures.axe(page)
                self.violations += len(found)
                self.note(f"{name} at {width}", found)
        # 1280 px at 400 % are 320 px wide and 256 px high.
        page.set_viewport_size({"width": 320, "height": 256})
        self.note(f"{name} at 400 %", sweep_measures.focus(page))
        page.set_viewport_size({"width": 320, "height": 600})
        page.evaluate(BIG_TEXT, "200%")
        self.note(f"{name} at 320, text at 200 %", sweep_measures.layout(page))
        self.note(f"{name} at 320, text at 200 %", sweep_measures.focus(page))
        page.evaluate(BIG_TEXT, "")

    def look_without_scripts(self, page: Page, name: str) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            self.note(f"{name} at {width} without scripts", sweep_measures.layout(page))

    def note(self, where: str, found: list[str]) -> None:
        if found:
            self.faults[where] += found

    def forms(self, page: Page) -> Iterator[str]:
        """Every form that a page sends, sent empty; and the steps of a sign-up, each with mistakes."""
        for path in self.site.pages:
            self.open(page, path)
            for number in range(page.locator("main form[method=post]").count()):
                self.open(page, path)
                form = page.locator("main form[method=post]").nth(number)
                form.get_by_role("button").last.click()
                page.wait_for_load_state()
                if (
                    page.url.rstrip("/") != (self.base + path).rstrip("/")
                    or page.locator(".govuk-error-summary").count()
                ):
                    yield f"{path} form {number + 1}, empty"
        for name, step in SIGN_UP:
            step(page)
            page.get_by_role("button", name="Save and continue").click()
            page.wait_for_load_state()
            yield f"sign-up: {name}"


def write_facts(sweep: Sweep, tested_on: date) -> None:
    """What the accessibility statement says was tested. The day is the tester's, not the clock's."""
    facts = {
        "tested_on": tested_on.isoformat(),
        "pages": len(sweep.swept),
        "widths": list(WIDTHS),
        "tool": sweep.tool,
        "standard": "WCAG 2.0 to 2.2, levels A and AA, and best practices",
        "violations": sweep.violations,
    }
    FACTS.parent.mkdir(exist_ok=True)
    FACTS.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def read_facts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FACTS.read_text(encoding="utf-8"))
    return found


def _nothing(page: Page) -> None:
    """Leaves the page as it is."""


def _begun(page: Page) -> None:
    page.goto(urljoin(page.url, SIGN_UP_BEGINS))
    page.get_by_role("button", name="Start").click()


def _organisation(page: Page) -> None:
    page.get_by_label("What is the name").fill("An organisation nobody has heard of")


def _not_listed(page: Page) -> None:
    page.get_by_label("not listed").check()


def _approver(page: Page) -> None:
    page.get_by_label("Full name").fill("Sam Okafor")
    page.get_by_label("Caldicott Guardian").check()
    page.get_by_label("Job title").fill("Director")
    page.get_by_label("Work e-mail address").fill("sam@harlowhomes.example")
    page.get_by_label("Yes, show my name").check()


def _authority(page: Page) -> None:
    page.get_by_label("Yes", exact=True).check()
    for part, value in (("Day", "1"), ("Month", "2"), ("Year", "2025")):
        for box in page.get_by_label(part, exact=True).all():
            box.fill(value)
    page.get_by_label("I am authorised").check()


SIGN_UP: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("no organisation", _begun),
    ("which organisation", _organisation),
    ("who signs", _not_listed),
    ("who signs, empty", _nothing),
    ("authority", _approver),
    ("authority, empty", _nothing),
    ("check", _authority),
)
