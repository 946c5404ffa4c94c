// What the engine's views show: Summary and its filters, statistics, references, retainers, allocations, Comparison.
import { classesOf } from "./classes.mjs";
import { Model } from "./load.mjs";

const RETAINERS_ORDER = new Model.ComparatorConfig("!edgeDistance", true, "name", true);
const REFERENCES_ORDER = new Model.ComparatorConfig("retainedSize", false, "!edgeName", true);
const OTHER_ORDERS = {
  name_up: ["!edgeName", true, "retainedSize", false],
  name_down: ["!edgeName", false, "retainedSize", false],
  shallow_down: ["selfSize", false, "!edgeName", true],
  distance_up: ["distance", true, "name", true],
};
const EDGES_SHOWN = 60;
const NODES_WITH_PATHS = 12;
const NODES_BY_SIZE = 60;
const NODES_BY_STRIDE = 240;
const SEARCHES = [
  { query: "session", regex: false, caseSensitive: false },
  { query: "Session", regex: false, caseSensitive: true },
  { query: "^system / .*Map", regex: true, caseSensitive: true },
  { query: "{a", regex: false, caseSensitive: false },
];
const FILTERS = [
  "duplicatedStrings",
  "objectsRetainedByDetachedDomNodes",
  "objectsRetainedByContexts",
  "objectsRetainedByConsole",
  "objectsRetainedByEventHandlers",
  "sharedNativeContext",
  "noNativeContext",
];

const ordinalOf = (snapshot, nodeIndex) => nodeIndex / snapshot.nodeFieldCount;

function summaryRows(snapshot, filter = {}) {
  const aggregates = snapshot.aggregatesWithFilter(Object.assign(new Model.NodeFilter(), filter));
  return Object.entries(aggregates).map(([key, row]) => ({
    key,
    name: row.name,
    count: row.count,
    distance: row.distance,
    shallow: row.self,
    retained: row.maxRet,
  }));
}

/** Objects with ids in the middle half: what "allocated between two snapshots" shows. */
function idRange(snapshot) {
  const newest = snapshot.updateStaticData().maxJSObjectId;
  return { minNodeId: Math.floor(newest / 4), maxNodeId: Math.floor((newest * 3) / 4) };
}

function edgeRows(snapshot, provider, order) {
  provider.sortAndRewind(order);
  const range = provider.serializeItemsRange(0, EDGES_SHOWN);
  return {
    total: range.totalLength,
    rows: range.items.map((edge) => ({
      edge: edge.edgeIndex / snapshot.edgeFieldsCount,
      type: edge.type,
      name: edge.name,
      node: ordinalOf(snapshot, edge.node.nodeIndex),
      distance: edge.node.distance,
    })),
  };
}

/** The first edges in other orders than the view's own, by their ordinals. */
function inOtherOrders(snapshot, createProvider, distance) {
  const first = (fields) => {
    const provider = createProvider();
    provider.sortAndRewind(new Model.ComparatorConfig(...fields));
    const { items } = provider.serializeItemsRange(0, EDGES_SHOWN);
    return items.map((edge) => edge.edgeIndex / snapshot.edgeFieldsCount);
  };
  const fieldsOf = (fields) => fields.map((field) => (field === "distance" ? distance : field));
  return Object.fromEntries(Object.entries(OTHER_ORDERS).map(([name, fields]) => [name, first(fieldsOf(fields))]));
}

/** All ways from a node to the roots: [edge, node, distance, those of that node]. */
function retainingPaths(snapshot, ordinal) {
  const compact = ({ edgeIndex, nodeIndex, distance, children }) => [
    edgeIndex / snapshot.edgeFieldsCount,
    ordinalOf(snapshot, nodeIndex),
    distance,
    children.map(compact),
  ];
  const { paths, limitsReached } = snapshot.getRetainingPaths(ordinal * snapshot.nodeFieldCount);
  return { ordinal, paths: paths.map(compact), limits: limitsReached };
}

/** The nodes that are described one by one: the largest, and some from everywhere. */
function sampleOrdinals(snapshot) {
  const { nodeCount, retainedSizes } = snapshot;
  const bySize = Uint32Array.from({ length: nodeCount }, (_, ordinal) => ordinal)
    .sort((a, b) => retainedSizes[b] - retainedSizes[a] || a - b)
    .slice(0, NODES_BY_SIZE);
  const step = Math.max(1, Math.floor(nodeCount / NODES_BY_STRIDE));
  const chosen = new Set(bySize);
  for (let ordinal = 0; ordinal < nodeCount; ordinal += step) chosen.add(ordinal);
  return [...chosen].sort((a, b) => a - b);
}

function describe(snapshot, ordinal) {
  const nodeIndex = ordinal * snapshot.nodeFieldCount;
  const node = snapshot.createNode(nodeIndex);
  const location = snapshot.getLocation(nodeIndex);
  const hasStacks = Boolean(snapshot.profile.snapshot.trace_function_count);
  return {
    ordinal,
    name: node.name(),
    type: node.type(),
    class_name: node.className(),
    edge_count: node.edgesCount(),
    retainer_count: node.retainersCount(),
    location: location && [location.scriptId, location.lineNumber, location.columnNumber],
    references: edgeRows(snapshot, snapshot.createEdgesProvider(nodeIndex), REFERENCES_ORDER),
    retainers: edgeRows(snapshot, snapshot.createRetainingEdgesProvider(nodeIndex), RETAINERS_ORDER),
    references_by: inOtherOrders(snapshot, () => snapshot.createEdgesProvider(nodeIndex), "distance"),
    retainers_by: inOtherOrders(snapshot, () => snapshot.createRetainingEdgesProvider(nodeIndex), "!edgeDistance"),
    dominators: snapshot.getDominatorsOf(nodeIndex).map((each) => ordinalOf(snapshot, each.nodeIndex)),
    allocation_stack: hasStacks ? snapshot.allocationStack(nodeIndex) : null,
  };
}

