"""Mutation testing: changes the core in one small place at a time. Do its tests notice?

`python -m tests.mutation GROUP [--count 60] [--seed 1] [--minutes 4] [--again]` (`make mutate GROUP=scanner`)

Mutants live in a copy of the repository. Each is tried with the tests that reach its line, as coverage tells (of a
kernel, those that have the interpreter run it), and if none fails with all tests of the same files. After `--minutes`
it stops; the same command goes on from there. A seed names its mutants for good; `--again` tries those that survived
once more, after there are new tests.
"""

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from coverage import CoverageData

from tests.mutation.mutants import Mutant, mutants
from tests.places import CACHE, CORPUS, ROOT
from tests.stamp import make_once, one_at_a_time

FOLDER = CACHE / "mutation"
TREE = FOLDER / "tree"
GROUPS = {
    "scanner": (
        "snapshot/* kernels/scan_* kernels/skip_value kernels/find_bad_edge kernels/plant_tree "
        "kernels/link_trace_nodes",
        "snapshot_* cut_short extreme_shapes",
    ),
    "rules": (
        "analysis/**/* kernels/chains kernels/classes kernels/comparison kernels/concatenated kernels/distances "
        "kernels/dominated kernels/dominators kernels/edge_rules kernels/find_text kernels/follow kernels/grouping "
        "kernels/labels kernels/names kernels/native_contexts kernels/nearest kernels/numerals kernels/ordering "
        "kernels/property_lists kernels/reach kernels/retainers kernels/scopes kernels/shapes kernels/spread",
        "rules views suspects* trend variables retainers_view kept looking search dominated grouping allocations "
        "concatenated_strings comparison graph_picture ordering javascript_pattern any_report",
    ),
}
"""Files of the package, and the tests of tests/core that concern them."""


def passes(tests: list[str], *options: str) -> bool:
    environment = {**os.environ, "PYTHONPATH": str(TREE / "package"), "HEAPGLASS_CORPUS": str(CORPUS)}
    environment |= {"XDG_CACHE_HOME": str(FOLDER), "COVERAGE_FILE": str(FOLDER / "coverage")}
    # a mutant's endless loop may be in compiled code, which hears no signal
    limits = ["-p", "no:cacheprovider", "--timeout=60", "--timeout-method=thread", "--hypothesis-profile=mutants"]
    command = [sys.executable, "-m", "pytest", *limits, *options, *tests]
    return subprocess.run(command, cwd=TREE, env=environment, capture_output=True, check=False).returncode == 0


def reached(test: str, paths: list[Path]) -> CoverageData:
    """Which tests of a file reach which line, without any mutant."""
    kept = FOLDER / f"{Path(test).stem}.coverage"

    def run() -> None:
        if not passes([test], "--cov", "--cov-context=test", "--cov-report="):
            sys.exit(f"{test}: fails without any mutant")
        (FOLDER / "coverage").rename(kept)

    make_once(kept.with_suffix(".made"), [ROOT / test, *(ROOT / path for path in paths)], run)
    data = CoverageData(str(kept))
    data.read()
    return data


def noticed(mutant: Mutant, reach: list[CoverageData], tests: list[str]) -> bool:
    place = TREE / mutant.path
    contexts = {context for data in reach for context in data.contexts_by_lineno(str(place)).get(mutant.line, [])}
    near = sorted({context.rpartition("|")[0] for context in contexts} - {""})
    # some tests look at what others have made
    files = sorted({test.partition("::")[0] for test in near}) or tests
    place.write_bytes(mutant.text)
    try:
        return not all(passes(some, "-x") for some in (near, files) if some)
    finally:
        shutil.copy2(ROOT / mutant.path, place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    last = time.monotonic() + 60 * given.minutes
    paths, tests = (
        sorted({path.relative_to(ROOT) for name in names.split() for path in ROOT.glob(pattern.format(name))})
        for pattern, names in zip(
            ("package/heapglass/{}.py", "tests/core/test_{}.py"), GROUPS[given.group], strict=True
        )
    )
    every = [mutant for path in paths for mutant in mutants(ROOT, path)]
    chosen = sorted(every, key=lambda mutant: mutant.rank(given.seed))[: given.count]
    print(f"{given.group}: {len(chosen)} of {len(every)} places in {len(paths)} files", flush=True)

    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    subprocess.run(f"git ls-files -z | xargs -0 cp -p --parents -t '{TREE}'", cwd=ROOT, shell=True, check=True)
    (TREE / ".cache").symlink_to(CACHE)
    reach = [reached(str(test), paths) for test in tests]
    log = FOLDER / f"{given.group}-{given.seed}.json"
    known: dict[str, bool] = json.loads(log.read_text()) if log.exists() else {}
    for mutant in chosen:
        if mutant.name in known and (known[mutant.name] or not given.again):
            continue
        if time.monotonic() > last:
            sys.exit("time is over: the same command goes on")
        known[mutant.name] = noticed(mutant, reach, [str(test) for test in tests])
        log.write_text(json.dumps(known, indent=1))
    survived = [f"  line {mutant.line} of {mutant.name}" for mutant in chosen if not known[mutant.name]]
    print("\n".join([f"{len(chosen) - len(survived)} noticed, {len(survived)} not", *survived]))


if __name__ == "__main__":
    with one_at_a_time(FOLDER / "lock"):
        main()
