"""The plot of a benchmark run: what was reached, beside what is to be reached."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

# Measures of one kind share a panel: title, unit as in the results, the bound, higher is better.
PANELS = [
    ("Requests a second on one core", "requests/s", True),
    ("Web push requests made a second on one core", "messages/s", True),
    ("Milliseconds until ready", "ms", False),
    ("Resident memory, MB", "MB", False),
    ("Round trips to AWS, after the gate's", "round trips", False),
    ("Processor time, times less than formerly", "times less", True),
]
BOUNDS = {
    "timeline": 4000,
    "mix 60 % timeline, 30 % a person's posts, 10 % writes": 4000,
    "durable writes, 64 connections": 8000,
    "web push: ours, request ready": 15000,
    "web push: ours, keys parsed each time": 15000,
    "timeline of 39 friends": 3,
    "own daily post": 1,
    "like": 2,
    "like, the author known": 1,
    "memory when idle": 20,
    "memory after the load above": 80,
    "memory after load on a million posts": 80,
}


# By what names begin with.
BOUNDS_OF_KINDS = {"ready": 100, "processor time": 100, "memory of": 25}


def bound_of(name: str) -> float | None:
    kinds = (bound for beginning, bound in BOUNDS_OF_KINDS.items() if name.startswith(beginning))
    return next(kinds, BOUNDS.get(name))


def rows_of(result: dict, unit: str) -> list[dict]:
    return [m for m in result["measures"] if m["unit"] == unit and not m["name"].startswith("limit")]


def draw(result: dict, path: Path) -> None:
    panels = [panel for panel in PANELS if rows_of(result, panel[1])]
    figure, axes = plt.subplots(len(panels), 1, figsize=(9, 9), layout="constrained")
    for axis, (title, unit, higher) in zip(axes, panels, strict=True):
        rows = rows_of(result, unit)[::-1]
        axis.barh([m["name"] for m in rows], [m["value"] for m in rows], color="#2f6f6b", height=0.55)
        for place, row in enumerate(rows):
            axis.text(row["value"], place, f" {row['value']:,.0f}", va="center", fontsize=9)
            if (bound := bound_of(row["name"])) is not None:
                axis.plot([bound, bound], [place - 0.4, place + 0.4], color="#c4572e", linewidth=2)
        axis.set_title(f"{title} (line: {'at least' if higher else 'at most'})", loc="left", fontsize=11)
        axis.tick_params(labelsize=9)
        axis.spines[["top", "right"]].set_visible(False)
        axis.margins(x=0.12)
    figure.suptitle(result["machine"], fontsize=9, color="#555555")
    figure.savefig(path, dpi=110)
    plt.close(figure)
