import type { FastifyRequest } from 'fastify';

/** Whether the client names the tag of an answer in `If-None-Match`; weak and strong tags are equal when their values are. */
export const namesTag = ({ headers }: FastifyRequest, etag: unknown): boolean => {
  const given = headers['if-none-match'];
  if (given === undefined || etag === undefined) return false;
  const tags: readonly string[] = given.match(/\*|"[^"]*"/g) ?? [];
  return tags.includes('*') || tags.includes(String(etag).replace('W/', ''));
};
