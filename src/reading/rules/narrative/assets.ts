import type { AssetCount } from '../../../domain/events/budget.events.js';
import type { Finding } from '../../../domain/events/finding.js';
import { placeInText } from './text-finding.js';

/**
 * `ASSET-SUM`: the number of vehicles (共有车辆 7 辆, 购置车辆 1 辆) is the sum of their kinds. Warning, exact: 地方预决算公开操作规程
 * asks for the vehicles by use, so that the list of kinds is complete.
 */
export const assetSums = (assets: readonly AssetCount[]): readonly Finding[] =>
  [false, true].flatMap((planned) => {
    const vehicles = assets.filter(({ unit, isPlanned }) => unit === '辆' && isPlanned === planned);
    const [whole, ...kinds] = vehicles;
    if (!whole || kinds.length < KINDS_MIN || !isWhole(whole)) return [];
    const sum = kinds.reduce((count, each) => count + each.count, 0);
    if (sum === whole.count) return [];
    return [
      {
        rule: 'ASSET-SUM',
        severity: 'warning',
        table: null,
        section: '国有资产占有使用情况',
        subject: whole.name,
        column: null,
        printed: String(whole.count),
        expected: String(sum),
        difference: String(whole.count - sum),
        unit: null,
        places: vehicles.map(({ source }) => placeInText(source)),
        hint: null,
        message: `${whole.count} ${whole.name} are printed, but their kinds add up to ${sum}.`,
      },
    ];
  });

/** Where only one kind is listed, the others may have been left out. */
const KINDS_MIN = 2;
const isWhole = ({ name }: AssetCount): boolean => name.endsWith('车辆');
