import anthropic from '../../../pricing/anthropic.yaml';
import aws from '../../../pricing/aws.yaml';
import cerebras from '../../../pricing/cerebras.yaml';
import deepseek from '../../../pricing/deepseek.yaml';
import fireworks from '../../../pricing/fireworks.yaml';
import google from '../../../pricing/google.yaml';
import groq from '../../../pricing/groq.yaml';
import minimax from '../../../pricing/minimax.yaml';
import mistral from '../../../pricing/mistral.yaml';
import moonshotai from '../../../pricing/moonshotai.yaml';
import openai from '../../../pricing/openai.yaml';
import together from '../../../pricing/together.yaml';
import xAi from '../../../pricing/x-ai.yaml';
import zai from '../../../pricing/zai.yaml';

/** Every price sheet, by the name of its file. */
export const priceSheets: Readonly<Record<string, unknown>> = {
  anthropic,
  aws,
  cerebras,
  deepseek,
  fireworks,
  google,
  groq,
  minimax,
  mistral,
  moonshotai,
  openai,
  together,
  'x-ai': xAi,
  zai,
};
