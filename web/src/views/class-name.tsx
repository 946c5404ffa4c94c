/** The name of a class, and where it is defined: two classes of one name are not the same. */

import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { ClassScripts } from "../app-state/class-scripts";
import { MiddleCut } from "./node-chip";
import { SourcePlace } from "./source-place";

interface Props {
  row: { key: string; name: string };
  scripts: ClassScripts;
}

export function ClassName({ row, scripts }: Props): JSX.Element {
  return (
    <span class="class-name">
      <MiddleCut text={row.name} /> <Place classKey={row.key} scripts={scripts} />
    </span>
  );
}

/** A class's key is `script,line,column,name`, lines and columns from 0, or `,name` where the heap has no place. */
const placed = /^(\d+),(\d+),(\d+),/;

function Place({ classKey, scripts }: { classKey: string; scripts: ClassScripts }): JSX.Element | null {
  const place = placed.exec(classKey);
  useEffect(() => {
    if (place) scripts.ask();
  });
  const names = scripts.names.value;
  if (!place || !names) return null;
  const [, script = "", line, column] = place;
  const name = names[script] ?? `#${script}`;
  const at = `${Number(line) + 1}:${Number(column) + 1}`;
  return (
    <span class="class-place" data-place={`${name}:${at}`}>
      <SourcePlace script={name} at={at} />
    </span>
  );
}
