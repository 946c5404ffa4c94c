/** A menu, wherever it was asked for: complete by keyboard, and gone with Escape, Tab, or a click beside it. */

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { closeMenu, type MenuItem, type MenuRequest, openMenu } from "./menu-state";
import "../style/menu.css";

export function Menu(): JSX.Element | null {
  const request = openMenu.value;
  return request && <OpenedMenu key={keyOf(request)} request={request} />;
}

const keys = new WeakMap<MenuRequest, number>();
let lastKey = 0;

/** Another menu is another element: the focus starts at its first item. */
function keyOf(request: MenuRequest): number {
  const key = keys.get(request) ?? ++lastKey;
  keys.set(request, key);
  return key;
}

function OpenedMenu({ request }: { request: MenuRequest }): JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  const active = useSignal(0);
  const switched = useSignal(0);
  void switched.value;
  const groups = request.groups().filter((group) => group.length > 0);
  const items = groups.flat();
  usePlace(menu, request);
  useLayoutEffect(() => {
    menu.current?.querySelectorAll<HTMLElement>("[data-item]")[active.value]?.focus({ preventScroll: true });
  }, [active.value]);
  // Before the next event: a click may come at once.
  useLayoutEffect(() => {
    const leave = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) closeMenu(false);
    };
    const resized = () => closeMenu(false);
    addEventListener("pointerdown", leave, { capture: true });
    addEventListener("resize", resized);
    return () => {
      removeEventListener("pointerdown", leave, { capture: true });
      removeEventListener("resize", resized);
    };
  }, []);

  const choose = (item: MenuItem) => {
    if (item.disabled) return;
    if (item.checked === undefined) {
      // What it does may want the focus elsewhere: it is given back first.
      closeMenu(true);
      void item.run();
      return;
    }
    void item.run();
    active.value = items.indexOf(item);
    switched.value += 1;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moved(event.key, active.value, items);
    const item = items[active.value];
    if (event.key === "Escape" || event.key === "Tab") closeMenu(true);
    else if (event.key === "Enter" || event.key === " ") {
      if (item) choose(item);
    } else if (next === null) return;
    else active.value = next;
    event.preventDefault();
    event.stopPropagation();
  };

  // Within a landmark, as all of the page is.
  return (
    <section class="menu-place" aria-label={request.label}>
      <div
        ref={menu}
        class="menu"
        role="menu"
        aria-label={request.label}
        tabIndex={-1}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => event.preventDefault()}
      >
        {request.title !== undefined && (
          <div class="menu-title" aria-hidden="true">
            {request.title}
          </div>
        )}
        {groups.map((group, at) => (
          <Group
            key={group[0]?.id}
            group={group}
            first={at === 0}
            items={items}
            active={active}
            choose={choose}
          />
        ))}
      </div>
    </section>
  );
}

interface GroupProps {
  group: readonly MenuItem[];
  first: boolean;
  items: readonly MenuItem[];
  active: { value: number };
  choose(item: MenuItem): void;
}

function Group({ group, first, items, active, choose }: GroupProps): JSX.Element {
  return (
    <>
      {!first && <hr />}
      {group.map((item) => {
        const at = items.indexOf(item);
        const common = {
          type: "button" as const,
          class: "menu-item",
          "data-item": item.id,
          "aria-disabled": item.disabled ? true : undefined,
          tabIndex: at === active.value ? 0 : -1,
          onPointerMove: () => {
            active.value = at;
          },
          onClick: () => choose(item),
        };
        return item.checked === undefined ? (
          <button key={item.id} role="menuitem" {...common}>
            <ItemWords item={item} />
          </button>
        ) : (
          <button key={item.id} role="menuitemcheckbox" aria-checked={item.checked} {...common}>
            <span class={`check ${item.checked ? "on" : ""}`} aria-hidden="true" />
            <ItemWords item={item} />
          </button>
        );
      })}
    </>
  );
}

function ItemWords({ item }: { item: MenuItem }): JSX.Element {
  return (
    <>
      <span class="menu-label">{item.label}</span>
      {item.hint && (
        <span class="menu-hint" aria-hidden="true">
          {item.hint}
        </span>
      )}
    </>
  );
}

/** Where a key leads from `at`; null for keys that are none of the menu's. */
function moved(key: string, at: number, items: readonly MenuItem[]): number | null {
  const last = items.length - 1;
  if (key === "ArrowDown") return at === last ? 0 : at + 1;
  if (key === "ArrowUp") return at === 0 ? last : at - 1;
  if (key === "Home" || key === "PageUp") return 0;
  if (key === "End" || key === "PageDown") return last;
  if (key.length !== 1) return null;
  for (let step = 1; step <= items.length; step += 1) {
    const candidate = (at + step) % items.length;
    if (items[candidate]?.label.toLowerCase().startsWith(key.toLowerCase())) return candidate;
  }
  return at;
}

const margin = 8;

/** Beside the pointer or below the button, and always wholly in sight. */
function usePlace(menu: { current: HTMLElement | null }, { at }: MenuRequest): void {
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const hangs = "bottom" in at;
    const below = hangs ? at.bottom + 2 : at.y;
    const above = (hangs ? at.top - 2 : at.y) - height;
    const top = below + height <= innerHeight - margin || above < margin ? below : above;
    const left = hangs ? at.left : at.x;
    element.style.left = `${Math.max(margin, Math.min(left, innerWidth - width - margin))}px`;
    element.style.top = `${Math.max(margin, Math.min(top, innerHeight - height - margin))}px`;
  }, [menu, at]);
}
