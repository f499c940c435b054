import type { ComponentChildren, FunctionComponent } from 'preact';
import type { VerificationProgress, VerifiedAnswer } from '../../audit/audit.answer.js';
import { withSeparators } from '../../text/with-separators.js';
import { budgetPath } from '../frame/address.js';
import { useSay, useTranslate } from '../frame/language.js';
import { Scroll } from '../frame/parts.js';
import { AuditHead } from './audit.js';

/** The page on which a verification is begun; below it stands what is known, or what comes while one runs. */
export const Verification: FunctionComponent<{ readonly children: ComponentChildren }> = ({
  children,
}) => {
  const say = useSay();
  return (
    <>
      <AuditHead path="/audit/verification" />
      <p>
        {say(
          '逐条读取全部记录，重算哈希树，并与保存的哈希树、已签署的检查点、文件和视图逐一比较。',
          'Reads every event, builds the tree of hashes from them again, and compares it with the tree, the signed checkpoints, the documents and the views that are kept.',
        )}
      </p>
      <form class="row" method="post" action="/audit/verification">
        <button>{say('开始核验', 'Verify now')}</button>
      </form>
      {children}
    </>
  );
};

/** Where the progress of a verification arrives, and then its result. The style sheet shows the last of them. */
export const Running: FunctionComponent = () => <div class="running" role="status" />;

/** How far a verification is. */
export const Progress: FunctionComponent<{ readonly progress: VerificationProgress }> = ({
  progress: { stage, done, total },
}) => {
  const say = useSay();
  const said =
    stage === 'events'
      ? say('已读取并核对记录', 'Events read and compared')
      : say('已与视图比较的记录', 'Events compared with the views');
  const count = [done, total]
    .flatMap((each) => each ?? [])
    .map((each) => withSeparators(`${each}`));
  return (
    <p>
      <progress value={total === undefined ? undefined : done} max={total} aria-label={said} />{' '}
      {said} {count.join(' / ')}
    </p>
  );
};

/** What a verification has shown: what it proves, each problem, and what it cannot prove. */
export const Verified: FunctionComponent<{
  readonly answer: VerifiedAnswer;
  readonly publicKey: string;
}> = ({ answer, publicKey }) => {
  const say = useSay();
  const { ok, problems, proof } = answer;
  return (
    <section data-verified={ok}>
      <p class={ok ? 'notice' : 'notice error'}>
        <strong>
          {ok
            ? say('全部完好', 'All intact')
            : say('账本已损坏，请从备份恢复', 'The ledger is damaged: restore it from a backup')}
        </strong>
      </p>
      <Sentences title={say('存在的问题', 'Problems')} sentences={problems} />
      {proof?.firstDifference && <FirstDifference {...proof.firstDifference} />}
      <Compared answer={answer} />
      <Sentences title={say('未能证明', 'Not proven')} sentences={proof?.notProven ?? []} />
      <Signed newest={proof?.newest ?? null} publicKey={publicKey} />
    </section>
  );
};

/** Sentences of the product under a heading; nothing where there are none. */
const Sentences: FunctionComponent<{
  readonly title: string;
  readonly sentences: readonly string[];
}> = ({ title, sentences }) => {
  const translated = useTranslate();
  return sentences.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence, i) => (
          <li key={i}>{translated(sentence)}</li>
        ))}
      </ul>
    </>
  );
};

const FirstDifference: FunctionComponent<
  NonNullable<NonNullable<VerifiedAnswer['proof']>['firstDifference']>
> = ({ sequence, budget }) => {
  const say = useSay();
  return (
    <p>
      {say(
        `首条不一致的记录：第 ${sequence} 条`,
        `The first event that differs: number ${sequence}`,
      )}
      {budget !== null && (
        <>
          {say('，', ', ')}
          <a href={budgetPath(budget, '/trail')}>{budget}</a>
        </>
      )}
    </p>
  );
};

