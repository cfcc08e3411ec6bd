/** How figures are written for people, everywhere the same. Rounding happens here and nowhere before. */

const UNITS = [
  { from: 1e9, suffix: 'B' },
  { from: 1e6, suffix: 'M' },
  { from: 1e3, suffix: 'k' },
] as const;

/** With so many significant digits and no trailing zeros behind the point. */
const significant = (value: number, digits: number): string => String(Number(value.toPrecision(digits)));

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/**
 * An amount of US dollars: `$0.0021`, `$0.14`, `$2.10`, `$2,130`, `$1.2M`. Two or three significant digits, which is
 * more than any estimate deserves.
 */
export function formatUsd(usd: number): string {
  if (usd < 0) return `−${formatUsd(-usd)}`;
  if (usd === 0) return '$0';
  if (usd < 0.000001) return '<$0.000001';
  if (usd < 1) return `$${decimal(usd, 2)}`;
  if (usd < 99.995) return `$${usd.toFixed(2)}`;
  if (usd < 999_500) return `$${grouped(significant(usd, 3))}`;
  const unit = usd < 999_500_000 ? { from: 1e6, suffix: 'M' } : { from: 1e9, suffix: 'B' };
  return `$${significant(usd / unit.from, 3)}${unit.suffix}`;
}

/** Never in exponent form, as `String` writes small numbers; cents are written out. */
function decimal(value: number, digits: number): string {
  const places = digits - 1 - Math.floor(Math.log10(value));
  return value.toFixed(Math.min(20, places)).replace(/(\.\d\d\d*?)0+$/, '$1');
}

/** A number of tokens: `231`, `1.2k`, `16.4k`, `1M`. */
export function formatTokens(tokens: number): string {
  const rounded = Math.round(tokens);
  const unit = UNITS.find(({ from }) => rounded >= from * 0.9995);
  if (!unit) return String(rounded);
  const scaled = rounded / unit.from;
  return `${significant(scaled, scaled < 10 ? 2 : 3)}${unit.suffix}`;
}

/** A share of one: `96%`, `0.5%`; a negative one with a minus sign of typography. */
export function formatPercent(share: number): string {
  const percent = Math.abs(share) * 100;
  const text = percent >= 9.95 ? String(Math.round(percent)) : significant(percent, 2);
  return `${share < 0 && percent > 0 ? '−' : ''}${text}%`;
}
