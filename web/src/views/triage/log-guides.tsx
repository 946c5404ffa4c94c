/** How to get something to look at, platform by platform. */

import type { JSX } from "preact";
import { t } from "../../language/words";
import { type Way, Ways } from "../ways";

const guides: readonly Way[] = [
  { name: "Node.js", does: "triage.guide.gc", code: "node --trace-gc app.js > gc.log" },
  {
    name: "Node.js",
    does: "triage.guide.usage",
    code: "setInterval(() => console.log(JSON.stringify(process.memoryUsage())), 1000).unref()",
  },
  {
    name: "HarmonyOS JSVM",
    does: "triage.guide.hidumper",
    code: "while true; do hidumper --mem $(pidof com.example.app); sleep 10; done > memory.log",
  },
  {
    name: "Linux, Android",
    does: "triage.guide.smaps",
    code: "while sleep 5; do date; cat /proc/PID/smaps_rollup; done > memory.log",
  },
  {
    name: "Docker, Kubernetes",
    does: "triage.guide.cgroup",
    code: "while sleep 5; do date; cat /sys/fs/cgroup/memory.stat; done > memory.log",
  },
];

export function LogGuides(): JSX.Element {
  return (
    <section class="triage-guides">
      <h2>{t("triage.guides")}</h2>
      <p>{t("triage.why")}</p>
      <Ways ways={guides} />
    </section>
  );
}
