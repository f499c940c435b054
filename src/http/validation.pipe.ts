import type { ArgumentMetadata } from '@nestjs/common';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { refuseInvalidTexts, validationRefusal, type Issue } from '../validation/validate.js';

/** Checks the texts of all parameters and bodies, and validates them against the schemas that their route declares. */
export class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T = unknown>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const { schema, type } = metadata;
    if (!Buffer.isBuffer(value)) refuseInvalidTexts(value);
    if (!schema || !this.toValidate(metadata)) return value;
    const result = await this.validate<T>(value, schema);
    if (!result.issues) return result.value;
    const what = type === 'query' ? 'parameter' : 'field';
    throw validationRefusal(result.issues as readonly Issue[], value, what);
  }
}
