/** A number for an object: tells branches and trees apart, also as a key when drawing. */

const identities = new WeakMap<object, number>();
let last = 0;

export function identity(thing: object): number {
  let number = identities.get(thing);
  if (number === undefined) {
    last += 1;
    number = last;
    identities.set(thing, number);
  }
  return number;
}
