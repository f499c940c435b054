import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { validationRefusal, type Issue } from '../validation/validate.js';

/** Validates parameters and bodies against the schemas that their route declares. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, type } = metadata;
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await this.validate<T>(value, schema);
    if (!result.issues) return result.value;
    const what = type === 'query' ? 'parameter' : 'field';
    throw validationRefusal(result.issues as readonly Issue[], value, what);
  }
}
