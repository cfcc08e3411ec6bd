import aiSdk from './ai-sdk.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicRust from './anthropic-rust.yaml';
import anthropic from './anthropic.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import azureInferenceJs from './azure-inference-js.yaml';
import azureOpenaiJs from './azure-openai-js.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockJs from './bedrock-js.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cerebrasJs from './cerebras-js.yaml';
import claudeAgentSdkJs from './claude-agent-sdk-js.yaml';
import cloudflareJs from './cloudflare-js.yaml';
import cohereGo from './cohere-go.yaml';
import cohereJs from './cohere-js.yaml';
import eino from './eino.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkitGo from './genkit-go.yaml';
import genkit from './genkit.yaml';
import goOpenai from './go-openai.yaml';
import googleAdkJs from './google-adk-js.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenai from './google-genai.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import googleGenerativeaiJs from './google-generativeai-js.yaml';
import groqJs from './groq-js.yaml';
import http from './http.yaml';
import huggingfaceJs from './huggingface-js.yaml';
import inngest from './inngest.yaml';
import instructorJs from './instructor-js.yaml';
import langchainAgentsJs from './langchain-agents-js.yaml';
import langchainJs from './langchain-js.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import llamaindexJs from './llamaindex-js.yaml';
import llmRust from './llm-rust.yaml';
import mastra from './mastra.yaml';
import mistralJs from './mistral-js.yaml';
import mistralRust from './mistral-rust.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaJs from './ollama-js.yaml';
import ollamaRust from './ollama-rust.yaml';
import openaiAgentsJs from './openai-agents-js.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiGo from './openai-go.yaml';
import openai from './openai.yaml';
import openrouterJs from './openrouter-js.yaml';
import portkeyJs from './portkey-js.yaml';
import replicateJs from './replicate-js.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';
import togetherJs from './together-js.yaml';
import voltagent from './voltagent.yaml';
import voyageJs from './voyage-js.yaml';
import vscodeLmJs from './vscode-lm-js.yaml';
import xsai from './xsai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'ai-sdk': aiSdk,
  'anthropic-go': anthropicGo,
  'anthropic-rust': anthropicRust,
  anthropic,
  'async-openai-rust': asyncOpenaiRust,
  'azure-inference-js': azureInferenceJs,
  'azure-openai-js': azureOpenaiJs,
  'bedrock-go': bedrockGo,
  'bedrock-js': bedrockJs,
  'bedrock-rust': bedrockRust,
  'cerebras-js': cerebrasJs,
  'claude-agent-sdk-js': claudeAgentSdkJs,
  'cloudflare-js': cloudflareJs,
  'cohere-go': cohereGo,
  'cohere-js': cohereJs,
  eino,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  'genkit-go': genkitGo,
  genkit,
  'go-openai': goOpenai,
  'google-adk-js': googleAdkJs,
  'google-genai-go': googleGenaiGo,
  'google-genai': googleGenai,
  'google-generative-ai-go': googleGenerativeAiGo,
  'google-generativeai-js': googleGenerativeaiJs,
  'groq-js': groqJs,
  http,
  'huggingface-js': huggingfaceJs,
  inngest,
  'instructor-js': instructorJs,
  'langchain-agents-js': langchainAgentsJs,
  'langchain-js': langchainJs,
  'langchain-rust': langchainRust,
  langchaingo,
  'llamaindex-js': llamaindexJs,
  'llm-rust': llmRust,
  mastra,
  'mistral-js': mistralJs,
  'mistral-rust': mistralRust,
  'ollama-go': ollamaGo,
  'ollama-js': ollamaJs,
  'ollama-rust': ollamaRust,
  'openai-agents-js': openaiAgentsJs,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-crates-rust': openaiCratesRust,
  'openai-go': openaiGo,
  openai,
  'openrouter-js': openrouterJs,
  'portkey-js': portkeyJs,
  'replicate-js': replicateJs,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
  'together-js': togetherJs,
  voltagent,
  'voyage-js': voyageJs,
  'vscode-lm-js': vscodeLmJs,
  xsai,
};
