"""The engine's own words: they say nothing about the program, and the rules by which figures are computed need many."""

RULE_NAMES = (
    # names of nodes and edges that the rules compare with, as a whole
    "Object", "Array", "__proto__", "system / Context", "system / NativeContext", "system / PropertyCell",
    "system / JSArrayBufferData", "system / ExternalStringData", "V8EventListener", "sloppy_function_map",
    "(map descriptors)", "(Document DOM trees)", "(GC roots)", "native_context", "elements", "map", "code", "shared",
    "script", "script_or_debug_info", "first", "second",
    # what stands in place of a text or a number
    "(concatenated string)", "(sliced string)", "(string)", "heap number", "smi number", "number", "int", "bool",
    "bigint", "BigInt", "symbol", "private symbol", "<dummy>",
)  # fmt: skip
"""Kept whatever they are used for: nobody's secret, and figures depend on them."""

WORDS = frozenset(
    """
    system Context NativeContext ScriptContext Script SharedFunctionInfo ScopeInfo FeedbackCell FeedbackVector
    FeedbackMetadata BytecodeArray BytecodeWrapper CodeWrapper Code Map Cell ContextCell PropertyCell PropertyArray
    PropertyTable DescriptorArray TransitionArray PrototypeInfo EnumCache WeakArrayList WeakFixedArray WeakCell
    ArrayList ByteArray TrustedByteArray FixedArray FixedDoubleArray HashTable NameDictionary NumberDictionary
    GlobalDictionary OrderedHashMap OrderedHashSet EphemeronHashTable AccessorInfo AccessorPair InterceptorInfo
    FunctionTemplateInfo FunctionTemplateRareData ObjectTemplateInfo ObjectBoilerplateDescription
    ArrayBoilerplateDescription AllocationSite AllocationMemento ClassPositions ClassBoilerplate Foreign Oddball
    JSProxy JSGlobalProxy JSArrayBufferData ExternalStringData StackFrameInfo ErrorStackData CallSiteInfo DebugInfo
    UncompiledDataWithPreparseData UncompiledDataWithoutPreparseData UncompiledData PreparseData RegExpDataWrapper
    RegExpData LoadHandler StoreHandler Module SourceTextModule SyntheticModule SourceTextModuleInfoEntry
    PromiseReaction PromiseCapability Structure StructureRareData SymbolTable FunctionRareData Sentinel
    NativeExecutable FunctionExecutable UnlinkedFunctionExecutable JSLexicalEnvironment ProgramExecutable

    GC roots Bootstrapper Builtins Client heap flusher Compilation cache Debugger Extensions Eternal handles External
    strings Global Handle scope Identity map Internalized Isolate Read only Relocatable Retain maps Smi Stack Startup
    object Strong Symbol Thread Traced Weak Write barrier Micro tasks Shareable Document DOM trees Pending activities
    Detached constant pool constant_elements function info shared enum relocation bound arguments instruction stream
    concatenated sliced string number symbol private bigint dummy int bool smi prototype internal

    part of key value pair in WeakMap WeakSet WeakRef table weak DevTools console shortcut native code closure regexp
    array hidden synthetic true false null undefined

    __proto__ constructor properties elements descriptors transition transitions dependent_code prototype_info
    constructor_or_back_pointer back_pointer layout_descriptor raw_transition_or_prototype_info native_context
    context previous extension scope_info variables this function function_data shared script script_or_debug_info
    source source_code source_url source_mapping_url name name_or_scope_info outer_scope_info feedback_cell
    feedback_vector closure_feedback_cell_array initial_map initial_map_or_prototype sloppy_function_map
    first second parent string_data length hash backing_store buffer data view extra_native_bytes global global_object
    global_proxy global_proxy_object bound_this bound_function bound_argument bound_argument_0 bound_argument_1
    bound_argument_2 bound_argument_3 getter setter target handler iterator next done reactions reactions_or_result
    fulfill_handler reject_handler promise promise_or_capability cell holder weak_cells native_context_index
    instruction_stream bytecode constant_pool handler_table source_position_table deoptimization_data
    interpreter_data line_ends wrapped_arguments_or_sloppy_eval_from shared_function_infos eval_from_shared
    map_descriptors enum_cache keys indices stack error_stack embedder_data feedback_metadata rare_data

    alternate firstEffect lastEffect memoizedState updateQueue
    V8EventListener EventListener EventTarget EventEmitter _events listener listeners
    Window Node HTMLDocument Text Comment Attr CSSStyleDeclaration blink

    Object Array Function String Number Boolean Symbol BigInt Date RegExp Error TypeError RangeError SyntaxError
    ReferenceError EvalError URIError AggregateError Map Set Promise Proxy Reflect JSON Math Intl Atomics ArrayBuffer
    SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
    Float16Array Float32Array Float64Array BigInt64Array BigUint64Array TypedArray FinalizationRegistry Generator
    GeneratorFunction AsyncFunction AsyncGenerator Iterator get set anonymous

    node internal ext electron js2c node_modules file wasm evalmachine
    """.split()  # noqa: SIM905 -- a list of quoted words would take six times the room
)
"""Words that stay even where only shapes are kept. None is made of the letters of pseudonyms alone."""
