/** Guides are written in a small part of Markdown: what it says, as data. */

export type Inline =
  | { kind: "text" | "code" | "strong" | "emphasis"; text: string }
  | { kind: "link"; text: string; to: string };

export type Block =
  | { kind: "heading"; level: number; inline: Inline[] }
  | { kind: "paragraph"; inline: Inline[] }
  | { kind: "list"; ordered: boolean; items: Inline[][] }
  | { kind: "code"; language: string; text: string }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] };

const pieces = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\(([^)\s]+)\)/g;
const item = /^(?:-|\d+\.) +(.*)$/;

export function inlineOf(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(pieces)) {
    if (match.index > at) found.push({ kind: "text", text: text.slice(at, match.index) });
    const [whole, code, strong, emphasis, label, to] = match;
    if (code !== undefined) found.push({ kind: "code", text: code });
    else if (strong !== undefined) found.push({ kind: "strong", text: strong });
    else if (emphasis !== undefined) found.push({ kind: "emphasis", text: emphasis });
    else found.push({ kind: "link", text: label ?? "", to: to ?? "" });
    at = match.index + whole.length;
  }
  if (at < text.length) found.push({ kind: "text", text: text.slice(at) });
  return found;
}

export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  /** The lines from here on that go together. */
  const take = (belongs: (line: string) => boolean): string[] => {
    const begin = at;
    while (at < lines.length && belongs(lines[at] ?? "")) at += 1;
    return lines.slice(begin, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const heading = /^(#{1,4}) +(.*)$/.exec(line);
    if (line.trim() === "") at += 1;
    else if (heading) {
      blocks.push({ kind: "heading", level: heading[1]?.length ?? 1, inline: inlineOf(heading[2] ?? "") });
      at += 1;
    } else if (line.startsWith("```")) {
      at += 1;
      const text = take((each) => !each.startsWith("```")).join("\n");
      at += 1;
      blocks.push({ kind: "code", language: line.slice(3).trim(), text });
    } else if (item.test(line)) {
      const items = take((each) => item.test(each)).map((each) => inlineOf(item.exec(each)?.[1] ?? ""));
      blocks.push({ kind: "list", ordered: !line.startsWith("-"), items });
    } else if (line.startsWith("|")) {
      const [head = [], , ...rows] = take((each) => each.startsWith("|")).map(cellsOf);
      blocks.push({ kind: "table", head, rows });
    } else {
      const text = take((each) => each.trim() !== "" && !/^(#|```|\|)/.test(each) && !item.test(each));
      blocks.push({ kind: "paragraph", inline: inlineOf(text.join(" ")) });
    }
  }
  return blocks;
}

function cellsOf(line: string): Inline[][] {
  return line
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((cell) => inlineOf(cell.trim()));
}
