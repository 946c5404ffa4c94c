"""The words of a report around its findings."""

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "title": "Heap report",
        "heap": "{total} in {nodes} nodes and {edges} edges.",
        "growth": "New since {earlier}: {added_bytes}, of which {objects} are objects, {strings} strings, {code} "
        "compiled code and the like, which settles. Gone: {removed_bytes}.",
        "none": "Nothing stands out: no collection, chain, large object or detached DOM is a good part of this heap.",
        "found": "Findings, worst first",
        "path": "Kept by",
        "advice": "What to do",
        "classes": "Largest classes",
        "class": "Class",
        "count": "Count",
        "shallow": "Shallow size",
        "retained": "Retained size",
        "critical": "critical",
        "warning": "warning",
        "notice": "notice",
        "made": "Made by heapglass on this device. Names and values in it come from the snapshot.",
    },
    "zh": {
        "title": "堆报告",
        "heap": "共 {total}，{nodes} 个节点，{edges} 条边。",
        "growth": "自 {earlier} 以来新增 {added_bytes}：其中对象 {objects}，字符串 {strings}，编译代码等 {code}"
        "（会趋于稳定）。已消失 {removed_bytes}。",
        "none": "没有突出的问题：没有占堆很大部分的集合、链、大对象或已分离的 DOM。",
        "found": "发现（最严重的在前）",
        "path": "由谁留住",
        "advice": "怎么办",
        "classes": "最大的类",
        "class": "类",
        "count": "数量",
        "shallow": "浅大小",
        "retained": "保留大小",
        "critical": "严重",
        "warning": "警告",
        "notice": "提示",
        "made": "由 heapglass 在本机生成。其中的名称和值来自快照。",
    },
}
