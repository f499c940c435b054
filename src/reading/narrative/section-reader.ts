import type { AssetCount, Source, StatedAbsence } from '../../domain/events/budget.events.js';
import type { Finding, Place } from '../../domain/events/finding.js';
import { Decimal, type Fen, type Unit } from '../../domain/values/money.js';
import type { UnidentifiedFigure } from '../targets/project.js';
import type { PrintedDocument } from '../printed.js';
import { assetsIn, figuresInOtherSection } from './other-sections.js';
import { clausesOf, type Base, type Clause, type Figure } from './clauses.js';
import { finding } from '../findings.js';
import { amountFormFinding, readFigure } from '../passages/money-in-words.js';
import { subjectsOfLabel, type PathContext } from './subjects-of-label.js';
import type { RowNames } from './row-names.js';
import type { NarrativeClaim, Share, StatedChange } from './narrative.js';
import { absencesIn } from './stated-absences.js';
import type { Paragraph } from './paragraphs.js';
import type { Subject } from './subjects.js';

/** What was read so far; a section adds to it. */
export interface Mutable {
  readonly changes: StatedChange[];
  readonly claims: NarrativeClaim[];
  readonly assets: AssetCount[];
  readonly shares: Share[];
  readonly absences: StatedAbsence[];
  readonly unidentified: UnidentifiedFigure[];
  readonly findings: Finding[];
}

/** A figure of a subject, to which a change that follows it refers. */
interface Level {
  readonly subject: Subject;
  readonly current: Fen | null;
  readonly unit: Unit;
}

/** Reads the paragraphs under one heading, clause by clause. */
export class SectionReader {
  private readonly path: PathContext = { above: null };
  private readonly first: number;

  constructor(
    private readonly document: PrintedDocument,
    private readonly names: RowNames,
    private readonly narrative: Mutable,
    readonly name: string,
  ) {
    this.first = narrative.changes.length;
  }

  read(paragraph: Paragraph): void {
    const { text } = paragraph.passage;
    for (const { subject, name, at, end } of absencesIn(text))
      this.narrative.absences.push({
        subject,
        name,
        section: this.name,
        source: this.source(paragraph, at, end, '元'),
      });
    const unit = unitOf(text);
    /** The level that the sentence before began with: what a sentence without a subject is about. */
    let head: Level | null = null;
    let sentence: Level[] = [];
    /** Index of the change that a reason belongs to. */
    let latest: number | null = null;
    /** Index of the change whose base is printed and whose percent may follow. */
    let open: number | null = null;

    for (const clause of clausesOf(text))
      switch (clause.kind) {
        case 'figure': {
          const levels = this.level(paragraph, clause.label, clause.figure, unit, head);
          if (levels.length > 0) open = null;
          sentence.push(...levels);
          break;
        }
        case 'base-and-current': {
          const level: Level | null = sentence.at(-1) ?? head;
          if (level) latest = open = this.pair(paragraph, clause, level);
          else
            for (const figure of [clause.prior, clause.current])
              if (figure) this.addUnidentified(paragraph, '', figure, unit);
          break;
        }
        case 'share': {
          const part = sentence.at(-1);
          const whole = [...sentence.slice(0, -1), head].find(
            (level) => level && level.subject.change.kind !== 'split',
          );
          if (part && whole) this.share(paragraph, clause, part, whole);
          break;
        }
        case 'change': {
          const levels: readonly Level[] = subjectsOfChange(sentence, head);
          if (open !== null && this.complete(paragraph, clause, open)) break;
          if (levels.length === 0 && clause.figure)
            this.addUnidentified(paragraph, '', clause.figure, unit);
          for (const level of levels)
            latest = this.change(paragraph, clause, level, unit) ?? latest;
          break;
        }
        case 'reason':
          this.reason(paragraph, clause, latest);
          break;
        case 'sentence-end':
          head = sentence[0] ?? head;
          sentence = [];
          break;
      }
  }

