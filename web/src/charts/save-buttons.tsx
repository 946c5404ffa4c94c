/** The buttons that save a picture. */

import type { JSX } from "preact";
import { t } from "../language/words";

const words = { png: "chart.savePng", svg: "chart.saveSvg" } as const;

type Format = keyof typeof words;

export function SaveButtons({ onSave }: { onSave: (format: Format) => void }): JSX.Element {
  return (
    <>
      {(["png", "svg"] as const).map((format) => (
        <button
          key={format}
          type="button"
          class="plain"
          data-action={`save-${format}`}
          aria-label={t(words[format])}
          data-tip={t(words[format])}
          onClick={() => onSave(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
    </>
  );
}
