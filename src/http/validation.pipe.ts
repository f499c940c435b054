import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { misfit, type Issue } from '../ledger/held-to.js';

/** Holds parameters and bodies to their schemas. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, type } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await this.validate<T>(value, schema);
    if (!result.issues) return result.value;
    const what = type === 'query' ? 'parameter' : 'field';
    throw misfit(result.issues as readonly Issue[], value, what);
  }
}
