"""Opening the record, and leaving with the exit code that says what went wrong."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from portfolio.domain.basis.text import Refused, Text
from portfolio.domain.deciding.decisions import OwnFault
from portfolio.service import Service
from portfolio.store import problems
from portfolio.terminal.printing import say

FAILED, USAGE, UNAVAILABLE, DAMAGED = 1, 2, 3, 4


@contextlib.contextmanager
def errors_in_words(*, usage: bool = False) -> Iterator[None]:
    """Say what went wrong in words and leave with its exit code; `usage`: a refusal is about the words typed."""
    try:
        yield
    except Refused as refused:
        say(refused.text, err=True)
        sys.exit(USAGE if usage else FAILED)
    except OwnFault as fault:
        say(fault.text, err=True)
        sys.exit(FAILED)
    except problems.Unavailable as unavailable:
        say(unavailable.text, err=True)
        sys.exit(UNAVAILABLE)
    except problems.Missing as missing:
        say(missing.text, err=True)
        sys.exit(USAGE)
    except (problems.Damaged, problems.ReadOnly) as damaged:
        say(damaged.text, err=True)
        sys.exit(DAMAGED)
    except BrokenPipeError:
        raise  # whoever read us has left: click ends quietly
    except OSError as error:
        who = getattr(os, "getuid", lambda: "?")()
        say(CLOSED.fill(path=error.filename or "?", why=error.strerror or error, uid=who), err=True)
        sys.exit(DAMAGED)


@contextlib.contextmanager
def opened(place: str) -> Iterator[Service]:
    with contextlib.closing(Service.open(place)) as service:
        yield service


CLOSED = Text(
    fr="« {path} » : {why}. Donnez un dossier où l’utilisateur {uid} peut écrire.",
    en="“{path}”: {why}. Give a folder where user {uid} may write.",
)