function duplicateStrings(snapshot) {
  return snapshot.getDuplicateStrings().map((group) => ({
    value: group.value,
    count: group.count,
    shallow: group.totalSelfSize,
    retained: group.totalRetainedSize,
    truncated: group.truncated,
    ids: group.nodes.map((node) => node.id),
  }));
}

/** What contexts hold and no function can use any more, as [context, name, value]; of files with scopes only. */
function unusedVariables(snapshot) {
  if (!snapshot.profile.scopes) return null;
  return snapshot.analyzeContexts().scopes.flatMap(({ contexts }) =>
    contexts.flatMap((context) =>
      context.deadFields.map((field) => [
        ordinalOf(snapshot, context.contextNodeIndex),
        field.name,
        ordinalOf(snapshot, field.valueNodeIndex),
      ]),
    ),
  );
}

export function figuresOf(snapshot) {
  const range = idRange(snapshot);
  const ordinals = sampleOrdinals(snapshot);
  const step = Math.ceil(ordinals.length / NODES_WITH_PATHS);
  return {
    node_count: snapshot.nodeCount,
    edge_count: snapshot.containmentEdges.length / snapshot.edgeFieldsCount,
    total_size: snapshot.totalSize,
    statistics: snapshot.getStatistics(),
    native_contexts: snapshot.getNativeContextSizes(),
    shapes: JSON.parse(snapshot.interfaceDefinitions()),
    summary: summaryRows(snapshot),
    id_range: { ...range, rows: summaryRows(snapshot, range) },
    filters: Object.fromEntries(FILTERS.map((filterName) => [filterName, summaryRows(snapshot, { filterName })])),
    retained_by_contexts: snapshot.getRetainedByContextSummary(),
    duplicate_strings: duplicateStrings(snapshot),
    searches: SEARCHES.map((search) => ({
      ...search,
      ids: snapshot.search(
        new Model.SearchConfig(search.query, search.caseSensitive, false, search.regex, false, false),
        new Model.NodeFilter(),
      ),
    })),
    samples: snapshot.getSamples(),
    unused_variables: unusedVariables(snapshot),
    allocation_tops: snapshot.profile.snapshot.trace_function_count ? snapshot.allocationTracesTops() : null,
    nodes: ordinals.map((ordinal) => describe(snapshot, ordinal)),
    retaining_paths: ordinals
      .filter((_, at) => at % step === 0)
      .map((ordinal) => retainingPaths(snapshot, ordinal)),
  };
}

/**
 * "Ignore this retainer" on the largest nodes that have one themselves: what the Retainers view then shows.
 * To be called last: it changes the snapshot.
 */
export function ignoreLargest(snapshot, howMany = 3) {
  const { nodeCount, retainedSizes, nodeFieldCount } = snapshot;
  const node = snapshot.createNode(0);
  const ignored = Uint32Array.from({ length: nodeCount }, (_, ordinal) => ordinal)
    .filter((ordinal) => {
      node.nodeIndex = ordinal * nodeFieldCount;
      return !node.isSynthetic() && !node.isRoot();
    })
    .sort((a, b) => retainedSizes[b] - retainedSizes[a] || a - b)
    .slice(0, howMany);
  for (const ordinal of ignored) snapshot.ignoreNodeInRetainersView(ordinal * nodeFieldCount);

  const distances = new Int32Array(nodeCount);
  for (let ordinal = 0; ordinal < nodeCount; ordinal++) {
    distances[ordinal] = snapshot.getDistanceForRetainersView(ordinal * nodeFieldCount);
  }
  const edges = [];
  for (let edge = 0; edge * snapshot.edgeFieldsCount < snapshot.containmentEdges.length; edge++) {
    if (snapshot.isEdgeIgnoredInRetainersView(edge * snapshot.edgeFieldsCount)) edges.push(edge);
  }
  const kept = new Set();
  for (const ordinal of ignored) {
    node.nodeIndex = ordinal * nodeFieldCount;
    for (let edges = node.edges(), at = 0; edges.hasNext() && at < 10; edges.next(), at++) {
      kept.add(ordinalOf(snapshot, edges.item().nodeIndex()));
    }
  }
  const nodes = [...kept].map((ordinal) => ({
    ordinal,
    retainers: edgeRows(snapshot, snapshot.createRetainingEdgesProvider(ordinal * nodeFieldCount), RETAINERS_ORDER),
  }));
  const paths = [...kept].slice(0, 3).map((ordinal) => retainingPaths(snapshot, ordinal));
  return { ignored: [...ignored], edges, distances, nodes, retaining_paths: paths };
}

/** The Comparison view of `current` against `base`, with the ids of what came and went. */
export function comparisonOf(base, current) {
  const rows = current.calculateSnapshotDiff(1, base.aggregatesForDiff(current.interfaceDefinitions()));
  return Object.entries(rows).map(([key, row]) => ({
    key,
    name: row.name,
    added_count: row.addedCount,
    removed_count: row.removedCount,
    added_size: row.addedSize,
    removed_size: row.removedSize,
    added_ids: row.addedIds,
    removed_ids: row.deletedIds,
  }));
}

/** The classes of `base` by `current`'s shapes: what Comparison classifies it by. */
export function classesUnder(base, current) {
  const own = JSON.parse(base.interfaceDefinitions());
  base.applyInterfaceDefinitions(JSON.parse(current.interfaceDefinitions()));
  const classes = classesOf(base);
  base.applyInterfaceDefinitions(own);
  return classes;
}
