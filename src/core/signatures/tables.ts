import type { SignatureTable } from './schema';
import agentFramework from './agent-framework.yaml';
import agno from './agno.yaml';
import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import anthropicCsharp from './anthropic-csharp.yaml';
import anthropicGo from './anthropic-go.yaml';
import anthropicJava from './anthropic-java.yaml';
import anthropicPhp from './anthropic-php.yaml';
import anthropicPython from './anthropic-python.yaml';
import anthropicRuby from './anthropic-ruby.yaml';
import anthropicRust from './anthropic-rust.yaml';
import anthropicSdkCsharp from './anthropic-sdk-csharp.yaml';
import arkruntimeGo from './arkruntime-go.yaml';
import asyncOpenaiRust from './async-openai-rust.yaml';
import autogen from './autogen.yaml';
import azopenaiGo from './azopenai-go.yaml';
import azureAgentsCsharp from './azure-agents-csharp.yaml';
import azureAiPython from './azure-ai-python.yaml';
import azureInferenceCsharp from './azure-inference-csharp.yaml';
import azureInferenceJs from './azure-inference-js.yaml';
import azureOpenaiBetaCsharp from './azure-openai-beta-csharp.yaml';
import azureOpenaiJava from './azure-openai-java.yaml';
import azureOpenaiJs from './azure-openai-js.yaml';
import bedrockCsharp from './bedrock-csharp.yaml';
import bedrockGo from './bedrock-go.yaml';
import bedrockJs from './bedrock-js.yaml';
import bedrockJvm from './bedrock-jvm.yaml';
import bedrockPhp from './bedrock-php.yaml';
import bedrockPython from './bedrock-python.yaml';
import bedrockRuby from './bedrock-ruby.yaml';
import bedrockRust from './bedrock-rust.yaml';
import browserUse from './browser-use.yaml';
import cerebrasJs from './cerebras-js.yaml';
import claudeAgentSdkJs from './claude-agent-sdk-js.yaml';
import claudeAgentSdkPython from './claude-agent-sdk-python.yaml';
import clientWrappers from './client-wrappers.yaml';
import cloudflareJs from './cloudflare-js.yaml';
import cohereGo from './cohere-go.yaml';
import cohereJs from './cohere-js.yaml';
import coherePython from './cohere-python.yaml';
import crewai from './crewai.yaml';
import dashscope from './dashscope.yaml';
import dashscopeJava from './dashscope-java.yaml';
import deepseekGo from './deepseek-go.yaml';
import dspy from './dspy.yaml';
import eino from './eino.yaml';
import fantasy from './fantasy.yaml';
import firebaseAi from './firebase-ai.yaml';
import geminiPhp from './gemini-php.yaml';
import geminiRuby from './gemini-ruby.yaml';
import geminiRust from './gemini-rust.yaml';
import genaiRust from './genai-rust.yaml';
import genkit from './genkit.yaml';
import genkitGo from './genkit-go.yaml';
import goAnthropic from './go-anthropic.yaml';
import goOpenai from './go-openai.yaml';
import gollm from './gollm.yaml';
import googleAdkGo from './google-adk-go.yaml';
import googleAdkJs from './google-adk-js.yaml';
import googleAdkPython from './google-adk-python.yaml';
import googleAiplatformCsharp from './google-aiplatform-csharp.yaml';
import googleGenai from './google-genai.yaml';
import googleGenaiCsharp from './google-genai-csharp.yaml';
import googleGenaiGo from './google-genai-go.yaml';
import googleGenaiJava from './google-genai-java.yaml';
import googleGenaiPython from './google-genai-python.yaml';
import googleGenerativeAiGo from './google-generative-ai-go.yaml';
import googleGenerativeai from './google-generativeai.yaml';
import googleGenerativeaiCsharp from './google-generativeai-csharp.yaml';
import googleGenerativeaiJs from './google-generativeai-js.yaml';
import googleMsccCsharp from './google-mscc-csharp.yaml';
import groqJs from './groq-js.yaml';
import haystack from './haystack.yaml';
import http from './http.yaml';
import huggingfaceJs from './huggingface-js.yaml';
import huggingfacePython from './huggingface-python.yaml';
import inngest from './inngest.yaml';
import instructorGo from './instructor-go.yaml';
import instructorJs from './instructor-js.yaml';
import instructorPython from './instructor-python.yaml';
import koog from './koog.yaml';
import koogSession from './koog-session.yaml';
import langchainAgentsJs from './langchain-agents-js.yaml';
import langchainJs from './langchain-js.yaml';
import langchainPython from './langchain-python.yaml';
import langchainRuby from './langchain-ruby.yaml';
import langchainRust from './langchain-rust.yaml';
import langchain4j from './langchain4j.yaml';
import langchaingo from './langchaingo.yaml';
import laravelAi from './laravel-ai.yaml';
import litellm from './litellm.yaml';
import llamaindexJs from './llamaindex-js.yaml';
import llamaindexPython from './llamaindex-python.yaml';
import llmRust from './llm-rust.yaml';
import llphant from './llphant.yaml';
import mastra from './mastra.yaml';
import mem0 from './mem0.yaml';
import microsoftAiCsharp from './microsoft-ai-csharp.yaml';
import microsoftAiEvaluationCsharp from './microsoft-ai-evaluation-csharp.yaml';
import mistralCsharp from './mistral-csharp.yaml';
import mistralJs from './mistral-js.yaml';
import mistralPython from './mistral-python.yaml';
import mistralRust from './mistral-rust.yaml';
import moodleAi from './moodle-ai.yaml';
import neuron from './neuron.yaml';
import ollamaCsharp from './ollama-csharp.yaml';
import ollamaGo from './ollama-go.yaml';
import ollamaJs from './ollama-js.yaml';
import ollamaPython from './ollama-python.yaml';
import ollamaRuby from './ollama-ruby.yaml';
import ollamaRust from './ollama-rust.yaml';
import ollama4j from './ollama4j.yaml';
import openRouterRuby from './open-router-ruby.yaml';
import openai from './openai.yaml';
import openaiAgentsJs from './openai-agents-js.yaml';
import openaiAgentsPython from './openai-agents-python.yaml';
import openaiApiCsharp from './openai-api-csharp.yaml';
import openaiApiRsRust from './openai-api-rs-rust.yaml';
import openaiBetalgoCsharp from './openai-betalgo-csharp.yaml';
import openaiCompatiblePython from './openai-compatible-python.yaml';
import openaiCratesRust from './openai-crates-rust.yaml';
import openaiCsharp from './openai-csharp.yaml';
import openaiDotnetCsharp from './openai-dotnet-csharp.yaml';
import openaiGo from './openai-go.yaml';
import openaiGpt3Java from './openai-gpt3-java.yaml';
import openaiJava from './openai-java.yaml';
import openaiKotlin from './openai-kotlin.yaml';
import openaiPhp from './openai-php.yaml';
import openaiPython from './openai-python.yaml';
import openaiRuby from './openai-ruby.yaml';
import openrouterGo from './openrouter-go.yaml';
import openrouterJs from './openrouter-js.yaml';
import openrouterPython from './openrouter-python.yaml';
import orhanerdayOpenai from './orhanerday-openai.yaml';
import perplexityGo from './perplexity-go.yaml';
import portkeyJs from './portkey-js.yaml';
import prism from './prism.yaml';
import pydanticAi from './pydantic-ai.yaml';
import raix from './raix.yaml';
import replicateJs from './replicate-js.yaml';
import replicatePython from './replicate-python.yaml';
import rigModelsRust from './rig-models-rust.yaml';
import rigRust from './rig-rust.yaml';
import rubyLlm from './ruby-llm.yaml';
import rubyOpenai from './ruby-openai.yaml';
import semanticKernelCsharp from './semantic-kernel-csharp.yaml';
import semanticKernelJava from './semantic-kernel-java.yaml';
import semanticKernelPython from './semantic-kernel-python.yaml';
import simpleOpenai from './simple-openai.yaml';
import smolagents from './smolagents.yaml';
import springAi from './spring-ai.yaml';
import strands from './strands.yaml';
import symfonyAi from './symfony-ai.yaml';
import togetherJs from './together-js.yaml';
import trpcAgentGo from './trpc-agent-go.yaml';
import voltagent from './voltagent.yaml';
import voyageJs from './voyage-js.yaml';
import voyageaiPython from './voyageai-python.yaml';
import vscodeLmJs from './vscode-lm-js.yaml';
import wordpressAi from './wordpress-ai.yaml';
import xai from './xai.yaml';
import xsai from './xsai.yaml';

