import { createContext, type ComponentChildren, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { ShownBudget } from '../../budgets/budgets.answer.js';
import { claimKey } from '../../budgets/tables/rows-of-claims.query.js';
import type { ClaimCell, TableRow } from '../../domain/events/budget.events.js';
import type { Yuan } from '../../domain/values/money.js';
import { address, amendmentPath, budgetPath, documentPath, type Parameters } from './address.js';
import { useBudgetName } from './budget-names.js';
import { Amount, Change, SignedChange } from './figures.js';
import { useSay } from './language.js';
import { columnText, measureName, rowText } from './part-names.js';
import { useAddress } from './permanent.js';
import { Allowed } from './person.js';

/** The cell with what a row is called; of the row that sums the others, its heading. */
export const NameCell: FunctionComponent<{
  readonly children: ComponentChildren;
  readonly isTotal?: boolean | undefined;
  /** The class that indents it. */
  readonly indent?: string | undefined;
}> = ({ children, isTotal, indent }) =>
  isTotal ? (
    <th scope="row" class="name">
      {children}
    </th>
  ) : (
    <td class={indent === undefined ? 'name' : `name ${indent}`}>{children}</td>
  );

/** What leads to where it comes from; itself where no way is known. */
export const Led: FunctionComponent<{
  readonly href: string | undefined;
  readonly children: ComponentChildren;
}> = ({ href, children }) => (href === undefined ? <>{children}</> : <a href={href}>{children}</a>);

/** A cell with an amount, and with the way to where it comes from; empty where there is none. */
export const Figure: FunctionComponent<{
  readonly value: string | null | undefined;
  readonly href?: string | undefined;
}> = ({ value, href }) => (
  <td class="figure">
    {value && (
      <Led href={href}>
        <Amount value={value} />
      </Led>
    )}
  </td>
);

/** A cell with a change as it is given, with its sign, and with the way to where it comes from. */
export const SignedFigure: FunctionComponent<{
  readonly text: string | null;
  readonly href?: string | undefined;
}> = ({ text, href }) => (
  <td class="figure">
    <Led href={text === null ? undefined : href}>
      <SignedChange text={text} />
    </Led>
  </td>
);

/** A cell with a change in yuan, which gets its sign, and with the way to where it comes from. */
export const ChangeFigure: FunctionComponent<{
  readonly value: Yuan;
  readonly href?: string | undefined;
}> = ({ value, href }) => (
  <td class="figure">
    <Led href={href}>
      <Change value={value} />
    </Led>
  </td>
);

/**
 * What waits for a decision on a budget: its net, and how many amendments that is, with the way to them; and what other budgets give to it,
 * which is in no net before it arrives.
 */
export const Pending: FunctionComponent<{
  readonly budget: string;
  readonly standing: Pick<ShownBudget, 'pending' | 'proposals' | 'incoming'>;
  /** What the way to them keeps of the address. */
  readonly question?: Parameters;
}> = ({ budget, standing: { pending, proposals, incoming }, question }) => {
  const say = useSay();
  const to = useAddress();
  const nameOf = useBudgetName();
  return (
    <>
      <Change value={pending} />
      {proposals > 0 && (
        <>
          {' '}
          <a href={to(budgetPath(budget, '/amendments'), question)}>
            {say(`${proposals} 笔待批`, `${proposals} waiting`)}
          </a>
        </>
      )}
      {incoming.map(({ amendment, from, amount, status }) => (
        <div key={amendment} class="quiet">
          <a href={to(amendmentPath(amendment))}>
            {say(`由 ${nameOf(from)} 转入`, `from ${nameOf(from)}`)}
          </a>{' '}
          <Change value={amount} />{' '}
          {status === 'proposed' ? say('（待批）', '(proposed)') : say('（在途）', '(in transit)')}
        </div>
      ))}
    </>
  );
};

/** The rows of the claims of a page, by {@link claimKey}. */
export const ClaimRows = createContext<ReadonlyMap<string, TableRow>>(new Map());

/**
 * The printed cell of a claim that a correction corrects, by what its row and its column are called, with the way to the table that has it; by
 * the number of the row where {@link ClaimRows} does not have it.
 */
export const ClaimedCell: FunctionComponent<{
  readonly budget: string;
  readonly claim: ClaimCell;
}> = ({ budget, claim }) => {
  const say = useSay();
  const to = useAddress();
  const { document, table, row, column } = claim;
  const name = columnText(table, column, say);
  const printed = useContext(ClaimRows).get(claimKey(budget, claim));
  const called =
    printed &&
    [
      printed.code,
      printed.total
        ? printed.name || measureName('total', say)
        : rowText(printed.code, printed.name, say),
    ]
      .filter(Boolean)
      .join(' ');
  return (
    <a href={to(documentPath(document), { budget, table })}>
      {called
        ? say(
            `表${table}“${called}”行“${name}”列`,
            `Table ${table}, row “${called}”, column “${name}”`,
          )
        : say(`表${table} 第 ${row} 行“${name}”列`, `Table ${table}, row ${row}, column “${name}”`)}
    </a>
  );
};

/** What may be wider than the page: it scrolls by itself, with the keyboard too. */
export const Scroll: FunctionComponent<{
  readonly label: string;
  readonly children: ComponentChildren;
}> = ({ label, children }) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={label}>
    {children}
  </div>
);

/** Links that give an answer of the interface as a file; `name` says what it is. */
export const Downloads: FunctionComponent<{
  readonly name: string;
  readonly path: string;
  readonly question: Parameters;
  readonly formats: readonly string[];
}> = ({ name, path, question, formats }) => (
  <p class="pages">
    {name}
    {formats.map((format) => (
      <a key={format} href={address(path, { ...question, format })} download>
        {format.toUpperCase()}
      </a>
    ))}
  </p>
);

/**
 * Gives a budget as a bundle, which proves it without the ledger. Without `download`, so that a browser shows why one is refused.
 */
export const BundleLink: FunctionComponent<{
  readonly budget: string;
  /** Of which question; now where it is empty. */
  readonly asOf?: Parameters;
}> = ({ budget, asOf }) => {
  const say = useSay();
  return (
    <Allowed to="prove" budget={budget}>
      <a href={address(`/v1/proof/bundles/${encodeURIComponent(budget)}`, asOf)}>
        {say('下载证明包（ZIP）', 'Take it home with its proof (ZIP)')}
      </a>
    </Allowed>
  );
};

/** The way to the next part of a list; nothing at its end. */
export const NextPage: FunctionComponent<{ readonly href: string | null }> = ({ href }) => {
  const say = useSay();
  return href === null ? null : (
    <p class="pages">
      <a href={href}>{say('下一页', 'Next page')}</a>
    </p>
  );
};
