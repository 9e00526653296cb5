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
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STATIC = ROOT / "static"
PIP = (PYTHON, "-m", "pip", "install", "--quiet", "--use-pep517", "--require-hashes")
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
    """Work that is done once for each content of its inputs, and again when a product is gone."""

    name: str
    what: str
    make: Callable[[], None]
    inputs: tuple[Path, ...] = ()
    products: tuple[Path, ...] = ()

    def due(self) -> bool:
        """Whether the products are missing or were made from other inputs."""
        mark = VENV / "stamps" / self.name
        made_from = mark.read_text() if mark.is_file() else ""
        return made_from != self.seal() or not all(path.exists() for path in self.products)

    def seal(self) -> str:
        """SHA-256 over the Python in use and all inputs."""
        digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
        for path in files(self.inputs):
            digest.update(f"\0{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def once(self) -> None:
        """Do the work if it is due, one process at a time."""
        if not self.due():
            return
        with locked(ROOT):
            if self.due():
                say(self.what)
                seal = self.seal()
                self.make()
                mark = VENV / "stamps" / self.name
                mark.parent.mkdir(parents=True, exist_ok=True)
                mark.write_text(seal)


def files(paths: Iterable[Path]) -> list[Path]:
    """The files themselves and those below the folders, always in the same order."""
    found = [f for path in paths for f in (path.rglob("*") if path.is_dir() else [path])]
    return sorted(path for path in found if path.is_file())


def apt_install(*packages: str) -> bool:
    """Whether Debian's packages could be installed; only root on Debian and its kin can."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    say(f"apt-get install {' '.join(packages)}")
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    quiet = {
        "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    subprocess.run([*apt, "update"], **quiet)  # type: ignore[call-overload]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return not subprocess.run(install, **quiet).returncode  # type: ignore[call-overload]


def environment() -> Step:
    """Python's own virtual environment, at the top of the clone."""

    def make() -> None:
        # Debian leaves ensurepip out of its python3 package.
        if not importlib.util.find_spec("ensurepip") and not apt_install("python3-venv"):
            raise Stop(
                "缺少 Python 的 venv 模块，请先安装 · Python's venv module is missing: install it"
                " (on Debian and Ubuntu: apt install python3-venv) and start again."
            )
        command = (sys.executable, "-m", "venv", "--clear", VENV)
        run(*command, otherwise=f"无法创建 {VENV} · The environment could not be made there.")

    return Step("environment", "准备 Python 环境 · Preparing Python", make, products=(PYTHON,))


def packages(lock: Path, what: str, *options: str) -> Step:
    """The Python packages that a file of versions and hashes names."""

    def make() -> None:
        run(
            *PIP,
            *options,
            "-r",
            lock,
            otherwise="软件包安装失败，请检查网络 · pip could not install the locked packages:"
            " is the network there, and does `pip config list` name an index that answers?",
        )

    return Step(f"{lock.parent.name}-{lock.stem}", what, make, inputs=(lock,))


def has_node() -> bool:
    """Whether the machine's own Node and npm will do."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    major = version.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def node_modules() -> Step:
    """Leaflet and esbuild, as static/package-lock.json has them."""

    def make() -> None:
        run(
            *("npm", "ci", "--ignore-scripts", "--fetch-retry-mintimeout=2000"),
            folder=STATIC,
            otherwise="npm 安装失败，请检查网络 · npm could not install Leaflet and esbuild: is the"
            " network there, and does `npm config get registry` name one that answers?",
        )

    inputs = (STATIC / "package-lock.json", STATIC / ".npmrc")
    what = "安装前端软件包 · Installing Leaflet and esbuild"
    return Step("node_modules", what, make, inputs, (STATIC / "node_modules" / "leaflet",))


def front_end() -> None:
    """Build static/src into static/build; without a change, Node is not even looked for."""

    def make() -> None:
        failure = "前端构建失败 · static/build.mjs failed; its last lines stand above."
        run("node", "build.mjs", folder=STATIC, otherwise=failure)

    inputs = (STATIC / "src", STATIC / "package-lock.json", STATIC / "build.mjs")
    what = "构建前端 · Building the front end"
    build = Step("build", what, make, inputs, (STATIC / "build" / "manifest.json",))
    if build.due():
        if not has_node():
            packages(ROOT / "webapp" / "node.txt", "安装 Node · Installing Node").once()
        node_modules().once()
        build.once()


def catalogues() -> Step:
    """The translations in the form that gettext reads."""

    def make() -> None:
        babel = (PYTHON, "-m", "babel.messages.frontend", "compile", "-d", "translations")
        run(*babel, otherwise="翻译编译失败 · A catalogue in translations/ cannot be compiled.")

    sources = tuple(sorted(ROOT.glob("translations/*/LC_MESSAGES/*.po")))
    compiled = tuple(path.with_suffix(".mo") for path in sources)
    return Step("catalogues", "编译翻译 · Compiling translations", make, sources, compiled)


def prepare(lock: Path) -> None:
    """Everything that serving (or testing, by its own lock file) needs in the clone.

    Raises:
        Stop: with the sentence to show.
    """
    environment().once()
    packages(lock, "安装软件包 · Installing packages (about half a minute)").once()
    front_end()
    if (catalogue := catalogues()).inputs:
        catalogue.once()


def become(*arguments: str) -> NoReturn:
    """Go on as the environment's Python, with the house importable from any folder."""
    path = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(path)
    # -P: what lies in the caller's folder is not imported by accident.
    os.execv(PYTHON, [str(PYTHON), "-P", *arguments])
