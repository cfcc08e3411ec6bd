import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicPhp from './anthropic-php.yaml';
import anthropicRuby from './anthropic-ruby.yaml';
import anthropicRust from './anthropic-rust.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockPhp from './bedrock-php.yaml';
import bedrockRuby from './bedrock-ruby.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cohereGo from './cohere-go.yaml';
import eino from './eino.yaml';
import geminiPhp from './gemini-php.yaml';
import geminiRuby from './gemini-ruby.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkitGo from './genkit-go.yaml';
import goOpenai from './go-openai.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import http from './http.yaml';
import langchainRuby from './langchain-ruby.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import laravelAi from './laravel-ai.yaml';
import llmRust from './llm-rust.yaml';
import llphant from './llphant.yaml';
import mistralRust from './mistral-rust.yaml';
import neuron from './neuron.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaRuby from './ollama-ruby.yaml';
import ollamaRust from './ollama-rust.yaml';
import openRouterRuby from './open-router-ruby.yaml';
import openai from './openai.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiGo from './openai-go.yaml';
import openaiPhp from './openai-php.yaml';
import openaiRuby from './openai-ruby.yaml';
import orhanerdayOpenai from './orhanerday-openai.yaml';
import prism from './prism.yaml';
import raix from './raix.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';
import rubyLlm from './ruby-llm.yaml';
import rubyOpenai from './ruby-openai.yaml';
import symfonyAi from './symfony-ai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-go': anthropicGo,
  'anthropic-php': anthropicPhp,
  'anthropic-ruby': anthropicRuby,
  'anthropic-rust': anthropicRust,
  'async-openai-rust': asyncOpenaiRust,
  'bedrock-go': bedrockGo,
  'bedrock-php': bedrockPhp,
  'bedrock-ruby': bedrockRuby,
  'bedrock-rust': bedrockRust,
  'cohere-go': cohereGo,
  eino,
  'gemini-php': geminiPhp,
  'gemini-ruby': geminiRuby,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  'genkit-go': genkitGo,
  'go-openai': goOpenai,
  'google-genai': googleGenai,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  http,
  'langchain-ruby': langchainRuby,
  'langchain-rust': langchainRust,
  langchaingo,
  'laravel-ai': laravelAi,
  'llm-rust': llmRust,
  llphant,
  'mistral-rust': mistralRust,
  neuron,
  'ollama-go': ollamaGo,
  'ollama-ruby': ollamaRuby,
  'ollama-rust': ollamaRust,
  'open-router-ruby': openRouterRuby,
  openai,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-crates-rust': openaiCratesRust,
  'openai-go': openaiGo,
  'openai-php': openaiPhp,
  'openai-ruby': openaiRuby,
  'orhanerday-openai': orhanerdayOpenai,
  prism,
  raix,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
  'ruby-llm': rubyLlm,
  'ruby-openai': rubyOpenai,
  'symfony-ai': symfonyAi,
};
