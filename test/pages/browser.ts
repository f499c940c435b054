import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian and others install Chromium; LEDGER_TEST_CHROMIUM names another place. */
const PLACES = [
  process.env['LEDGER_TEST_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The browser on this machine; undefined where there is none. */
export const browserPath = PLACES.find((path) => path !== undefined && existsSync(path));

if (browserPath === undefined)
  process.stderr.write(
    'There is no Chromium on this machine (apt-get install chromium): the journeys through the pages are skipped.\n',
  );

/** Starts the browser. As root it runs without its sandbox. */
export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: browserPath!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    // In a locale without Unicode a download has no Chinese name.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
