"""The container images: what is in them, and that the services run with nothing else."""

from __future__ import annotations

import io
import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from support.deployment import Deploy, Deployment
from support.gateway import Gateway
from support.people import People
from support.terraform import Environment
from support.waiting import eventually

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "build" / "images"
SERVICES = ("user-service", "post-service", "push-notification-service")
USER = 10001

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="changing the root needs to be root")


# What a container has around its image: its own root, which cannot be written to, /proc and a volume.
CONTAIN = f"""
set -eu
root=$1; shift
mount --bind "$root" "$root"
mkdir -p "$root/proc"
mount -t proc proc "$root/proc"
mount --bind "$root/data" "$root/data"
mount -o remount,bind,ro "$root"
exec chroot --userspec={USER}:{USER} "$root" "$@"
"""


def contain(root: Path) -> list[str]:
    """Before a command: runs it within that root, as the same process."""
    return ["unshare", "--mount", "--propagation=private", "sh", "-c", CONTAIN, "contain", str(root)]


def inspect(name: str) -> dict[str, object]:
    layout = IMAGES / name
    blobs = layout / "blobs" / "sha256"
    (manifest,) = json.loads((layout / "index.json").read_text())["manifests"]
    assert manifest["annotations"]["org.opencontainers.image.ref.name"] == "test"
    document = json.loads((blobs / manifest["digest"].split(":")[1]).read_text())
    config: dict[str, object] = json.loads((blobs / document["config"]["digest"].split(":")[1]).read_text())
    return config


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of each image."""
    subprocess.run([sys.executable, ROOT / "tools/package_images.py", "--tag", "test"], check=True)
    folder = tmp_path_factory.mktemp("images")
    for name in SERVICES:
        command = ["umoci", "unpack", "--image", f"{IMAGES / name}:test", folder / name]
        subprocess.run(command, check=True, capture_output=True)
    return {name: folder / name / "rootfs" for name in SERVICES}


@pytest.fixture
def contained(deploy: Deploy, environment: Environment, roots: dict[str, Path]) -> Iterator[Deployment]:
    """The services, each within its image, as the user that a container has."""
    # They share no folder, so the accounts are those of Terraform's pool.
    gateway = Gateway(*environment.pool())
    deployment = deploy(topology="aws", terraform=environment, gateway=gateway)
    for name, program in deployment.programs.items():
        _, *words = program.command
        words[words.index("--data") + 1] = "/data"
        program.command = [*contain(roots[name]), f"/usr/bin/{name}", *words]
    with deployment:
        yield deployment


def test_they_say_how_to_be_run(roots: dict[str, Path]) -> None:
    for name in SERVICES:
        config = inspect(name)
        assert config["os"] == "linux"
        assert config["architecture"] == {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]
        inner = config["config"]
        assert isinstance(inner, dict)
        assert inner["User"] == f"{USER}:{USER}"
        assert inner["Entrypoint"] == [f"/usr/bin/{name}"]
        assert inner["Volumes"] == {"/data": {}}
        assert "DAILYGRIND_DATA=/data" in inner["Env"]


def test_they_have_no_shell_and_nothing_to_become_root_by(roots: dict[str, Path]) -> None:
    for name, root in roots.items():
        programs = {path.name for path in (root / "usr/bin").iterdir()}
        assert programs == {name} | ({"dailygrind-picture"} if name == "user-service" else set())
        files = [path for path in root.rglob("*") if path.is_file()]
        assert not [path for path in files if path.stat().st_mode & 0o6000]


def test_the_services_run_with_nothing_else(contained: Deployment) -> None:
    ada, grace = People(contained).friends("ada", "grace")
    timeline = eventually(lambda: grace.read("/posts/users/me/timeline"), 10, "grace sees ada's piece")
    assert timeline[0]["user"]["userId"] == ada.id


def test_the_picture_helper_finds_its_libraries(roots: dict[str, Path]) -> None:
    command = [*contain(roots["user-service"]), "/usr/bin/dailygrind-picture"]
    for kind in ("PNG", "JPEG", "WEBP"):
        picture = io.BytesIO()
        Image.new("RGB", (700, 600), (200, 20, 20)).save(picture, kind)
        done = subprocess.run(command, input=picture.getvalue(), capture_output=True)
        assert done.returncode == 0, f"{kind}: {done.stderr!r}"
