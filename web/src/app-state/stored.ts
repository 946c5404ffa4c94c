/** A signal that is remembered between visits, where the browser allows that. */

import { effect, type Signal, signal } from "@preact/signals";

const prefix = "heapglass.";

/** Something that was changed could not be kept: the browser's storage is full or forbidden. */
export const isForgetful = signal(false);

export function stored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): Signal<T> {
  const state = signal(read(name, initial, isValid));
  let isFirst = true;
  effect(() => {
    const { value } = state;
    if (!isFirst) write(name, value);
    isFirst = false;
  });
  return state;
}

function read<T>(name: string, initial: T, isValid: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(prefix + name) ?? "null");
    return isValid(value) ? value : initial;
  } catch {
    return initial;
  }
}

function write(name: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // The page works without it.
    isForgetful.value = true;
  }
}

export function oneOf<T extends string>(...values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.includes(value as T);
}
