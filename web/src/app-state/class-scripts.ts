/** The names of the scripts that define classes, for telling classes of one name apart. */

import { signal } from "@preact/signals";
import type { Engine } from "../engine/engine";

export class ClassScripts {
  readonly names = signal<Readonly<Record<string, string>> | null>(null);
  #asked = false;

  constructor(private readonly engine: Engine) {}

  /** Asked for once, when the first of them is shown: no snapshot waits for it. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    this.engine.ask("class_scripts", {}).then(
      ({ names }) => {
        this.names.value = names;
      },
      // Without the names, the places have the numbers of the scripts.
      () => {
        this.names.value = {};
      },
    );
  }
}
