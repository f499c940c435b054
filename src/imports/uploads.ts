import { Refusal } from '../domain/errors.js';

export { DOCUMENT_TYPES } from '../reading/printed.js';

/** An uploaded document, with its name when the caller gave one. */
export interface Upload {
  readonly bytes: Uint8Array;
  readonly file: string | null;
}

/**
 * The document in a request: the body, or the only file of a form.
 *
 * @param file The name that the caller gave; otherwise the form's name of the file is used.
 * @throws {Refusal} `document-unreadable`: it is empty.
 * @throws {Refusal} `malformed`: the form cannot be read, or does not have exactly one file.
 * @throws {Refusal} `unknown-field`: the form has a field that is not a file.
 */
export const uploadOf = async (
  body: unknown,
  contentType: string | undefined,
  file: string | null,
): Promise<Upload> => {
  const bytes = new Uint8Array(Buffer.isBuffer(body) ? body : []);
  const upload = contentType?.startsWith('multipart/form-data')
    ? await fileOf(bytes, contentType)
    : { bytes, file: null };
  if (upload.bytes.length === 0)
    throw new Refusal('document-unreadable', 'The document is empty: give a file with content.');
  return { bytes: upload.bytes, file: file ?? upload.file };
};

const fileOf = async (bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Upload> => {
  const form = await formOf(bytes, contentType);
  const files: File[] = [];
  for (const [name, value] of form) {
    if (typeof value !== 'string') files.push(value);
    else
      throw new Refusal(
        'unknown-field',
        `"${name}" is not a field of this form: send only the file in it, and everything else as query parameters.`,
        {
          errors: [
            { pointer: `/${name}`, code: 'unknown-field', detail: 'Not a field of this form.' },
          ],
        },
      );
  }
  const [file, second] = files;
  if (!file || second)
    throw new Refusal(
      'malformed',
      `The form has ${files.length} files: send one file in each request.`,
    );
  return { bytes: new Uint8Array(await file.arrayBuffer()), file: file.name || null };
};

const formOf = async (bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> => {
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch (error) {
    throw new Refusal('malformed', `The form cannot be read (${(error as Error).message}).`);
  }
};
