import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
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
    .setLicense('Apache-2.0', '')
    .build();
  const document = (): ReturnType<typeof SwaggerModule.createDocument> => {
    const described = SwaggerModule.createDocument(app, outline, {
      operationIdFactory: (controller, method) =>
        `${controller.replace('Controller', '').toLowerCase()}-${method}`,
    });
    described.components ??= {};
    described.components.schemas = {
      ...described.components.schemas,
      // Only the refusals reference it, so Nest does not find it by itself.
      Problem: z.toJSONSchema(problemAnswer, { target: 'openapi-3.0' }) as object,
    };
    return described;
  };
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'budget-ledger',
  });
};
