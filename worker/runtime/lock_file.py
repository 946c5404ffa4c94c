"""Writes the lock file that tells Pyodide what it may load: `lock_file.py TOOLS STOCK_LOCK FOLDER WHEEL NAME…`.

Runs in Pyodide, with pyodide-lock in the folder TOOLS. The packages NAME… are those of the stock lock file; WHEEL is
our own, as it was built. What Pyodide will load, and be held to by hash, are the wheels of those names in FOLDER.
"""

import sys
from pathlib import Path

tools, stock_lock, folder, wheel, *names = sys.argv[1:]
sys.path.insert(0, tools)

from pyodide_lock import PyodideLockSpec  # noqa: E402
from pyodide_lock.utils import add_wheels_to_spec, update_package_sha256  # noqa: E402

stock = PyodideLockSpec.from_json(Path(stock_lock))
released = PyodideLockSpec(info=stock.info, packages={name: stock.packages[name] for name in names})
# byte code has no sources left to tell a package's imports by, so our entry is made from the wheel as it was built
lock = add_wheels_to_spec(released, [Path(wheel)])
for package in lock.packages.values():
    (shipped,) = Path(folder).glob(f"{package.name}-{package.version}-*.whl")
    package.file_name = shipped.name
    update_package_sha256(package, shipped)
lock.to_json(Path(folder, "pyodide-lock.json"))
print(f"pyodide-lock.json: {', '.join(lock.packages)}")
