"""The tests' own server: what a reader leaves half read is closed with the connection."""

import gc
import socket
import struct
from urllib.parse import urlsplit

from tests.browser.conftest import Served
from webapp.core.assets import Assets

AT_ONCE = struct.pack("ii", 1, 0)  # close() resets the connection


def test_a_file_that_nobody_waits_for_is_closed(served: Served) -> None:
    assets: Assets = served.app.extensions["assets"]
    address = urlsplit(served.address)
    with served.app.test_request_context():
        path = f"/static/{assets.file('app.css')}"
    for _again in range(20):
        with socket.create_connection((address.hostname, address.port)) as reader:
            reader.sendall(
                f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: br\r\n\r\n".encode()
            )
            reader.recv(1)
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
    gc.collect()
