/**
 * Scrolling through more pixels than a browser can lay out. Browsers cap the height of an element (at 17 to 33 million
 * px), so a taller table gets a shorter scroll range. Wheel and keys still move it pixel by pixel; dragging the scrollbar
 * covers the whole of it; near both ends the two agree, so that the first and the last row can be reached.
 */

/** Also exact as a 32-bit float, in which compositors place things. */
const tallest = 4_000_000;
const endZone = 200_000;

export class ScrollScale {
  #virtual = 0;
  #physical = 0;
  #content = 0;
  #viewport = 0;
  #toWrite: number | null = null;

  /** The height to lay out. */
  get height(): number {
    return Math.min(this.#content, tallest);
  }

  /** Where the window stands in the table, in px of the table. */
  get top(): number {
    return this.#virtual;
  }

  /** What to subtract from a place in the table to get its place in the element. */
  get offset(): number {
    return this.#virtual - this.#physical;
  }

  resize(content: number, viewport: number): void {
    if (content === this.#content && viewport === this.#viewport) return;
    this.#content = content;
    this.#viewport = viewport;
    this.#virtual = Math.min(this.#virtual, this.#virtualRange);
    if (!this.#isScaled) this.#physical = this.#virtual;
  }

  /** The element was scrolled to `physical`. */
  scrolled(physical: number): void {
    const step = physical - this.#physical;
    this.#physical = physical;
    this.#toWrite = null;
    if (!this.#isScaled) this.#virtual = physical;
    else if (Math.abs(step) > 2 * this.#viewport) this.#virtual = this.#toVirtual(physical);
    else this.#virtual = clamp(this.#virtual + step, 0, this.#virtualRange);
  }

  /** Goes to a place in the table; `takeMove` then tells where that puts the element. */
  goTo(top: number): void {
    this.#virtual = clamp(top, 0, this.#virtualRange);
    const physical = this.#toPhysical(this.#virtual);
    if (physical !== this.#physical) this.#toWrite = physical;
    this.#physical = physical;
  }

  /** Once scrolling has come to rest: brings the scrollbar back to where it belongs. */
  settle(): void {
    this.goTo(this.#virtual);
  }

  /** Where the element is to be scrolled to; null when it is there. (Asking the element costs a layout.) */
  takeMove(): number | null {
    const move = this.#toWrite;
    this.#toWrite = null;
    return move;
  }

  get #isScaled(): boolean {
    return this.#content > tallest;
  }

  get #virtualRange(): number {
    return Math.max(0, this.#content - this.#viewport);
  }

  get #physicalRange(): number {
    return Math.max(0, this.height - this.#viewport);
  }

  get #ratio(): number {
    return (this.#virtualRange - 2 * endZone) / (this.#physicalRange - 2 * endZone);
  }

  #toVirtual(physical: number): number {
    if (physical <= endZone) return physical;
    const left = this.#physicalRange - physical;
    if (left <= endZone) return this.#virtualRange - left;
    return endZone + (physical - endZone) * this.#ratio;
  }

  #toPhysical(virtual: number): number {
    if (!this.#isScaled || virtual <= endZone) return virtual;
    const left = this.#virtualRange - virtual;
    if (left <= endZone) return this.#physicalRange - left;
    return endZone + (virtual - endZone) / this.#ratio;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
