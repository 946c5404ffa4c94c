/** The words of the whole page, from one file for each part of it and language. */

import enPage from "./en/page.json";
import zhFailures from "./zh/failures.json";
import zhPage from "./zh/page.json";

export const en = { ...enPage };

export const zh = { ...zhPage };

/** English messages of failures come with the failures. */
export { zhFailures };
