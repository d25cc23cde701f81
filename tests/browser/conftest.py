import shutil
from collections.abc import Iterator

import factories
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
]


@pytest.fixture
def starter(seeds) -> None:
    """Committed, so that the server of these tests has it."""
    call_command("load_starter_content", verbosity=0)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS
        )


@pytest.fixture
def new_visit(chromium, live_server):
    """Opens a browser window with no history and no cookies, as one person at one machine."""
    contexts: list[BrowserContext] = []

    def visit(**options: object) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def log_in(new_visit):
    def log_in(user) -> Page:
        page = new_visit()
        page.goto("/manage/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password").fill(factories.PASSWORD)
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/manage/")
        return page

    return log_in
