/** What would break a line, or hide, as a sign that can be seen. */

const controls = /[\p{Cc}\u2028\u2029]/gu;

export function visible(text: string): string {
  return text.replace(controls, signOf);
}

function signOf(control: string): string {
  if (control === "\n" || control === "\u2028" || control === "\u2029") return "↵";
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
