"""Every page of the starter content in Chromium: see tests/sweep.py for what is looked at."""

import json
import os
from datetime import date

import pytest
from django.conf import settings
from django.core.cache import cache
from sweep import FACTS, WIDTHS, Sweep, read_facts, write_facts

from reviews.starter.reports import starter_reviews

pytestmark = pytest.mark.browser


@pytest.mark.django_db(transaction=True)
def test_no_page_has_a_fault(live_server, starter, chromium):
    cache.clear()
    withdrawn = next(review for review in starter_reviews() if review.state == "withdrawn")
    sweep = Sweep(chromium, live_server.url, gone=f"/reviews/{withdrawn.slug}/")
    sweep.run()
    assert not sweep.faults, json.dumps(sweep.faults, indent=1)
    assert len(sweep.swept) > 45
    assert {"/", "/reviews/", "/no-such-page/", "sign-up: check"} <= set(sweep.swept)
    if os.environ.get("SWEEP_DATE"):
        write_facts(sweep, date.fromisoformat(os.environ["SWEEP_DATE"]))


def test_the_facts_for_the_accessibility_statement_can_be_read():
    assert FACTS.is_relative_to(settings.PROJECT_DIR / "home")
    facts = read_facts()
    assert date.fromisoformat(facts["tested_on"])
    assert facts["widths"] == list(WIDTHS)
    assert facts["pages"] > 45
    assert facts["violations"] == 0
    assert facts["tool"].startswith("axe-core ")
    assert "2.2" in facts["standard"]
