import type { FastifyRequest } from 'fastify';
import { createContext, type ComponentChildren, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { Grants, Permission } from '../../access/grants.js';

/** Who has signed in, with a name for people, and what they may do. */
export interface Person {
  readonly name: string;
  readonly grants: Grants;
}

/** The person for whom the page is made; undefined where the service authenticates nobody. */
export const PagePerson = createContext<Person | undefined>(undefined);

/** The person for whom the page is made, see {@link PagePerson}. */
export const usePerson = (): Person | undefined => useContext(PagePerson);

/** Who asks, also for what is refused for want of a permission. */
export const personOf = ({ admitted, refused }: FastifyRequest): Person | undefined => {
  const known = admitted ?? refused;
  return known && { name: known.subject.name ?? known.subject.subject, grants: known.grants };
};

/** Whether a person has a permission, for a budget where one is named. Where nobody signs in, everybody has all. */
export const isAllowed = (
  person: Person | undefined,
  permission: Permission,
  budget?: string,
): boolean =>
  person === undefined ||
  (budget === undefined
    ? person.grants.has(permission)
    : person.grants.reach(permission).has(budget));

/** What only those see who may use it. The route behind it asks again: see `ROUTE_PERMISSIONS`. */
export const Allowed: FunctionComponent<{
  readonly to: Permission;
  readonly budget?: string;
  readonly children: ComponentChildren;
}> = ({ to, budget, children }) => (isAllowed(usePerson(), to, budget) ? <>{children}</> : null);
