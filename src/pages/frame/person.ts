import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

/** Who has signed in, by name; undefined where the service authenticates nobody. */
export const PagePerson = createContext<string | undefined>(undefined);

/** The person for whom the page is made, see {@link PagePerson}. */
export const usePerson = (): string | undefined => useContext(PagePerson);

/** The name for people of who asks. */
export const personOf = ({ admitted }: FastifyRequest): string | undefined =>
  admitted?.subject.name ?? admitted?.subject.subject;
