/** What came since the base: told apart by cause, and the classes that changed most. */

import type { JSX } from "preact";
import type { GrowthSplit } from "../../../worker/protocol";
import { formatCount, formatSize } from "../format/numbers";
import { t } from "../language/words";

export function GrowthTables({ growth }: { growth: GrowthSplit }): JSX.Element {
  return (
    <>
      <h2 class="findings-head">{t("findings.growth")}</h2>
      <table class="findings-table" data-panel="growth">
        <thead>
          <tr>
            <th scope="col">{t("findings.cause")}</th>
            <th scope="col">{t("findings.bytes")}</th>
            <th scope="col">{t("findings.objects")}</th>
            <th scope="col">{t("findings.why")}</th>
          </tr>
        </thead>
        <tbody>
          {growth.parts.map(({ cause, bytes, count }) => (
            <tr key={cause} data-cause={cause}>
              <th scope="row">{t(`findings.causes.${cause}`)}</th>
              <td data-value={bytes}>{formatSize(bytes)}</td>
              <td data-value={count}>{formatCount(count)}</td>
              <td class="why">{t(`findings.whys.${cause}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2 class="findings-head">{t("findings.deltas")}</h2>
      <table class="findings-table" data-panel="deltas">
        <thead>
          <tr>
            <th scope="col">{t("findings.class")}</th>
            <th scope="col">{t("findings.added")}</th>
            <th scope="col">{t("findings.removed")}</th>
            <th scope="col">{t("findings.delta")}</th>
          </tr>
        </thead>
        <tbody>
          {growth.classes.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <code>{row.name}</code>
              </th>
              <td>{formatCount(row.added_count)}</td>
              <td>{formatCount(row.removed_count)}</td>
              <td data-value={row.size_delta}>{signed(row.size_delta)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function signed(bytes: number): string {
  return bytes === 0 ? formatSize(0) : `${bytes < 0 ? "\u2212" : "+"}${formatSize(Math.abs(bytes))}`;
}
