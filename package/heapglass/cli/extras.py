"""Commands that need packages which come with an extra."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Say what to install when an import fails. Raises typer.BadParameter."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("heapglass"):
            raise
        raise typer.BadParameter(
            f"this command needs the package {error.name}: pip install 'heapglass[{extra}]'"
        ) from None
