"""The model of a project as it is recorded, wherever it lies, and what it is judged with."""

from __future__ import annotations

from datetime import date

from portfolio.domain.access.private_logs import log_of
from portfolio.domain.economics.gates import Thresholds
from portfolio.domain.economics.load_model import model_of, parameters, terms_of, thresholds_of
from portfolio.domain.economics.model import Model
from portfolio.domain.economics.outcome import Terms
from portfolio.ui.kit.queries import ask, private
from portfolio.ui.kit.session import visit


def log(project_id: str, as_of: date | None = None) -> str:
    """The log that the model of this project lies in that day, as far as this visitor may know."""
    return log_of(visit().code, project_id if project_id in private(as_of) else None)


def model(project_id: str, as_of: date | None = None) -> Model | None:
    """None when there is none, or none that this visitor may read: the two look the same."""
    return model_of(lambda question: ask(question, as_of), log(project_id, as_of), project_id)


def terms(project_id: str) -> Terms:
    return terms_of(ask, visit().code, project_id)


def thresholds() -> Thresholds:
    """Those in force on the day on screen."""
    return thresholds_of(parameters(ask))
