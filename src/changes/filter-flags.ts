import { value } from '../cli/options.js';
import { FILTERS, valuesIn, type FilterName } from './filter-options.js';

/** A filter as a flag: repeated, or with its values separated by commas. */
const filter = <Name extends FilterName>(name: Name) => {
  const { read, placeholder, description } = FILTERS[name];
  return {
    ...value(placeholder, `${description}; may be repeated`, (given) =>
      valuesIn(name, given).map(
        read as (text: string) => ReturnType<(typeof FILTERS)[Name]['read']>,
      ),
    ),
    repeatable: true as const,
  };
};

/** A number from 0 to `max` as a flag. */
export const count = (placeholder: string, help: string, max: number) =>
  value(placeholder, help, (given) => {
    if (!/^\d{1,15}$/.test(given) || Number(given) > max)
      throw new Error(`"${given}" is not a number from 0 to ${max}.`);
    return Number(given);
  });

/** The filter in the values of its flags, as a request has it; undefined where none is given. */
export const filterIn = (
  flags: Readonly<Record<string, readonly unknown[] | undefined>>,
): Readonly<Record<string, readonly string[]>> | undefined => {
  const given = Object.entries(flags).flatMap(([name, values]) =>
    values === undefined ? [] : [[name, values.map(String)] as const],
  );
  return given.length === 0 ? undefined : Object.fromEntries(given);
};

/** The flags of a filter. */
export const filterFlags = {
  budget: filter('budget'),
  agency: filter('agency'),
  year: filter('year'),
  scope: filter('scope'),
  type: filter('type'),
  kind: filter('kind'),
  code: filter('code'),
  line: filter('line'),
};
