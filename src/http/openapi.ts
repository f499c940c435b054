import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { problemAnswer } from './problem.answer.js';

/** Serves the description of the interface: `/openapi.json` for programs, `/docs` for people. */
export const serveOpenApi = (app: INestApplication): void => {
  const outline = new DocumentBuilder()
    .setTitle('budget-ledger')
    .setDescription(
      'An event-sourced ledger of budget revisions. Amounts are strings in yuan. Every error is a problem (RFC 9457) with a stable code.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addServer('/', 'The service that gives this description')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'Where the service authenticates its callers (LEDGER_AUTH)',
    })
    .addSecurityRequirements({ bearer: [] })
    .addSecurityRequirements({})
    .build();
  const document = (): ReturnType<typeof SwaggerModule.createDocument> => {
    const described = SwaggerModule.createDocument(app, outline, {
      operationIdFactory: (controller, method) =>
        `${controller.replace('Controller', '').toLowerCase()}-${method}`,
      standardSchemaConverter: (schema, { schemaType }) =>
        schemaOf(schema as z.ZodType, schemaType),
    });
    described.components ??= {};
    described.components.schemas = {
      ...described.components.schemas,
      // Only the refusals reference it, so Nest does not find it by itself.
      ...schemaOf(problemAnswer, 'output').components,
    };
    const examples = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Examples;
    for (const each of Object.values(described.paths).flatMap((path) => Object.values(path))) {
      const operation = each as Operation;
      withOwnSchemas(operation);
      // Nest names the rest of a path so in the path, and not in its parameters.
      for (const parameter of operation.parameters ?? [])
        if (parameter.name === '*') parameter.name = 'path';
      withExample(operation, examples[operation.operationId]);
    }
    return described;
  };
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'budget-ledger',
  });
};

/** What a service was asked and has answered, by the name of the operation; of each array the first members. */
const EXAMPLES = new URL('../http/examples.json', import.meta.url);

type Examples = Readonly<Record<string, Example>>;
interface Example {
  /** Of the path and the query. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** By status and media type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Media {
  schema: Schemas[string];
  examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly in: string;
    name: string;
    readonly schema?: { readonly type?: string };
    example?: string | number;
  }[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, Media> }>>;
}

const withExample = (
  { parameters = [], requestBody, responses }: Operation,
  example: Example | undefined,
): void => {
  if (example === undefined) return;
  for (const each of parameters) {
    const value = example.parameters[each.name];
    if (each.in !== 'header' && value !== undefined)
      each.example = each.schema?.type === 'integer' ? Number(value) : value;
  }
  const show = (content: Record<string, Media> | undefined, type: string, value: unknown): void => {
    const media = content?.[type];
    if (media !== undefined) media.examples = { sample: { value } };
  };
  if (example.body !== undefined) show(requestBody?.content, 'application/json', example.body);
  for (const [status, values] of Object.entries(example.answers))
    for (const [type, value] of Object.entries(values))
      show(responses[status]?.content, type, value);
};

/**
 * Nest gives each media type of an answer the schema of its JSON, and the parameters of a media type are no part of its name:
 * the other types are files and texts.
 */
const withOwnSchemas = ({ responses }: Operation): void => {
  for (const { content = {} } of Object.values(responses))
    for (const [type, { schema }] of Object.entries(content)) {
      delete content[type];
      const name = type.split(';')[0]!;
      content[name] = {
        schema: JSON_TYPE.test(name) ? schema : (OTHER_TYPES(schema)[name] ?? TEXT),
      };
    }
};

const TEXT: Schemas[string] = { type: 'string' };

/** What the other media types have that are made of the JSON of an answer. */
const OTHER_TYPES = (schema: Schemas[string]): Readonly<Record<string, Schemas[string]>> => ({
  'application/x-ndjson': { type: 'string', description: 'One such JSON document a line' },
  'application/cloudevents+json': cloudEventWith(schema),
  'application/cloudevents-batch+json': { type: 'array', items: cloudEventWith(schema) },
});

/** A CloudEvent 1.0 in structured JSON, with the extensions Sequence, Partitioning and Distributed Tracing. */
const cloudEventWith = (data: Schemas[string]): Schemas[string] => {
  const texts = ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype'];
  const required = [...texts, 'dataschema', 'sequence', 'partitionkey'];
  const members = [...required, 'traceparent'].map((name) => [name, { type: 'string' }] as const);
  return {
    type: 'object',
    required: [...required, 'data'],
    properties: { ...Object.fromEntries(members), data },
  };
};

/** JSON documents, and no lines of JSON. */
const JSON_TYPE = /^application\/(?:problem\+)?json$/;

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The JSON Schema (2020-12, as OpenAPI 3.1 takes it) of a value; schemas with an id are components. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, $defs: components = {}, ...rest } = z.toJSONSchema(schema, { io });
  return { schema: rest as Schemas[string], components: components as Schemas };
};
