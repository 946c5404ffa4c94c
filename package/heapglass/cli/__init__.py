"""The same questions from a terminal."""

import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from heapglass import HeapglassError, TruncatedError, __version__
from heapglass.cli.console import errors, plain
from heapglass.snapshot.errors import ADVICE

BAD_INPUT = 2
STOPPED = 130
LONGEST = 2000
"""Characters of a message."""

MODULES = {
    "open": "open_page",
    "summary": "summary",
    "node": "node",
    "compare": "compare",
    "retainers": "retainers",
    "path": "path",
    "dominators": "dominators",
    "strings": "strings",
    "nodes": "nodes",
    "export": "export",
    "fleet": "fleet",
    "report": "report",
    "check": "check",
    "redact": "redact",
    "save": "save",
    "triage": "triage",
    "profile": "profile",
    "capture": "capture",
}
"""The commands, and the module here whose function `run` each is."""


class Commands(TyperGroup):
    """Imports a command when it is asked for: together they take longer than a small snapshot."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in MODULES:
            return None
        alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        alone.command(cmd_name)(import_module(f"heapglass.cli.{MODULES[cmd_name]}").run)
        command: Any = get_command(alone)
        command.help = with_examples(command.help or "")
        return command


def with_examples(text: str) -> str:
    """The lines that begin with `Example:`, each on a line of its own, below all else."""
    lines = text.splitlines()
    examples = [line.removeprefix("Example: ") for line in lines if line.startswith("Example: ")]
    rest = "\n".join(line for line in lines if not line.startswith("Example: ")).rstrip()
    if not examples:
        return rest
    # The sign keeps the lines below it as they are.
    return "\n".join([rest, "", "Examples:", "", "\b", *(f"    {example}" for example in examples)])


app = typer.Typer(
    cls=Commands,
    name="heapglass",
    help="Opens V8 heap snapshots (.heapsnapshot, .heaptimeline, also gzipped) and says what is in them.",
    epilog="Exit codes: 0 all is well; 1 `check` found the heap outside its budget, or `fleet` could not read some "
    "files; 2 a file, a program or an option is not as it should be; 130 stopped by Ctrl-C. "
    "A FILE may be -, which reads stdin. NO_COLOR=1 turns colours off.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"heapglass {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_show_version, is_eager=True, help="Show the version and exit."
    ),
) -> None:
    """Options of every command."""


def main() -> None:
    """The entry point. Whatever is wrong with the input is said in a sentence, and the exit code is 2."""
    try:
        app()
    except HeapglassError as error:
        errors.print(f"heapglass: {plain(error.message, LONGEST)}", markup=False, highlight=False, soft_wrap=True)
        if error.kind in ADVICE:
            errors.print(ADVICE[error.kind], markup=False, highlight=False, soft_wrap=True)
        if isinstance(error, TruncatedError) and error.params.get("nodes"):
            errors.print("heapglass summary --partial FILE shows what can be read.", markup=False, soft_wrap=True)
        sys.exit(BAD_INPUT)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        errors.print(f"heapglass: {plain(reason, LONGEST)}", markup=False, highlight=False, soft_wrap=True)
        sys.exit(BAD_INPUT)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer makes an exit of Ctrl-C, and says nothing.
        if isinstance(end, SystemExit) and end.code != STOPPED:
            raise
        errors.print("heapglass: stopped", markup=False)
        sys.exit(STOPPED)
