// What the engine says of every node, as columns that numpy reads with `fromfile`.

/** The columns in file order: name, numpy dtype, array. */
export function columnsOf(snapshot, classIndex, retainersViewDistances) {
  const { nodeCount, nodeFieldCount, nodes } = snapshot;
  const shallow = new Float64Array(nodeCount);
  const id = new Float64Array(nodeCount);
  const detachedness = new Uint8Array(nodeCount);
  const flags = new Uint8Array(nodeCount);
  const node = snapshot.createNode(0);
  for (let ordinal = 0; ordinal < nodeCount; ordinal++) {
    node.nodeIndex = ordinal * nodeFieldCount;
    shallow[ordinal] = nodes.getValue(node.nodeIndex + snapshot.nodeSelfSizeOffset);
    id[ordinal] = nodes.getValue(node.nodeIndex + snapshot.nodeIdOffset);
    detachedness[ordinal] = node.detachedness();
    flags[ordinal] = snapshot.flagsOfNode(node);
  }
  return [
    ["retained", "<f8", snapshot.retainedSizes],
    ["shallow", "<f8", shallow],
    ["id", "<f8", id],
    ["dominator", "<u4", snapshot.dominatorsTree],
    ["distance", "<i4", snapshot.nodeDistances],
    ["class_index", "<u4", classIndex],
    ["native_context", "<i4", snapshot.nodeNativeContextAttribution],
    ["retainers_view_distance", "<i4", retainersViewDistances],
    ["detachedness", "<u1", detachedness],
    ["flags", "<u1", flags], // 1: can be queried, 2: detached DOM tree node, 4: page-owned
  ];
}
