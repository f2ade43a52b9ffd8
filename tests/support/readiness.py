"""What a program says of its storage: in its readiness, and in its log."""

from __future__ import annotations

import json
from typing import Any

import httpx

from support.programs import Program


def unready(program: Program) -> str:
    """What the readiness check of the storage says, "ok" or why not."""
    answer = httpx.get(program.url + "/readyz", timeout=5, trust_env=False)
    said: str = answer.json()["checks"]["storage"]
    assert (answer.status_code == 200) == (said == "ok")
    return said


def logged(program: Program, beginning: str) -> list[dict[str, Any]]:
    """The lines of its log whose message begins so."""
    lines = [json.loads(line) for line in program.log_text().splitlines()]
    return [line for line in lines if line["message"].startswith(beginning)]


def refusals(program: Program) -> list[dict[str, Any]]:
    """What AWS refused and whoever runs the program must mend, as it is logged."""
    return logged(program, "AWS refuses a call")
