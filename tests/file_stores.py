"""The two places where files may lie, each as production sets it up: a folder, and a real S3 server.

The S3 server is SeaweedFS: it checks signatures, keys and times as Amazon's does.
"""

import json
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import boto3
import factories
import pytest
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.storage import Storage, storages
from environs import Env
from setdab.storage import file_storages

from reviews import verified
from reviews.models import Publication, ReportFile

CONFIDENTIAL, PUBLIC = "confidential", "public"
REGION = "eu-west-2"
KIND = "executive-summary"
PORTS = [
    f"{part}.port{grpc}" for part in ("master", "volume", "filer", "s3") for grpc in ("", ".grpc")
]


@dataclass(frozen=True)
class S3Server:
    address: str
    key: str
    secret: str

    def client(self):
        quick = Config(retries={"max_attempts": 1}, connect_timeout=2, read_timeout=5)
        return boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name=REGION,
            aws_access_key_id=self.key,
            aws_secret_access_key=self.secret,
            config=quick,
        )

    def environment(self) -> dict[str, str]:
        return {
            "FILE_STORAGE": "s3",
            "S3_ENDPOINT_URL": self.address,
            "S3_REGION": REGION,
            "S3_ACCESS_KEY_ID": self.key,
            "S3_SECRET_ACCESS_KEY": self.secret,
            "S3_CONFIDENTIAL_BUCKET": CONFIDENTIAL,
            "S3_PUBLIC_BUCKET": PUBLIC,
        }


@contextmanager
def running_s3_server(folder: Path) -> Iterator[S3Server]:
    """One account may do everything; a stranger may read the public bucket."""
    key, secret = secrets.token_hex(10), secrets.token_hex(20)
    identities = [
        {
            "name": "site",
            "credentials": [{"accessKey": key, "secretKey": secret}],
            "actions": ["Admin", "Read", "Write", "List"],
        },
        {"name": "anonymous", "actions": [f"Read:{PUBLIC}"]},
    ]
    (folder / "data").mkdir()
    (folder / "s3.json").write_text(json.dumps({"identities": identities}))
    ports = dict(zip(PORTS, _free_ports(len(PORTS)), strict=True))
    command = [
        Path(sys.executable).with_name("weed"),
        "server",
        f"-dir={folder / 'data'}",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-filer",
        "-s3",
        f"-s3.config={folder / 's3.json'}",
        "-s3.iam=false",
        "-s3.port.iceberg=0",
        "-s3.port.lance=0",
        "-master.telemetry=false",
        "-master.volumeSizeLimitMB=64",
        "-volume.max=20",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    server = S3Server(f"http://127.0.0.1:{ports['s3.port']}", key, secret)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait_until_it_stores(server, process, folder / "log")
        yield server
    finally:
        # Its polite stop waits half a minute for readers.
        process.kill()
        process.wait()


def _wait_until_it_stores(server: S3Server, process: subprocess.Popen, log: Path) -> None:
    client = server.client()
    deadline = time.monotonic() + 60
    while True:
        try:
            present = {bucket["Name"] for bucket in client.list_buckets()["Buckets"]}
            for bucket in {CONFIDENTIAL, PUBLIC} - present:
                client.create_bucket(Bucket=bucket)
            client.put_object(Bucket=CONFIDENTIAL, Key="first", Body=b"1")
            client.delete_object(Bucket=CONFIDENTIAL, Key="first")
            return
        except (BotoCoreError, ClientError) as error:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"No S3 server: {log.read_text()[-2000:]}") from error
            time.sleep(0.1)


def _free_ports(count: int) -> list[int]:
    """All held at once, so that no two are the same."""
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


@dataclass
class FileStore:
    """The confidential storage of a test, and what lies in it behind the site's back."""

    kind: str
    storage: Storage

    def names(self) -> list[str]:
        if self.is_on_s3:
            return sorted(found.key for found in self.storage.bucket.objects.all())
        place = Path(self.storage.location)
        files = (path for path in place.rglob("*") if path.is_file())
        return sorted(path.relative_to(place).as_posix() for path in files)

    def put(self, name: str, content: bytes) -> None:
        if self.is_on_s3:
            self.storage.bucket.Object(name).put(Body=content)
            return
        path = Path(self.storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def read(self, name: str) -> bytes:
        with self.storage.open(name, "rb") as stored:
            return stored.read()

    @property
    def is_on_s3(self) -> bool:
        return self.kind == "s3"


@dataclass
class Published:
    publication: Publication
    row: ReportFile
    content: bytes
    address: str


def published(people: factories.People, store: FileStore, **fields: object) -> Published:
    made = factories.make_publication(people, **fields)
    row = ReportFile.objects.get(sha256=made.content.file(KIND).sha256)
    address = f"/reviews/{made.content.slug}/{KIND}.pdf"
    return Published(made, row, store.read(row.file.name), address)


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory) -> Iterator[S3Server]:
    with running_s3_server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def folder_store(settings, tmp_path, monkeypatch) -> FileStore:
    return _store("folder", {}, settings, tmp_path, monkeypatch)


@pytest.fixture
def s3_store(s3_server, settings, tmp_path, monkeypatch) -> Iterator[FileStore]:
    store = _store("s3", s3_server.environment(), settings, tmp_path, monkeypatch)
    yield store
    for name in store.names():
        store.storage.delete(name)


@pytest.fixture(params=["folder", "s3"])
def file_store(request) -> FileStore:
    """A test that asks for this runs on both."""
    return request.getfixturevalue(f"{request.param}_store")


def _store(kind: str, environment: dict, settings, var_dir: Path, monkeypatch) -> FileStore:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = {**settings.STORAGES, **file_storages(Env(), var_dir)}
    # Django asks a field's storage once, when the model is made.
    field = ReportFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", storages["confidential"])
    verified.forget()
    return FileStore(kind, storages["confidential"])
