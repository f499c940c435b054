import type { GroupStore } from '../../src/changes/groups/group-store.js';

/** What every store of groups has to do, whatever keeps it. */
export const describeGroupStore = (store: () => GroupStore): void =>
  describe('The place of a new group', () => {
    it('is not written by a step of the group that had its name before, nor deleted with that', async () => {
      await store().write('svc', 0, '"before"');
      const { revision } = (await store().read('svc'))!;
      expect(await store().delete('svc', revision)).toBe(true);
      await store().write('svc', 0, '"new"');
      expect(await store().write('svc', revision, '"step"')).toBe(false);
      expect(await store().delete('svc', revision)).toBe(false);
      expect(await store().read('svc')).toMatchObject({ state: '"new"' });
    });
  });
