import type { FastifyRequest } from 'fastify';

/** The header by which a script asks for the figures alone: the permanent link of what its page shows. */
export const SHOWN = 'ledger-shown';

/** How many answers are kept: a few for each reader that moves a slider. Those of a budget of 2,000 lines take some megabytes. */
const ANSWERS_MAX = 16;

/** The answers that pages showed last, by their permanent links: of one that a reader has, the same rows need not be sent again. */
export class LatelyShown {
  private readonly answers = new Map<string, unknown>();

  /** What the reader has who asks for `answer`; undefined where it is not known, and then all is sent. `link`: that of `answer`. */
  before<Answer>(
    { headers: { [SHOWN]: shown } }: FastifyRequest,
    link: string,
    answer: Answer,
  ): Answer | undefined {
    this.answers.delete(link);
    this.answers.set(link, answer);
    if (this.answers.size > ANSWERS_MAX) this.answers.delete(this.answers.keys().next().value!);
    // An answer of the same part of the same budget, which the reader has just been let see.
    const isSame = pathOf(String(shown)) === pathOf(link);
    return isSame ? (this.answers.get(String(shown)) as Answer | undefined) : undefined;
  }
}

const pathOf = (link: string): string => link.split('?')[0]!;
