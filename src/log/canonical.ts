import type { Json } from '../domain/values/json.js';

/**
 * The one spelling of a JSON value (RFC 8785): sorted keys, no blanks. What JSON cannot say exactly is a bug and throws:
 * `undefined`, a number that is not finite, a bigint, a lone surrogate, an object with a class of its own.
 */
export const canonical = (value: Json): string => {
  const copy = sorted(value);
  // The engine's own writer, over a copy with sorted keys, takes half the time of spelling here.
  const text = copy === UNSORTABLE ? spell(value) : JSON.stringify(copy);
  // The engine writes a lone surrogate as an escape; RFC 8785 forbids it, and spelling refuses it.
  return text.includes('\\ud') ? spell(value) : text;
};

/** An engine enumerates `"2"` before `"10"`, and takes `__proto__` for no key at all: no copy has these in order. */
const UNSORTABLE = Symbol('unsortable');

const sorted = (value: unknown): unknown => {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) throw notJson(value);
      return value;
    case 'object':
      if (value === null) return null;
      return Array.isArray(value) ? sortedItems(value) : sortedObject(value);
    default:
      throw notJson(value);
  }
};

const sortedItems = (items: readonly unknown[]): unknown => {
  const copy: unknown[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = sorted(items[i]);
    if (item === UNSORTABLE) return UNSORTABLE;
    copy.push(item);
  }
  return copy;
};

const sortedObject = (value: object): unknown => {
  const from = plain(value);
  const copy: Record<string, unknown> = {};
  for (const key of sortedKeys(from)) {
    if (key === '__proto__' || isDigit(key.charCodeAt(0))) return UNSORTABLE;
    const item = sorted(from[key]);
    if (item === UNSORTABLE) return UNSORTABLE;
    copy[key] = item;
  }
  return copy;
};

const LONE_SURROGATE = /\p{Surrogate}/u;

/** The same text from the rules alone. */
const spell = (value: unknown): string => {
  if (typeof value === 'string') {
    if (LONE_SURROGATE.test(value)) throw notJson(value);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(sorted(value));
  if (Array.isArray(value)) return `[${Array.from(value, spell).join(',')}]`;
  const from = plain(value);
  return `{${sortedKeys(from)
    .map((key) => `${spell(key)}:${spell(from[key])}`)
    .join(',')}}`;
};

/** By UTF-16 code units, as RFC 8785 wants: what `<` and `sort` compare. */
const sortedKeys = (value: object): string[] => {
  const keys = Object.keys(value);
  if (keys.length > INSERTION_KEYS_MAX) return keys.sort();
  for (let i = 1; i < keys.length; i++) {
    const key = keys[i]!;
    let j = i - 1;
    for (; j >= 0 && keys[j]! > key; j--) keys[j + 1] = keys[j]!;
    keys[j + 1] = key;
  }
  return keys;
};

/** Up to here sorting by insertion beats the engine's sort; an event's objects are smaller. */
const INSERTION_KEYS_MAX = 16;

/** An object of a class (Date, Decimal, Map …) would be written as something that it is not. */
const plain = (value: object): Readonly<Record<string, unknown>> => {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) throw notJson(value);
  return value as Record<string, unknown>;
};

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const notJson = (value: unknown): TypeError =>
  new TypeError(
    `an event holds only JSON, not ${
      typeof value === 'object' && value !== null
        ? `an instance of ${value.constructor.name}`
        : typeof value === 'string'
          ? 'a string with a lone surrogate'
          : String(value)
    }`,
  );
