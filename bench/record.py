"""What a run measured, and where it is kept."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass
class Measure:
    name: str
    value: float
    unit: str
    target: str
    ok: bool
    detail: str = ""


def machine() -> str:
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        "",
    )
    return f"{os.cpu_count()} cores, {model}, {platform.system()} {platform.release()}"


def show(measure: Measure) -> None:
    m = measure
    print(
        f"  {'ok  ' if m.ok else 'MISS'} {m.name}: {m.value:,.4g} {m.unit} (to reach: {m.target}) {m.detail}",
        flush=True,
    )


def sum_up(measures: list[Measure]) -> None:
    missed = [m.name for m in measures if not m.ok]
    print(
        f"{len(measures)} measures, {len(missed)} below what is to be reached"
        + "".join(f"\n  {name}" for name in missed)
    )


def write(measures: list[Measure], name: str) -> None:
    """The run as JSON and as a plot of that name under bench/results/."""
    import plot  # matplotlib is slow to load, and a smoke run does without

    folder = Path(__file__).resolve().parent / "results"
    folder.mkdir(exist_ok=True)
    result = {"machine": machine(), "measures": [asdict(measure) for measure in measures]}
    written = [folder / f"{name}.json", folder / f"{name}.png"]
    written[0].write_text(json.dumps(result, indent=2) + "\n")
    plot.draw(result, written[1])
    print("written: " + ", ".join(map(str, written)))
