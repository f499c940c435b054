import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** The earliest time that ZIP can hold. */
const EPOCH = '1980-01-01T00:00:00';

/** An Office package that does not depend on when it was made: each part has the same date, and the properties have `written`. */
export const repacked = (bytes: Uint8Array, written: string): Uint8Array => {
  const parts: Zippable = {};
  for (const [name, part] of Object.entries(unzipSync(bytes)))
    parts[name] = [
      name === 'docProps/core.xml' ? dated(part, written) : part,
      { mtime: EPOCH, level: 6 },
    ];
  return zipSync(parts);
};

const dated = (part: Uint8Array, written: string): Uint8Array =>
  strToU8(
    strFromU8(part).replace(
      /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
      (_, opening: string) => opening + written,
    ),
  );
