"""The service, inside the environment: migrate, load the content, serve until told to stop."""

import multiprocessing
import os
import socket
import sys
from threading import Thread

from flask import Flask
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy import exists, select
from sqlalchemy.exc import ArgumentError, OperationalError

from webapp import create_app, demo
from webapp.bootstrap import Stop, locked, say
from webapp.content import files, loader
from webapp.core import migrate
from webapp.extensions import alembic, db
from webapp.settings import BadSetting, from_environment
from webapp.staff.models import Account

# Per process; fewer than the database connections that one process may open (15).
THREADS = 8

FIRST_ACCOUNT = """\
  建立第一个工作人员账号 · To make the first staff account:
  .venv/bin/flask --app webapp staff add NAME --role administrator
"""


def application() -> Flask:
    """What each server process serves; it ends when the process that started it is gone."""
    Thread(target=_end_with_parent, daemon=True).start()
    return create_app()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def bring_up_to_date(app: Flask) -> bool:
    """Migrate the database and load the content, one starting server at a time.

    Returns:
        Whether anybody of the staff has an account yet.
    """
    with locked(app.config["DATA_DIR"]), app.app_context():
        migrate.upgrade(alembic)
        engine = db.engine
        outcome = loader.load(db.session, files.read())
        db.session.commit()
        staffed = bool(db.session.scalar(select(exists(select(Account.id)))))
        say(f"内容 · Content: {outcome.total()} ({outcome['unchanged']} unchanged)")
    # The server processes are copies of this one: no connection may be copied along.
    engine.dispose()
    return staffed


def free_port(host: str, port: int) -> int:
    """The port to listen on, a free one for 0.

    Raises:
        Stop: it is taken, or the host is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family) as listener:
            found: int = listener.getsockname()[1]
            return found
    except OSError as error:
        raise Stop(
            f"无法监听 · Cannot listen on {host}:{port} ({os.strerror(error.errno or 0)}):"
            " choose another port with PORT=8001 python3 webapp."
        ) from error


def greet(address: str, *, staffed: bool) -> None:
    """Say where the service is and how the bureau gets in."""
    say(f"\n  玩儿在石拐  {address}/    Ctrl-C: 停止 · stop")
    say(f"  工作台 · The bureau's desk  {address}/bureau/\n" if staffed else FIRST_ACCOUNT)


def serve(*, as_demo: bool) -> None:
    """Run until SIGINT or SIGTERM.

    Raises:
        BadSetting, Stop: nothing was started.
    """
    folder = from_environment(os.environ)["DATA_DIR"]
    to_feed = as_demo and demo.use_database(folder)
    app = create_app()
    host = app.config["HOST"]
    port = free_port(host, app.config["PORT"])
    staffed = bring_up_to_date(app)
    server = Granian(
        "webapp.serve:application",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=app.config["WEB_WORKERS"],
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.error,
    )
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    greet(address, staffed=staffed)
    filling = demo.start_filling(address, folder) if to_feed else None
    try:
        server.serve()
    finally:
        if filling:
            filling.terminate()
            filling.wait()


def main(arguments: list[str]) -> None:
    """Serve; what only a person can put right is one sentence, not a traceback."""
    try:
        serve(as_demo=arguments == ["demo"])
    except BadSetting as error:
        sys.exit(f"设置有误 · A setting cannot be read: {error}")
    except Stop as error:
        sys.exit(str(error))
    except files.BrokenContent as error:
        sys.exit(f"内容文件有误 · The content cannot be loaded: {error}")
    except ArgumentError as error:
        sys.exit(f"设置有误 · DATABASE_URL cannot be read: {error}")
    except OperationalError as error:
        reason = str(error.orig).splitlines()[0]
        sys.exit(f"数据库无法连接 · The database does not answer: {reason}")


if __name__ == "__main__":
    main(sys.argv[1:])
