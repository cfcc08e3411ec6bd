import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import anthropicCsharp from './anthropic-csharp.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicRust from './anthropic-rust.yaml';
import anthropicSdkCsharp from './anthropic-sdk-csharp.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import azureInferenceCsharp from './azure-inference-csharp.yaml';
import azureOpenaiBetaCsharp from './azure-openai-beta-csharp.yaml';
import bedrockCsharp from './bedrock-csharp.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cohereGo from './cohere-go.yaml';
import eino from './eino.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkitGo from './genkit-go.yaml';
import goOpenai from './go-openai.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiCsharp from './google-genai-csharp.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import googleGenerativeaiCsharp from './google-generativeai-csharp.yaml';
import googleMsccCsharp from './google-mscc-csharp.yaml';
import http from './http.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import llmRust from './llm-rust.yaml';
import microsoftAiCsharp from './microsoft-ai-csharp.yaml';
import mistralRust from './mistral-rust.yaml';
import ollamaCsharp from './ollama-csharp.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaRust from './ollama-rust.yaml';
import openai from './openai.yaml';
import openaiApiCsharp from './openai-api-csharp.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiBetalgoCsharp from './openai-betalgo-csharp.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiCsharp from './openai-csharp.yaml';
import openaiDotnetCsharp from './openai-dotnet-csharp.yaml';
import openaiGo from './openai-go.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';
import semanticKernelCsharp from './semantic-kernel-csharp.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-csharp': anthropicCsharp,
  'anthropic-go': anthropicGo,
  'anthropic-rust': anthropicRust,
  'anthropic-sdk-csharp': anthropicSdkCsharp,
  'async-openai-rust': asyncOpenaiRust,
  'azure-inference-csharp': azureInferenceCsharp,
  'azure-openai-beta-csharp': azureOpenaiBetaCsharp,
  'bedrock-csharp': bedrockCsharp,
  'bedrock-go': bedrockGo,
  'bedrock-rust': bedrockRust,
  'cohere-go': cohereGo,
  eino,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  'genkit-go': genkitGo,
  'go-openai': goOpenai,
  'google-genai': googleGenai,
  'google-genai-csharp': googleGenaiCsharp,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  'google-generativeai-csharp': googleGenerativeaiCsharp,
  'google-mscc-csharp': googleMsccCsharp,
  http,
  'langchain-rust': langchainRust,
  langchaingo,
  'llm-rust': llmRust,
  'microsoft-ai-csharp': microsoftAiCsharp,
  'mistral-rust': mistralRust,
  'ollama-csharp': ollamaCsharp,
  'ollama-go': ollamaGo,
  'ollama-rust': ollamaRust,
  openai,
  'openai-api-csharp': openaiApiCsharp,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-betalgo-csharp': openaiBetalgoCsharp,
  'openai-crates-rust': openaiCratesRust,
  'openai-csharp': openaiCsharp,
  'openai-dotnet-csharp': openaiDotnetCsharp,
  'openai-go': openaiGo,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
  'semantic-kernel-csharp': semanticKernelCsharp,
};
