import { createContext, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import { Refusal } from '../../domain/errors.js';
import { address, type Parameters } from './address.js';
import { useSay } from './language.js';

/** What a page shows, and which position in the log gives the same for ever. */
export interface Shown {
  readonly path: string;
  /** The question of the page without a position. */
  readonly asked: Parameters;
  /** What the question resolved to. */
  readonly position: string;
}

/** The position that the page was asked for; undefined where it shows the newest. */
export const AskedPosition = createContext<string | undefined>(undefined);

/** Gives the addresses that links of a page lead to: of a page that was asked for at a position, they lead to what stood then. */
export const useAddress = (): typeof address => {
  const position = useContext(AskedPosition);
  return (path, parameters) =>
    address(path, { ...parameters, position: parameters?.['position'] ?? position });
};

/** The address that gives the same for ever. */
export const permanentAddress = ({ path, asked, position }: Shown): string =>
  address(path, { ...asked, position });

/**
 * The address of a page that gives the same for ever. The script `address` puts the position into the address bar too.
 *
 * `question`: what the links of the rows keep of the address, as it was asked for.
 */
export const PermanentLink: FunctionComponent<{
  readonly shown: Shown;
  readonly question?: Parameters;
}> = ({ shown, question = {} }) => {
  const say = useSay();
  return (
    <>
      <a
        data-permanent=""
        data-position={shown.position}
        data-question={address('', question)}
        href={permanentAddress(shown)}
      >
        {say('固定链接', 'Permanent link')}
      </a>
      {say('：今后打开仍是同样的内容（日志位置 ', ': gives the same page for ever (position ')}
      {shown.position}
      {say('）。', ').')}{' '}
    </>
  );
};

/** Says that a page which was asked for at a position is not the newest, with the way there. */
export const NewerNotice: FunctionComponent<{ readonly shown: Shown }> = ({
  shown: { path, asked, position },
}) => {
  const say = useSay();
  return (
    <p class="notice" data-newer="">
      {say(
        `以下是日志位置 ${position} 时的内容，此后又有登记：`,
        `This is as of position ${position} in the log; more has been recorded since: `,
      )}
      <a href={address(path, asked)}>{say('查看最新', 'see the newest')}</a>
    </p>
  );
};

/**
 * Whether more is recorded than what a page shows.
 *
 * @param asked the position that the page was asked for; without one it shows the newest
 * @param newest answers the position that the same question resolves to now; one that is refused now is answered otherwise, too
 */
export const isOutdated = async (
  asked: unknown,
  shown: string | undefined,
  newest: () => Promise<string | undefined>,
): Promise<boolean> => {
  if (asked === undefined || shown === undefined) return false;
  try {
    return (await newest()) !== shown;
  } catch (error) {
    if (error instanceof Refusal) return true;
    throw error;
  }
};
