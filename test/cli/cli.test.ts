import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify, stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { scanReportSchema, type ScanReport } from '../../src/cli/scanReport';
import { TemporaryFolder } from '../host/temporaryFolder';
import { assertGolden } from './golden';

async function meterline(...argv: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['out/cli.mjs', ...argv], {
      env: { ...process.env, NO_COLOR: '1' },
      maxBuffer: 50_000_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error: unknown) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

describe('the command line', function () {
  this.timeout(60_000);
  let folder: TemporaryFolder;
  let root: string;

  before(() => {
    folder = new TemporaryFolder();
    root = folder.at('project');
    folder.put(
      'project/chat.ts',
      [
        "import OpenAI from 'openai';",
        'const client = new OpenAI();',
        'export async function ask(question: string, model: string) {',
        '  // meterline: input=1000 output=500',
        "  await client.chat.completions.create({ model: 'gpt-4o', max_tokens: 500, messages: [{ role: 'user', content: question }] });",
        '  await client.responses.create({ model, input: question });',
        '}',
      ].join('\n'),
    );
    folder.put('project/broken.py', new Uint8Array([0x23, 0xff, 0x0a]));
  });

  after(() => folder.remove());

  async function reportOf(...argv: string[]): Promise<ScanReport> {
    const { code, stdout, stderr } = await meterline('scan', ...argv, '--format', 'json');
    assert.deepEqual([code, stderr], [0, '']);
    const printed: unknown = JSON.parse(stdout);
    const report = scanReportSchema.parse(printed);
    assert.deepEqual(report, printed, 'nothing is printed that the schema does not tell of');
    return report;
  }

  it('reads what is no program: prompts, requests, scripts and configurations', async () => {
    const kinds = folder.at('prompts');
    const files = {
      'ask.prompty':
        '---\nmodel:\n  api: chat\n  configuration:\n    type: openai\n    name: gpt-4o\n---\nsystem:\nBe kind.\n',
      'ask.sh':
        'curl https://api.openai.com/v1/responses -d \'{"model": "gpt-4.1", "input": "Hi", "max_output_tokens": 20}\'\n',
      'data.yaml': `rows:\n${'  - a long list of values that is no configuration\n'.repeat(50_000)}`,
      'menu.prompt': '---\nmodel: googleai/gemini-2.5-flash\nconfig:\n  maxOutputTokens: 30\n---\nSuggest a dish.\n',
      'picked.prompt.md': '---\ndescription: whichever model is picked\n---\nExplain this.\n',
      'promptfooconfig.yaml': 'prompts:\n  - file://prompts/ask.txt\nproviders:\n  - openai:chat:gpt-4o-mini\n',
      'prompts/ask.txt': 'Answer in one word: {{question}}',
      'proxy.yaml': 'model_list:\n  - model_name: fast\n    litellm_params:\n      model: anthropic/claude-haiku-4-5\n',
      'requests.http':
        'POST https://api.anthropic.com/v1/messages\n\n{"model": "claude-sonnet-4-5", "max_tokens": 40, "messages": []}\n',
      'triage.prompt.yml':
        'model: openai/gpt-4o\nmodelParameters:\n  maxTokens: 50\nmessages:\n  - role: user\n    content: Sort it.\n',
    };
    for (const [file, text] of Object.entries(files)) folder.put(`prompts/${file}`, text);
    const report = await reportOf(kinds);
    assert.deepEqual(
      report.callSites.map(({ file, role, model, maxOutputTokens: cap, promptStaticChars }) => [
        file,
        role,
        model.id,
        cap.value ?? cap.state,
        promptStaticChars,
      ]),
      [
        ['ask.prompty', 'construct', 'gpt-4o', 'missing', 8],
        ['ask.sh', 'call', 'gpt-4.1', 20, 2],
        ['menu.prompt', 'construct', 'googleai/gemini-2.5-flash', 30, 15],
        ['promptfooconfig.yaml', 'construct', 'gpt-4o-mini', 'missing', 20],
        ['proxy.yaml', 'construct', 'anthropic/claude-haiku-4-5', 'missing', 0],
        ['requests.http', 'call', 'claude-sonnet-4-5', 40, 0],
        ['triage.prompt.yml', 'construct', 'openai/gpt-4o', 50, 8],
      ],
    );
    assert.deepEqual(report.skipped, []);
  });

  it('prints a scan as JSON that keeps the contract', async () => {
    const report = await reportOf(root);
    const [priced, unknown] = report.callSites;
    assert.ok(priced && unknown);
    assert.deepEqual([priced.file, priced.line, priced.column, priced.endLine], ['chat.ts', 5, 33, 5]);
    assert.equal(priced.endColumn, 126);
    assert.deepEqual(priced.model, { id: 'gpt-4o', from: 'literal' });
    assert.deepEqual(priced.maxOutputTokens, { state: 'set', value: 500, parameter: 'max_tokens' });
    // 1,000 tokens stated, 3 for the message, 3 to prime the reply, 1 for the role's line at most; 500 out at 10 USD per million.
    assert.equal(priced.estimate?.outputTokens.expected, 500);
    assert.ok(priced.estimate.inputTokens >= 1000 && priced.estimate.inputTokens < 1020);
    assert.equal(priced.estimate.costPerCall, (priced.estimate.inputTokens * 2.5 + 500 * 10) / 1e6);
    assert.deepEqual(unknown.model, { id: null, from: 'dynamic', reason: 'parameter: model' });
    assert.equal(unknown.estimate, null);
    assert.equal(priced.id, 'chat.ts#ask:openai.chat.completions.create:0');
    assert.deepEqual(report.totals.byApi, { 'openai.chat': 1, 'openai.responses': 1 });
    assert.deepEqual(report.totals.byModel, { 'gpt-4o': 1 });
    assert.deepEqual(report.skipped, [{ file: 'broken.py', reason: 'not valid UTF-8' }]);
    assert.deepEqual(
      { ...report.stats, milliseconds: 0, bytes: 0 },
      { files: 2, parsed: 1, bytes: 0, milliseconds: 0 },
    );
  });

  it('prints a table for people', async () => {
    const { code, stdout, stderr } = await meterline('scan', root);
    assert.deepEqual([code, stderr], [0, '']);
    for (const part of [
      'chat.ts\n',
      ' 5  openai.chat       gpt-4o ',
      ' 6  openai.responses  unknown ',
      'No price: parameter: model.',
      '2 call sites, ',
      '1 without a price',
      'broken.py: not valid UTF-8',
      '2 files, 1 parsed, ',
    ]) {
      assert.ok(stdout.includes(part), `"${part}" in\n${stdout}`);
    }
    assert.doesNotMatch(stdout, /undefined|NaN/);
    assert.equal(stripVTControlCharacters(stdout), stdout);
  });

  it('prints the same for the same files', async () => {
    const masked = async () => ({ ...(await reportOf(root)), stats: undefined });
    assert.deepEqual(await masked(), await masked());
  });

  it('says where a name, a cap and a system prompt come from', async () => {
    folder.put(
      'kinds/$& \u00e9.ts',
      [
        "import Anthropic from '@anthropic-ai/sdk';",
        "import OpenAI from 'openai';",
        "const MODEL = process.env.MODEL ?? 'gpt-4.1';",
        'export async function kinds(client: OpenAI, other: Anthropic, fast: boolean, max: number, messages: any[], name: string) {',
        '\tawait client.chat.completions.create({ model: MODEL, max_tokens: max, messages });',
        "  await client.chat.completions.create({ model: fast ? 'gpt-4o-mini' : 'gpt-4o', messages: [{ role: 'system', content: 'Be brief.' }, ...messages] });",
        "  await other.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, messages });",
        "  await other.messages.create({ model: 'claude-sonnet-4-5', max_tokens: 100, system: `It is ${new Date()}.`, messages });",
        "  for (const one of messages) await client.embeddings.create({ model: 'text-embedding-3-small', input: one });",
        '}',
      ].join('\r\n'),
    );
    const { callSites, findings } = await reportOf(folder.at('kinds'));
    const [environment, choice, anthropic, dated, embedding] = callSites;
    assert.ok(environment && choice && anthropic && dated && embedding);
    assert.deepEqual(environment.model, { id: 'gpt-4.1', from: 'envDefault' });
    assert.deepEqual(environment.maxOutputTokens, { state: 'dynamic', parameter: 'max_tokens' });
    // A tab is one column.
    assert.deepEqual([environment.line, environment.column], [5, 32]);
    assert.equal(environment.file, '$& \u00e9.ts');
    assert.equal(environment.id, '$& \u00e9.ts#kinds:openai.chat.completions.create:0');
    assert.deepEqual([choice.model.id, choice.model.candidates], [null, ['gpt-4o-mini', 'gpt-4o']]);
    assert.equal(choice.estimate, null);
    assert.deepEqual(
      choice.alternatives?.map(({ model }) => model),
      ['gpt-4o-mini', 'gpt-4o'],
    );
    assert.deepEqual(
      callSites.map(({ system }) => system),
      ['unknown', 'static', 'none', 'volatile', 'none'],
    );
    assert.deepEqual(embedding.maxOutputTokens, { state: 'notApplicable' });
    assert.deepEqual([dated.inLoop, embedding.inLoop], [false, true]);
    assert.equal(choice.promptStaticChars, 'Be brief.'.length);
    for (const { callSite } of findings) assert.ok(callSites.some(({ id }) => id === callSite));
  });

  it('places the calls of a notebook in its cells, and those of a component in its file', async () => {
    const cell = (source: string) => ({
      cell_type: 'code',
      metadata: {},
      outputs: [],
      source: source.split(/(?<=\n)/),
    });
    folder.put(
      'parts/lesson.ipynb',
      JSON.stringify({
        nbformat: 4,
        metadata: { kernelspec: { language: 'python' } },
        cells: [
          { cell_type: 'markdown', metadata: {}, source: ['# Lesson'] },
          cell('%pip install openai\nfrom openai import OpenAI\nclient = OpenAI()\nMODEL = "gpt-4o"'),
          cell(
            'def ask(prompt):\n    return client.chat.completions.create(\n        model=MODEL,\n        messages=[{"role": "user", "content": prompt}],\n    )',
          ),
        ],
      }),
    );
    folder.put('parts/broken.ipynb', '{"cells": [');
    folder.put('parts/stats.ipynb', '{"cells": [], "metadata": {"kernelspec": {"language": "R"}}}');
    folder.put(
      'parts/App.vue',
      "<template>\n  <p/>\n</template>\n<script setup lang=\"ts\">\nimport OpenAI from 'openai';\nawait new OpenAI().responses.create({ model: 'gpt-4o', input: 'Hello', max_output_tokens: 9 });\n</script>\n",
    );
    const { callSites, findings, skipped } = await reportOf(folder.at('parts'));
    const places = callSites.map(({ id, language, cell: index, line, column, endLine, endColumn }) => {
      return [id, language, index, [line, column], [endLine, endColumn]];
    });
    assert.deepEqual(places, [
      ['App.vue#:openai.responses.create:0', 'typescript', undefined, [6, 30], [6, 95]],
      ['lesson.ipynb#ask:openai.chat.completions.create:0', 'notebook', 2, [2, 36], [5, 6]],
    ]);
    assert.deepEqual(
      findings.map(({ rule, cell: index, line }) => [rule, index, line]),
      [['missing-output-cap', 2, 2]],
    );
    assert.deepEqual(skipped, [
      { file: 'broken.ipynb', reason: 'not a notebook: its JSON is broken' },
      { file: 'stats.ipynb', reason: 'a notebook of R, which is not read' },
    ]);
    const { stdout } = await meterline('scan', folder.at('parts'));
    assert.match(stdout, /\nlesson\.ipynb\n {2}cell 3\n {5}2 {2}openai\.chat /);
  });

  it('names no path of the machine it ran on', async () => {
    folder.put('linked/models.ts', "export const MODEL = 'gpt-4o';\n");
    folder.put(
      'linked/app.ts',
      "import OpenAI from 'openai';\nimport { MODEL } from './models';\nimport { nowhere } from './nowhere';\nconst client = new OpenAI();\nclient.chat.completions.create({ model: MODEL, messages: [] });\nclient.chat.completions.create({ model: nowhere, messages: [] });\n",
    );
    const report = await reportOf(folder.at('linked'));
    assert.deepEqual(
      report.callSites.map(({ model }) => model.from),
      ['crossFile', 'dynamic'],
    );
    assert.ok(!JSON.stringify(report).includes(folder.path));
  });

  it('compares with other models where it is told to', async () => {
    const { callSites } = await reportOf(path.join(root, 'chat.ts'), '--compare', 'gpt-4o-mini,gpt-4o');
    const [mini, same] = callSites[0]?.comparison ?? [];
    assert.equal(mini?.model, 'gpt-4o-mini');
    assert.equal(same?.costPerCall, callSites[0]?.estimate?.costPerCall);
    assert.ok((mini.costPerCall ?? Infinity) < (same?.costPerCall ?? 0));
    assert.equal((await reportOf(root)).callSites[0]?.comparison, undefined);
  });

  it('writes to a file when asked to', async () => {
    const output = folder.at('report.json');
    const { code, stdout } = await meterline('scan', root, '--format=json', '--output', output);
    assert.equal(code, 0);
    assert.equal(stdout, '');
    scanReportSchema.parse(JSON.parse(readFileSync(output, 'utf8')));
  });

  it('takes assumptions', async () => {
    const [priced] = (await reportOf(root, '--assume', 'slot=50,calls=1000')).callSites;
    assert.equal(priced?.estimate?.costPerMonth, (priced?.estimate?.costPerCall ?? 0) * 1000);
  });

  const mistakes: [argv: string[], message: RegExp][] = [
    [['scan', '/no/such/folder'], /There is no file or folder \/no\/such\/folder/],
    [['scan'], /Name at least one file or folder/],
    [['scan', '.', '--formt', 'json'], /no option --formt\. Did you mean --format\?/],
    [
      ['scan', '.', '--compare', 'gpt-4o-minni'],
      /--compare gpt-4o-minni: no price is known.* Did you mean .*gpt-4o-mini/,
    ],
    [['scan', 'package.json', '--output', '/no/such/folder/report'], /--output \/no\/such\/folder\/report: ENOENT/],
    [['scna', '.'], /no command scna\. Did you mean scan\?/],
    [['frobnicate'], /no command frobnicate\.$/m],
  ];
  for (const [argv, message] of mistakes) {
    it(`answers "${argv.join(' ')}" with what is wrong, and 2`, async () => {
      const { code, stdout, stderr } = await meterline(...argv);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack');
    });
  }

  it('explains itself', async () => {
    assert.match((await meterline('--help')).stdout, /scan PATH/);
    assert.match((await meterline()).stdout, /scan PATH/);
    const { stdout: help } = await meterline('scan', '--help');
    for (const option of ['--format', '--output', '--compare', '--assume', '--no-progress', '--help'])
      assert.ok(help.includes(option), option);
    assert.equal((await meterline('help', 'scan')).stdout, help);
    assert.equal((await meterline('scan', '.', '-h')).stdout, help);
    assert.match((await meterline('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('tells mistakes of .meterline.yaml at their lines, and scans by the rest', async () => {
    const home = folder.at('own');
    folder.put(
      'own/.meterline.yaml',
      [
        'signatures:',
        '  - function: ask',
        '    in: llm.py',
        '    model: model',
        '  - function: tell',
        '    in: llm.py',
        '    \u001b[31mred: true',
      ].join('\n'),
    );
    folder.put('own/llm.py', 'def ask(model):\n    queue.put(model)\n\nask("gpt-4o")\n');
    const { code, stdout, stderr } = await meterline('scan', home, '--format', 'json');
    assert.equal(code, 0);
    const message = `7:5 there is no key \`${'\ufffd'}[31mred\` here\n`;
    assert.equal(stderr, `${path.relative('.', path.join(home, '.meterline.yaml'))}:${message}`);
    const report = scanReportSchema.parse(JSON.parse(stdout));
    assert.deepEqual(
      report.skipped.map(({ file, reason }) => [file, reason.replace('\u001b', '\ufffd')]),
      [['.meterline.yaml', message.trim()]],
    );
    assert.deepEqual(
      report.callSites.map(({ api, model }) => [api, model.id]),
      [['workspace', 'gpt-4o']],
    );
    const table = await meterline('scan', home);
    assert.equal(table.stderr, stderr);
    assert.doesNotMatch(table.stdout, /meterline\.yaml/);
  });

  it('publishes the schema of its JSON', () => {
    const schema = {
      $comment: 'Generated from src/cli/scanReport.ts by `UPDATE_FIXTURES=1 npm run test:unit`.',
      title: 'What `meterline scan --format json` prints',
      // Readers of an older schema are to put up with fields that come later.
      ...z.toJSONSchema(scanReportSchema, { io: 'input' }),
    };
    assertGolden('docs/schema/scan.schema.json', `${JSON.stringify(schema, null, 2)}\n`);
  });

  it('ends quietly when its reader has seen enough', async function () {
    if (process.platform === 'win32') return this.skip();
    const command = `${process.execPath} out/cli.mjs scan test/fixtures --format json | head -c 10`;
    const { stdout, stderr } = await promisify(execFile)('sh', ['-c', command]);
    assert.deepEqual([stdout.length, stderr], [10, '']);
  });
});
