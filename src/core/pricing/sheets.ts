import anthropic from '../../../pricing/anthropic.yaml';
import deepseek from '../../../pricing/deepseek.yaml';
import google from '../../../pricing/google.yaml';
import mistral from '../../../pricing/mistral.yaml';
import openai from '../../../pricing/openai.yaml';
import xAi from '../../../pricing/x-ai.yaml';

/** Every price sheet, by the name of its file. */
export const priceSheets: Readonly<Record<string, unknown>> = {
  anthropic,
  deepseek,
  google,
  mistral,
  openai,
  'x-ai': xAi,
};
