/** The words of the whole page, from one file for each part of it and language. */

import enCapture from "./en/capture.json";
import enCharts from "./en/charts.json";
import enConsole from "./en/console.json";
import enFindings from "./en/findings.json";
import enGraph from "./en/graph.json";
import enGuide from "./en/guide.json";
import enHelp from "./en/help.json";
import enLicences from "./en/licences.json";
import enLists from "./en/lists.json";
import enMenu from "./en/menu.json";
import enPage from "./en/page.json";
import enPart from "./en/part.json";
import enProfile from "./en/profile.json";
import enReference from "./en/reference.json";
import enRetaining from "./en/retaining.json";
import enRows from "./en/rows.json";
import enSaving from "./en/saving.json";
import enSearch from "./en/search.json";
import enSets from "./en/sets.json";
import enStorage from "./en/storage.json";
import enTrend from "./en/trend.json";
import enTriage from "./en/triage.json";
import zhCapture from "./zh/capture.json";
import zhCharts from "./zh/charts.json";
import zhConsole from "./zh/console.json";
import zhFailures from "./zh/failures.json";
import zhFindings from "./zh/findings.json";
import zhGraph from "./zh/graph.json";
import zhGuide from "./zh/guide.json";
import zhHelp from "./zh/help.json";
import zhLicences from "./zh/licences.json";
import zhLists from "./zh/lists.json";
import zhMenu from "./zh/menu.json";
import zhPage from "./zh/page.json";
import zhPart from "./zh/part.json";
import zhProfile from "./zh/profile.json";
import zhReference from "./zh/reference.json";
import zhRetaining from "./zh/retaining.json";
import zhRows from "./zh/rows.json";
import zhSaving from "./zh/saving.json";
import zhSearch from "./zh/search.json";
import zhSets from "./zh/sets.json";
import zhStorage from "./zh/storage.json";
import zhTrend from "./zh/trend.json";
import zhTriage from "./zh/triage.json";

export const en = {
  ...enPage,
  ...enCapture,
  ...enCharts,
  ...enConsole,
  ...enFindings,
  ...enGraph,
  ...enGuide,
  ...enHelp,
  ...enLicences,
  ...enLists,
  ...enMenu,
  ...enPart,
  ...enProfile,
  ...enReference,
  ...enRetaining,
  ...enRows,
  ...enSaving,
  ...enStorage,
  ...enSearch,
  ...enSets,
  ...enTrend,
  ...enTriage,
};

export const zh = {
  ...zhPage,
  ...zhCapture,
  ...zhCharts,
  ...zhConsole,
  ...zhFindings,
  ...zhGraph,
  ...zhGuide,
  ...zhHelp,
  ...zhLicences,
  ...zhLists,
  ...zhMenu,
  ...zhPart,
  ...zhProfile,
  ...zhReference,
  ...zhRetaining,
  ...zhRows,
  ...zhSaving,
  ...zhStorage,
  ...zhSearch,
  ...zhSets,
  ...zhTrend,
  ...zhTriage,
};

/** English messages of failures come with the failures. */
export { zhFailures };
