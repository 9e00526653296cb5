"""`python3 webapp` serves: it sets up what is missing, then becomes the server."""

import sys
from pathlib import Path

USAGE = """\
python3 webapp          serve 玩儿在石拐; whatever is missing is set up first
python3 webapp demo     the same on its own database, filled with a simulated year (演示数据)
python3 webapp --help   this page, and every setting
"""


def show_help() -> None:
    """Usage and settings, without setting anything up."""
    import settings  # type: ignore[import-not-found]

    print(f"{USAGE}\nSettings, read from the environment:")
    for setting in settings.SETTINGS:
        default = f" [{setting.default}]" if setting.default != "" else ""
        print(f"  {setting.name:20} {setting.meaning}{default}")


def main(arguments: list[str]) -> None:
    """Dispatch on the one optional word."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the first thing that somebody else finds out
        sys.exit("需要 Python 3.11 以上 · Python 3.11 or newer is needed.")
    # The package itself needs Flask, which may not be there yet: only its folder is imported from.
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    if arguments in (["--help"], ["-h"]):
        show_help()
    elif arguments not in ([], ["demo"]):
        print(USAGE, file=sys.stderr)
        sys.exit(2)
    else:
        start(arguments)


def start(arguments: list[str]) -> None:
    """Set up, then serve."""
    import bootstrap  # type: ignore[import-not-found]

    with bootstrap.plainly():
        bootstrap.prepare(bootstrap.ROOT / "webapp" / "requirements.txt")
    bootstrap.become("-m", "webapp.serve", *arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
