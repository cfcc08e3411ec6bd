import assert from 'node:assert/strict';
import type { CallSite } from '../../../src/core/callsites';
import { Linker } from '../../../src/core/resolve';
import { readPromptFile } from '../../../src/core/promptFiles';
import { applyEdits } from '../../../src/core/text';
import {
  insertEntry,
  isPromptFileLanguage,
  jsonEntries,
  languageOf,
  Programs,
  SourceParser,
} from '../../../src/core/syntax';
import { cpuMs } from '../cpuTime';
import { grammars, InMemoryWorkspace, services } from '../pipeline';

const linker = new Linker(new Programs(new SourceParser(grammars)), new InMemoryWorkspace(), services.signatures);

function read(text: string, file: string): ReturnType<typeof readPromptFile> {
  const language = languageOf(file);
  assert.ok(language && isPromptFileLanguage(language), file);
  return readPromptFile(
    { file, language, text },
    {
      resolver: linker.alone(),
      ...services,
    },
  );
}

/** The prompt's parts as they are, beside what stands in the file at their ranges. */
const placed = (site: CallSite | undefined, text: string): [string, string, string][] =>
  (site?.prompt.segments ?? []).flatMap(({ role = '', parts }) =>
    parts.map((part): [string, string, string] => [
      role,
      part.kind === 'text' ? part.text : part.name,
      part.range ? text.slice(part.range.start, part.range.end) : '',
    ]),
  );

describe('a file that is no program', () => {
  it('is known by its name', () => {
    const known = ['a.prompt', 'x/_part.prompt', 'a.prompty', 'a.prompt.md', 'a.md', 'a.rest', 'a.zsh', 'a.yml'];
    assert.deepEqual([...known, 'promptfooconfig.json', 'package.json'].map(languageOf), [
      'dotprompt',
      undefined,
      'prompty',
      'promptfile',
      undefined,
      'http',
      'shell',
      'yaml',
      'yaml',
      undefined,
    ]);
  });

  it('says where each part of a prompt stands', () => {
    const text =
      '---\nmodel: googleai/gemini-2.5-flash\n---\n{{role "system"}}\nBe kind.\n{{role "model"}}Hi {{name}}!\n';
    assert.deepEqual(placed(read(text, 'a.prompt').sites[0], text), [
      ['system', 'Be kind.', 'Be kind.'],
      ['assistant', 'Hi ', 'Hi '],
      ['assistant', 'name', '{{name}}'],
      ['assistant', '!', '!'],
    ]);
  });

  it('says it for a body that is put together from quotes, escapes and variables', () => {
    const text = `Q=who
curl -d "{\\"model\\": \\"gpt-4o\\", \\"input\\": \\"Say \${Q} and $R\\"}"'' https://api.openai.com/v1/responses`;
    assert.deepEqual(placed(read(text, 'a.sh').sites[0], text), [
      ['user', 'Say who and ', 'Say ${Q} and '],
      ['user', 'R', '$R'],
    ]);
  });

  it('tells what is wrong, and where', () => {
    const cases: [string, string, RegExp][] = [
      ['a.prompty', '---\nmodel: [\n---\nhi', /^The settings of the prompt can't be read: line \d, column \d: /],
      [
        'promptfooconfig.json',
        '{"providers": ["openai:gpt-4o"',
        /^The promptfoo configuration can't be read: line 1, /,
      ],
      [
        'a.yaml',
        'model_list:\n  - litellm_params:\n    model: "x',
        /^The LiteLLM configuration can't be read: line \d/,
      ],
      [
        'a.http',
        'POST https://api.openai.com/v1/responses\n\n{"model": "gpt-4o"',
        /^The body of a request can't be read: line 3/,
      ],
    ];
    for (const [file, text, limit] of cases) assert.match(read(text, file).limits.join(), limit, file);
  });

  it('ends with what nobody writes by hand', () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `A${index + 1}="$A${index}$A${index}"`).join('\n');
    const aliases = Array.from({ length: 60 }, (_, index) => `x${index + 1}: &x${index + 1} [*x${index}, *x${index}]`);
    const variables = Array.from(
      { length: 60 },
      (_, index) => `@a${index + 1} = {{a${index}}}{{a${index}}}{{a${index}}}`,
    );
    const url = 'https://api.openai.com/v1/responses';
    const cases: [string, string][] = [
      ['a.sh', `A0=x\n${doubling}\ncurl -d "$A60" ${url}`],
      ['a.sh', `curl -d "${'$('.repeat(20_000)} ${url}`],
      ['a.sh', `curl ${url} -d ${'"$A'.repeat(50_000)}`],
      ['a.sh', `curl ${url} ${'<<A '.repeat(5_000)}\n${'x\n'.repeat(5_000)}`],
      ['litellm.yaml', `x0: &x0 [a]\n${aliases.join('\n')}\nmodel_list: [{litellm_params: {model: *x60}}]`],
      ['litellm.yaml', `model_list: ${'['.repeat(20_000)}`],
      ['a.http', `@a0 = x\n${variables.join('\n')}\n###\nPOST ${url}\n\n{{a60}}`],
      ['a.prompt', `---\nmodel: a/b\n---\n${'{{'.repeat(100_000)}`],
      ['a.prompt', `---\nmodel: a/b\n---\n${'{%'.repeat(100_000)}`],
    ];
    for (const [file, text] of cases) {
      assert.ok(cpuMs(() => read(text, file)) < 3_000, `${file}: ${text.slice(0, 40)}`);
    }
  });

  it('takes a cap into the JSON of a request', () => {
    const text = 'POST https://api.openai.com/v1/responses\n\n{\n  "model": "gpt-4o",\n  "input": "hi"\n}\n';
    const [site] = read(text, 'a.http').sites;
    assert.ok(site?.outputCap.state === 'missing' && site.outputCap.insertion);
    const edits = insertEntry(text, site.outputCap.insertion, '500', jsonEntries);
    assert.match(applyEdits(text, edits), /"input": "hi",\n {2}"max_output_tokens": 500\n\}/);
  });

  it('can be a configuration in JSON', () => {
    const text = JSON.stringify({
      prompts: ['Hello {{name}}'],
      providers: ['openai:gpt-4o', { id: 'anthropic:messages:claude-sonnet-4-5', config: { max_tokens: 9 } }],
    });
    const { sites } = read(text, 'promptfooconfig.json');
    assert.deepEqual(
      sites.map(({ model, outputCap }) => [model.kind === 'known' && model.id, outputCap.state]),
      [
        ['gpt-4o', 'missing'],
        ['claude-sonnet-4-5', 'set'],
      ],
    );
    assert.deepEqual(placed(sites[0], text), [
      ['user', 'Hello ', 'Hello '],
      ['user', 'name', '{{name}}'],
    ]);
  });
});
