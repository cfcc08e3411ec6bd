import agentFramework from './agent-framework.yaml';
import agno from './agno.yaml';
import aiSdk from './ai-sdk.yaml';
import anthropic from './anthropic.yaml';
import autogen from './autogen.yaml';
import azureAiPython from './azure-ai-python.yaml';
import bedrockPython from './bedrock-python.yaml';
import browserUse from './browser-use.yaml';
import claudeAgentSdkPython from './claude-agent-sdk-python.yaml';
import clientWrappers from './client-wrappers.yaml';
import coherePython from './cohere-python.yaml';
import crewai from './crewai.yaml';
import dashscope from './dashscope.yaml';
import dspy from './dspy.yaml';
import googleAdkPython from './google-adk-python.yaml';
import googleGenai from './google-genai.yaml';
import googleGenerativeai from './google-generativeai.yaml';
import haystack from './haystack.yaml';
import huggingfacePython from './huggingface-python.yaml';
import instructorPython from './instructor-python.yaml';
import langchainPython from './langchain-python.yaml';
import litellm from './litellm.yaml';
import llamaindexPython from './llamaindex-python.yaml';
import mistralPython from './mistral-python.yaml';
import ollamaPython from './ollama-python.yaml';
import openai from './openai.yaml';
import openaiAgentsPython from './openai-agents-python.yaml';
import openaiCompatiblePython from './openai-compatible-python.yaml';
import openrouterPython from './openrouter-python.yaml';
import pydanticAi from './pydantic-ai.yaml';
import replicatePython from './replicate-python.yaml';
import semanticKernelPython from './semantic-kernel-python.yaml';
import smolagents from './smolagents.yaml';
import strands from './strands.yaml';
import voyageaiPython from './voyageai-python.yaml';
import xai from './xai.yaml';

/** Every signature table, by the name of its file. */
export const signatureTables: Readonly<Record<string, unknown>> = {
  'agent-framework': agentFramework,
  agno,
  'ai-sdk': aiSdk,
  anthropic,
  autogen,
  'azure-ai-python': azureAiPython,
  'bedrock-python': bedrockPython,
  'browser-use': browserUse,
  'claude-agent-sdk-python': claudeAgentSdkPython,
  'client-wrappers': clientWrappers,
  'cohere-python': coherePython,
  crewai,
  dashscope,
  dspy,
  'google-adk-python': googleAdkPython,
  'google-genai': googleGenai,
  'google-generativeai': googleGenerativeai,
  haystack,
  'huggingface-python': huggingfacePython,
  'instructor-python': instructorPython,
  'langchain-python': langchainPython,
  litellm,
  'llamaindex-python': llamaindexPython,
  'mistral-python': mistralPython,
  'ollama-python': ollamaPython,
  openai,
  'openai-agents-python': openaiAgentsPython,
  'openai-compatible-python': openaiCompatiblePython,
  'openrouter-python': openrouterPython,
  'pydantic-ai': pydanticAi,
  'replicate-python': replicatePython,
  'semantic-kernel-python': semanticKernelPython,
  smolagents,
  strands,
  'voyageai-python': voyageaiPython,
  xai,
};
