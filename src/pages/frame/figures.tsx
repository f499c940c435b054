import type { FunctionComponent } from 'preact';
import { shanghaiTime } from '../../cli/shanghai-time.js';
import { type Yuan, signedYuan } from '../../domain/values/money.js';
import { withSeparators } from '../../text/with-separators.js';

/** An amount, red below zero; empty where nothing is printed. */
export const Amount: FunctionComponent<{ readonly value: string | null | undefined }> = ({
  value,
}) =>
  value === null || value === undefined ? null : value.startsWith('-') ? (
    <span class="negative">{withSeparators(value)}</span>
  ) : (
    <>{withSeparators(value)}</>
  );

/** The class of a cell by the sign of what it shows. */
const signOf = (change: string | null | undefined): string =>
  !change ? '' : change.startsWith('-') ? 'negative' : change.startsWith('+') ? 'positive' : '';

/** A change as bureaus print it: `+1,076,644.60, 15.32%`. */
export const SignedChange: FunctionComponent<{ readonly text: string | null | undefined }> = ({
  text,
}) => (text ? <span class={signOf(text)}>{withSeparators(text)}</span> : null);

/** A change in yuan, which is given without a `+`, as {@link SignedChange}. */
export const Change: FunctionComponent<{ readonly value: Yuan }> = ({ value }) => (
  <SignedChange text={signedYuan(value)} />
);

/** An instant in Shanghai's time, to the minute; the whole in its title. */
export const ShanghaiTime: FunctionComponent<{ readonly at: string }> = ({ at }) => (
  <time dateTime={at} title={shanghaiTime(at)}>
    {shanghaiTime(at).slice(0, 16)}
  </time>
);
