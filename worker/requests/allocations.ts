/** What was allocated when, and by whom: allocation timelines and stacks. */

import type { InstanceSortKey, NodeRow, Page, Sort, Window } from "./rows";

/** A span of a timeline, in ms. Its objects have ids above `min_id`, up to `max_id`; `count` of them still live. */
export interface TimeSpan {
  start: number;
  end: number;
  min_id: number;
  max_id: number;
  count: number;
  size: number;
}

export interface Timeline extends Page<TimeSpan> {
  /** What was there when the recording began. */
  before: { max_id: number; count: number; size: number } | null;
}

/** A function in a stack; lines and columns count from 1, 0 where not known. */
export interface Frame {
  function: string;
  script: string;
  script_id: number;
  line: number;
  column: number;
}

/** A function that allocated: objects and bytes in all, and those that still live. */
export interface AllocationTop extends Frame {
  row: number;
  count: number;
  size: number;
  live_count: number;
  live_size: number;
}

export interface AllocationMethods {
  timeline: { params: { buckets: number }; result: Timeline };
  allocation_stack: { params: { ordinal: number }; result: { frames: Frame[] | null } };
  allocation_tops: { params: Window; result: Page<AllocationTop> };
  allocated: { params: Window & { row: number; sort: Sort<InstanceSortKey> }; result: Page<NodeRow> };
}