  /** A paragraph of another section: its money by its own labels, and counts of assets. */
  readOtherSection(paragraph: Paragraph): void {
    for (const { named, label, text, unit, at } of figuresInOtherSection(paragraph)) {
      const figure = { text, unit, at, end: at + text.length };
      const amount = readFigure(text, unit);
      if (named === null || amount === null) {
        if (named === null) this.addUnidentified(paragraph, label, figure, unit);
        else this.unreadable(paragraph, figure, unit, null);
        continue;
      }
      const [subject, name] = named;
      const source = this.source(paragraph, figure.at, figure.end, unit);
      this.narrative.claims.push({ subject, name, section: this.name, amount, source });
    }
    if (paragraph.part === 'assets')
      this.narrative.assets.push(
        ...assetsIn(paragraph, (at, end) => this.source(paragraph, at, end, '元')),
      );
  }

  private share(
    paragraph: Paragraph,
    { text, at, end }: Extract<Clause, { kind: 'share' }>,
    part: Level,
    whole: Level,
  ): void {
    if (part.current === null || whole.current === null) return;
    this.narrative.shares.push({
      subject: part.subject.claim,
      name: part.subject.change.name,
      part: part.current,
      whole: whole.current,
      percent: text,
      section: this.name,
      source: this.source(paragraph, at, end, part.unit),
    });
  }

  private addUnidentified(
    { passage }: Paragraph,
    label: string,
    figure: Figure,
    fallback: Unit,
  ): void {
    if (figure.unit === null) return;
    const unit = figure.unit ?? fallback;
    this.narrative.unidentified.push({
      label,
      section: this.name,
      amount: readFigure(figure.text, unit),
      source: this.source(
        { section: this.name, part: 'other', passage },
        figure.at,
        figure.end,
        unit,
      ),
    });
  }

  /** A level: a claim, and what a change after it refers to. */
  private level(
    paragraph: Paragraph,
    label: string,
    figure: Figure,
    fallback: Unit,
    head: Level | null,
  ): readonly Level[] {
    if (label.endsWith('占')) return [];
    const unit = figure.unit ?? fallback;
    const amount = readFigure(figure.text, unit);
    const subjects = subjectsOfLabel(label, amount, this.names, this.path, this.name);
    if (subjects === null) {
      // 2023 年预算安排 …: the sentence's subject once more.
      if (!head || !/\d{4}年度?(?:当年)?预算(?:安排)?数?为?$/.test(label)) {
        this.addUnidentified(paragraph, label, figure, unit);
        return [];
      }
      if (amount !== null) this.claim(paragraph, head.subject, amount, figure, unit);
      return [{ ...head, current: amount, unit }];
    }
    if (amount === null) {
      this.unreadable(paragraph, figure, unit, subjects[0]);
      return subjects.map((subject) => ({ subject, current: null, unit }));
    }
    return subjects.map((subject) => {
      this.claim(paragraph, subject, amount, figure, unit);
      return { subject, current: amount, unit };
    });
  }

  private claim(
    paragraph: Paragraph,
    subject: Subject,
    amount: Fen,
    figure: Figure,
    unit: Unit,
  ): void {
    this.narrative.claims.push({
      subject: subject.claim,
      name: subject.change.name,
      section: this.name,
      amount,
      source: this.source(paragraph, figure.at, figure.end, unit),
    });
  }

  /** A base and this year's figure side by side; the percent may follow. */
  private pair(
    paragraph: Paragraph,
    clause: Extract<Clause, { kind: 'base-and-current' }>,
    level: Level,
  ): number | null {
    const unit = clause.prior.unit ?? '元';
    const base = readFigure(clause.prior.text, unit);
    if (base === null) {
      this.unreadable(paragraph, clause.prior, unit, level.subject);
      return null;
    }
    let current = level.current;
    const figure = clause.current;
    if (figure) {
      const currentUnit = figure.unit ?? unit;
      current = readFigure(figure.text, currentUnit);
      if (current === null) this.unreadable(paragraph, figure, currentUnit, level.subject);
      else this.claim(paragraph, level.subject, current, figure, currentUnit);
    }
    return this.add({
      origin: 'stated',
      subject: level.subject.change,
      base: { ...this.base(clause.base), amount: base },
      current,
      delta: null,
      percent: null,
      reason: null,
      unit,
      section: this.name,
      source: this.source(paragraph, clause.prior.at, clause.prior.end, unit),
    });
  }

