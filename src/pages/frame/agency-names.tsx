import type { FunctionComponent } from 'preact';
import { namesApart } from './budget-names.js';
import { useSay } from './language.js';

/** An agency, and the name that it has today. */
export interface NamedAgency {
  readonly code: string;
  readonly name: string;
}

/** The texts by which a field offers agencies, by their codes, see {@link namesApart}. */
export const offeredAgencies = (agencies: readonly NamedAgency[]): ReadonlyMap<string, string> =>
  namesApart(agencies.map(({ code, name }) => ({ id: code, name })));

/** The field of a filter that takes an agency by its name or its code. */
export const AgencyField: FunctionComponent<{
  /** The code that is asked for. */
  readonly asked: string | undefined;
  /** Those that it offers. */
  readonly agencies: readonly NamedAgency[];
}> = ({ asked, agencies }) => {
  const say = useSay();
  const offered = offeredAgencies(agencies);
  return (
    <label>
      {say('单位', 'Agency')}
      <input
        name="agency"
        value={asked && (offered.get(asked) ?? asked)}
        list="agencies"
        size={32}
        autocomplete="off"
      />
      <datalist id="agencies">
        {[...offered].map(([code, name]) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </label>
  );
};
