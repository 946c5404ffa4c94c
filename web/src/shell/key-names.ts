/** What the keys of shortcuts are called on this machine. */

const isApple = /mac|iphone|ipad/i.test(navigator.platform);

/** The key that makes a letter a command. */
export const commandKey = isApple ? "⌘" : "Ctrl";
