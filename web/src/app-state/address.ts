/** The state that lives in the address: `#/summary?s=a&node=@152773&q=Context`. Back and Forward go through it. */

import { batch, effect, signal } from "@preact/signals";
import type { Filter } from "../../../worker/protocol";
import { filter, initialSort, sort, sortKeys } from "./query";
import { current, snapshots } from "./snapshots";
import { standaloneViews, type View, view, viewNamed } from "./view";

/** Something of a view's state that is in the address while that view is on show. */
export interface AddressField {
  view: View;
  name: string;
  /** What the address says; null for nothing. It may be anything: a visitor can write it. */
  read(value: string | null): void;
  /** Null for what need not be said. */
  write(): string | null;
}

const fields = signal<readonly AddressField[]>([]);

/** Keeps a view's state in the address from now on; what the address says of it already is read at once. */
export function keepInAddress(...added: AddressField[]): void {
  fields.value = [...fields.peek(), ...added];
  readFields(parse(location.hash), added);
}

interface Address {
  view: View;
  /** Of the fields of its view. */
  params: URLSearchParams;
  snapshot: string | null;
  node: number | null;
  filter: Required<Filter>;
  sort: typeof initialSort;
}

function parse(hash: string): Address {
  const params = new URLSearchParams(hash.replace(/^#\/?[^?]*\??/, ""));
  const node = /^@?(\d{1,15})$/.exec(params.get("node") ?? "");
  const order = /^(-?)(\w+)$/.exec(params.get("sort") ?? "");
  const by = sortKeys.find((key) => key === order?.[2]);
  return {
    params,
    view: viewNamed(/^#\/?(\w+)/.exec(hash)?.[1]),
    snapshot: params.get("s"),
    node: node ? Number(node[1]) : null,
    filter: {
      text: params.get("q") ?? "",
      regex: params.has("regex"),
      match_case: params.has("case"),
    },
    sort: by ? { by, descending: order?.[1] === "-" } : initialSort,
  };
}

function readFields({ view, params }: Address, of: readonly AddressField[]): void {
  for (const field of of) if (field.view === view) field.read(params.get(field.name));
}

function format({ view, snapshot, node, filter, sort }: Omit<Address, "params">): string {
  const params: string[] = [];
  if (snapshot) params.push(`s=${snapshot}`);
  if (node !== null) params.push(`node=@${node}`);
  if (filter.text) params.push(`q=${encodeURIComponent(filter.text)}`);
  if (filter.regex) params.push("regex");
  if (filter.match_case) params.push("case");
  if (sort.by !== initialSort.by || sort.descending !== initialSort.descending) {
    params.push(`sort=${sort.descending ? "-" : ""}${sort.by}`);
  }
  for (const field of fields.value) {
    const value = field.view === view ? field.write() : null;
    if (value !== null) params.push(`${field.name}=${encodeURIComponent(value)}`);
  }
  return `#/${view}${params.length > 0 ? `?${params.join("&")}` : ""}`;
}

/** What the address asked for before there was a snapshot to show it in. */
let wanted: Address | null = null;

export function startAddress(): void {
  if (location.hash) apply(parse(location.hash));
  addEventListener("popstate", () => apply(parse(location.hash)));
  effect(() => {
    const loaded = current.value?.loaded;
    if (!loaded || !wanted) return;
    const { snapshot, node } = wanted;
    wanted = null;
    const isTheOne = !snapshot || snapshot === current.value?.letter;
    if (isTheOne && node !== null) void loaded.selection.selectId(node);
  });
  effect(write);
}

function apply(address: Address): void {
  wanted = standaloneViews.has(address.view) && !address.snapshot ? null : address;
  batch(() => {
    view.value = address.view;
    filter.value = address.filter;
    sort.value = address.sort;
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
    filter: filter.value,
    sort: sort.value,
  };
  // Until something is loaded, the address is what the visitor came with.
  const isAlone = standaloneViews.has(state.view);
  if ((!snapshot?.loaded && !isAlone) || wanted) return;
  const next = format(state);
  if (next === location.hash) return;
  const before = parse(location.hash);
  const moved = before.snapshot !== state.snapshot || before.node !== node || before.view !== state.view;
  const isStep = (before.snapshot !== null || isAlone) && moved;
  if (isStep) history.pushState(null, "", next);
  else history.replaceState(null, "", next);
}
