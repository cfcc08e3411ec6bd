import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicRust from './anthropic-rust.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cohereGo from './cohere-go.yaml';
import eino from './eino.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import fantasy from './fantasy.yaml';
import genkitGo from './genkit-go.yaml';
import goAnthropic from './go-anthropic.yaml';
import goOpenai from './go-openai.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import http from './http.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import llmRust from './llm-rust.yaml';
import mistralRust from './mistral-rust.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaRust from './ollama-rust.yaml';
import openai from './openai.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiGo from './openai-go.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-go': anthropicGo,
  'anthropic-rust': anthropicRust,
  'async-openai-rust': asyncOpenaiRust,
  'bedrock-go': bedrockGo,
  'bedrock-rust': bedrockRust,
  'cohere-go': cohereGo,
  eino,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  fantasy,
  'genkit-go': genkitGo,
  'go-anthropic': goAnthropic,
  'go-openai': goOpenai,
  'google-genai': googleGenai,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  http,
  'langchain-rust': langchainRust,
  langchaingo,
  'llm-rust': llmRust,
  'mistral-rust': mistralRust,
  'ollama-go': ollamaGo,
  'ollama-rust': ollamaRust,
  openai,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-crates-rust': openaiCratesRust,
  'openai-go': openaiGo,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
};
