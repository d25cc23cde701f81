"""What docs/operations.md and deploy/ say is what the program does."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from setdab.security import PERMISSIONS_POLICY

from reviews.serving import FILE_POLICY, NGINX_PREFIX

pytestmark = pytest.mark.once

PROJECT = Path(__file__).resolve().parents[1]
GUIDE = (PROJECT / "docs" / "operations.md").read_text()
DEPLOY = PROJECT / "deploy"
# Django reads this one itself.
READ_BY_DJANGO = {"DJANGO_SETTINGS_MODULE"}
NEEDED = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "reviews.example.org",
    "DATABASE_URL": "postgres:///setdab",
    "EMAIL_URL": "submission://mail.example.org",
}


def variables_of_the_program() -> set[str]:
    """The first argument of every ``env.something("NAME")``."""
    sources = [*(PROJECT / "site/setdab/settings").glob("*.py"), PROJECT / "site/setdab/storage.py"]
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "env"
    ]
    names = {
        call.args[0].value
        for call in calls
        if isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }
    return names | READ_BY_DJANGO


def test_every_variable_is_in_the_guide_and_no_other():
    table = re.findall(r"^\| `([A-Z0-9_]+)` \|", GUIDE, re.MULTILINE)
    assert len(table) == len(set(table))
    assert set(table) == variables_of_the_program()


def test_every_variable_is_in_the_example_and_no_other():
    example = (DEPLOY / "environment.example").read_text()
    names = re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE)
    assert len(names) == len(set(names))
    assert set(names) == variables_of_the_program()


def test_the_example_holds_no_secret():
    example = (DEPLOY / "environment.example").read_text()
    for name in ("SECRET_KEY", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"):
        assert re.search(rf"^#?{name}=$", example, re.MULTILINE), name


def start(program: str = "", **environment: str) -> subprocess.CompletedProcess:
    """With nothing of this machine's environment but where programs are."""
    return subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {program}"],
        cwd=PROJECT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "setdab.settings.production",
            **environment,
        },
        capture_output=True,
        text=True,
    )


def test_production_starts_with_what_the_guide_calls_needed():
    rows = re.findall(r"^\| `(\w+)` \|.*\| yes \|$", GUIDE, re.MULTILINE)
    assert set(rows) == {*NEEDED, *READ_BY_DJANGO}
    started = start(**NEEDED)
    assert started.returncode == 0, started.stderr


def test_what_the_address_of_the_database_asks_for_is_kept():
    """A connection that has to be encrypted stays so."""
    started = start(
        "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])",
        **{**NEEDED, "DATABASE_URL": "postgres://u@db.example.org/setdab?sslmode=verify-full"},
    )
    assert "'sslmode': 'verify-full'" in started.stdout
    assert "random_page_cost" in started.stdout


WRONG = [
    *((name, None) for name in NEEDED),
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "short"),
    ("ALLOWED_HOSTS", ""),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "reviews.example.org,*"),
    ("DATABASE_URL", "nonsense"),
    ("EMAIL_URL", "pigeon://loft"),
    ("FILE_STORAGE", "floppy"),
    ("FILES_SENT_BY_NGINX", "perhaps"),
    ("TRUSTED_PROXIES", "many"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_production_does_not_start_with_less_and_says_which(name, value):
    environment = {**NEEDED, name: value}
    refused = start(**{key: given for key, given in environment.items() if given is not None})
    assert refused.returncode != 0
    assert name in refused.stderr.splitlines()[-1]


def nginx_headers(location: str) -> dict[str, str]:
    conf = (DEPLOY / "nginx.conf").read_text()
    block = re.search(rf"location {re.escape(location)} \{{(.*?)^    \}}", conf, re.DOTALL | re.M)
    found = re.findall(
        r"^ *add_header (\S+) (?:\"([^\"]*)\"|(\S+)) always;$", block.group(1), re.MULTILINE
    )
    return {name: quoted or plain for name, quoted, plain in found}


@pytest.mark.django_db
def test_nginx_sets_the_headers_that_it_drops(settings):
    """It keeps the type, the disposition and the caching of what the application answered."""
    settings.SECURE_SSL_REDIRECT = True
    page = Client().get("/reviews/never/overview-report.pdf", secure=True)
    assert page.status_code == 404
    shared = (
        "X-Content-Type-Options",
        "X-Frame-Options",
        "Referrer-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "Strict-Transport-Security",
    )
    assert nginx_headers(NGINX_PREFIX) == {
        **{name: page.headers[name] for name in shared},
        "Content-Security-Policy": FILE_POLICY,
        "X-Robots-Tag": "noarchive",
    }
    assert page.headers["Permissions-Policy"] == PERMISSIONS_POLICY


def test_nginx_gives_confidential_files_no_address():
    conf = (DEPLOY / "nginx.conf").read_text()
    block = conf.partition(f"location {NGINX_PREFIX} {{")[2].partition("}")[0]
    assert "internal;" in block
    assert conf.count("/var/lib/setdab") == 2, "once in words, once behind the internal location"
    assert "location /media" not in conf
    assert "default_server" in conf and "return 444;" in conf
    limit = int(re.search(r"client_max_body_size (\d+)m;", conf).group(1))
    assert limit * 1024 * 1024 > settings.REPORT_FILE_MAX_BYTES


def test_static_files_are_kept_for_long_only_by_name_of_their_content():
    headers = nginx_headers("/static/")
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "unit", ["setdab.service", "setdab-worker.service", "setdab-task@.service"]
)
def test_the_services_run_with_as_little_as_they_need(unit):
    lines = set((DEPLOY / unit).read_text().splitlines())
    assert lines >= {
        "User=setdab",
        "EnvironmentFile=/etc/setdab/environment",
        "Environment=DJANGO_SETTINGS_MODULE=setdab.settings.production",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "CapabilityBoundingSet=",
        "ReadWritePaths=/var/lib/setdab",
    }


def test_every_command_that_the_guide_names_exists():
    from django.core.management import get_commands

    named = set(re.findall(r"(?:^|[` &])manage(?:\.py)? ([a-z_]{4,})", GUIDE, re.MULTILINE))
    assert {"migrate", "verify_ledger", "erase_edition", "rebuild_library"} <= named
    assert named <= set(get_commands())


@pytest.mark.parametrize(("when", "heading"), [("daily", "Every day"), ("weekly", "Every week")])
def test_each_task_that_has_a_day_has_a_timer(when, heading):
    section = GUIDE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    tasks = re.findall(r"^(?: {4})?manage ([a-z_]+) *(--\w+)?", section, re.MULTILINE)
    enabled = re.search(rf"enable --now setdab-{when}@{{(.*)}}\.timer", GUIDE)[1].split(",")
    assert tasks and [name for name, _ in tasks] == enabled
    timer = (DEPLOY / f"setdab-{when}@.timer").read_text()
    assert "Unit=setdab-task@%i.service" in timer and "Persistent=true" in timer
    for name, argument in tasks:
        own = DEPLOY / f"setdab-task@{name}.service.d"
        given = "".join(one.read_text() for one in own.glob("*.conf")) if own.is_dir() else ""
        assert (f"Environment=ARGUMENTS={argument}" in given) == bool(argument), name
