import { render } from "preact";
import { App } from "./app";
import { startAddress } from "./app-state/address";
import { takeCapturedFiles } from "./app-state/captured-files";
import { startComparingAhead } from "./app-state/comparing-ahead";
import { startFilterUndo } from "./app-state/filter-undo";
import { startOffline } from "./app-state/offline";
import { startPageState } from "./app-state/page-state";
import { startProcessLogs } from "./app-state/process-logs";
import { openServedFiles } from "./app-state/served-files";
import { startShortageNotices } from "./app-state/shortage-notices";
import { prepareSpare } from "./engine/spare";
import { prepareFormats } from "./format/numbers";
import { startContextMenu } from "./menu/context-menu";
import { takeLaunchedFiles } from "./shell/launched-files";
import { startShortcuts } from "./shell/shortcuts";
import "./style/tokens.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/splitter.css";
import "./style/rail.css";
import "./style/tree.css";
import "./style/cells.css";
import "./style/working.css";
import "./style/node.css";
import "./style/inspector.css";
import "./style/rows.css";
import "./style/filter.css";
import "./style/failures.css";
import "./style/loading.css";
import "./style/dialogs.css";
import "./style/messages.css";
import "./style/start.css";
import "./style/tour.css";
import "./style/overview.css";
import "./style/trend.css";

// First of all: Python takes the longest.
prepareSpare();
startPageState();
startAddress();
startProcessLogs();
void openServedFiles();
startShortcuts();
startOffline();
startShortageNotices();
takeLaunchedFiles();
takeCapturedFiles();
startContextMenu();
startFilterUndo();
startComparingAhead();

const page = document.getElementById("page");
if (page) {
  page.replaceChildren();
  render(<App />, page);
}
setTimeout(prepareFormats);
