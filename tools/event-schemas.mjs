/**
 * Writes docs/events/<Type>.schema.json: a JSON Schema of each stored event, from its TypeScript type. `npm run docs:events`
 * writes them; `--check` says which of them are not what the types say, and test/event-schemas.spec.ts runs it.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = `${ROOT}docs/events/`;
const UNION = 'LedgerEvent';

const { definitions } = createGenerator({
  path: `${ROOT}src/domain/events/*.ts`,
  tsconfig: `${ROOT}tsconfig.json`,
  type: UNION,
  expose: 'export',
  jsDoc: 'extended',
  skipTypeCheck: true,
}).createSchema(UNION);

const nameOf = ({ $ref }) => decodeURIComponent($ref.replace('#/definitions/', ''));

/** The event types: the members of the union, and of the unions in it. */
const members = (name) => {
  const { anyOf } = definitions[name];
  return anyOf ? anyOf.map(nameOf).flatMap(members) : [name];
};

/** The definitions that a schema refers to, and those that they refer to. */
const referred = (schema, found = new Set()) => {
  for (const [, reference] of JSON.stringify(schema).matchAll(/"#\/definitions\/([^"]+)"/g)) {
    const name = decodeURIComponent(reference);
    if (found.has(name)) continue;
    found.add(name);
    referred(definitions[name], found);
  }
  return found;
};

const schemaOf = (name) => {
  const schema = definitions[name];
  const type = schema.properties.type.const;
  const text = JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: type,
    ...schema,
    definitions: Object.fromEntries(
      [...referred(schema)].toSorted().map((each) => [each, definitions[each]]),
    ),
  });
  return [`${type}.schema.json`, text];
};

const options = { ...(await prettier.resolveConfig(`${FOLDER}x.json`)), parser: 'json' };
const schemas = new Map(
  await Promise.all(
    members(UNION)
      .map(schemaOf)
      .map(async ([file, text]) => [file, await prettier.format(text, options)]),
  ),
);

// The folder `public` has the schemas of what subscribers get.
const there = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  : [];
const changed = [
  ...[...schemas.keys()].filter(
    (file) =>
      !there.includes(file) || readFileSync(`${FOLDER}${file}`, 'utf8') !== schemas.get(file),
  ),
  ...there.filter((file) => !schemas.has(file)),
];

if (process.argv.includes('--check')) {
  if (changed.length > 0) {
    console.error(`Not what the types say: ${changed.join(', ')}. Run "npm run docs:events".`);
    process.exitCode = 1;
  }
} else {
  mkdirSync(FOLDER, { recursive: true });
  for (const file of changed) rmSync(`${FOLDER}${file}`, { force: true });
  for (const [file, text] of schemas) writeFileSync(`${FOLDER}${file}`, text);
  console.log(`docs/events: ${schemas.size} schemas, ${changed.length} changed`);
}
