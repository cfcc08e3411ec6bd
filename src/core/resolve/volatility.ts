/** Why a value changes from call to call. */
export const volatilities = ['none', 'time', 'random', 'user', 'retrieval', 'iteration', 'unknown'] as const;

/**
 * How often a value changes, from never to with every call. Of several the last one tells: what changes daily tells
 * more than what is not known.
 */
export const changeRates = [
  'never',
  'deployment',
  'process',
  'unknown',
  'day',
  'session',
  'user',
  'minute',
  'second',
  'call',
] as const;
