// What the bundle exports: the parts of DevTools that a heap snapshot passes through.
export {HeapSnapshotLoader} from './node_modules/chrome-devtools-frontend/front_end/entrypoints/heap_snapshot_worker/HeapSnapshotLoader.js';
export {SecondaryInitManager} from './node_modules/chrome-devtools-frontend/front_end/entrypoints/heap_snapshot_worker/HeapSnapshot.js';
export * as Model from './node_modules/chrome-devtools-frontend/front_end/models/heap_snapshot/HeapSnapshotModel.js';
