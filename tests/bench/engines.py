"""The overview's figures in polars, over the same rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

Frames = dict[str, pl.DataFrame]
MONEY = pl.Decimal(18, 2)


def frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows of one fact; euros exact."""
    columns = list(rows[0])
    schema = {name: MONEY for name in columns if name.endswith("_eur")}
    return pl.DataFrame(rows, schema_overrides=schema, infer_schema_length=None)


def in_polars(frames: Frames, day: date) -> list[dict[Any, Any]]:
    """Groups to values, as the other engines give them."""
    project = frames["project"].lazy()
    cost = (
        frames["operation"].lazy().join(project.select("project_id", "axis"), on="project_id")
        .filter(pl.col("cost_eur").is_not_null()).group_by("axis").agg(pl.col("cost_eur").sum())
    )  # fmt: skip
    step = frames["milestone"].lazy().filter(pl.col("weight").is_not_null())
    share = step.select(
        pl.col("weight").cast(pl.Float64).filter(pl.col("reached_on") <= day).sum()
        / pl.col("weight").cast(pl.Float64).sum()
    )
    said = frames["status_report"].lazy().filter(pl.col("confidence").is_not_null())
    confident = said.select(pl.col("confidence").is_in(["on_track", "attainable"]).cast(pl.Float64).mean())
    costs, funds, shares, confidences = pl.collect_all([cost, _funding(frames), share, confident])
    return [
        {(axis,): amount for axis, amount in costs.iter_rows()},
        {(family,): amount for family, amount in funds.iter_rows()},
        {(): round(shares.item(), 9)},
        {(): round(confidences.item(), 9)},
    ]


def _funding(frames: Frames) -> pl.LazyFrame:
    """The last amount that a line's status gives, less what it lost, by the family of its funder."""
    key = ["project_id", "line_id"]
    lost = frames["funding_loss"].lazy().group_by(key).agg(pl.col("amount_eur").sum().alias("lost_eur"))
    counted = (pl.col("status").is_null() | (pl.col("status") != "refused")) & ~pl.col("instrument").fill_null(
        ""
    ).is_in(["guarantee", "in_kind"])
    awarded = pl.when(pl.col("status").is_in(["awarded", "voted"])).then(pl.col("awarded_eur"))
    in_force = pl.coalesce("final_eur", awarded, "amount_eur") - pl.col("lost_eur").fill_null(Decimal(0))
    organisation = frames["organisation"].lazy().select("organisation_id", "family")
    return (
        frames["funding_line"].lazy().filter(counted)
        .join(lost, on=key, how="left").with_columns(in_force.alias("in_force"))
        .filter(pl.col("in_force").is_not_null())
        .join(organisation, left_on="funder_id", right_on="organisation_id", how="left")
        .with_columns(pl.col("family").fill_null("unspecified"))
        .group_by("family").agg(pl.col("in_force").sum())
    )  # fmt: skip
