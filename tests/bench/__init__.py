"""`python3 tests bench`: the measures of DESIGN section 7, each beside its budget."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import click

from tests import databases
from tests.bench import counts, exports, fresh, history, lighthouse, throughput, years
from tests.bench.servers import the_house
from tests.race import simulated
from webapp.bootstrap import Stop
from webapp.extensions import db

USAGE = """\
python3 tests bench            measure everything; Lighthouse takes some minutes
python3 tests bench --quick    without Lighthouse
python3 tests bench --scale    the page of a year alone, over 22 million rows; takes half an hour
"""


def main() -> int:
    """Measure and print; 0 whatever the figures are, 1 when something cannot be measured."""
    arguments = sys.argv[1:]
    if arguments not in ([], ["--quick"], ["--scale"]):
        click.echo(USAGE)
        return 2
    folder = Path(tempfile.mkdtemp(prefix="webapp-bench-"))
    try:
        if "--scale" in arguments:
            at_scale()
        else:
            measure(folder, quick="--quick" in arguments)
    except (Stop, TimeoutError, OSError) as error:
        click.echo(f"This cannot be measured: {error}", err=True)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(databases.FOLDER, ignore_errors=True)
    return 0


def at_scale() -> None:
    """The page of a year once more, over as many rows as ten years of busy gates make."""
    one_year = databases.fresh(content=True)
    history.fill(one_year, years=1, rows_a_day=years.AT_SCALE)
    years.report(one_year, years.AT_SCALE)


def measure(folder: Path, *, quick: bool) -> None:
    """Every measure in turn, on one district with a year of counts."""
    busy = os.getloadavg()[0]
    click.echo(
        f"{os.cpu_count()} processors, load {busy:.1f} before this: above 1, times are too long"
    )
    url = databases.fresh(content=True)
    token = history.fill(url, years=1)
    with fresh.application(url) as app, app.app_context():
        simulated.store(db.session)
    fresh.report(url)
    with the_house(url, folder) as address:
        throughput.report(address, folder)
        if not quick:
            lighthouse.report(address, folder)
        # Last, because every batch makes all pages be built anew.
        counts.report(address, token)
    years.report(url)
    exports.report()
