/** Finding nodes, and where they are shown. */

import type { ClassSortKey, Filter, InstanceSortKey, NodeRow, Page, Sort, Window } from "./rows";

export interface SearchMethods {
  search: {
    params: Window & {
      text: string;
      in: "name" | "class" | "both";
      regex: boolean;
      match_case: boolean;
      sort: Sort<InstanceSortKey>;
    };
    result: Page<NodeRow>;
  };
  place_in_summary: {
    params: {
      ordinal: number;
      sort: Sort<ClassSortKey>;
      instance_sort: Sort<InstanceSortKey>;
      filter: Filter;
    };
    /** Places count from 0; null for what the filter leaves out, or what has no size. */
    result: { class_index: number; class_place: number | null; node_place: number | null };
  };
}
