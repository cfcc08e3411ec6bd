import assert from 'node:assert/strict';
import { insertEntry, languages } from '../../../src/core/syntax';
import { callSitesOf } from '../pipeline';

const USINGS = [
  'OpenAI.Chat',
  'OpenAI.Responses',
  'Microsoft.Extensions.AI',
  'Microsoft.SemanticKernel',
  'Microsoft.SemanticKernel.ChatCompletion',
  'Anthropic.Models.Messages',
  'System.Net.Http.Json',
];

/** A line of a method with the cap written into it; undefined where none is offered. */
async function capped(line: string): Promise<string | undefined> {
  const before = `${USINGS.map(each => `using ${each};`).join('\n')}\nclass A { async Task M(ChatClient chat, ResponsesClient responses, IChatClient ai, Kernel kernel, Anthropic.AnthropicClient claude, HttpClient http) {\n`;
  const text = `${before}${line}\n}}`;
  const sites = await callSitesOf(text, 'a.cs');
  assert.equal(sites.length, 1, line);
  const [site] = sites;
  const insertion = site?.outputCap.state === 'missing' ? site.outputCap.insertion : undefined;
  if (!insertion) return undefined;
  const edits = insertEntry(text, insertion, '500', languages.csharp.entries);
  const edited = edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((all, { range, newText }) => all.slice(0, range.start) + newText + all.slice(range.end), text);
  return edited.slice(before.length, -'\n}}'.length);
}

describe('edits in C#', () => {
  const cases: Record<string, string | undefined> = {
    'chat.CompleteChat(messages, new ChatCompletionOptions { Temperature = 1 });':
      'chat.CompleteChat(messages, new ChatCompletionOptions { Temperature = 1, MaxOutputTokenCount = 500 });',
    'chat.CompleteChat(messages, new() { Temperature = 1 });':
      'chat.CompleteChat(messages, new() { Temperature = 1, MaxOutputTokenCount = 500 });',
    'chat.CompleteChat(messages, new ChatCompletionOptions {});':
      'chat.CompleteChat(messages, new ChatCompletionOptions { MaxOutputTokenCount = 500 });',
    'chat.CompleteChat(messages, new ChatCompletionOptions());': undefined,
    'chat.CompleteChat(messages);': 'chat.CompleteChat(messages, options: new() { MaxOutputTokenCount = 500 });',
    'await ai.GetResponseAsync("x", new ChatOptions { ModelId = "gpt-4o" });':
      'await ai.GetResponseAsync("x", new ChatOptions { ModelId = "gpt-4o", MaxOutputTokens = 500 });',
    'await kernel.InvokePromptAsync("x");': undefined,
    'await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new { model = "gpt-4o", messages });':
      'await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new { model = "gpt-4o", messages, max_tokens = 500 });',
    'await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new Dictionary<string, object> { ["model"] = "gpt-4o" });':
      undefined,
    'await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new Body { Model = "gpt-4o" });':
      undefined,
    'await http.PostAsync("https://api.openai.com/v1/chat/completions", new StringContent("{\\"model\\": \\"gpt-4o\\"}"));':
      undefined,
  };
  for (const [before, after] of Object.entries(cases))
    it(`${after === undefined ? 'are not offered' : 'write a cap'} in ${before}`, async () => {
      assert.equal(await capped(before), after);
    });
});
