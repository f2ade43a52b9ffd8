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


def write(measures: list[Measure]) -> list[Path]:
    """The run as JSON and as a plot under bench/results/; returns their paths."""
    import plot  # matplotlib is slow to load, and a smoke run does without

    folder = Path(__file__).resolve().parent / "results"
    folder.mkdir(exist_ok=True)
    result = {"machine": machine(), "measures": [asdict(measure) for measure in measures]}
    (folder / "latest.json").write_text(json.dumps(result, indent=2) + "\n")
    plot.draw(result, folder / "latest.png")
    return [folder / "latest.json", folder / "latest.png"]
