/** Addresses of scripts as browsers that enforce Trusted Types want them: the page's own, and no other. */

interface Policy {
  createScriptURL(address: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy;
}

export const serviceWorkerAddress = () => new URL("sw.js", document.baseURI).href;

const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = factory?.createPolicy("heapglass", {
  createScriptURL: (address) => {
    if (!address.startsWith("blob:") && address !== serviceWorkerAddress()) {
      throw new TypeError("only the worker's own blob and the service worker may be run");
    }
    return address;
  },
});

export function scriptAddress(address: string): string {
  return policy?.createScriptURL(address) ?? address;
}
