import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { change, CHANGES_BY_TYPE, type Change, type ChangeType } from './change.js';
import { PUBLIC_NAMES } from './change-data.js';
import { schemaUri } from './cloud-event.js';

/** A schema that is open: members may be added to what is public, and a reader that checks it must not break. */
const openSchemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });

/** The JSON Schema (2020-12) of the changes of one type: the shape that its public name promises. */
export const jsonSchemaOf = (type: ChangeType): object => {
  const { $schema, $defs, ...root } = openSchemaOf(CHANGES_BY_TYPE.get(type)!);
  return { $schema, $id: schemaUri(type), title: PUBLIC_NAMES[type], ...root, $defs };
};

/** A change of each type as a ledger gave it; of each array the first members. */
const EXAMPLES = new URL('../changes/examples.json', import.meta.url);

/** The description of the stream of changes: AsyncAPI 3, with the schema of each type of change. */
export const asyncApi = (): object => {
  const { $defs = {} } = openSchemaOf(change);
  const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Partial<
    Record<ChangeType, Change>
  >;
  const messages = Object.fromEntries(
    [...CHANGES_BY_TYPE.keys()].map((type) => [
      type,
      {
        name: type,
        title: PUBLIC_NAMES[type],
        contentType: 'application/json',
        payload: { $ref: `#/components/schemas/${type}Change` },
        examples: [{ name: type, payload: examples[type] }],
      },
    ]),
  );
  const refs = (path: string): readonly object[] =>
    Object.keys(messages).map((type) => ({ $ref: `${path}/${type}` }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'budget-ledger: the stream of changes',
      version: '1',
      description:
        'Every event of the ledger once, in the order of the log. A reader resumes with the token of the last frame.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      changes: {
        address: '/v1/changes',
        description:
          'NDJSON, or server-sent events with the frames checkpoint, reset, denied and bye; by Accept also as CloudEvents.',
        messages: Object.fromEntries(
          Object.keys(messages).map((type) => [type, { $ref: `#/components/messages/${type}` }]),
        ),
      },
    },
    operations: {
      followChanges: {
        action: 'send',
        channel: { $ref: '#/channels/changes' },
        messages: refs('#/channels/changes/messages'),
      },
    },
    components: {
      messages,
      schemas: withPointers($defs),
    },
  };
};

/** Schemas that refer to each other as components, in place of definitions. */
const withPointers = (schemas: object): object =>
  JSON.parse(JSON.stringify(schemas).replaceAll('"#/$defs/', '"#/components/schemas/')) as object;
