/** The page that may connect to programs on this machine (`capture.html`). */

import { render } from "preact";
import "../app-state/theme";
import { t } from "../language/words";
import { CapturePage } from "./capture-page";
import "../style/tokens.css";
import "../style/base.css";
import "../style/capture.css";

const page = document.getElementById("page");
if (page) render(<CapturePage />, page);
document.title = `${t("capture.title")} – heapglass`;
