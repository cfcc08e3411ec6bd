import type { EstimateSettings } from './types';

/**
 * What is assumed where neither code nor user says anything; package.json declares the same. Round figures, so that
 * nobody takes them for measured: a slot is a short paragraph, a history five short turns, a tool a name with two
 * described parameters, an image one of about 1,000 × 1,000 pixels, a completion a few paragraphs.
 */
export const defaultEstimateSettings: EstimateSettings = {
  slotTokens: 200,
  historyTokens: 1000,
  toolTokens: 150,
  imageTokens: 1000,
  outputTokens: 300,
  cacheHitShare: 0,
  callsPerMonth: 0,
  compareWith: ['gpt-6.1-sol', 'gpt-6-luna', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'gemini-3.8-flash'],
  setBy: {},
};
