/** The one menu that can be open on the page: what is in it, where it stands, and who gets the focus back. */

import { signal } from "@preact/signals";

export interface MenuItem {
  /** For tests and styles; unique within its menu. */
  id: string;
  label: string;
  /** The key that does the same, or a short remark. */
  hint?: string;
  /** Of something that can be switched on and off; choosing it leaves the menu open. */
  checked?: boolean;
  disabled?: boolean;
  run(): void | Promise<void>;
}

/** Items that belong together; a line is drawn between groups. */
export type MenuGroup = readonly MenuItem[];

export interface MenuRequest {
  /** The accessible name. */
  label: string;
  /** What the menu is about, shown above its items. */
  title?: string;
  /** Asked again after a choice that leaves the menu open. */
  groups(): readonly MenuGroup[];
  /** A point, or the button that it hangs from. */
  at: { x: number; y: number } | DOMRect;
  returnTo: HTMLElement | null;
}

export const openMenu = signal<MenuRequest | null>(null);

export function showMenu(request: MenuRequest): void {
  openMenu.value = request;
}

/** Below a button, as a drop-down. */
export function showMenuBelow(
  button: HTMLElement,
  label: string,
  groups: () => readonly MenuGroup[],
  title?: string,
): void {
  const request: MenuRequest = { label, groups, at: button.getBoundingClientRect(), returnTo: button };
  showMenu(title === undefined ? request : { ...request, title });
}

export function closeMenu(focusBack: boolean): void {
  const returnTo = openMenu.peek()?.returnTo;
  openMenu.value = null;
  if (focusBack && returnTo?.isConnected) returnTo.focus({ preventScroll: true });
}
