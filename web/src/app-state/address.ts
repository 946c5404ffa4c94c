/** The state that lives in the address: `#/summary?s=a&node=@152773&q=Context`. Back and Forward go through it. */

import { batch, effect, signal } from "@preact/signals";
import type { AddressField } from "./address-field";
import { comparisonFields } from "./comparison-query";
import { summaryFields } from "./query";
import { askedFor, current, isUnderWay, snapshots } from "./snapshots";
import { standaloneViews, type View, view, viewNamed } from "./view";

export type { AddressField } from "./address-field";

const fields = signal<readonly AddressField[]>([...summaryFields, ...comparisonFields]);

/** Keeps a view's state in the address from now on; what the address says of it already is read at once. */
export function keepInAddress(...added: AddressField[]): void {
  batch(() => {
    fields.value = [...fields.peek(), ...added];
    readFields(parse(location.hash), added);
  });
}

interface Address {
  view: View;
  /** Of the fields of its view. */
  params: URLSearchParams;
  snapshot: string | null;
  node: number | null;
}

function parse(hash: string): Address {
  const params = new URLSearchParams(hash.replace(/^#\/?[^?]*\??/, ""));
  const node = /^@?(\d{1,15})$/.exec(params.get("node") ?? "");
  return {
    params,
    view: viewNamed(/^#\/?(\w+)/.exec(hash)?.[1]),
    snapshot: params.get("s"),
    node: node ? Number(node[1]) : null,
  };
}

function readFields({ view, params }: Address, of: readonly AddressField[]): void {
  for (const field of of) if (field.view === view) field.read(params.get(field.name));
}

/** What every address says, whatever the view. */
const common = new Set(["s", "node"]);

function format({ view, snapshot, node }: Omit<Address, "params">): string {
  const params: string[] = [];
  const add = (name: string, value: string) =>
    params.push(value === "" ? name : `${name}=${encodeURIComponent(value)}`);
  if (snapshot) params.push(`s=${snapshot}`);
  if (node !== null) params.push(`node=@${node}`);
  const known = fields.value.filter((field) => field.view === view);
  for (const field of known) {
    const value = field.write();
    if (value !== null) add(field.name, value);
  }
  // What is said to a view whose code has not come yet waits for it.
  const asked = parse(location.hash);
  if (asked.view === view) {
    const names = new Set(known.map(({ name }) => name));
    for (const [name, value] of asked.params) if (!common.has(name) && !names.has(name)) add(name, value);
  }
  return `#/${view}${params.length > 0 ? `?${params.join("&")}` : ""}`;
}

/** What the address asked for before there was a snapshot to show it in. */
let wanted: Address | null = null;

export function startAddress(): void {
  if (location.hash) apply(parse(location.hash));
  addEventListener("popstate", () => apply(parse(location.hash)));
  effect(() => {
    if (!current.value?.loaded || !wanted) return;
    const { snapshot, node } = wanted;
    const meant = snapshot ? snapshots.value.find(({ letter }) => letter === snapshot) : current.value;
    if (meant && isUnderWay(meant)) return;
    wanted = null;
    if (!meant?.loaded) return;
    current.value = meant;
    if (node !== null) void meant.loaded.selection.selectId(node);
  });
  effect(write);
}

function apply(address: Address): void {
  wanted = standaloneViews.has(address.view) && !address.snapshot ? null : address;
  askedFor(address.snapshot);
  batch(() => {
    view.value = address.view;
    readFields(address, fields.peek());
    const snapshot = snapshots.value.find(({ letter }) => letter === address.snapshot);
    if (!snapshot?.loaded) return;
    wanted = null;
    current.value = snapshot;
    if (address.node === null) snapshot.loaded.selection.clear();
    else void snapshot.loaded.selection.selectId(address.node);
  });
}

function write(): void {
  const snapshot = current.value;
  const node = snapshot?.loaded?.selection.id.value ?? null;
  const state = {
    view: view.value,
    snapshot: snapshot?.letter ?? null,
    node,
  };
  // Until something is loaded, the address is what the visitor came with.
  const isAlone = standaloneViews.has(state.view);
  if ((!snapshot?.loaded && !isAlone) || wanted) return;
  const next = format(state);
  if (next === location.hash) return;
  const before = parse(location.hash);
  const moved =
    before.snapshot !== state.snapshot ||
    before.node !== node ||
    before.view !== state.view ||
    fields.value.some(
      (field) => field.isStep && field.view === state.view && field.write() !== before.params.get(field.name),
    );
  const isStep = (before.snapshot !== null || isAlone) && moved;
  if (isStep) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
}
