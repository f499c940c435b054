/** Chinese texts by their English ones, with named places for values: `Line {line} is closed.` */
export type Messages = Readonly<Record<string, string>>;

/**
 * A place for a value. With a star the value is a text of the catalogue too: `{table}: {what*}`. With a number sign it is a figure,
 * which may have a unit: `{what*} {amount#}`.
 */
const PLACE = /\{([a-z]\w*)([*#]?)\}/gi;

const FIGURE = String.raw`([-+−]?\d[\d.,]*(?: [十百千万亿]*元)?)`;
const ONE_FIGURE = new RegExp(`^${FIGURE}$`);

/** The names of the places in a text, in their order. */
export const placesIn = (text: string): readonly string[] =>
  [...text.matchAll(PLACE)].map(([, name]) => name!);

/** The text with places that have no names: what a template of the code is looked up by. */
export const patternOf = (text: string): string => text.replaceAll(PLACE, '{}');

/**
 * The length from which a sentence is long: its values are found without going back, because the time of a search that goes back
 * grows much faster than the sentence, in which a caller's own words may stand. A value that is long stays as it is.
 */
const LONG_CHARS = 800;

interface Entry {
  readonly names: readonly string[];
  /** The names of those places whose values are texts of the catalogue. */
  readonly texts: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
  /** The characters around the places. */
  readonly literals: readonly string[];
  readonly weight: number;
  readonly chinese: string;
  /** Whether it stands by itself, and not only as a value of another text. */
  readonly isSentence: boolean;
  /** Whether its own characters only join two values, as ` of ` does: such an entry fits too many texts to be looked for. */
  readonly isInfix: boolean;
  match?: RegExp;
}

const entryOf = (english: string, chinese: string): Entry => {
  const places = [...english.matchAll(PLACE)];
  const literals = patternOf(english).split('{}');
  return {
    names: places.map(([, name]) => name!),
    texts: new Set(places.flatMap(([, name, sign]) => (sign === '*' ? [name!] : []))),
    figures: new Set(places.flatMap(([, name, sign]) => (sign === '#' ? [name!] : []))),
    literals,
    weight: literals.reduce((sum, each) => sum + each.length, 0),
    chinese,
    isInfix:
      places.length === 2 && literals[0] === '' && literals[2] === '' && literals[1]!.length < 5,
    isSentence: /(?:[.?]|\*\})$/.test(english),
  };
};

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** The sentences of an entry. A text that stands directly behind another value begins with a space or a sign, or is empty. */
const matcherOf = ({ names, texts, figures, literals }: Entry): RegExp => {
  const parts = names.map((name, index) => {
    const isBehindValue = index > 0 && literals[index] === '';
    return (
      (figures.has(name)
        ? FIGURE
        : isBehindValue && texts.has(name)
          ? '((?:[\\s,;:(].*?)?)'
          : '(.*?)') + escaped(literals[index + 1]!)
    );
  });
  return new RegExp(`^${escaped(literals[0]!)}${parts.join('')}$`, 's');
};

/** The values of an entry in a sentence; undefined where it is another one. */
type FindValues = (entry: Entry, sentence: string) => readonly string[] | undefined;

const valuesIn: FindValues = (entry, sentence) =>
  entry.literals.every((each) => sentence.includes(each))
    ? (entry.match ??= matcherOf(entry)).exec(sentence)?.slice(1)
    : undefined;

/** Each value ends where the characters behind it are first found. Not for entries with values that have none between them. */
const valuesInLong: FindValues = ({ names, figures, literals }, sentence) => {
  const [first, ...between] = literals;
  const last = between.pop()!;
  if (between.includes('') || !sentence.startsWith(first!) || !sentence.endsWith(last))
    return undefined;
  const values: string[] = [];
  let from = first!.length;
  for (const literal of between) {
    const end = sentence.indexOf(literal, from);
    if (end === -1) return undefined;
    values.push(sentence.slice(from, end));
    from = end + literal.length;
  }
  const end = sentence.length - last.length;
  if (from > end) return undefined;
  values.push(sentence.slice(from, end));
  return names.every((name, index) => !figures.has(name) || ONE_FIGURE.test(values[index]!))
    ? values
    : undefined;
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

  /** A sentence, or a word by itself, in Chinese; as it is where the catalogue does not have it. */
  translate(sentence: string): string {
    const find = sentence.length < LONG_CHARS ? valuesIn : valuesInLong;
    return this.#find(sentence, ({ isSentence }) => isSentence, find) ?? sentence;
  }

  /** A template with its values in Chinese; undefined where the catalogue does not have it. */
  spell(pattern: string, values: readonly string[]): string | undefined {
    const entry = this.#byPattern.get(pattern);
    return entry && this.#fill(entry, values).text;
  }

  /** Of several entries that fit, the first whose values are all known; otherwise the first. */
  #find(
    sentence: string,
    isAllowed: (entry: Entry) => boolean,
    find: FindValues,
  ): string | undefined {
    const exact = this.#byPattern.get(sentence);
    if (exact?.names.length === 0) return exact.chinese;
    let best: string | undefined;
    for (const entry of this.#entries) {
      const values = isAllowed(entry) ? find(entry, sentence) : undefined;
      if (!values) continue;
      const { text, isKnown } = this.#fill(entry, values);
      if (isKnown) return text;
      best ??= text;
    }
    return best;
  }

  #fill({ names, texts, chinese }: Entry, values: readonly string[]) {
    let isKnown = true;
    const spelled = new Map(
      names.map((name, index) => {
        const value = values[index]!;
        if (!texts.has(name)) return [name, value] as const;
        const text =
          value === ''
            ? value
            : value.length < LONG_CHARS
              ? this.#find(value, ({ isInfix }) => !isInfix, valuesIn)
              : undefined;
        // A figure is the same in both languages.
        isKnown &&= text !== undefined || ONE_FIGURE.test(value);
        return [name, text ?? value] as const;
      }),
    );
    const text = chinese.replaceAll(PLACE, (place, name: string) => spelled.get(name) ?? place);
    return { text, isKnown };
  }
}
