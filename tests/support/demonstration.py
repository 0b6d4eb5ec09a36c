"""The installation of the demonstration, for the tests that read its pages: both programmes in one record."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from portfolio import settings
from portfolio.domain.access.actor import OFFICE
from portfolio.intake.importing import import_folder
from portfolio.service import Service
from tests.support.installations import Clock

# The afternoon of the day on which the facts of the demonstration were gathered.
TODAY = datetime(2026, 11, 24, 15, 0)
RECORD = "record.sqlite"


def make_demonstration(folder: Path) -> Path:
    """A record of both programmes, with its facts beside it."""
    place = folder / RECORD
    Service.create(str(place))
    service = Service.open(str(place), clock=Clock(TODAY))
    for name in settings.DEMOS:
        outcome = import_folder(service, settings.DEMO / name, OFFICE, name)
        assert outcome.findings == ()
    service.close()
    return place


def copied(record: Path, folder: Path) -> Path:
    """The same installation in another folder, for a test to write in."""
    shutil.copytree(record.parent, folder)
    return folder / RECORD
