/** CodeMirror in the page's colours, which follow the theme by themselves. */

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const highlightStyle = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--kind-array)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--kind-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--kind-primitive)" },
  { tag: [tags.comment], color: "var(--text-quiet)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "var(--kind-object)",
  },
]);

export const theme = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--text)", maxHeight: "40vh" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--mono)",
    fontSize: "var(--size-body)",
    lineHeight: "1.5",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--accent)", padding: "var(--s2) 0" },
  ".cm-line": { padding: "0 var(--s2)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selected)" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface-raised)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    boxShadow: "var(--shadow)",
  },
  ".cm-described": { maxWidth: "min(64ch, 90vw)", padding: "var(--s2) var(--s3)" },
  ".cm-described code": { fontFamily: "var(--mono)", fontWeight: "600", overflowWrap: "anywhere" },
  ".cm-described p": { margin: "var(--s1) 0 0", whiteSpace: "pre-wrap" },
  ".cm-tooltip.cm-completionInfo": { padding: "0" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14em" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px var(--s2)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--selected)",
    color: "var(--text)",
  },
});
