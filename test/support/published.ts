import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * The original figures of three published budgets, line by line. The documents are not part of the repository, because
 * their copyright is not ours; where they are available beside it, scenarios run on them as well.
 */

const FOLDER = fileURLToPath(new URL('../../../shared/seeds/', import.meta.url));
const FILES = existsSync(FOLDER) ? readdirSync(FOLDER) : [];

const FORMS = fileURLToPath(new URL('../../../shared/documents/forms/', import.meta.url));

/** The Excel form of the nine tables that bureaus fill in; undefined when it is not available. */
export const publishedForm = (scope: 'department' | 'unit'): string | undefined => {
  const file = `${FORMS}${scope}-nine-tables.xlsx`;
  return existsSync(file) ? file : undefined;
};

/** The file of a published budget; undefined when it is not available. */
export const publishedFile = (beginning: string): string | undefined => {
  const file = FILES.find((each) => each.startsWith(beginning));
  return file === undefined ? undefined : `${FOLDER}${file}`;
};

const DOCUMENTS = fileURLToPath(new URL('../../../shared/documents/', import.meta.url));

/** A published document in its original form, such as a PDF; undefined when it is not available. */
export const publishedDocument = (name: string): string | undefined =>
  existsSync(`${DOCUMENTS}${name}`) ? `${DOCUMENTS}${name}` : undefined;

/** The first characters of the published documents' names. */
export const PUBLISHED_BEGINNINGS = ['000', '001', '002', '003', '004'] as const;

const PLACES = [FOLDER, DOCUMENTS];

/** A published document by the SHA-256 of its bytes; undefined when it is not available. */
export const publishedBytes = (sha256: string): Buffer | undefined =>
  PLACES.filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isFile() ? [readFileSync(`${folder}${entry.name}`)] : [],
      ),
    )
    .find((bytes) => createHash('sha256').update(bytes).digest('hex') === sha256);

export const SAMPLE_2022 = 'samples/baoshan-2022-unit.md';
export const SAMPLE_2023 = 'samples/baoshan-2023-department.txt';

export interface PublishedBudget {
  readonly id: string;
  readonly agency: string;
  readonly file: string | undefined;
  readonly lines: Readonly<Record<string, string>>;
}

export const MINHANG_2024: PublishedBudget = {
  id: 'minhang_cyzx-2024-department',
  agency: 'minhang_cyzx',
  file: publishedFile('001'),
  lines: {
    'revenue/2080502/fiscal-appropriation': '121500.00',
    'revenue/2080505/fiscal-appropriation': '996397.00',
    'revenue/2080506/fiscal-appropriation': '498198.00',
    'revenue/2101102/fiscal-appropriation': '871850.00',
    'revenue/2120199/fiscal-appropriation': '14786148.40',
    'revenue/2210201/fiscal-appropriation': '447984.00',
    'expenditure/general/2080502/basic': '121500.00',
    'expenditure/general/2080505/basic': '996397.00',
    'expenditure/general/2080506/basic': '498198.00',
    'expenditure/general/2101102/basic': '871850.00',
    'expenditure/general/2120199/basic': '7959673.40',
    'expenditure/general/2120199/project': '6826475.00',
    'expenditure/general/2210201/basic': '447984.00',
    'economic/30101/personnel': '1138284.00',
    'economic/30102/personnel': '158400.00',
    'economic/30107/personnel': '5025456.00',
    'economic/30108/personnel': '996397.00',
    'economic/30109/personnel': '498198.00',
    'economic/30110/personnel': '871850.00',
    'economic/30112/personnel': '41103.00',
    'economic/30113/personnel': '447984.00',
    'economic/30199/personnel': '556580.00',
    'economic/30201/public': '165400.00',
    'economic/30202/public': '20000.00',
    'economic/30204/public': '1600.00',
    'economic/30207/public': '185000.00',
    'economic/30211/public': '10000.00',
    'economic/30213/public': '50000.00',
    'economic/30216/public': '20000.00',
    'economic/30217/public': '10000.00',
    'economic/30226/public': '10000.00',
    'economic/30227/public': '100000.00',
    'economic/30228/public': '137610.40',
    'economic/30229/public': '159840.00',
    'economic/30231/public': '64000.00',
    'economic/30299/public': '4600.00',
    'economic/30302/personnel': '121500.00',
    'economic/30309/personnel': '1800.00',
    'economic/31002/public': '100000.00',
    'three-public/reception': '10000.00',
    'three-public/vehicle-running': '64000.00',
  },
};

