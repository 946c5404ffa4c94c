// What lies outside DevTools' heap engine and is imported by it: esbuild plugins that answer such imports.

/** Answers the import of a module by the given source instead. */
export function replace(path, contents) {
  const name = path.source;
  return {
    name,
    setup(bundler) {
      bundler.onResolve({ filter: path }, () => ({ path: name, namespace: name }));
      bundler.onLoad({ filter: /.*/, namespace: name }, () => ({ contents, resolveDir: import.meta.dirname }));
    },
  };
}

/** For every platform. */
export const outside = [
  // Needs a generated list of locales; the engine uses it for progress messages only.
  replace(
    /i18n\/i18n\.js$/,
    `export const i18n = new Proxy(
       {serializeUIString: (string, values = {}) => JSON.stringify({string, values})},
       {get: (known, name) => known[name] ?? (() => () => '')});
     export const ByteUtilities = {}, DevToolsLocale = {}, NumberFormatter = {}, TimeUtilities = {};`,
  ),
  // Pulls in a text editor; the loader needs its JSON tokenizer only.
  replace(
    /core\/text_utils\/text_utils\.js$/,
    `export * as TextUtils from './node_modules/chrome-devtools-frontend/front_end/core/text_utils/TextUtils.ts';`,
  ),
];
