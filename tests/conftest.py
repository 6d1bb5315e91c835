"""What every test may count on: settings that touch nothing of the developer's, and speed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from celery.contrib.testing.worker import start_worker
from django.conf import settings as django_settings
from django.db import connection
from django.test import TransactionTestCase, override_settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from cchc.celery import app as celery_app
from cchc.demo.letter import install_letter
from cchc.demo.loading import load_figures
from directives.clauses.models import Directive
from tests.cast import Cast, make_cast
from tests.services.shares import own_numbers

# Seeds are fixed on CI: a change is judged by its own effect, not by luck.
hypothesis_settings.register_profile("local", max_examples=60, deadline=None)
hypothesis_settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "local")


@pytest.fixture(scope="session", autouse=True)
def _own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files go to a temporary folder, static files need no manifest, passwords hash at once."""
    folder = tmp_path_factory.mktemp("var")
    os.environ.update(own := own_numbers(os.environ))
    if "CELERY_BROKER_URL" in own:
        celery_app.conf.broker_url = own["CELERY_BROKER_URL"]
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    (folder / "static").mkdir()
    celery_app.conf.broker_transport_options = _queue_in(
        folder / "broker", celery_app.conf.broker_transport_options
    )
    with override_settings(
        CACHES=_caches(own),
        MEDIA_ROOT=folder / "media",
        STATIC_ROOT=folder / "static",
        STORAGES={**django_settings.STORAGES, "staticfiles": static},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        # Rows put back after a flush are no change, and a log entry would come before its type.
        AUDITLOG_DISABLE_ON_RAW_SAVE=True,
    ):
        yield


def _caches(own: Mapping[str, str]) -> dict[str, Any]:
    caches = {name: dict(cache) for name, cache in django_settings.CACHES.items()}
    if "CACHE_URL" in own:
        caches["default"]["LOCATION"] = own["CACHE_URL"]
    return caches


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite as a file, as in use: in memory its locks differ, and a worker's thread sees them.
    On PostgreSQL each process of a parallel run has a database of its own."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(
            tmp_path_factory.mktemp("db") / "test.sqlite3"
        )


@pytest.fixture(scope="session", autouse=True)
def _rows_come_back_after_a_flush() -> Iterator[None]:
    """A test in real transactions ends with empty tables. What the migrations installed is put back
    at once, for the next test of this process may be any other."""
    flush = TransactionTestCase._fixture_teardown

    def flush_and_put_back(case: TransactionTestCase) -> None:
        flush(case)
        if rows := getattr(connection, "_test_serialized_contents", ""):
            connection.creation.deserialize_db_from_string(rows)

    with mock.patch.object(TransactionTestCase, "_fixture_teardown", flush_and_put_back):
        yield


@pytest.fixture(autouse=True)
def _tasks_run_at_once() -> Iterator[None]:
    """A task runs where it is sent, and its error reaches the test."""
    before = celery_app.conf.task_always_eager, celery_app.conf.task_eager_propagates
    celery_app.conf.update(task_always_eager=True, task_eager_propagates=True)
    yield
    celery_app.conf.update(task_always_eager=before[0], task_eager_propagates=before[1])


@pytest.fixture
def worker(
    transactional_db: None, django_db_serialized_rollback: None, _tasks_run_at_once: None
) -> Iterator[None]:
    """A real worker on the broker of this run (Redis, or files in a temporary folder): tasks go
    through the queue, and a test waits for what they leave in the database. The rows that the
    migrations install are there again, though tests before it emptied the tables."""
    celery_app.conf.update(task_always_eager=False)
    celery_app.control.purge()
    with start_worker(celery_app, pool="threads", concurrency=1, perform_ping_check=False):
        yield


def _queue_in(folder: Path, options: dict[str, Any]) -> dict[str, Any]:
    paths = {
        "data_folder_in": "queue",
        "data_folder_out": "queue",
        "processed_folder": "processed",
        "control_folder": "control",
    }
    own = {key: folder / name for key, name in paths.items() if key in options}
    for path in own.values():
        path.mkdir(parents=True, exist_ok=True)
    return {**options, **{key: str(path) for key, path in own.items()}}


@pytest.fixture
def cast(db: None) -> Cast:
    """The people of the demonstration district, without figures."""
    return make_cast()


@pytest.fixture
def district(cast: Cast) -> Cast:
    """The same with the letter and the figures of June 2023, imported as staff would."""
    install_letter(cast.office)
    load_figures(cast.office)
    return cast


@pytest.fixture
def unissued(district: Cast) -> Cast:
    """The same with the letter as a draft that nobody has issued yet."""
    Directive.objects.update(issued_by_word="", word_given_by=None, word_given_at=None)
    return district
