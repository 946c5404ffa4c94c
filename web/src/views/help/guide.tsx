/** A guide's Markdown on the page: code to copy, links into the page, and live pictures. */

import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { t } from "../../language/words";
import { Snippet } from "../snippet";
import { HeapSketch } from "./heap-sketch";
import { type Block, blocksOf, type Inline } from "./markdown";
import { sketches } from "./sketches";

export function Guide({ text }: { text: string }): JSX.Element {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <>
      {blocks.map((block, at) => (
        <ShowBlock key={at} block={block} />
      ))}
    </>
  );
}

function ShowBlock({ block }: { block: Block }): JSX.Element {
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(4, block.level)}` as "h1" | "h2" | "h3" | "h4";
      return (
        <Heading>
          <Words inline={block.inline} />
        </Heading>
      );
    }
    case "paragraph":
      return (
        <p>
          <Words inline={block.inline} />
        </p>
      );
    case "list": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((item, at) => (
            <li key={at}>
              <Words inline={item} />
            </li>
          ))}
        </List>
      );
    }
    case "table":
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with keys
        <section class="help-table" tabIndex={0} aria-label={t("help.table")}>
          <table>
            <thead>
              <tr>
                {block.head.map((cell, at) => (
                  <th key={at} scope="col">
                    <Words inline={cell} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row, number) => (
                <tr key={number}>
                  {row.map((cell, at) => (
                    <td key={at}>
                      <Words inline={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      );
    case "code": {
      const sketch = sketches[block.language.replace(/^picture /, "")];
      return sketch ? <HeapSketch sketch={sketch} plain={block.text} /> : <Snippet text={block.text} />;
    }
  }
}

function Words({ inline }: { inline: readonly Inline[] }): JSX.Element {
  return (
    <>
      {inline.map((piece, at) => {
        switch (piece.kind) {
          case "code":
            return <code key={at}>{piece.text}</code>;
          case "strong":
            return <strong key={at}>{piece.text}</strong>;
          case "emphasis":
            return <em key={at}>{piece.text}</em>;
          case "link":
            return (
              <a
                key={at}
                href={piece.to}
                // The page for capturing hands what it took to the page that opened it.
                {...(piece.to.startsWith("#") ? {} : { target: "_blank", rel: "opener" })}
              >
                {piece.text}
              </a>
            );
          default:
            return piece.text;
        }
      })}
    </>
  );
}
