import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEstimateSettings } from '../../src/core';
import { RequestCancelled } from '../../src/host/analysisWorker';
import { NoSuchPath, scan, type ScanOptions, type ScanResult } from '../../src/host/scan';
import { temporaryFolder } from './temporaryFolder';

/** The grammars lie beside the built bundles. */
const bundle = pathToFileURL(path.resolve('out/cli.mjs'));
const settings = { estimates: { ...defaultEstimateSettings, compareWith: [] }, rules: {}, promptTextTokens: 200 };

const CALL =
  "import OpenAI from 'openai';\nconst client = new OpenAI();\nclient.chat.completions.create({ model: 'gpt-4o', messages: [] });\n";

const CALL_IN_PYTHON = "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-4o', messages=[])\n";

describe('a scan', () => {
  const folder = temporaryFolder();

  const put = (file: string, content: string | Uint8Array): string => folder.current.put(file, content);
  const options: ScanOptions = { settings, now: new Date('2026-11-24T12:00:00Z'), bundle };
  const run = (...names: string[]): Promise<ScanResult> =>
    scan(names.length ? names.map(name => folder.current.at(name)) : [folder.current.path], options);

  const callsIn = ({ files }: ScanResult): string[] =>
    files.flatMap(file => (file.kind === 'analysed' ? file.analysis.calls.map(() => file.analysis.file) : []));
  const skippedIn = ({ files }: ScanResult): Record<string, string> =>
    Object.fromEntries(files.flatMap(file => (file.kind === 'skipped' ? [[file.file, file.reason]] : [])));

  it('finds calls in every supported file, in the order of names', async () => {
    put('b.ts', CALL);
    put('a/c.js', CALL);
    put('a/d.py', CALL_IN_PYTHON);
    put('notes.md', CALL);
    assert.deepEqual(callsIn(await run()), ['a/c.js', 'a/d.py', 'b.ts']);
  });

  it('follows a client and a model into other files', async () => {
    put('tsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@/*": ["src/*"] } } } // comment');
    put(
      'src/lib/client.ts',
      "import OpenAI from 'openai';\nexport const client = new OpenAI();\nexport const MODEL = 'gpt-4.1';\n",
    );
    put(
      'src/app.ts',
      "import { client, MODEL } from '@/lib/client';\nclient.chat.completions.create({ model: MODEL, messages: [] });\n",
    );
    put('pkg/__init__.py', '');
    put('pkg/config.py', "MODEL = 'gpt-4o-mini'\n");
    put(
      'pkg/run.py',
      'from openai import OpenAI\nfrom .config import MODEL\nfrom pkg import config\nOpenAI().chat.completions.create(model=MODEL, messages=[])\nOpenAI().chat.completions.create(model=config.MODEL, messages=[])\n',
    );
    const result = await run();
    const models = result.files.flatMap(file =>
      file.kind === 'analysed' ? file.analysis.calls.map(({ site }) => site.model) : [],
    );
    assert.deepEqual(
      models.map(model => (model.kind === 'known' ? [model.id, model.from] : model.kind)),
      [
        ['gpt-4o-mini', 'crossFile'],
        ['gpt-4o-mini', 'crossFile'],
        ['gpt-4.1', 'crossFile'],
      ],
    );
  });

  it('finds where an object is made that a package hands over', async () => {
    put(
      'mastra/agents.ts',
      "import { Agent } from '@mastra/core/agent';\nexport const judge = new Agent({ name: 'Judge', model: 'openai/gpt-4o' });\n",
    );
    put(
      'mastra/index.ts',
      "import { Mastra } from '@mastra/core/mastra';\nimport { judge } from './agents';\nexport const mastra = new Mastra({ agents: { judge } });\n",
    );
    put(
      'mastra/tool.ts',
      "import { createTool } from '@mastra/core/tools';\nexport const tool = createTool({ id: 'x', execute: async (input, context) => {\n  const agent = context.mastra.getAgent('judge');\n  return agent.generate([{ role: 'user', content: input.text }]);\n} });\n",
    );
    const { files } = await run();
    const models = files.flatMap(file =>
      file.kind === 'analysed' && file.analysis.file.endsWith('tool.ts')
        ? file.analysis.calls.map(({ site }) => site.model)
        : [],
    );
    assert.deepEqual(
      models.map(model => model.kind === 'known' && model.id),
      ['openai/gpt-4o'],
    );
  });

  it('reads files that reach an address by a constant of another file only', async () => {
    put('constants.ts', "export const Paths = { Chat: 'v1/chat/completions' };\nexport const OTHER = 'v1/models';\n");
    put('routes.py', "CHAT_URL = 'https://api.openai.com/v1/chat/completions'\n");
    put('ask.ts', "import { Paths } from './constants';\nfetch(`${host}/${Paths.Chat}`, { method: 'POST', body });\n");
    put(
      'ask.py',
      "import requests\nfrom routes import CHAT_URL\nrequests.post(CHAT_URL, json={'model': 'gpt-4o', 'messages': []})\n",
    );
    put('other.ts', "import { OTHER } from './constants';\nfetch(`${host}/${OTHER}`, { method: 'POST', body });\n");
    assert.deepEqual(callsIn(await run()), ['ask.py', 'ask.ts']);
  });

  it('follows a notebook and a component into other files', async () => {
    put('helpers.py', 'from openai import OpenAI\nclient = OpenAI()\nMODEL = "gpt-4.1"\n');
    const source = 'from helpers import client, MODEL\nclient.responses.create(model=MODEL, input="a")\n';
    put('lessons/a.ipynb', JSON.stringify({ cells: [{ cell_type: 'code', source }] }));
    put('src/models.ts', "export const MODEL = 'gpt-4o';\n");
    put(
      'src/App.svelte',
      "<p/>\n<script>import OpenAI from 'openai';\nimport { MODEL } from './models';\nnew OpenAI().responses.create({ model: MODEL, input: 'a' });</script>\n",
    );
    const { files } = await run();
    const found = files.flatMap(file =>
      file.kind === 'analysed' ? file.analysis.calls.map(({ site }) => [file.analysis.file, site.model]) : [],
    );
    assert.deepEqual(
      found.map(([file, model]) => [file, typeof model === 'object' && model.kind === 'known' && model.id]),
      [
        ['lessons/a.ipynb', 'gpt-4.1'],
        ['src/App.svelte', 'gpt-4o'],
      ],
    );
  });

  it('reads notebooks that are larger than source files, as what they have printed is no code', async () => {
    const cells = [
      { cell_type: 'code', source: CALL_IN_PYTHON, outputs: [{ data: { 'image/png': 'x'.repeat(3_000_000) } }] },
    ];
    put('pictures.ipynb', JSON.stringify({ cells }));
    put('huge.ipynb', JSON.stringify({ cells, metadata: 'x'.repeat(18_000_000) }));
    const result = await run();
    assert.deepEqual(callsIn(result), ['pictures.ipynb']);
    assert.deepEqual(skippedIn(result), { 'huge.ipynb': 'larger than 20 MB (21.0 MB)' });
  });

  it('takes nothing for a test because of the folders around the workspace', async () => {
    put(
      'tests/app/llm.py',
      `${CALL_IN_PYTHON.replace('OpenAI().', 'def ask(model):\n    OpenAI().').replace("'gpt-4o'", 'model')}`,
    );
    put('tests/app/main.py', "from llm import ask\nask('gpt-4.1')\n");
    assert.deepEqual(callsIn(await run('tests/app')), ['llm.py', 'main.py']);
  });

  it('takes no file of the workspace for a package of an SDK', async () => {
    put('openai.py', 'class OpenAI: pass\n');
    put('ask.py', "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-4o', messages=[])\n");
    assert.deepEqual(callsIn(await run()), ['ask.py']);
  });

  it('names files by the first path, and takes each once', async () => {
    put('a/one.ts', CALL);
    put('b/two.ts', CALL);
    assert.deepEqual(callsIn(await run('a/one.ts')), ['one.ts']);
    assert.deepEqual(callsIn(await run('a', 'b', 'a/one.ts', '.')), ['one.ts', '../b/two.ts']);
  });

  it('says why it did not read a file, and goes on', async () => {
    put('good.ts', CALL);
    put('binary.ts', new Uint8Array([0x61, 0, 0x62]));
    put('latin1.py', new Uint8Array([0x23, 0xe9, 0x0a]));
    put('large.ts', `// ${'x'.repeat(2_100_000)}\n`);
    put('empty.ts', '');
    put('blank.py', '\ufeff\n');
    put('bundle.js', `import OpenAI from "openai";${'const a=b=>{return c(b)};'.repeat(1_000)}`);
    folder.current.link('dangling.ts', 'nowhere');
    folder.current.link('loop', '.');
    const result = await run();
    assert.deepEqual(callsIn(result), ['good.ts']);
    assert.deepEqual(skippedIn(result), {
      'binary.ts': 'binary: it holds a NUL byte',
      'bundle.js': 'minified',
      'dangling.ts': 'a link; links are not followed',
      'large.ts': 'larger than 2 MB (2.1 MB)',
      'latin1.py': 'not valid UTF-8',
      loop: 'a link; links are not followed',
    });
  });

  it('says which files and folders it may not read', async function () {
    if (process.getuid?.() === 0) return this.skip(); // root can read everything
    chmodSync(put('closed.ts', CALL), 0);
    put('closed/a.ts', CALL);
    chmodSync(folder.current.at('closed'), 0);
    const skipped = skippedIn(await run());
    chmodSync(folder.current.at('closed'), 0o700);
    const reason = 'not readable: permission denied';
    assert.deepEqual(skipped, { 'closed.ts': reason, closed: reason });
  });

  it('places results in a file that begins with a byte order mark or ends lines as Windows does', async () => {
    put('a.ts', `\ufeff${CALL.replaceAll('\n', '\r\n')}`);
    const [file] = (await run()).files;
    assert.ok(file?.kind === 'analysed');
    const [call] = file.analysis.calls;
    const start = file.lineStarts[2] ?? 0;
    assert.equal((call?.site.where.method.start ?? 0) - start, 'client.chat.completions.'.length);
  });

  it('is not stopped by hostile files', async () => {
    put(
      'long-line.ts',
      `import OpenAI from 'openai';\nconst a = "${'x'.repeat(200_000)}"; new OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
    );
    put(
      'brackets.ts',
      `import OpenAI from 'openai';\nconst a = ${'['.repeat(10_000)}${']'.repeat(10_000)};\nnew OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [] });\n`,
    );
    put(
      'chain.ts',
      `import OpenAI from 'openai';\nconst text = ${Array.from({ length: 5_000 }, (_, index) => `'${String(index)}'`).join(' + ')};\nnew OpenAI().chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: text }] });\n`,
    );
    put(
      'cycle-a.ts',
      "import { b } from './cycle-b';\nimport OpenAI from 'openai';\nexport const a = b;\nnew OpenAI().chat.completions.create({ model: a, messages: [] });\n",
    );
    put('cycle-b.ts', "import { a } from './cycle-a';\nexport const b = a;\n");
    put(
      'recursive.py',
      "from openai import OpenAI\ndef f(x):\n    return f(f(x)) + f(x)\nOpenAI().chat.completions.create(model=f('a'), messages=[])\n",
    );
    put(
      'unclosed.py',
      `from openai import OpenAI\nx = ${'('.repeat(3_000)}\nOpenAI().chat.completions.create(model='gpt-4o', messages=[])\n`,
    );
    const began = performance.now();
    const result = await run();
    assert.ok(performance.now() - began < 15_000, 'it ends');
    const files = callsIn(result);
    for (const file of ['long-line.ts', 'chain.ts', 'cycle-a.ts', 'recursive.py'])
      assert.ok(files.includes(file), file);
    const truncated = result.files.find(file => file.kind === 'analysed' && file.analysis.file === 'brackets.ts');
    assert.ok(truncated?.kind === 'analysed' && truncated.analysis.limits.length > 0, 'it says what was not read');
  });

  it('uses threads for many files and gives the same results', async function () {
    this.timeout(60_000);
    for (let index = 0; index < 700; index += 1)
      put(`f${String(index).padStart(3, '0')}.ts`, index % 100 ? 'export {};\n' : CALL);
    const progress: number[] = [];
    const onProgress = (done: number): void => void progress.push(done);
    const result = await scan([folder.current.path], { ...options, onProgress });
    assert.deepEqual(callsIn(result), ['f000.ts', 'f100.ts', 'f200.ts', 'f300.ts', 'f400.ts', 'f500.ts', 'f600.ts']);
    assert.equal(result.fileCount, 700);
    assert.deepEqual(
      progress,
      [...progress].sort((a, b) => a - b),
    );
    assert.equal(progress.at(-1), 700);
  });

  for (const count of [50, 700]) {
    it(`of ${count} files ends when it is told to`, async () => {
      for (let index = 0; index < count; index += 1) put(`f${index}.ts`, `${CALL}// ${index}\n`);
      const abort = new AbortController();
      const onProgress = (): void => abort.abort();
      await assert.rejects(
        scan([folder.current.path], { ...options, onProgress, signal: abort.signal }),
        RequestCancelled,
      );
    });
  }

  it('of a path that is not there says so', async () => {
    await assert.rejects(run('nowhere'), NoSuchPath);
  });
});
