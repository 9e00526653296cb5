"""Makes a clean clone ready to run, with the standard library alone."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "static"
DRAWINGS = ROOT / "webapp" / "templates" / "drawings"
PIP = (PYTHON, "-m", "pip", "install", "-q", "--use-pep517", "--require-hashes")
OLDEST_NODE = 20


class Stop(Exception):
    """Something that only a person can put right, said in one sentence."""


def say(text: str) -> None:
    """Tell the person in front of the terminal how far things are."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def plainly() -> Iterator[None]:
    """End with a sentence instead of a traceback, and on SIGTERM as on Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against other starting processes; the folder itself is the lock."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def run(*command: str | Path, otherwise: str, folder: Path = ROOT) -> None:
    """Run a command quietly; on failure show the end of its output and stop with a sentence."""
    path = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    # The packaged Node would otherwise know only its own list of certificate authorities.
    changes = {"PATH": path, "NODE_USE_SYSTEM_CA": "1"}
    result = subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=os.environ | changes,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if result.returncode:
        say("\n".join(result.stdout.splitlines()[-12:]))
        raise Stop(otherwise)


@dataclass(frozen=True)
class Step:
    """A command run once for each content of its inputs, and again when a product is gone."""

    name: str
    what: str
    command: tuple[str | Path, ...]
    otherwise: str
    inputs: tuple[Path, ...] = ()
    products: tuple[Path, ...] = ()
    folder: Path = ROOT

    @property
    def stamp(self) -> Path:
        """Where it is noted what the products were made from."""
        return VENV / "stamps" / self.name

    def due(self) -> bool:
        """Whether the products are missing or were made from other inputs."""
        made_from = self.stamp.read_text() if self.stamp.is_file() else ""
        return made_from != self.seal() or not all(path.exists() for path in self.products)

    def seal(self) -> str:
        """SHA-256 over the Python in use and all inputs."""
        digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
        for path in files(self.inputs):
            digest.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def once(self) -> None:
        """Run the command if it is due, one process at a time."""
        if not self.due():
            return
        with locked(ROOT):
            if self.due():
                say(self.what)
                seal = self.seal()
                run(*self.command, otherwise=self.otherwise, folder=self.folder)
                self.stamp.parent.mkdir(parents=True, exist_ok=True)
                self.stamp.write_text(seal)


def files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and those below the folders, always in the same order."""
    found = [f for path in paths for f in (path.rglob("*") if path.is_dir() else [path])]
    return sorted(path for path in found if path.is_file())


def apt_install(*packages: str) -> bool:
    """Whether Debian's packages could be installed; only root on Debian and its kin can."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    say(f"apt-get install {' '.join(packages)}")
    # An update may fail for a source that is not needed here.
    script = 'apt-get -qq update; exec apt-get -qq install -y --no-install-recommends "$@"'
    try:
        quietly = ("env", "DEBIAN_FRONTEND=noninteractive", "sh", "-c", script, "sh")
        run(*quietly, *packages, otherwise="")
    except Stop:
        return False
    return True


def environment() -> None:
    """Python's own virtual environment, at the top of the clone."""
    make = Step(
        name="environment",
        what="准备 Python 环境 · Preparing Python",
        command=(sys.executable, "-m", "venv", "--clear", VENV),
        otherwise=f"无法创建 Python 环境 · The environment {VENV} could not be made.",
        products=(PYTHON,),
    )
    # Debian leaves ensurepip out of its python3 package.
    complete = importlib.util.find_spec("ensurepip") is not None
    if make.due() and not complete and not apt_install("python3-venv"):
        raise Stop(
            "缺少 Python 的 venv 模块，请先安装 · Python's venv module is missing: install it"
            " (on Debian and Ubuntu: apt install python3-venv) and start again."
        )
    make.once()


def packages(lock: Path, what: str, *options: str) -> None:
    """The Python packages that a file of versions and hashes names."""
    Step(
        name=f"{lock.parent.name}-{lock.stem}",
        what=what,
        command=(*PIP, *options, "-r", lock),
        otherwise="软件包安装失败，请检查网络 · pip could not install the locked packages: is the"
        " network there, and does `pip config list` name an index that answers?",
        inputs=(lock,),
    ).once()


def has_node() -> bool:
    """Whether the machine's own Node and npm will do."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = version.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def front_end() -> None:
    """static/src built into static/build; without a change, Node is not even looked for."""
    lock = STATIC / "package-lock.json"
    install = Step(
        name="node_modules",
        what="安装前端软件包 · Installing Leaflet and esbuild",
        command=("npm", "ci", "--ignore-scripts", "--fetch-retry-mintimeout=2000"),
        otherwise="npm 安装失败，请检查网络 · npm could not install Leaflet and esbuild: is the"
        " network there, and does `npm config get registry` name one that answers?",
        inputs=(lock, STATIC / ".npmrc"),
        products=(STATIC / "node_modules" / "leaflet", STATIC / "node_modules" / "esbuild"),
        folder=STATIC,
    )
    build = Step(
        name="build",
        what="构建前端 · Building the front end",
        command=("node", "build.mjs"),
        otherwise="前端构建失败 · static/build.mjs failed; its last lines stand above.",
        inputs=(STATIC / "src", DRAWINGS, lock, *sorted(STATIC.glob("*.mjs"))),
        products=(STATIC / "build" / "manifest.json",),
        folder=STATIC,
    )
    if build.due():
        if not has_node():
            packages(ROOT / "webapp" / "node.txt", "安装 Node · Installing Node")
        install.once()
        build.once()


def catalogues() -> None:
    """The translations in the form that gettext reads; `fuzzy` ones await review, and count."""
    sources = tuple(sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po")))
    Step(
        name="catalogues",
        what="编译翻译 · Compiling translations",
        command=(PYTHON, "-m", "babel.messages.frontend", "compile", "-f", "-d", "translations"),
        otherwise="翻译编译失败 · A catalogue in translations/ cannot be compiled.",
        inputs=sources,
        products=tuple(path.with_suffix(".mo") for path in sources),
    ).once()


def prepare(lock: Path) -> None:
    """Everything that serving (or testing, by its own lock file) needs in the clone.

    Raises:
        Stop: with the sentence to show.
    """
    environment()
    packages(lock, "安装软件包 · Installing packages (about half a minute)")
    front_end()
    catalogues()


def become(*arguments: str) -> NoReturn:
    """Go on as the environment's Python, with the house importable from any folder."""
    path = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(path)
    # -P: what lies in the caller's folder is not imported by accident.
    os.execv(PYTHON, [str(PYTHON), "-P", *arguments])
