/** A signal that is remembered between visits, where the browser allows that. */

import { effect, type Signal, signal } from "@preact/signals";

const prefix = "heapglass.";

export function stored<T>(name: string, initial: T, isValid: (value: unknown) => value is T): Signal<T> {
  const state = signal(read(name, initial, isValid));
  effect(() => write(name, state.value));
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
    // Storage is full or forbidden: the page works without it.
  }
}

export function oneOf<T extends string>(...values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.includes(value as T);
}
