import type { FunctionComponent } from 'preact';
import { useSay } from './language.js';
import { offered, type NamesById } from './names-apart.js';

/** The field of a filter that takes an agency by its name or its code. */
export const AgencyField: FunctionComponent<{
  /** The code that is asked for. */
  readonly asked: string | undefined;
  /** Those that it offers. */
  readonly agencies: NamesById;
}> = ({ asked, agencies }) => {
  const say = useSay();
  return (
    <label>
      {say('单位', 'Agency')}
      <input
        name="agency"
        value={asked && (agencies.get(asked) ?? asked)}
        list="agencies"
        size={32}
        autocomplete="off"
      />
      <datalist id="agencies">
        {offered(agencies).map(([code, name]) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </label>
  );
};
