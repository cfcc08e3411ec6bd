import { z } from 'zod';

const date = z.iso.date();
/** A regular expression over a model's name in lower case, or over the catalogue's id. */
const pattern = z.string().transform(source => new RegExp(source));
const usd = z.number().nonnegative();

const rates = { input: usd.optional(), cacheRead: usd.optional(), cacheWrite: usd.optional(), output: usd.optional() };

/**
 * How far a source is to be trusted: the vendor's own page or package, a digest that quotes it, a public catalogue.
 * What is `unverified` was noted from memory on the day that `read` gives.
 */
const trust = z.enum(['vendor', 'digest', 'catalogue', 'unverified']);

const source = z.strictObject({ title: z.string(), url: z.string().optional(), read: date, trust });

const timeOfDay = z.string().regex(/^\d\d:\d\d$/);

/** Hours of the day with other rates, in UTC; days from 0, Sunday. */
const peak = z.strictObject({
  days: z.array(z.number().int().min(0).max(6)),
  hours: z.array(z.strictObject({ from: timeOfDay, to: timeOfDay })).min(1),
  ...rates,
});

const pricePeriod = z.strictObject({
  /** The first day on which it holds; without one it holds from the model's release. */
  from: date.optional(),
  /** Input tokens above which all rates are others. */
  tiers: z
    .array(z.strictObject({ above: z.number().int().positive(), isInclusive: z.boolean().default(false), ...rates }))
    .default([]),
  peak: peak.optional(),
  source: z.string(),
  note: z.string().optional(),
  ...rates,
});

/** One provider's price sheet: what the price list lacks or has older. USD per million tokens. */
export const priceSheetSchema = z.strictObject({
  provider: z.string(),
  /** By key; every fact names one. */
  sources: z.record(z.string(), source),
  /** Models with prices of our own; older prices are kept beside newer ones. */
  models: z
    .array(
      z.strictObject({ id: z.string(), aliases: z.array(z.string()).default([]), prices: z.array(pricePeriod).min(1) }),
    )
    .default([]),
  /** Limits, by a pattern over the model's id; the first that fits holds. */
  limits: z
    .array(
      z.strictObject({
        match: pattern,
        contextWindow: z.number().int().optional(),
        outputLimit: z.number().int().optional(),
        source: z.string(),
      }),
    )
    .default([]),
  caching: z
    .array(
      z.strictObject({
        match: pattern,
        mode: z.enum(['automatic', 'explicit', 'none', 'unknown']),
        minimumTokens: z.number().int().optional(),
        source: z.string(),
      }),
    )
    .default([]),
  reasoning: z.array(z.strictObject({ match: pattern, byDefault: z.boolean(), source: z.string() })).default([]),
  retirements: z.array(z.strictObject({ match: pattern, on: date, source: z.string() })).default([]),
  /** Thresholds that the price list writes one token lower than the vendor means them. */
  thresholds: z
    .array(
      z.strictObject({
        listed: z.number().int(),
        above: z.number().int(),
        isInclusive: z.boolean().default(false),
        source: z.string(),
      }),
    )
    .default([]),
});

export type PriceSheet = z.output<typeof priceSheetSchema>;
