// The class of every node, by the key that DevTools' views show.

/** The class key that is shown for one that the engine uses inside. */
function shownKey(snapshot, internalKey) {
  return typeof internalKey === "number" ? `,${snapshot.strings[internalKey]}` : internalKey;
}

/**
 * `keys`, the key's place among them for each node (`classIndex`), and the `collidingKeys` that stand for several of the
 * engine's own: of the rows of such a key it keeps the last one only.
 */
export function classesOf(snapshot) {
  const { nodeCount, nodeFieldCount } = snapshot;
  const classIndex = new Uint32Array(nodeCount);
  const indexOfKey = new Map();
  const internalKeys = new Map();
  const node = snapshot.createNode(0);
  for (let ordinal = 0; ordinal < nodeCount; ordinal++) {
    node.nodeIndex = ordinal * nodeFieldCount;
    const internal = node.classKeyInternal();
    const key = shownKey(snapshot, internal);
    if (!indexOfKey.has(key)) {
      indexOfKey.set(key, indexOfKey.size);
      internalKeys.set(key, new Set());
    }
    if (node.selfSize() > 0) internalKeys.get(key).add(internal);
    classIndex[ordinal] = indexOfKey.get(key);
  }
  const collidingKeys = [...internalKeys].filter(([, internal]) => internal.size > 1).map(([key]) => key);
  return { keys: [...indexOfKey.keys()], classIndex, collidingKeys };
}
