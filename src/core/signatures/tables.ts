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
import azureInferenceJs from './azure-inference-js.yaml';
import azureOpenaiBetaCsharp from './azure-openai-beta-csharp.yaml';
import azureOpenaiJs from './azure-openai-js.yaml';
import bedrockCsharp from './bedrock-csharp.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockJs from './bedrock-js.yaml';
import bedrockPhp from './bedrock-php.yaml';
import bedrockRuby from './bedrock-ruby.yaml';
import bedrockRust from './bedrock-rust.yaml';
import cerebrasJs from './cerebras-js.yaml';
import claudeAgentSdkJs from './claude-agent-sdk-js.yaml';
import cloudflareJs from './cloudflare-js.yaml';
import cohereGo from './cohere-go.yaml';
import cohereJs from './cohere-js.yaml';
import eino from './eino.yaml';
import fantasy from './fantasy.yaml';
import geminiPhp from './gemini-php.yaml';
import geminiRuby from './gemini-ruby.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkit from './genkit.yaml';
import genkitGo from './genkit-go.yaml';
import goAnthropic from './go-anthropic.yaml';
import goOpenai from './go-openai.yaml';
import googleAdkJs from './google-adk-js.yaml';
import googleAiplatformCsharp from './google-aiplatform-csharp.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiCsharp from './google-genai-csharp.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import googleGenerativeaiCsharp from './google-generativeai-csharp.yaml';
import googleGenerativeaiJs from './google-generativeai-js.yaml';
import googleMsccCsharp from './google-mscc-csharp.yaml';
import groqJs from './groq-js.yaml';
import http from './http.yaml';
import huggingfaceJs from './huggingface-js.yaml';
import inngest from './inngest.yaml';
import instructorJs from './instructor-js.yaml';
import langchainAgentsJs from './langchain-agents-js.yaml';
import langchainJs from './langchain-js.yaml';
import langchainRuby from './langchain-ruby.yaml';
import langchainRust from './langchain-rust.yaml';
import langchaingo from './langchaingo.yaml';
import laravelAi from './laravel-ai.yaml';
import llamaindexJs from './llamaindex-js.yaml';
import llmRust from './llm-rust.yaml';
import llphant from './llphant.yaml';
import mastra from './mastra.yaml';
import microsoftAiCsharp from './microsoft-ai-csharp.yaml';
import mistralJs from './mistral-js.yaml';
import microsoftAiEvaluationCsharp from './microsoft-ai-evaluation-csharp.yaml';
import mistralCsharp from './mistral-csharp.yaml';
import mistralRust from './mistral-rust.yaml';
import neuron from './neuron.yaml';
import ollamaCsharp from './ollama-csharp.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaJs from './ollama-js.yaml';
import ollamaRuby from './ollama-ruby.yaml';
import ollamaRust from './ollama-rust.yaml';
import openRouterRuby from './open-router-ruby.yaml';
import openai from './openai.yaml';
import openaiAgentsJs from './openai-agents-js.yaml';
import openaiApiCsharp from './openai-api-csharp.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiBetalgoCsharp from './openai-betalgo-csharp.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiCsharp from './openai-csharp.yaml';
import openaiDotnetCsharp from './openai-dotnet-csharp.yaml';
import openaiGo from './openai-go.yaml';
import openaiPhp from './openai-php.yaml';
import openaiRuby from './openai-ruby.yaml';
import openrouterJs from './openrouter-js.yaml';
import orhanerdayOpenai from './orhanerday-openai.yaml';
import portkeyJs from './portkey-js.yaml';
import prism from './prism.yaml';
import raix from './raix.yaml';
import replicateJs from './replicate-js.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';
import rubyLlm from './ruby-llm.yaml';
import rubyOpenai from './ruby-openai.yaml';
import semanticKernelCsharp from './semantic-kernel-csharp.yaml';
import symfonyAi from './symfony-ai.yaml';
import togetherJs from './together-js.yaml';
import voltagent from './voltagent.yaml';
import voyageJs from './voyage-js.yaml';
import vscodeLmJs from './vscode-lm-js.yaml';
import xsai from './xsai.yaml';

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
  'azure-inference-js': azureInferenceJs,
  'azure-openai-beta-csharp': azureOpenaiBetaCsharp,
  'azure-openai-js': azureOpenaiJs,
  'bedrock-csharp': bedrockCsharp,
  'bedrock-go': bedrockGo,
  'bedrock-js': bedrockJs,
  'bedrock-php': bedrockPhp,
  'bedrock-ruby': bedrockRuby,
  'bedrock-rust': bedrockRust,
  'cerebras-js': cerebrasJs,
  'claude-agent-sdk-js': claudeAgentSdkJs,
  'cloudflare-js': cloudflareJs,
  'cohere-go': cohereGo,
  'cohere-js': cohereJs,
  eino,
  fantasy,
  'gemini-php': geminiPhp,
  'gemini-ruby': geminiRuby,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  genkit,
  'genkit-go': genkitGo,
  'go-anthropic': goAnthropic,
  'go-openai': goOpenai,
  'google-adk-js': googleAdkJs,
  'google-aiplatform-csharp': googleAiplatformCsharp,
  'google-genai': googleGenai,
  'google-genai-csharp': googleGenaiCsharp,
  'google-genai-go': googleGenaiGo,
  'google-generative-ai-go': googleGenerativeAiGo,
  'google-generativeai-csharp': googleGenerativeaiCsharp,
  'google-generativeai-js': googleGenerativeaiJs,
  'google-mscc-csharp': googleMsccCsharp,
  'groq-js': groqJs,
  http,
  'huggingface-js': huggingfaceJs,
  inngest,
  'instructor-js': instructorJs,
  'langchain-agents-js': langchainAgentsJs,
  'langchain-js': langchainJs,
  'langchain-ruby': langchainRuby,
  'langchain-rust': langchainRust,
  langchaingo,
  'laravel-ai': laravelAi,
  'llamaindex-js': llamaindexJs,
  'llm-rust': llmRust,
  llphant,
  mastra,
  'microsoft-ai-csharp': microsoftAiCsharp,
  'mistral-js': mistralJs,
  'microsoft-ai-evaluation-csharp': microsoftAiEvaluationCsharp,
  'mistral-csharp': mistralCsharp,
  'mistral-rust': mistralRust,
  neuron,
  'ollama-csharp': ollamaCsharp,
  'ollama-go': ollamaGo,
  'ollama-js': ollamaJs,
  'ollama-ruby': ollamaRuby,
  'ollama-rust': ollamaRust,
  'open-router-ruby': openRouterRuby,
  openai,
  'openai-agents-js': openaiAgentsJs,
  'openai-api-csharp': openaiApiCsharp,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-betalgo-csharp': openaiBetalgoCsharp,
  'openai-crates-rust': openaiCratesRust,
  'openai-csharp': openaiCsharp,
  'openai-dotnet-csharp': openaiDotnetCsharp,
  'openai-go': openaiGo,
  'openai-php': openaiPhp,
  'openai-ruby': openaiRuby,
  'openrouter-js': openrouterJs,
  'orhanerday-openai': orhanerdayOpenai,
  'portkey-js': portkeyJs,
  prism,
  raix,
  'replicate-js': replicateJs,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
  'ruby-llm': rubyLlm,
  'ruby-openai': rubyOpenai,
  'semantic-kernel-csharp': semanticKernelCsharp,
  'symfony-ai': symfonyAi,
  'together-js': togetherJs,
  voltagent,
  'voyage-js': voyageJs,
  'vscode-lm-js': vscodeLmJs,
  xsai,
};
