import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { preferredLanguage, type Language } from '../../text/language.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** See {@link answerIn}. */
    languageOfAnswers?: Language;
  }
}

/** Sets the language of sentences in answers to clients that prefer none of Chinese and English: `LEDGER_LANG`. */
export const answerIn = (server: FastifyInstance, language: Language): void => {
  server.decorate('languageOfAnswers', language);
};

/** The language of the sentences in the answer to a request: that of `Accept-Language`, or of the service. */
export const languageOf = ({ headers, server }: FastifyRequest): Language =>
  preferredLanguage(headers['accept-language'], server.languageOfAnswers ?? 'en');

/** Says in the headers of an answer that it holds sentences, in which language, and that another client gets them in another. */
export const noteLanguage = (reply: FastifyReply, language: Language): void => {
  const vary = reply.getHeader('vary');
  reply
    .header('content-language', language)
    .header('vary', vary === undefined ? 'accept-language' : `${String(vary)}, accept-language`);
};
