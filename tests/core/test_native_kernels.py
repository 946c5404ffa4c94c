"""Compiled kernels are kept for the next process, which then does without Numba."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import json, sys
import numpy as np
from heapglass.kernels import engine_name, skip_value
text = np.frombuffer(b"  x", np.uint8)
print(json.dumps([engine_name(), skip_value.skip_space(text, 0, text.size), "numba" in sys.modules]))
"""


def run(caches: Path) -> Any:
    places = {"XDG_CACHE_HOME": str(caches), "LOCALAPPDATA": str(caches), "HOME": str(caches)}
    environment = {name: value for name, value in os.environ.items() if name != "HEAPGLASS_ENGINE"} | places
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True, timeout=120
    )
    return json.loads(done.stdout)


def test_the_second_process_loads_what_the_first_has_compiled(tmp_path: Path) -> None:
    assert run(tmp_path) == ["native", 2, True]
    (kept,) = tmp_path.rglob("*.o")
    assert kept.name == "skip_space.o"
    assert run(tmp_path) == ["native", 2, False]


def test_without_a_place_to_keep_it_code_is_compiled_every_time(tmp_path: Path) -> None:
    nowhere = tmp_path / "file"
    nowhere.touch()
    assert run(nowhere) == run(nowhere) == ["native", 2, True]


def test_code_of_old_versions_goes_when_that_of_a_new_one_comes(tmp_path: Path) -> None:
    places = [tmp_path / "heapglass" / name for name in ("kernels-old", "kernels-of-today", "something-else")]
    for place in places:
        place.mkdir(parents=True)
        (place / "kernel.o").touch()
    for place in (places[0], places[2]):
        os.utime(place, (0, 0))
    run(tmp_path)
    assert [place.exists() for place in places] == [False, True, True]
