/** The words of the whole page, from one file for each part of it and language. */

import enCharts from "./en/charts.json";
import enFindings from "./en/findings.json";
import enGraph from "./en/graph.json";
import enGuide from "./en/guide.json";
import enLicences from "./en/licences.json";
import enLists from "./en/lists.json";
import enPage from "./en/page.json";
import enPart from "./en/part.json";
import enTriage from "./en/triage.json";
import zhCharts from "./zh/charts.json";
import zhFailures from "./zh/failures.json";
import zhFindings from "./zh/findings.json";
import zhGraph from "./zh/graph.json";
import zhGuide from "./zh/guide.json";
import zhLicences from "./zh/licences.json";
import zhLists from "./zh/lists.json";
import zhPage from "./zh/page.json";
import zhPart from "./zh/part.json";
import zhTriage from "./zh/triage.json";

export const en = {
  ...enPage,
  ...enCharts,
  ...enGraph,
  ...enFindings,
  ...enGuide,
  ...enLicences,
  ...enPart,
  ...enLists,
  ...enTriage,
};

export const zh = {
  ...zhPage,
  ...zhCharts,
  ...zhGraph,
  ...zhFindings,
  ...zhGuide,
  ...zhLicences,
  ...zhPart,
  ...zhLists,
  ...zhTriage,
};

/** English messages of failures come with the failures. */
export { zhFailures };