/** What was compared: where all is intact, this is what the verification proves. */
const Compared: FunctionComponent<{ readonly answer: VerifiedAnswer }> = ({
  answer: { ok, events, streams, documents, proof },
}) => {
  const say = useSay();
  const { recorded, checked, missing } = documents;
  return (
    <>
      <h2>{ok ? say('证明了什么', 'What this proves') : say('核对了什么', 'What was compared')}</h2>
      <ul>
        <li>
          {ok
            ? say(
                `${streams} 个流中的 ${events} 条记录次序、版本、格式和登记时间无误。`,
                `${events} events in ${streams} streams have the right order, versions, form and times.`,
              )
            : say(
                `已读取 ${streams} 个流中的 ${events} 条记录。`,
                `${events} events in ${streams} streams were read.`,
              )}
        </li>
        {proof !== null && (
          <>
            <li>
              {say(
                `其中 ${proof.compared} 条已与保存的哈希树逐条比较。`,
                `${proof.compared} of them were compared with the tree that is kept.`,
              )}
            </li>
            <li>
              {say(
                `成立的检查点：随账本保存 ${proof.checkpoints.own} 个，另处保存 ${proof.checkpoints.outside} 个。`,
                `Checkpoints that hold: ${proof.checkpoints.own} kept with the ledger, ${proof.checkpoints.outside} kept elsewhere.`,
              )}
            </li>
            <li class="unbroken">
              {say(
                `哈希树：${proof.tree.size} 条记录，${proof.tree.hash}，根 ${proof.tree.root}`,
                `The tree: ${proof.tree.size} events, ${proof.tree.hash}, root ${proof.tree.root}`,
              )}
            </li>
          </>
        )}
        <li>
          {say(
            `登记的 ${recorded} 份文件中，${checked} 份已与其 SHA-256 比较，${missing} 份未保存。`,
            `Of ${recorded} documents, ${checked} were compared with their SHA-256, and ${missing} are not kept.`,
          )}
        </li>
      </ul>
    </>
  );
};

/** The newest checkpoint as it was signed, and the public key, by which both can be checked elsewhere. */
export const Signed: FunctionComponent<{
  readonly newest: string | null;
  /** Name, id and key, see `formatNoteKey`. */
  readonly publicKey: string;
}> = ({ newest, publicKey }) => {
  const say = useSay();
  const name = publicKey.slice(0, publicKey.indexOf('+'));
  return (
    <>
      <h2>{say('最新检查点', 'Newest checkpoint')}</h2>
      {newest === null ? (
        <p>{say('尚未签署检查点。', 'None is signed yet.')}</p>
      ) : (
        <Scroll label={say('最新检查点', 'Newest checkpoint')}>
          <pre>{newest}</pre>
        </Scroll>
      )}
      <h2>{say('公钥', 'Public key')}</h2>
      <p class="unbroken">
        {name}
        <br />
        <code>{publicKey}</code>
      </p>
      <p class="pages">
        {newest !== null && (
          <a href="/v1/proof/checkpoint" download="checkpoint.txt">
            {say('下载检查点', 'Take the checkpoint')}
          </a>
        )}
        <a href="/v1/proof/key" download="audit-key.txt">
          {say('下载公钥', 'Take the public key')}
        </a>
        <a href="/v1/proof/verifier" download>
          {say('下载核验程序', 'Take the program that verifies bundles')}
        </a>
      </p>
      <p class="quiet">
        {say(
          '请将两者另处保存：账本、哈希树和密钥若被一并改写，只有另处保存的检查点才能发现。',
          'Keep both elsewhere: where ledger, tree and key are all rewritten together, only a checkpoint kept elsewhere shows it.',
        )}
      </p>
      <p>
        {say(
          '有证明包、公钥和核验程序（Node.js 20 以上），无需账本即可核验：',
          'With a bundle, the key and the program (Node.js 20 or newer) it is verified without the ledger: ',
        )}
        <code>node budget-ledger-verify.mjs BUDGET.zip --key audit-key.txt</code>
      </p>
    </>
  );
};
