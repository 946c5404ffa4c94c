/** The words of the whole page, from one file for each part of it and language. */

import enCharts from "./en/charts.json";
import enPage from "./en/page.json";
import zhCharts from "./zh/charts.json";
import zhFailures from "./zh/failures.json";
import zhPage from "./zh/page.json";

export const en = { ...enPage, ...enCharts };

export const zh = { ...zhPage, ...zhCharts };

/** English messages of failures come with the failures. */
export { zhFailures };
