import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import googleGenai from './google-genai.yaml';
import openai from './openai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'google-genai': googleGenai,
  openai,
};
