// Loading in Firefox, which only WebDriver BiDi drives here: `node firefox.mjs PROGRAM SITE DEVTOOLS FILE RUNS SECONDS`.
// A line of JSON for each file opened: who, and ms, MB and phases as in loading.py, or why it failed.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as rest } from "node:timers/promises";
import puppeteer from "puppeteer-core";

const [program, site, devtools, file, runs, limit] = process.argv.slice(2);
const stopwatch = readFileSync(new URL("stopwatch.js", import.meta.url), "utf8");
const SETTLED = 2000; // ms that a page has between being ready and being given a file, as in loading.py

const browser = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
try {
  await browser.newPage(); // the first tab pays for the browser's own start
  for (let run = 0; run < Number(runs); run += 1) {
    for (const [who, open] of [
      ["DevTools", inDevtools],
      ["heapglass", inOurs],
    ]) {
      const result = await open().catch((error) => ({ failed: String(error.message).split("\n")[0] }));
      console.log(JSON.stringify({ who, ...result }));
    }
  }
} finally {
  await browser.close();
}

async function inOurs() {
  return inTab(site, async (page) => {
    await page.evaluate(() => stopwatch.again());
    const input = await page.$("#open-files");
    forgetPeaks();
    await input.uploadFile(file);
    await until(
      page,
      () => stopwatch.loaded > 0 || document.documentElement.dataset.state === "error",
      Number(limit),
    );
    const peak = peakMemory();
    const time = await page.evaluate(() => stopwatch.loaded && stopwatch.loaded - stopwatch.chosen);
    if (!time) throw new Error(await page.$eval("[role=alert]", (alert) => alert.textContent));
    return { time, peak, phases: {} };
  });
}

async function inDevtools() {
  return inTab(devtools, async (page) => {
    await (await page.$("input")).uploadFile(file);
    forgetPeaks();
    await page.evaluate(() => {
      globalThis.devtools.open().then(
        (said) => {
          globalThis.said = said;
        },
        (error) => {
          globalThis.said = { failed: String(error) };
        },
      );
    });
    await until(page, () => globalThis.said !== undefined, Number(limit));
    const peak = peakMemory();
    const { time, failed } = await page.evaluate(() => said);
    if (failed) throw new Error(failed);
    return { time, peak, phases: {} };
  });
}

async function inTab(address, work) {
  const page = await browser.newPage();
  try {
    await page.evaluateOnNewDocument(stopwatch);
    await page.goto(address);
    await until(page, () => document.documentElement.dataset.state === "ready", 60);
    await rest(SETTLED);
    return await work(page);
  } finally {
    await page.close();
  }
}

/** Asks now and then; the page's own policy forbids the driver's way of waiting. */
async function until(page, question, seconds) {
  const end = Date.now() + 1000 * seconds;
  while (!(await page.evaluate(question))) {
    if (Date.now() > end) throw new Error(`not done after ${seconds} s`);
    await rest(100);
  }
}

/** The processes that draw Firefox's pages: started by it, or by what it starts processes with. */
function drawing() {
  const all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  const parentOf = (name) => /^PPid:\s+(\d+)/m.exec(about(name, "status"))?.[1];
  const firefox = String(browser.process().pid);
  const starters = [firefox, ...all.filter((name) => parentOf(name) === firefox)];
  return all.filter((name) => about(name, "cmdline").endsWith(" tab\0") && starters.includes(parentOf(name)));
}

function forgetPeaks() {
  for (const name of drawing()) {
    try {
      writeFileSync(`/proc/${name}/clear_refs`, "5");
    } catch {} // it has just ended
  }
}

/** MB; null where the system does not tell. */
function peakMemory() {
  const peaks = drawing()
    .map((name) => /VmHWM:\s+(\d+) kB/.exec(about(name, "status")))
    .filter(Boolean);
  return peaks.length > 0 ? Math.max(...peaks.map(([, kB]) => (kB * 1024) / 1e6)) : null;
}

function about(name, what) {
  try {
    return readFileSync(`/proc/${name}/${what}`, "latin1");
  } catch {
    return ""; // it has just ended
  }
}
