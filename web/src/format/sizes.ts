/** Sizes that people type: 512 MB, 2GiB, 1500000. */

const factors: Record<string, number> = { "": 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
const binary: Record<string, number> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 };

/** In bytes; null for what is no size. */
export function parseSize(text: string): number | null {
  const found = /^\s*(\d+(?:[.,]\d+)?)\s*([kmgt]?)(i?)b?\s*$/i.exec(text);
  if (!found) return null;
  const [, digits = "", unit = "", isBinary] = found;
  const factor = (isBinary ? binary : factors)[unit.toLowerCase()];
  const bytes = Number(digits.replace(",", ".")) * (factor ?? Number.NaN);
  return bytes > 0 && bytes < 2 ** 60 ? bytes : null;
}
