/** Every file that the site needs without a network, with a revision that changes with its content. */

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** For those who debug the page; and the bundler's notes. */
const leftOut = /\.map$|^\.vite\/|^sw\.js$/;

export function siteFiles(site: string): { url: string; revision: string }[] {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((url) => !leftOut.test(url))
    .sort()
    .map((url) => {
      const hash = createHash("sha256").update(readFileSync(join(site, url)));
      return { url, revision: hash.digest("hex").slice(0, 16) };
    });
}
