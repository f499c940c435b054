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
