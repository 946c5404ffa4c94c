"""Hatchling build hook: compiles every kernel to one WebAssembly side module inside the wheel.

Numba compiles each kernel to LLVM IR for a generic machine; the module is then given the wasm32 target and data
layout, optimised, emitted as an object, and all objects are linked by wasm-ld (from the `ziglang` wheel).
"""

import os

os.environ.update(NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="", NUMBA_OPT="0")  # before numba is imported

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent
OUTPUT = PACKAGE / "heapglass" / "kernels" / "kernels.wasm.so"
TRIPLE = "wasm32-unknown-emscripten"
FEATURES = "+simd128,+bulk-memory,+mutable-globals,+sign-ext,+nontrapping-fptoint"
ALLOWED_IMPORTS = {"memory", "__indirect_function_table", "__stack_pointer", "__memory_base", "__table_base"}

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, or by make
    BuildHookInterface = object  # type: ignore[assignment, misc]


def sources_digest() -> str:
    """SHA-256 over everything that decides the module's bytes."""
    digest = hashlib.sha256()
    for path in [Path(__file__), *sorted((PACKAGE / "heapglass" / "kernels").glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_kernels() -> tuple[dict[str, Any], Any]:
    """Import the kernels, and what compiles them, alone: the package around them is not needed, and may not be
    importable yet."""
    sys.path.insert(0, str(PACKAGE))
    try:
        from heapglass.kernels import KERNELS
        from heapglass.kernels.compiling import machine_code
    finally:
        sys.path.remove(str(PACKAGE))
    return KERNELS, machine_code


def wasm_imports(module: bytes) -> set[str]:
    """The names a wasm module imports (section 2 of the binary format)."""

    def number(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = module[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value, at

    def name(at: int) -> tuple[str, int]:
        length, at = number(at)
        return module[at : at + length].decode(), at + length

    names: set[str] = set()
    at = 8
    while at < len(module):
        section = module[at]
        length, at = number(at + 1)
        end = at + length
        if section == 2:
            count, at = number(at)
            for _ in range(count):
                _, at = name(at)
                field, at = name(at)
                names.add(field)
                kind = module[at]
                at += 1
                if kind == 0:  # function: a type index
                    _, at = number(at)
                elif kind == 3:  # global: a value type and its mutability
                    at += 2
                else:  # table (1) has a reference type before its limits, memory (2) has limits only
                    at += 1 if kind == 1 else 0
                    flags = module[at]
                    _, at = number(at + 1)
                    if flags & 1:
                        _, at = number(at)
        at = end
    return names


def build(output: Path = OUTPUT) -> Path:
    """Compile and link all kernels; skipped when nothing that decides the result has changed.

    Raises RuntimeError if the linked module would import anything a kernel must not need.
    """
    stamp = output.with_suffix(".digest")
    if output.exists() and stamp.exists() and stamp.read_text() == sources_digest():
        return output

    import llvmlite.binding as llvm

    llvm.initialize_all_targets()
    llvm.initialize_all_asmprinters()
    machine = llvm.Target.from_triple(TRIPLE).create_target_machine(
        cpu="generic", features=FEATURES, opt=3, reloc="pic", codemodel="default"
    )
    kernels, machine_code = load_kernels()
    with tempfile.TemporaryDirectory() as folder:
        objects = []
        for kernel in kernels.values():
            objects.append(Path(folder, f"{kernel.name}.o"))
            objects[-1].write_bytes(machine_code(kernel, machine, TRIPLE))
        linked = Path(folder, "linked.so")
        subprocess.run(
            [
                *(sys.executable, "-m", "ziglang", "wasm-ld", "-shared", "--experimental-pic", "--no-entry"),
                *("--unresolved-symbols=import-dynamic", "--strip-debug", "-o", str(linked)),
                *(f"--export={name}" for name in kernels),
                *map(str, objects),
            ],
            check=True,
        )
        module = linked.read_bytes()
    surplus = wasm_imports(module) - ALLOWED_IMPORTS
    if surplus:
        raise RuntimeError(f"the kernels' module imports more than it may: {', '.join(sorted(surplus))}")
    output.write_bytes(module)
    stamp.write_text(sources_digest())
    return output


class KernelsBuildHook(BuildHookInterface):  # type: ignore[type-arg, unused-ignore]
    """Puts the compiled kernels into the wheel as a data file; the wheel stays `py3-none-any`.

    With HEAPGLASS_SITE, the folder of the built page goes in as well, for `heapglass open`. (The page has a wheel
    in it, too: that one is built before, without.)
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build()
        if site := os.environ.get("HEAPGLASS_SITE"):
            for path in sorted(Path(site).rglob("*")):
                if path.is_file() and path.suffix != ".map":
                    build_data["force_include"][str(path)] = f"heapglass/site/{path.relative_to(site)}"


if __name__ == "__main__":
    made = build()
    print(f"{made.name}: {made.stat().st_size} bytes")
