/** One tooltip for the page: shows the `data-tip` of what is pointed at or focused. */

import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

interface Tip {
  text: string;
  of: DOMRect;
}

const tip = signal<Tip | null>(null);

/** Pointing has to rest this long (ms). */
const delay = 350;
const gap = 6;

export function Tooltip(): JSX.Element | null {
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(startTooltip, []);
  useLayoutEffect(() => {
    const element = bubble.current;
    if (!element || !tip.value) return;
    const { of } = tip.value;
    const { offsetWidth: width, offsetHeight: height } = element;
    const left = Math.max(8, Math.min(innerWidth - width - 8, of.left + of.width / 2 - width / 2));
    const below = of.bottom + gap + height <= innerHeight - 8;
    element.style.left = `${left}px`;
    element.style.top = `${below ? of.bottom + gap : of.top - gap - height}px`;
  });
  if (!tip.value) return null;
  // What it says is also the description of the element itself, for those who do not see it.
  return (
    <div ref={bubble} class="tooltip" aria-hidden="true">
      {tip.value.text}
    </div>
  );
}

function startTooltip(): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    tip.value = null;
  };
  const showFor = (target: EventTarget | null, wait: number) => {
    hide();
    const element = target instanceof Element ? target.closest<HTMLElement>("[data-tip]") : null;
    const text = element?.dataset.tip;
    if (!element || !text) return;
    timer = window.setTimeout(() => {
      if (element.isConnected) tip.value = { text, of: element.getBoundingClientRect() };
    }, wait);
  };
  addEventListener("pointerover", (event) => event.pointerType === "mouse" && showFor(event.target, delay), {
    signal,
  });
  addEventListener(
    "focusin",
    (event) =>
      event.target instanceof Element && event.target.matches(":focus-visible") && showFor(event.target, 0),
    { signal },
  );
  addEventListener("focusout", hide, { signal });
  addEventListener("pointerdown", hide, { signal });
  addEventListener("scroll", hide, { signal, capture: true });
  addEventListener("keydown", (event) => event.key === "Escape" && hide(), { signal, capture: true });
  return () => {
    hide();
    listening.abort();
  };
}
