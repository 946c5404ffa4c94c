/** V8's node types in the eight kinds that have a glyph and a colour. */

export type NodeKind = "object" | "array" | "string" | "closure" | "code" | "native" | "primitive" | "system";

// A type is a string from a file: "constructor" must not find an object's own.
const kinds = new Map<string, NodeKind>(
  Object.entries({
    object: "object",
    regexp: "object",
    array: "array",
    string: "string",
    "concatenated string": "string",
    "sliced string": "string",
    closure: "closure",
    code: "code",
    native: "native",
    number: "primitive",
    "heap number": "primitive",
    symbol: "primitive",
    bigint: "primitive",
  }),
);

export const glyphs: Record<NodeKind, string> = {
  object: "{}",
  array: "[]",
  string: "“”",
  closure: "ƒ",
  code: "</>",
  native: "◇",
  primitive: "#",
  system: "⚙\ufe0e",
};

/** Hidden, synthetic, shapes, and whatever V8 adds later: the system's. */
export function kindOf(type: string): NodeKind {
  return kinds.get(type) ?? "system";
}
