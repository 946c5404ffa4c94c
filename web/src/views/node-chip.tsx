/** How a node looks everywhere: type glyph, name cut in the middle, and its id. */

import type { JSX } from "preact";
import type { NodeRow } from "../../../worker/protocol";
import { glyphs, kindOf } from "../format/node-kinds";
import { visible } from "../format/visible-text";
import { t } from "../language/words";

/** What a chip shows of a node. */
export type ChipNode = Pick<NodeRow, "id" | "name" | "type" | "class_name" | "detachedness">;

export function NodeChip({ node }: { node: ChipNode }): JSX.Element {
  const kind = kindOf(node.type);
  return (
    <span class={`node-chip ${kind}`} data-chip={node.id}>
      <span class="glyph" title={node.type} aria-hidden="true">
        {glyphs[kind]}
      </span>
      <NodeName node={node} /> <span class="node-id">@{node.id}</span>{" "}
      {node.detachedness === 2 && <span class="tag detached">{t("node.detached")}</span>}
    </span>
  );
}

/** Longer names are cut; the browser lays out all that is in the document. */
const longest = 300;

/** So many last characters stay in sight however narrow the place is. */
const tailLength = 8;

function NodeName({ node }: { node: ChipNode }): JSX.Element {
  if (isNameless(node)) return <span class="name nameless">{nameOf(node)}</span>;
  return <MiddleCut text={nameOf(node)} />;
}

function isNameless({ name, type }: ChipNode): boolean {
  return name === "" && kindOf(type) !== "string";
}

/** What a node is called; what it is, where it has no name. */
export function nameOf(node: ChipNode): string {
  if (isNameless(node)) return node.type === "closure" ? t("node.anonymous") : node.class_name;
  return kindOf(node.type) === "string" ? `"${node.name}"` : node.name;
}

export function MiddleCut({ text, title }: { text: string; title?: string }): JSX.Element {
  const cut = text.length > longest ? `${text.slice(0, longest - 40)}…${text.slice(-40)}` : text;
  const letters = Array.from(visible(cut));
  const full = title ?? (text.length > 2000 ? `${text.slice(0, 2000)}…` : text);
  const tail = letters.length < 3 * tailLength ? [] : letters.splice(-tailLength);
  return (
    <span class="name" title={full}>
      <span class="name-head">{letters.join("")}</span>
      {tail.length > 0 && <span class="name-tail">{tail.join("")}</span>}
    </span>
  );
}
