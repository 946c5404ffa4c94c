/** Whose memory it is: each page's, frame's or realm's, shared between them, or nobody's. Worked out when asked for. */

import type { JSX } from "preact";
import type { NativeContexts } from "../../../worker/protocol";
import type { Loaded } from "../app-state/open-snapshot";
import type { Answer } from "../app-state/statistics-model";
import { formatCount } from "../format/numbers";
import { t } from "../language/words";
import { FailureText } from "./failure-panel";
import { NodeChip } from "./node-chip";
import { Amounts } from "./statistics-view";

interface Props {
  loaded: Loaded;
  answer: Answer<NativeContexts>;
  ask: () => void;
}

export function NativeContextsTable({ loaded, answer, ask }: Props): JSX.Element {
  const failure = answer.failure.value;
  const found = answer.value.value;
  if (failure) return <FailureText failure={failure} />;
  if (found) return <Found loaded={loaded} found={found} />;
  if (answer.asked.value) {
    return (
      <div class="working" role="status">
        <p>
          {t("statistics.attributing", {
            nodes: formatCount(loaded.info.node_count),
            edges: formatCount(loaded.info.edge_count),
          })}
        </p>
        <div class="progress" role="progressbar" aria-label={t("statistics.contexts")}>
          <div class="progress-going" />
        </div>
      </div>
    );
  }
  return (
    <button type="button" data-action="native-contexts" onClick={ask}>
      {t("statistics.attribute")}
    </button>
  );
}

function Found({ loaded, found }: { loaded: Loaded; found: NativeContexts }): JSX.Element {
  const total = loaded.info.total_size;
  const contexts = found.contexts.toSorted((a, b) => b.size - a.size);
  return (
    <table class="parts" data-panel="native-contexts">
      <thead>
        <tr>
          <th scope="col">{t("statistics.context")}</th>
          <th scope="col" class="numeric">
            {t("column.shallow")}
          </th>
          <th scope="col" class="numeric in-bytes">
            {t("statistics.bytes")}
          </th>
          <th scope="col" class="numeric">
            {t("fact.percent")}
          </th>
        </tr>
      </thead>
      <tbody>
        {contexts.map(({ node, size }) => (
          <tr key={node.ordinal} data-node-id={node.id} data-value={size}>
            <th scope="row">
              <button type="button" class="link" onClick={() => loaded.selection.select(node)}>
                <NodeChip node={node} />
              </button>
            </th>
            <Amounts bytes={size} total={total} />
          </tr>
        ))}
        <tr data-part="shared" data-value={found.shared}>
          <th scope="row">{t("statistics.shared")}</th>
          <Amounts bytes={found.shared} total={total} />
        </tr>
        <tr data-part="unowned" data-value={found.unowned}>
          <th scope="row">{t("statistics.unowned")}</th>
          <Amounts bytes={found.unowned} total={total} />
        </tr>
      </tbody>
    </table>
  );
}
