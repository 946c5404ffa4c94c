/** One of the tables of a profile. Choosing a row marks its function in the flame graph. */

import type { Signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import type { ProfileRow } from "../../../../worker/protocol";
import { useAtOnce } from "../../app-state/at-once";
import {
  type FlameModel,
  isSameFunction,
  type ProfileTable,
  profileText,
} from "../../app-state/profile-model";
import { t } from "../../language/words";
import { TreeList } from "../../tree/tree-list";
import { functionText } from "./function-name";
import { profileColumns } from "./profile-columns";

interface Props {
  table: ProfileTable;
  /** The profile's size, and its base's. */
  whole: readonly [number, number?];
  flame: FlameModel;
  selected: Signal<ProfileRow | null>;
}

export function ProfileGrid({ table, whole, flame, selected }: Props): JSX.Element {
  useAtOnce(() => {
    void table.follow();
  });
  const { tree, shape } = table;
  useEffect(() => void table.unfold(), [table]);
  const [size, before] = whole;
  const columns = useMemo(
    () => profileColumns(shape, before === undefined ? [size] : [size, before]),
    [shape, size, before],
  );
  const kind = `profile ${shape} ${before === undefined ? "" : "compared"}`;
  return (
    <TreeList
      working={table.working.value}
      empty={<p>{t(profileText.value ? "profile.noneWith" : "profile.none", { text: profileText.value })}</p>}
      label={t(`profile.shapes.${shape}`)}
      kind={kind}
      tree={tree}
      columns={columns}
      sort={table.sort.value}
      onSort={(by) => table.sortBy(by)}
      attributes={({ key, name, self, total: all }) => ({
        "data-function": name,
        "data-key": key,
        "data-self": self[0],
        "data-total": all[0],
      })}
      isSelected={(row) => isSameFunction(selected.value, row)}
      onSelect={(row) => {
        selected.value = row;
        if (shape === "callees") flame.root.value = row.key;
        return true;
      }}
      textOf={functionText}
      noneText={t("profile.noCallers")}
    />
  );
}
