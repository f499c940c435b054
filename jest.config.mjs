import { bundledPackages } from './test/support/bundle-modules.mjs';
import { TEST_MS } from './test/support/timeouts.ts';

/** Only the types are stripped, and JSX is called. */
const compiler = ({ tsx = false } = {}) => ({
  jsc: {
    target: 'es2023',
    parser: { syntax: 'typescript', tsx, decorators: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: true,
      react: { runtime: 'automatic', importSource: 'preact' },
    },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
});

/** Tests run the sources as ES modules, as in production; only the types are stripped. */
export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/support/set-up.mjs',
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  roots: ['<rootDir>/src', '<rootDir>/projections', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    ...bundledPackages,
    // A child process under test runs the sources too.
    '^.*/child-program\\.js$': '<rootDir>/test/support/child-program.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'],
  },
  transform: {
    '^.+\\.ts$': ['@swc/jest', compiler()],
    '^.+\\.tsx$': ['@swc/jest', compiler({ tsx: true })],
  },
  // A spec that starts processes or a server says at its head that it takes longer.
  testTimeout: TEST_MS,
  // A worker that has run a hundred specs holds more than a gigabyte, and takes longer than Jest's half second to give it back.
  workerGracefulExitTimeout: 10_000,
};
