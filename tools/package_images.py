#!/usr/bin/env python3
"""Makes container images of the services: build/images/<service>, each an OCI image layout.

    tools/package_images.py --tag 1.2.0
    skopeo copy oci:build/images/user-service:1.2.0 docker://REPOSITORY:1.2.0

An image has the program, the loader and the libraries of Debian that it needs, the certificates of
the public authorities, and nothing else: no shell, no package manager. It is for the architecture of
this machine, runs as user 10001, with a root that may be read-only, and keeps its files in the
volume /data.
"""

from __future__ import annotations

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from package_lambdas import LOADERS, TRIPLETS, Libraries

ROOT = Path(__file__).resolve().parent.parent
SERVICES = {
    "user-service": ["user-service", "dailygrind-picture"],
    "post-service": ["post-service"],
    "push-notification-service": ["push-notification-service"],
}
# By what the machine calls itself; images are for the machine that made the programs.
ARCHITECTURES = {"x86_64": ("x86_64", "amd64"), "aarch64": ("arm64", "arm64")}
ARCHITECTURE, OF_IMAGES = ARCHITECTURES[platform.machine()]
USER = 10001
CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")
SMALL_FILES = {
    "etc/passwd": f"dailygrind:x:{USER}:{USER}::/data:/nonexistent\n",
    "etc/group": f"dailygrind:x:{USER}:\n",
    "etc/nsswitch.conf": "hosts: files dns\n",
}


def run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o755)


def fill(root: Path, programs: list[Path], libraries: Libraries) -> None:
    """The files of an image."""
    for program in programs:
        target = root / "usr/bin" / program.name
        put(program, target)
        run("strip", "--strip-debug", target)
        for name, file in libraries.closure(program).items():
            put(file, root / "lib" / TRIPLETS[ARCHITECTURE] / name)
    put(libraries.loader, root / "lib64" / LOADERS[ARCHITECTURE])
    put(Path("/") / CERTIFICATES, root / CERTIFICATES)
    for name, text in SMALL_FILES.items():
        (root / name).write_text(text)
    for folder in (root, *(path for path in root.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def build_image(name: str, programs: list[Path], tag: str, libraries: Libraries) -> Path:
    layout = ROOT / "build" / "images" / name
    shutil.rmtree(layout, ignore_errors=True)
    layout.parent.mkdir(parents=True, exist_ok=True)
    image = f"{layout}:{tag}"
    run("umoci", "init", "--layout", layout)
    run("umoci", "new", "--image", image)
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        data = Path(scratch) / "data"
        fill(root, programs, libraries)
        data.mkdir()
        # A volume that is mounted there begins with the mode of this folder, and root as its owner.
        data.chmod(0o1777)
        run("umoci", "insert", "--rootless", "--image", image, root, "/")
        run("umoci", "insert", "--rootless", "--image", image, data, "/data")
    config = {
        "architecture": OF_IMAGES,
        "os": "linux",
        "config.user": f"{USER}:{USER}",
        "config.entrypoint": f"/usr/bin/{name}",
        "config.workingdir": "/data",
        "config.volume": "/data",
        "config.exposedports": "8080/tcp",
    }
    for setting in ("DAILYGRIND_DATA=/data", "DAILYGRIND_LISTEN=0.0.0.0:8080"):
        run("umoci", "config", "--image", image, "--config.env", setting)
    run("umoci", "config", "--image", image, *(f"--{key}={value}" for key, value in config.items()))
    run("umoci", "gc", "--layout", layout)
    return layout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("services", nargs="*", metavar="SERVICE", help=f"of {', '.join(SERVICES)}")
    parser.add_argument("--tag", default="latest", help="of the images (default: latest)")
    options = parser.parse_args()
    if unknown := set(options.services) - set(SERVICES):
        parser.error(f"no such service: {', '.join(sorted(unknown))}")
    if not shutil.which("umoci"):
        sys.exit("umoci is missing: tools/bootstrap.sh images installs it")
    binaries = ROOT / "build" / "bin"
    for name in options.services or SERVICES:
        programs = [binaries / program for program in SERVICES[name]]
        if missing := [str(program) for program in programs if not program.exists()]:
            sys.exit(f"{', '.join(missing)} is missing: ./run --build-only makes it")
        layout = build_image(name, programs, options.tag, Libraries(Path("/"), ARCHITECTURE))
        size = sum(path.stat().st_size for path in layout.rglob("*") if path.is_file())
        print(f"{layout.relative_to(ROOT)}:{options.tag}  {size:,} bytes")


if __name__ == "__main__":
    main()
