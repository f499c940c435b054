import { Decimal, asYuan, YUAN_PER, type Unit, type Yuan } from '../../domain/money.js';

/** `1,365.78`, `8105487.68`, `0`; one comma or point too many and the figure cannot be read. */
const READABLE = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

const PLACES_MAX: Record<Unit, number> = { 元: 2, 万元: 6, 亿元: 10 };

/** The exact amount of a printed figure in yuan; null for one that cannot be read, such as `1076.644.60`. */
export const readAmount = (text: string, unit: Unit): Yuan | null => {
  if (!READABLE.test(text)) return null;
  const figure = new Decimal(text.replaceAll(',', ''));
  if (figure.decimalPlaces() > PLACES_MAX[unit]) return null;
  return asYuan(figure.times(YUAN_PER[unit]));
};

export const isUnit = (text: string | undefined): text is Unit =>
  text === '元' || text === '万元' || text === '亿元';
