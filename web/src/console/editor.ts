/** The editor of the console: CodeMirror with Python, completion by the running Python, and a history. */

import {
  acceptCompletion,
  autocompletion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
  moveCompletionSelection,
  selectedCompletion,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, ensureSyntaxTree, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap } from "@codemirror/view";
import { visible } from "../format/visible-text";
import { highlightStyle, theme } from "./editor-look";

/** Milliseconds in which the text must be understood; what was not is Python's to judge. */
const patience = 50;

export interface EditorWishes {
  label: string;
  text: string;
  /** Runs the text; false if there is more to type. */
  run(text: string, whole: boolean): Promise<boolean>;
  complete(before: string): Promise<{ start: number; choices: string[] }>;
  /** What stands at the end of `before`, in words. */
  describe(before: string): Promise<{ title: string; text: string } | null>;
  history: readonly string[];
  changed(text: string): void;
}

export interface Editor {
  focus(): void;
  set(text: string): void;
  run(): void;
  destroy(): void;
}

/**
 * In a shadow root of `host`: there CodeMirror's styles come as a constructed sheet, where in the document itself they
 * would be a style element, which the page's policy forbids.
 */
export function makeEditor(host: HTMLElement, wishes: EditorWishes): Editor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  // To the page, what is typed in here would look like its own keys; only the way to search stays open.
  host.onkeydown = (event) => {
    if (!((event.ctrlKey || event.metaKey) && event.key === "k")) event.stopPropagation();
  };
  /** How far back in the history the text on show comes from. */
  let back = 0;
  const run = (whole: boolean) => {
    const text = view.state.doc.toString();
    if (!whole && goesOn(view.state)) return insertNewlineAndIndent(view);
    // At once, so that one can type on while it runs.
    set("");
    void wishes.run(text, whole).then((taken) => {
      if (taken || view.state.doc.length > 0) return;
      set(text);
      insertNewlineAndIndent(view);
    });
    return true;
  };
  const set = (text: string) => {
    back = text === "" ? 0 : back;
    view.dispatch({
      changes: { from: 0, to: view.state.doc.length, insert: text },
      selection: { anchor: text.length },
    });
  };
  const step = (by: 1 | -1) => {
    const line = view.state.doc.lineAt(view.state.selection.main.head).number;
    if (by === 1 ? line > 1 : line < view.state.doc.lines) return false;
    const next = back + by;
    if (next < 0 || next > wishes.history.length) return by === 1;
    back = next;
    set(back === 0 ? "" : (wishes.history.at(-back) ?? ""));
    return true;
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: wishes.text,
      selection: { anchor: wishes.text.length },
      extensions: [
        Prec.highest(keymap.of([{ key: "Tab", run: acceptFirst }])),
        autocompletion({
          override: [completer(wishes)],
          selectOnOpen: false,
          interactionDelay: 0,
          icons: false,
        }),
        hoverTooltip((hovered, at) => described(hovered, at, wishes)),
        keymap.of([
          { key: "Mod-Enter", run: () => run(true) },
          { key: "Shift-Enter", run: insertNewlineAndIndent },
          { key: "Enter", run: () => run(false) },
          { key: "ArrowUp", run: () => step(1) },
          { key: "ArrowDown", run: () => step(-1) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        history(),
        python(),
        indentUnit.of("    "),
        bracketMatching(),
        closeBrackets(),
        syntaxHighlighting(highlightStyle),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": wishes.label }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) wishes.changed(state.doc.toString());
        }),
        theme,
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    set,
    run: () => run(true),
    destroy: () => view.destroy(),
  };
}

const opening = new Set(["(", "[", "{"]);
const closing = new Set([")", "]", "}"]);

/** Whether there plainly is more to type: a bracket is open, or a block has no empty line behind it. */
function goesOn(state: EditorState): boolean {
  const text = state.doc.toString();
  const last = text.slice(text.lastIndexOf("\n") + 1);
  if (/:\s*$/.test(last) || (/^\s+\S/.test(last) && last !== text)) return true;
  let open = 0;
  ensureSyntaxTree(state, text.length, patience)?.iterate({
    enter: ({ name }) => {
      if (opening.has(name)) open += 1;
      if (closing.has(name)) open -= 1;
    },
  });
  return open > 0;
}

/** Tab takes a completion if there is one, and otherwise goes on to what follows, as everywhere on the page. */
function acceptFirst(view: EditorView): boolean {
  if (completionStatus(view.state) !== "active") return false;
  if (!selectedCompletion(view.state)) moveCompletionSelection(true)(view);
  return acceptCompletion(view);
}

/** Whether anything can be completed there. */
const worthAsking = /[\w."']$/;

/** What the name under the pointer means. */
async function described({ state }: EditorView, at: number, { describe }: EditorWishes) {
  const word = state.wordAt(at);
  if (!word) return null;
  const found = await describe(state.sliceDoc(0, word.to));
  if (!found) return null;
  return { pos: word.from, end: word.to, above: true, create: () => ({ dom: inWords(found) }) };
}

function inWords({ title, text }: { title: string; text: string }): HTMLElement {
  const box = document.createElement("div");
  box.className = "cm-described";
  const head = document.createElement("code");
  head.textContent = visible(title);
  const body = document.createElement("p");
  body.textContent = text.split("\n").map(visible).join("\n");
  box.append(head, ...(text ? [body] : []));
  return box;
}

function completer({ complete, describe }: EditorWishes) {
  return async ({ state, pos, explicit }: CompletionContext): Promise<CompletionResult | null> => {
    const before = state.sliceDoc(0, pos);
    if (!explicit && !worthAsking.test(before)) return null;
    const { start, choices } = await complete(before);
    if (choices.length === 0) return null;
    const shared = before.slice(0, start);
    return {
      from: start,
      options: choices.map((label) => ({
        label,
        info: async () => {
          const found = await describe(shared + label.replace(/=$/, ""));
          return found && inWords(found);
        },
      })),
      validFor: /^\w*$/,
    };
  };
}