  /** Gives the change that printed its base the delta or percent that follows. */
  private complete(
    paragraph: Paragraph,
    clause: Extract<Clause, { kind: 'change' }>,
    index: number,
  ): boolean {
    const change = this.narrative.changes[index];
    const base = this.base(clause.base);
    if (!change || change.delta !== null || change.percent !== null) return false;
    if (base.kind !== change.base.kind || base.year !== change.base.year) return false;
    const delta = this.delta(paragraph, clause, change.unit);
    const at = clause.percent?.at ?? clause.figure?.at ?? clause.at;
    this.narrative.changes[index] = {
      ...change,
      delta,
      percent: percentOf(clause),
      source: this.source(paragraph, at, ...endOf(clause), change.unit),
    };
    return true;
  }

  private change(
    paragraph: Paragraph,
    clause: Extract<Clause, { kind: 'change' }>,
    level: Level,
    fallback: Unit,
  ): number | null {
    const unit = clause.figure?.unit ?? level.unit ?? fallback;
    const delta = this.delta(paragraph, clause, unit);
    const percent = percentOf(clause);
    if (delta === null && percent === null) return null;
    const at = clause.figure?.at ?? clause.percent?.at ?? clause.at;
    return this.add({
      origin: 'stated',
      subject: level.subject.change,
      base: { ...this.base(clause.base), amount: null },
      current: level.current,
      delta,
      percent,
      reason: null,
      unit,
      section: this.name,
      source: this.source(paragraph, at, ...endOf(clause), unit),
    });
  }

  private delta(
    paragraph: Paragraph,
    clause: Extract<Clause, { kind: 'change' }>,
    unit: Unit,
  ): Fen | null {
    if (clause.sign === 0) return 0n;
    if (!clause.figure) return null;
    const amount = readFigure(clause.figure.text, clause.figure.unit ?? unit);
    if (amount === null) {
      this.unreadable(paragraph, clause.figure, clause.figure.unit ?? unit, null);
      return null;
    }
    return amount * BigInt(clause.sign);
  }

  /** A reason belongs to the change before it; one that names its scope, to the section's changes in that scope. */
  private reason(
    paragraph: Paragraph,
    clause: Extract<Clause, { kind: 'reason' }>,
    latest: number | null,
  ): void {
    const reason = paragraph.passage
      .printed(clause.from, clause.to)
      .replace(/^[：:，,]+|[，,]+$/g, '');
    const { changes } = this.narrative;
    const scoped = scopeOf(clause.scope);
    if (SAYS_NOTHING.test(reason)) {
      const named = scoped && changes.slice(this.first).find(scoped);
      return this.emptyReason(paragraph, clause, named ?? changes[latest ?? -1]);
    }
    const give = (index: number) => {
      const change = changes[index];
      if (change && change.reason === null) changes[index] = { ...change, reason };
    };
    if (!scoped) {
      if (latest !== null) give(latest);
      return;
    }
    for (let index = this.first; index < changes.length; index += 1) {
      const change = changes[index];
      if (change && scoped(change)) give(index);
    }
  }

