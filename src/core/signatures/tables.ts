import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import anthropicCsharp from './anthropic-csharp.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicPhp from './anthropic-php.yaml';
import anthropicRuby from './anthropic-ruby.yaml';
import anthropicRust from './anthropic-rust.yaml';
import anthropicSdkCsharp from './anthropic-sdk-csharp.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import azureAgentsCsharp from './azure-agents-csharp.yaml';
import azureInferenceCsharp from './azure-inference-csharp.yaml';
import azureOpenaiBetaCsharp from './azure-openai-beta-csharp.yaml';
import bedrockCsharp from './bedrock-csharp.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockPhp from './bedrock-php.yaml';
import bedrockRuby from './bedrock-ruby.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cohereGo from './cohere-go.yaml';
import eino from './eino.yaml';
import fantasy from './fantasy.yaml';
import geminiPhp from './gemini-php.yaml';
import geminiRuby from './gemini-ruby.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkitGo from './genkit-go.yaml';
import goAnthropic from './go-anthropic.yaml';
import goOpenai from './go-openai.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiCsharp from './google-genai-csharp.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import googleGenerativeaiCsharp from './google-generativeai-csharp.yaml';
import googleMsccCsharp from './google-mscc-csharp.yaml';
import http from './http.yaml';
import langchainRuby from './langchain-ruby.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import laravelAi from './laravel-ai.yaml';
import llmRust from './llm-rust.yaml';
import llphant from './llphant.yaml';
import microsoftAiCsharp from './microsoft-ai-csharp.yaml';
import mistralRust from './mistral-rust.yaml';
import neuron from './neuron.yaml';
import ollamaCsharp from './ollama-csharp.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaRuby from './ollama-ruby.yaml';
import ollamaRust from './ollama-rust.yaml';
import openRouterRuby from './open-router-ruby.yaml';
import openai from './openai.yaml';
import openaiApiCsharp from './openai-api-csharp.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiBetalgoCsharp from './openai-betalgo-csharp.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiCsharp from './openai-csharp.yaml';
import openaiDotnetCsharp from './openai-dotnet-csharp.yaml';
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
import semanticKernelCsharp from './semantic-kernel-csharp.yaml';
import symfonyAi from './symfony-ai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-csharp': anthropicCsharp,
  'anthropic-go': anthropicGo,
  'anthropic-php': anthropicPhp,
  'anthropic-ruby': anthropicRuby,
  'anthropic-rust': anthropicRust,
  'anthropic-sdk-csharp': anthropicSdkCsharp,
  'async-openai-rust': asyncOpenaiRust,
  'azure-agents-csharp': azureAgentsCsharp,
  'azure-inference-csharp': azureInferenceCsharp,
  'azure-openai-beta-csharp': azureOpenaiBetaCsharp,
  'bedrock-csharp': bedrockCsharp,
  'bedrock-go': bedrockGo,
  'bedrock-php': bedrockPhp,
  'bedrock-ruby': bedrockRuby,
  'bedrock-rust': bedrockRust,
  'cohere-go': cohereGo,
  eino,
  fantasy,
  'gemini-php': geminiPhp,
  'gemini-ruby': geminiRuby,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  'genkit-go': genkitGo,
  'go-anthropic': goAnthropic,
  'go-openai': goOpenai,
  'google-genai': googleGenai,
  'google-genai-csharp': googleGenaiCsharp,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  'google-generativeai-csharp': googleGenerativeaiCsharp,
  'google-mscc-csharp': googleMsccCsharp,
  http,
  'langchain-ruby': langchainRuby,
  'langchain-rust': langchainRust,
  langchaingo,
  'laravel-ai': laravelAi,
  'llm-rust': llmRust,
  llphant,
  'microsoft-ai-csharp': microsoftAiCsharp,
  'mistral-rust': mistralRust,
  neuron,
  'ollama-csharp': ollamaCsharp,
  'ollama-go': ollamaGo,
  'ollama-ruby': ollamaRuby,
  'ollama-rust': ollamaRust,
  'open-router-ruby': openRouterRuby,
  openai,
  'openai-api-csharp': openaiApiCsharp,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-betalgo-csharp': openaiBetalgoCsharp,
  'openai-crates-rust': openaiCratesRust,
  'openai-csharp': openaiCsharp,
  'openai-dotnet-csharp': openaiDotnetCsharp,
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
  'semantic-kernel-csharp': semanticKernelCsharp,
  'symfony-ai': symfonyAi,
};
