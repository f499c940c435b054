import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
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
    .setLicense('Apache-2.0', '')
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
    for (const each of Object.values(described.paths).flatMap((path) => Object.values(path)))
      withOwnSchemas(each as Operation);
    return described;
  };
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'budget-ledger',
  });
};

interface Operation {
  readonly responses: Readonly<
    Record<string, { readonly content?: Record<string, { schema: Schemas[string] }> }>
  >;
}

/**
 * Nest gives each media type of an answer the schema of its JSON, and the parameters of a media type are no part of its name:
 * the other types are files and texts.
 */
const withOwnSchemas = ({ responses }: Operation): void => {
  for (const { content = {} } of Object.values(responses))
    for (const [type, { schema }] of Object.entries(content)) {
      delete content[type];
      const name = type.split(';')[0]!;
      content[name] = { schema: JSON_TYPE.test(name) ? schema : { type: 'string' } };
    }
};

/** JSON documents, and no lines of JSON. */
const JSON_TYPE = /^application\/(?:problem\+)?json$/;

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The JSON Schema (2020-12, as OpenAPI 3.1 takes it) of a value; schemas with an id are components. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, $defs: components = {}, ...rest } = z.toJSONSchema(schema, { io });
  return { schema: rest as Schemas[string], components: components as Schemas };
};
