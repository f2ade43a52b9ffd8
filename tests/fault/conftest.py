"""A data folder with something in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.deployment import Deploy
from support.people import People


@pytest.fixture(scope="module")
def filled(deploy_for_module: Deploy) -> Path:
    """A data folder with something in it; copy it."""
    with deploy_for_module(topology="one") as server:
        People(server).friends("ada", "grace")
    return server.data


@pytest.fixture
def data(filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(filled, tmp_path / "data")
