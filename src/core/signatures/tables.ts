import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import googleGenai from './google-genai.yaml';
import openai from './openai.yaml';
import anthropicRust from './anthropic-rust.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import bedrockRust from './bedrock-rust.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import langchainRust from './langchain-rust.yaml';
import llmRust from './llm-rust.yaml';
import mistralRust from './mistral-rust.yaml';
import ollamaRust from './ollama-rust.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'google-genai': googleGenai,
  openai,
  'anthropic-rust': anthropicRust,
  'async-openai-rust': asyncOpenaiRust,
  'bedrock-rust': bedrockRust,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  'langchain-rust': langchainRust,
  'llm-rust': llmRust,
  'mistral-rust': mistralRust,
  'ollama-rust': ollamaRust,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-crates-rust': openaiCratesRust,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
};
