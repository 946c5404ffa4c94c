/** The name of a script where there is little room: the file, without the folders. Node's own are named whole. */

export function shortScriptName(script: string): string {
  if (script.startsWith("node:")) return script;
  return script.split(/[\\/]/).findLast((part) => part !== "") ?? script;
}
