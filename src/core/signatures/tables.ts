import aiSdk from './ai-sdk.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropic from './anthropic.yaml';
import bedrockGo from './bedrock-go.yaml';
import cohereGo from './cohere-go.yaml';
import eino from './eino.yaml';
import genkitGo from './genkit-go.yaml';
import goOpenai from './go-openai.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenai from './google-genai.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import langchaingo from './langchaingo.yaml';
import ollamaGo from './ollama-go.yaml';
import openaiGo from './openai-go.yaml';
import openai from './openai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-go': anthropicGo,
  'bedrock-go': bedrockGo,
  'cohere-go': cohereGo,
  eino,
  'genkit-go': genkitGo,
  'go-openai': goOpenai,
  'google-genai': googleGenai,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  langchaingo,
  'ollama-go': ollamaGo,
  openai,
  'openai-go': openaiGo,
};
