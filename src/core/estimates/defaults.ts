import type { EstimateSettings } from './types';

/**
 * What is assumed where neither code nor user says anything. Round figures, so that nobody takes them for measured:
 * a slot is a short paragraph, a history ten short turns, a tool a name with two described parameters, an image one of
 * about 1,000 × 1,000 pixels, a completion a few paragraphs.
 */
export const defaultEstimateSettings: EstimateSettings = {
  slotTokens: 200,
  historyTokens: 2000,
  toolTokens: 150,
  imageTokens: 1000,
  outputTokens: 300,
  cacheHitShare: 0,
  callsPerMonth: 0,
  compareWith: [
    'gpt-6.1-sol',
    'gpt-5.4-mini',
    'gpt-6-luna',
    'claude-sonnet-5-5',
    'claude-haiku-5-5',
    'gemini-3.8-flash',
    'gemini-2.5-flash',
  ],
  setBy: {},
};
