"""Serves the built site on this machine alone: `serve.py FOLDER PORT`."""

import errno
import sys
from functools import partial

from heapglass.cli.site_server import SiteHandler, SiteServer

__all__ = ["SiteHandler", "SiteServer"]


def main(folder: str, port: str) -> None:
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise SystemExit(f"PORT={port} is not a port: use a number from 1 to 65535")
    try:
        server = SiteServer(("127.0.0.1", int(port)), partial(SiteHandler, directory=folder))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SystemExit(
                f"Port {port} is in use by another program. Stop it, or choose another: make run PORT={int(port) + 1}"
            ) from None
        if error.errno == errno.EACCES:
            raise SystemExit(f"This account may not use port {port}. Choose one above 1023.") from None
        raise
    with server:
        print(f"heapglass is at http://127.0.0.1:{server.server_port}/ (Ctrl-C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main(*sys.argv[1:])