  /** `NARR-REASON`: 主要原因是。 gives none. The rules report the same change where no other sentence explains it. */
  private emptyReason(
    paragraph: Paragraph,
    { from, to }: Extract<Clause, { kind: 'reason' }>,
    change: StatedChange | undefined,
  ): void {
    if (change === undefined) return;
    const { kind, code, side, name } = change.subject;
    const source = this.source(paragraph, from - EMPTY_REASON_CHARS, to, change.unit);
    this.narrative.findings.push(
      finding(
        'NARR-REASON',
        'warning',
        `“${this.name}” begins a reason for the change of ${name} and gives none.`,
        [placeOfText(source)],
        {
          section: this.name,
          subject: kind === 'total' ? side : (code ?? name),
          expected: '主要原因是 …',
        },
      ),
    );
  }

  private add(change: StatedChange): number {
    return this.narrative.changes.push(change) - 1;
  }

  private base({ year, kind }: Base): { kind: Base['kind']; year: number } {
    return { kind, year: year ?? this.document.fiscalYear - 1 };
  }

  private source({ passage }: Paragraph, at: number, end: number, unit: Unit): Source {
    const line = passage.line(at);
    return {
      document: this.document.sha256,
      table: null,
      page: line?.page ?? null,
      line: line?.line ?? null,
      row: null,
      column: null,
      text: passage.printed(at, end),
      unit,
    };
  }

  private unreadable(
    paragraph: Paragraph,
    figure: Figure,
    unit: Unit,
    subject: Subject | null | undefined,
  ): void {
    const source = this.source(paragraph, figure.at, figure.end, unit);
    this.narrative.findings.push(amountFormFinding(this.name, source, subject?.claim ?? null));
  }
}

const placeOfText = ({ page, line, text }: Source): Place => ({
  table: null,
  page,
  line,
  row: null,
  column: null,
  text,
});

/** No word, or one that stands for none: 主要原因是无。 */
const SAYS_NOTHING = /^[^\p{L}\p{N}]*[无略]?[^\p{L}\p{N}]*$/u;

/** 主要原因是 as it stands before a reason. */
const EMPTY_REASON_CHARS = 5;

const unitOf = (text: string): Unit => (/\d为?万元/.test(text) ? '万元' : '元');

/** A change speaks of the level before it; of both sides where one figure names both (收支总预算). */
const subjectsOfChange = (sentence: readonly Level[], head: Level | null): readonly Level[] => {
  const level = sentence.at(-1) ?? head;
  if (!level) return [];
  const before = sentence.at(-2);
  const twin =
    before &&
    before.current === level.current &&
    before.subject.change.side !== level.subject.change.side &&
    before.subject.change.kind === level.subject.change.kind &&
    before.subject.change.code === level.subject.change.code;
  return twin ? [before, level] : [level];
};

const percentOf = (clause: Extract<Clause, { kind: 'change' }>): string | null => {
  if (!clause.percent || !/^\d+(\.\d+)?$/.test(clause.percent.text)) return null;
  const zero = new Decimal(clause.percent.text).isZero();
  return `${clause.percent.sign === -1 && !zero ? '-' : ''}${clause.percent.text}`;
};

const endOf = (clause: Extract<Clause, { kind: 'change' }>): readonly [number] => [
  clause.figure?.end ?? clause.end,
];

/** 财政拨款收入支出减少的主要原因是 …: which changes the words before the reason name; null where they name none. */
const scopeOf = (scope: string): ((change: StatedChange) => boolean) | null => {
  if (!/(?:增加|减少|增长|下降|变动|变化|增减).{0,4}的?$/.test(scope)) return null;
  const revenue = scope.includes('收入') || scope.includes('收支');
  const expenditure = scope.includes('支出') || scope.includes('收支');
  if (!revenue && !expenditure) return null;
  const appropriation = scope.includes('财政拨款');
  return ({ subject, delta, percent }) => {
    if (delta === 0n || (delta === null && percent === null)) return false;
    if (subject.side === 'revenue' ? !revenue : !expenditure) return false;
    if (subject.kind === 'total') return !appropriation;
    return (
      subject.kind === 'fund' ||
      (subject.kind === 'source' && subject.code === 'fiscal-appropriation')
    );
  };
};
