/** Hands a file to the browser's downloads. It is made here and goes nowhere else. */

export function saveFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser has taken it by then; keeping the address would keep the bytes.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
