import { documentNumbersIn } from '../../domain/values/document-number.js';
import type { Finding } from '../../domain/events/finding.js';
import type { Unit } from '../../domain/values/money.js';
import { amountFormFinding, readFigure } from '../passages/money-in-words.js';
import { Passage } from '../passages/passage.js';
import { type DocumentLine, joinedText } from '../document-line.js';
import type { PrintedDocument } from '../printed.js';
import { projectBlocks, type Block, type Form } from './project-blocks.js';
import { headOf, periodsIn, sourceIn, type FormHead } from './form-head.js';
import { indicatorsOf } from './indicators.js';
import { readPlan } from './planned-money.js';
import type { Money, Project, ProjectFigure, ReadProjects, UnidentifiedFigure } from './project.js';

/** Reads the projects of a document: 项目经费情况说明 and 绩效目标表, in any shape of text. */
export const readProjects = (document: PrintedDocument): ReadProjects => {
  const { blocks: found, taken } = projectBlocks(document.narrative);
  const blocks = found.filter(hasName);
  const findings: Finding[] = [];
  const unidentified: UnidentifiedFigure[] = [];
  const projects = blocks.map((block) => {
    const reader = new ProjectReader(document, block);
    const project = reader.read();
    findings.push(...reader.findings);
    unidentified.push(...reader.unidentified);
    return project;
  });
  return { projects, unidentified, findings, taken };
};

/** The name of a project has some dozen characters: what is longer is the text below the header of a list. */
const NAME_CHARS_MAX = 120;

const hasName = ({ form }: Block): boolean =>
  (headOf(Passage.ofCells(form?.lines ?? [])).name?.length ?? 0) <= NAME_CHARS_MAX;

class ProjectReader {
  readonly findings: Finding[] = [];
  readonly unidentified: UnidentifiedFigure[] = [];
  private readonly section: string;

  constructor(
    private readonly document: PrintedDocument,
    private readonly block: Block,
  ) {
    this.section = titleOf(block.form) ?? block.heading ?? '项目经费情况说明';
  }

  read(): Project {
    const { form, words, heading } = this.block;
    const passage = Passage.ofCells(form?.lines ?? []);
    const head = form ? headOf(passage) : null;
    const year = form ? yearIn(form.title) : null;
    const basis = Passage.ofCells(words.get('立项依据') ?? []);
    const cycle = Passage.ofCells(words.get('实施周期') ?? []);
    const plan = readPlan(this.document, words, heading ?? this.section);
    this.findings.push(...plan.findings);
    this.unidentified.push(...plan.unidentified);
    return {
      targets: {
        name: head?.name ?? nameIn(heading) ?? this.document.agencyName,
        section: this.section,
        nature: head?.nature ?? null,
        category: head?.category ?? null,
        fiscalYear: year?.year ?? null,
        plannedStart: head?.start?.date ?? null,
        plannedEnd: head?.end?.date ?? null,
        basis: basis.text === '' ? null : basis.printed(0, basis.text.length),
        basisNumbers: documentNumbersIn(
          (words.get('立项依据') ?? []).map((line) => joinedText(line).trim()).join(''),
        ),
        indicators: form ? indicatorsOf(form.lines) : [],
      },
      yearSource: year && this.source(year.passage, year.at, year.end, '元', null),
      periodSources: [head?.start, head?.end].flatMap((date) =>
        date ? [this.source(passage, date.at, date.end, '元', null)] : [],
      ),
      periods: periodsIn(cycle).map(({ start, end, at, to }) => ({
        start,
        end,
        source: this.source(cycle, at, to, '元', null),
      })),
      money: head ? this.money(passage, head) : {},
      stated: plan.stated,
    };
  }

  private money(passage: Passage, head: FormHead): Project['money'] {
    const unit = head.unit ?? '元';
    const money: Partial<Record<Money, ProjectFigure>> = {};
    for (const { key, text, at, end, unit: own } of head.money) {
      const source = this.source(passage, at, end, own ?? unit, key);
      const amount = readFigure(text, own ?? unit);
      if (amount === null) this.findings.push(amountFormFinding(this.section, source, head.name));
      else money[key] = { amount, source };
    }
    return money;
  }

  private source(passage: Passage, at: number, end: number, unit: Unit, column: string | null) {
    return sourceIn(passage, this.document.sha256, { at, end, unit, column });
  }
}

const titleOf = (form: Form | null): string | null =>
  form?.title
    .map(joinedText)
    .find((text) => /表\s*$/.test(text))
    ?.replaceAll(/\s/g, '') ?? null;

const yearIn = (title: readonly DocumentLine[]) => {
  const passage = Passage.ofCells(title);
  const match = /(\d{4})年度?/.exec(passage.text);
  return (
    match && {
      year: Number(match[1]),
      passage,
      at: match.index,
      end: match.index + match[0].length,
    }
  );
};

/** “某某”项目经费情况说明 names a project; 项目经费情况说明 alone does not. */
const nameIn = (heading: string | null): string | null =>
  heading?.replace(/(?:项目)?(?:经费)?情况说明$/, '') || null;