/** Every signature table, by the name of its file. The build has checked them and filled in their defaults. */
export const signatureTables = {
  'agent-framework': agentFramework,
  agno,
  'ai-sdk': aiSdk,
  anthropic,
  'anthropic-csharp': anthropicCsharp,
  'anthropic-go': anthropicGo,
  'anthropic-java': anthropicJava,
  'anthropic-php': anthropicPhp,
  'anthropic-python': anthropicPython,
  'anthropic-ruby': anthropicRuby,
  'anthropic-rust': anthropicRust,
  'anthropic-sdk-csharp': anthropicSdkCsharp,
  'arkruntime-go': arkruntimeGo,
  'async-openai-rust': asyncOpenaiRust,
  autogen,
  'azopenai-go': azopenaiGo,
  'azure-agents-csharp': azureAgentsCsharp,
  'azure-ai-python': azureAiPython,
  'azure-inference-csharp': azureInferenceCsharp,
  'azure-inference-js': azureInferenceJs,
  'azure-openai-beta-csharp': azureOpenaiBetaCsharp,
  'azure-openai-java': azureOpenaiJava,
  'azure-openai-js': azureOpenaiJs,
  'bedrock-csharp': bedrockCsharp,
  'bedrock-go': bedrockGo,
  'bedrock-js': bedrockJs,
  'bedrock-jvm': bedrockJvm,
  'bedrock-php': bedrockPhp,
  'bedrock-python': bedrockPython,
  'bedrock-ruby': bedrockRuby,
  'bedrock-rust': bedrockRust,
  'browser-use': browserUse,
  'cerebras-js': cerebrasJs,
  'claude-agent-sdk-js': claudeAgentSdkJs,
  'claude-agent-sdk-python': claudeAgentSdkPython,
  'client-wrappers': clientWrappers,
  'cloudflare-js': cloudflareJs,
  'cohere-go': cohereGo,
  'cohere-js': cohereJs,
  'cohere-python': coherePython,
  crewai,
  dashscope,
  'dashscope-java': dashscopeJava,
  'deepseek-go': deepseekGo,
  dspy,
  eino,
  fantasy,
  'firebase-ai': firebaseAi,
  'gemini-php': geminiPhp,
  'gemini-ruby': geminiRuby,
  'gemini-rust': geminiRust,
  'genai-rust': genaiRust,
  genkit,
  'genkit-go': genkitGo,
  'go-anthropic': goAnthropic,
  'go-openai': goOpenai,
  gollm,
  'google-adk-go': googleAdkGo,
  'google-adk-js': googleAdkJs,
  'google-adk-python': googleAdkPython,
  'google-aiplatform-csharp': googleAiplatformCsharp,
  'google-genai': googleGenai,
  'google-genai-csharp': googleGenaiCsharp,
  'google-genai-go': googleGenaiGo,
  'google-genai-java': googleGenaiJava,
  'google-genai-python': googleGenaiPython,
  'google-generative-ai-go': googleGenerativeAiGo,
  'google-generativeai': googleGenerativeai,
  'google-generativeai-csharp': googleGenerativeaiCsharp,
  'google-generativeai-js': googleGenerativeaiJs,
  'google-mscc-csharp': googleMsccCsharp,
  'groq-js': groqJs,
  haystack,
  http,
  'huggingface-js': huggingfaceJs,
  'huggingface-python': huggingfacePython,
  inngest,
  'instructor-go': instructorGo,
  'instructor-js': instructorJs,
  'instructor-python': instructorPython,
  koog,
  'koog-session': koogSession,
  'langchain-agents-js': langchainAgentsJs,
  'langchain-js': langchainJs,
  'langchain-python': langchainPython,
  'langchain-ruby': langchainRuby,
  'langchain-rust': langchainRust,
  langchain4j,
  langchaingo,
  'laravel-ai': laravelAi,
  litellm,
  'llamaindex-js': llamaindexJs,
  'llamaindex-python': llamaindexPython,
  'llm-rust': llmRust,
  llphant,
  mastra,
  mem0,
  'microsoft-ai-csharp': microsoftAiCsharp,
  'microsoft-ai-evaluation-csharp': microsoftAiEvaluationCsharp,
  'mistral-csharp': mistralCsharp,
  'mistral-js': mistralJs,
  'mistral-python': mistralPython,
  'mistral-rust': mistralRust,
  'moodle-ai': moodleAi,
  neuron,
  'ollama-csharp': ollamaCsharp,
  'ollama-go': ollamaGo,
  'ollama-js': ollamaJs,
  'ollama-python': ollamaPython,
  'ollama-ruby': ollamaRuby,
  'ollama-rust': ollamaRust,
  ollama4j,
  'open-router-ruby': openRouterRuby,
  openai,
  'openai-agents-js': openaiAgentsJs,
  'openai-agents-python': openaiAgentsPython,
  'openai-api-csharp': openaiApiCsharp,
  'openai-api-rs-rust': openaiApiRsRust,
  'openai-betalgo-csharp': openaiBetalgoCsharp,
  'openai-compatible-python': openaiCompatiblePython,
  'openai-crates-rust': openaiCratesRust,
  'openai-csharp': openaiCsharp,
  'openai-dotnet-csharp': openaiDotnetCsharp,
  'openai-go': openaiGo,
  'openai-gpt3-java': openaiGpt3Java,
  'openai-java': openaiJava,
  'openai-kotlin': openaiKotlin,
  'openai-php': openaiPhp,
  'openai-python': openaiPython,
  'openai-ruby': openaiRuby,
  'openrouter-go': openrouterGo,
  'openrouter-js': openrouterJs,
  'openrouter-python': openrouterPython,
  'orhanerday-openai': orhanerdayOpenai,
  'perplexity-go': perplexityGo,
  'portkey-js': portkeyJs,
  prism,
  'pydantic-ai': pydanticAi,
  raix,
  'replicate-js': replicateJs,
  'replicate-python': replicatePython,
  'rig-models-rust': rigModelsRust,
  'rig-rust': rigRust,
  'ruby-llm': rubyLlm,
  'ruby-openai': rubyOpenai,
  'semantic-kernel-csharp': semanticKernelCsharp,
  'semantic-kernel-java': semanticKernelJava,
  'semantic-kernel-python': semanticKernelPython,
  'simple-openai': simpleOpenai,
  smolagents,
  'spring-ai': springAi,
  strands,
  'symfony-ai': symfonyAi,
  'together-js': togetherJs,
  'trpc-agent-go': trpcAgentGo,
  voltagent,
  'voyage-js': voyageJs,
  'voyageai-python': voyageaiPython,
  'vscode-lm-js': vscodeLmJs,
  'wordpress-ai': wordpressAi,
  xai,
  xsai,
} as Readonly<Record<string, SignatureTable>>;
