/** Chinese texts by their English ones, with named places for values: `Line {line} is closed.` */
export type Messages = Readonly<Record<string, string>>;

/** A place for a value. With a star the value is a text of the catalogue too: `{table}: {what*}`. */
const PLACE = /\{([a-z]\w*)(\*?)\}/gi;

/** The names of the places in a text, in their order. */
export const placesIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACE)].map(([, name]) => name!);

/** The text with places that have no names: what a template of the code is looked up by. */
export const patternOf = (text: string): string => text.replaceAll(PLACE, '{}');

interface Entry {
  readonly names: readonly string[];
  /** The names of those places whose values are texts of the catalogue. */
  readonly texts: ReadonlySet<string>;
  /** The characters around the places. */
  readonly literals: readonly string[];
  readonly weight: number;
  readonly chinese: string;
  match?: RegExp;
}

const entryOf = (english: string, chinese: string): Entry => {
  const places = [...english.matchAll(PLACE)];
  const literals = patternOf(english).split('{}');
  return {
    names: places.map(([, name]) => name!),
    texts: new Set(places.flatMap(([, name, star]) => (star === '*' ? [name!] : []))),
    literals,
    weight: literals.reduce((sum, each) => sum + each.length, 0),
    chinese,
  };
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** The sentences of an entry. A text that stands directly behind another value begins with a space or a sign, or is empty. */
const matcherOf = ({ names, texts, literals }: Entry): RegExp => {
  const parts = names.map((name, index) => {
    const isBehindValue = index > 0 && literals[index] === '';
    return (
      (isBehindValue && texts.has(name) ? '((?:[\\s,;:(].*?)?)' : '(.*?)') +
      escaped(literals[index + 1]!)
    );
  });
  return new RegExp(`^${escaped(literals[0]!)}${parts.join('')}$`, 's');
};

/**
 * English texts in Chinese. The English text is the key, as with gettext. A sentence is also recognised with its values in it,
 * because sentences come from events and from other threads too, where nothing but the sentence is left.
 */
export class Catalogue {
  readonly #byPattern = new Map<string, Entry>();
  /** Entries with places, those first that have the most characters of their own: they say the most about a sentence. */
  readonly #entries: readonly Entry[];

  constructor(messages: Messages) {
    for (const [english, chinese] of Object.entries(messages))
      this.#byPattern.set(patternOf(english), entryOf(english, chinese));
    this.#entries = [...this.#byPattern.values()]
      .filter(({ names, weight }) => names.length > 0 && weight > 0)
      .toSorted((a, b) => b.weight - a.weight);
  }

  /** Whether the catalogue has the text; places may have any names, or none: `{}`. */
  has(english: string): boolean {
    return this.#byPattern.has(patternOf(english));
  }

  /** A sentence in Chinese; as it is where the catalogue does not have it. */
  translate(sentence: string): string {
    const exact = this.#byPattern.get(sentence);
    if (exact?.names.length === 0) return exact.chinese;
    for (const entry of this.#entries) {
      if (!entry.literals.every((each) => sentence.includes(each))) continue;
      const found = (entry.match ??= matcherOf(entry)).exec(sentence);
      if (found) return this.#fill(entry, found.slice(1));
    }
    return sentence;
  }

  /** A template with its values in Chinese; undefined where the catalogue does not have it. */
  spell(pattern: string, values: readonly string[]): string | undefined {
    const entry = this.#byPattern.get(pattern);
    return entry && this.#fill(entry, values);
  }

  #fill({ names, texts, chinese }: Entry, values: readonly string[]): string {
    const spelled = new Map(
      names.map((name, index) => {
        const value = values[index]!;
        return [name, texts.has(name) ? this.translate(value) : value] as const;
      }),
    );
    return chinese.replaceAll(PLACE, (place, name: string) => spelled.get(name) ?? place);
  }
}
