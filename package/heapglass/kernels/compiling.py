"""Kernels as LLVM modules, which can be made machine code of any machine."""

from typing import Any

import llvmlite.binding as llvm

from heapglass.kernels.engine import Kernel

# Numba leaves a call to it in reference-count code that a kernel without objects never reaches.
DEAD_CALL = "NRT_MemInfo_call_dtor"


def machine_code(kernel: Kernel[Any, Any], machine: llvm.TargetMachine, triple: str) -> bytes:
    """The kernel as an object file for `machine`: its entry point has the kernel's name, all else is internal."""
    import numba

    dispatcher = numba.njit(kernel.signature, error_model="numpy")(kernel.function)
    overload: Any = dispatcher.overloads[dispatcher.signatures[0]]
    module = llvm.parse_assembly(overload.library.get_llvm_str())
    module.triple, module.data_layout = triple, str(machine.target_data)
    body = llvm.parse_assembly(f"define void @{DEAD_CALL}(ptr %meminfo) {{ ret void }}")
    body.triple, body.data_layout = module.triple, module.data_layout
    module.link_in(body)
    for function in module.functions:
        if function.is_declaration:
            continue
        if function.name == overload.fndesc.mangled_name:
            function.name, function.linkage = kernel.name, "external"
        else:
            function.linkage = "internal"
    for variable in module.global_variables:
        if variable.linkage.name in ("common", "linkonce"):
            variable.linkage = "internal"
    builder = llvm.create_pass_builder(machine, llvm.create_pipeline_tuning_options(speed_level=3))
    builder.getModulePassManager().run(module, builder)
    return bytes(machine.emit_object(module))
