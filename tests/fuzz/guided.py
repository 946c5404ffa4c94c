"""One target under atheris, which looks for inputs that reach new code.

`python -m tests.fuzz.guided TARGET …`, the rest being libFuzzer's options.

The kernels run as Python, so that what is reached in them counts, too.
"""

import os
import sys

os.environ["HEAPGLASS_ENGINE"] = "python"

import atheris

with atheris.instrument_imports(include=["heapglass"]):
    from tests.fuzz.targets import TARGETS


def main() -> None:
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
