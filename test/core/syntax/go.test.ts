import assert from 'node:assert/strict';
import { packageNames } from '../../../src/core/syntax/go/imports';
import { declaredNames } from '../../../src/core/syntax/go/declared';
import { describeSite } from '../expectations';
import { callSitesOf, InMemoryWorkspace, parse } from '../pipeline';

const IMPORT = 'import (\n\t"context"\n\t"github.com/sashabaranov/go-openai"\n)\n';

/** What is found in the last of several files of one package. */
async function sitesIn(files: Readonly<Record<string, string>>, file: string): Promise<Record<string, string>[]> {
  const text = files[file] ?? '';
  return (await callSitesOf(text, file, new InMemoryWorkspace(files))).map(site => describeSite(site, text).fields);
}

describe('Go', () => {
  for (const [path, names] of [
    ['github.com/sashabaranov/go-openai', ['openai', 'goopenai', 'go_openai']],
    ['github.com/openai/openai-go/v3', ['openai', 'openaigo', 'openai_go']],
    ['github.com/anthropics/anthropic-sdk-go', ['anthropic', 'anthropicsdkgo', 'anthropic_sdk_go']],
    ['google.golang.org/genai', ['genai']],
    ['gopkg.in/yaml.v3', ['yaml']],
  ] as const)
    it(`knows what ${path} can be called`, () => {
      assert.deepEqual(packageNames(path), names);
    });

  it('finds the names that a file declares', () => {
    const text = [
      'package a',
      'type (\n\tClient struct{ key string }\n\tOther = int\n)',
      'const A, B = 1, 2',
      'var (\n\tx = 1\n\ty, z string\n)',
      'func (s *Server) Run(ctx int) {}',
      'func New[T any]() *Made { return &Made{key: 1} }',
    ].join('\n');
    const names = declaredNames(text);
    for (const name of ['Client', 'Other', 'A', 'B', 'x', 'y', 'z', 'Server', 'New', 'Made'])
      assert.ok(names.has(name), name);
    for (const name of ['Run', 'ctx']) assert.ok(!names.has(name), name);
  });

  it('follows fields, methods and constants through the files of a package', async () => {
    const files = {
      'types.go': `package llm\n${IMPORT}type Client struct {\n\tapi   *openai.Client\n\tmodel string\n}\nconst Default = "gpt-4o-mini"\n`,
      'new.go': `package llm\n${IMPORT}func New() *Client {\n\tconfig := openai.DefaultConfig("k")\n\tconfig.BaseURL = "https://api.groq.com/openai/v1"\n\treturn &Client{api: openai.NewClientWithConfig(config), model: Default}\n}\nfunc limit() int { return 33 }\n`,
      'chat.go': `package llm\n${IMPORT}func (c *Client) Chat(ctx context.Context) {\n\tc.api.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: c.model, MaxTokens: limit()})\n}\n`,
    };
    const [site] = await sitesIn(files, 'chat.go');
    assert.equal(site?.model, 'gpt-4o-mini');
    assert.equal(site.from, 'crossFile');
    assert.equal(site.cap, '33');
    assert.equal(site.provider, 'groq');
  });

  it('takes nothing from tests', async () => {
    const files = {
      'client_test.go': 'package llm\nfunc testClient() *Client { return &Client{model: "test-model"} }\n',
      'client.go': `package llm\n${IMPORT}type Client struct {\n\tapi   *openai.Client\n\tmodel string\n}\nfunc (c *Client) Chat(ctx context.Context) {\n\tc.api.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: c.model})\n}\n`,
    };
    const [site] = await sitesIn(files, 'client.go');
    assert.equal(site?.model, 'unknown');
  });

  it('ends on fields that lead back to themselves', async () => {
    const file = `package llm\n${IMPORT}type Node struct {\n\tapi  *openai.Client\n\tnext *Node\n\tname string\n}\nfunc (n *Node) Wrap() *Node { return &Node{next: n.next.Wrap(), name: n.next.name, api: n.next.api} }\nfunc (n *Node) Ask(ctx context.Context) {\n\tn.next.api.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: n.name})\n}\n`;
    const [site] = await sitesIn({ 'a.go': file }, 'a.go');
    assert.equal(site?.model, 'unknown');
  });

  it('reads deep nesting, long sums and broken code in bounded time', async () => {
    const deep = await parse(`package a\nvar x = ${'('.repeat(10_000)}1${')'.repeat(10_000)}\n`, 'a.go');
    assert.ok(deep.isTruncated);
    const sum = await parse(`package a\nvar x = ${Array(20_000).fill('"a"').join(' + ')}\n`, 'a.go');
    assert.ok(sum.isTruncated);
    const broken = `package a\n${IMPORT}func f(ctx context.Context, c *openai.Client) {\n\tif x := {\n\tc.CreateChatCompletion(ctx, openai.ChatCompletionRequest{Model: "gpt-4o"})\n`;
    assert.equal((await sitesIn({ 'a.go': broken }, 'a.go'))[0]?.model, 'gpt-4o');
  });
});