export const QINGPU_2023: PublishedBudget = {
  id: 'qingpu_xzfw-2023-unit',
  agency: 'qingpu_xzfw',
  file: publishedFile('002'),
  lines: {
    'revenue/2019999/fiscal-appropriation': '78085070.00',
    'revenue/2080502/fiscal-appropriation': '77440.00',
    'revenue/2080505/fiscal-appropriation': '1504110.00',
    'revenue/2080506/fiscal-appropriation': '752071.00',
    'revenue/2101102/fiscal-appropriation': '987159.00',
    'revenue/2210201/fiscal-appropriation': '717024.00',
    'expenditure/general/2019999/basic': '19962970.00',
    'expenditure/general/2019999/project': '58122100.00',
    'expenditure/general/2080502/basic': '77440.00',
    'expenditure/general/2080505/basic': '1504110.00',
    'expenditure/general/2080506/basic': '752071.00',
    'expenditure/general/2101102/basic': '987159.00',
    'expenditure/general/2210201/basic': '717024.00',
    'economic/30101/personnel': '1768332.00',
    'economic/30102/personnel': '244800.00',
    'economic/30107/personnel': '8179350.00',
    'economic/30108/personnel': '1504110.00',
    'economic/30109/personnel': '752071.00',
    'economic/30110/personnel': '987159.00',
    'economic/30112/personnel': '163823.00',
    'economic/30113/personnel': '717024.00',
    'economic/30199/personnel': '950825.00',
    'economic/30201/public': '160000.00',
    'economic/30204/public': '3000.00',
    'economic/30205/public': '60000.00',
    'economic/30206/public': '830000.00',
    'economic/30209/public': '1807932.00',
    'economic/30211/public': '45000.00',
    'economic/30213/public': '200000.00',
    'economic/30214/public': '4504800.00',
    'economic/30215/public': '4000.00',
    'economic/30216/public': '2000.00',
    'economic/30217/public': '30000.00',
    'economic/30226/public': '100000.00',
    'economic/30228/public': '204868.00',
    'economic/30229/public': '203040.00',
    'economic/30299/public': '499400.00',
    'economic/30302/personnel': '77440.00',
    'economic/30399/personnel': '1800.00',
    'three-public/reception': '30000.00',
  },
};

export const PUTUO_2023: PublishedBudget = {
  id: 'putuo_cyzx-2023-unit',
  agency: 'putuo_cyzx',
  file: publishedFile('003'),
  lines: {
    'revenue/2080502/fiscal-appropriation': '231540.00',
    'revenue/2080505/fiscal-appropriation': '1501354.00',
    'revenue/2080506/fiscal-appropriation': '750677.00',
    'revenue/2080599/fiscal-appropriation': '2600.00',
    'revenue/2101102/fiscal-appropriation': '985264.00',
    'revenue/2120199/fiscal-appropriation': '195418179.00',
    'revenue/2210201/fiscal-appropriation': '656842.00',
    'expenditure/general/2080502/basic': '231540.00',
    'expenditure/general/2080505/basic': '1501354.00',
    'expenditure/general/2080506/basic': '750677.00',
    'expenditure/general/2080599/basic': '2600.00',
    'expenditure/general/2101102/basic': '985264.00',
    'expenditure/general/2120199/basic': '15344142.00',
    'expenditure/general/2120199/project': '180074037.00',
    'expenditure/general/2210201/basic': '656842.00',
    'economic/30101/personnel': '1625676.00',
    'economic/30102/personnel': '227040.00',
    'economic/30107/personnel': '6895899.00',
    'economic/30108/personnel': '1501354.00',
    'economic/30109/personnel': '750677.00',
    'economic/30110/personnel': '985264.00',
    'economic/30112/personnel': '93834.00',
    'economic/30113/personnel': '656842.00',
    'economic/30199/personnel': '5324793.00',
    'economic/30201/public': '199433.00',
    'economic/30202/public': '10000.00',
    'economic/30203/public': '50000.00',
    'economic/30204/public': '1000.00',
    'economic/30207/public': '20000.00',
    'economic/30211/public': '40000.00',
    'economic/30213/public': '50000.00',
    'economic/30215/public': '20000.00',
    'economic/30216/public': '40000.00',
    'economic/30217/public': '6835.00',
    'economic/30227/public': '60000.00',
    'economic/30228/public': '174972.00',
    'economic/30229/public': '228960.00',
    'economic/30231/public': '58900.00',
    'economic/30299/public': '162600.00',
    'economic/30302/personnel': '188340.00',
    'economic/31002/public': '50000.00',
    'economic/31003/public': '50000.00',
    'three-public/reception': '6800.00',
    'three-public/vehicle-running': '58900.00',
  },
};
