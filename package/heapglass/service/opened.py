"""The snapshot that is open: a worker holds one."""

from heapglass.service.failures import BadRequestError
from heapglass.service.session import Session

session: Session | None = None


def the_session() -> Session:
    """Raises BadRequestError before a snapshot was opened."""
    if session is None:
        raise BadRequestError("nothing-open", "No snapshot is open.")
    return session
