import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEstimateSettings } from '../../src/core';
import { NoSuchPath, scan, type ScanResult } from '../../src/host/scan';
import { walk } from '../../src/host/walk';

/** The grammars lie beside the built bundles. */
const bundle = pathToFileURL(path.resolve('out/cli.mjs'));
const settings = { estimates: { ...defaultEstimateSettings, compareWith: [] }, rules: {}, promptTextTokens: 200 };

const CALL =
  "import OpenAI from 'openai';\nconst client = new OpenAI();\nclient.chat.completions.create({ model: 'gpt-4o', messages: [] });\n";

describe('a scan', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'meterline-'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  function put(file: string, content: string | Uint8Array): string {
    const full = path.join(root, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, content);
    return full;
  }

  const run = (...paths: string[]): Promise<ScanResult> =>
    scan(paths.length ? paths : [root], { settings, now: new Date('2026-11-24T12:00:00Z'), bundle });

  const callsIn = ({ files }: ScanResult): string[] =>
    files.flatMap(file => (file.kind === 'analysed' ? file.analysis.calls.map(() => file.analysis.file) : []));
  const skippedIn = ({ files }: ScanResult): Record<string, string> =>
    Object.fromEntries(files.flatMap(file => (file.kind === 'skipped' ? [[file.file, file.reason]] : [])));

  it('finds calls in every supported file, in the order of names', async () => {
    put('b.ts', CALL);
    put('a/c.js', CALL);
    put('a/d.py', "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-4o', messages=[])\n");
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

  it('takes no file of the workspace for a package of an SDK', async () => {
    put('openai.py', 'class OpenAI: pass\n');
    put('ask.py', "from openai import OpenAI\nOpenAI().chat.completions.create(model='gpt-4o', messages=[])\n");
    assert.deepEqual(callsIn(await run()), ['ask.py']);
  });

  it('leaves out what git ignores, at every level, and takes back what is negated', async () => {
    mkdirSync(path.join(root, '.git', 'info'), { recursive: true });
    put('.git/info/exclude', 'private/\n');
    put('.gitignore', 'dist/\n*.gen.ts\n');
    put('src/.gitignore', '!kept.gen.ts\nlocal.ts\n');
    for (const file of [
      'src/a.ts',
      'src/kept.gen.ts',
      'src/b.gen.ts',
      'src/local.ts',
      'dist/a.ts',
      'private/a.ts',
      'node_modules/x/a.ts',
    ])
      put(file, CALL);
    assert.deepEqual(callsIn(await run()), ['src/a.ts', 'src/kept.gen.ts']);
    // Below the root the same rules hold; a file that is named itself is taken.
    assert.deepEqual(callsIn(await run(path.join(root, 'src'))), ['a.ts', 'kept.gen.ts']);
    assert.deepEqual(callsIn(await run(path.join(root, 'src', 'local.ts'))), ['local.ts']);
  });

  it('says why it did not read a file, and goes on', async function () {
    put('good.ts', CALL);
    put('binary.ts', new Uint8Array([0x61, 0, 0x62]));
    put('latin1.py', new Uint8Array([0x23, 0xe9, 0x0a]));
    put('large.ts', `// ${'x'.repeat(2_100_000)}\n`);
    put('empty.ts', '');
    symlinkSync('nowhere', path.join(root, 'dangling.ts'));
    symlinkSync('.', path.join(root, 'loop'));
    const result = await run();
    assert.deepEqual(callsIn(result), ['good.ts']);
    assert.deepEqual(skippedIn(result), {
      'binary.ts': 'binary',
      'large.ts': 'larger than 2 MB (2.1 MB)',
      'latin1.py': 'not valid UTF-8',
    });
    if (process.getuid?.() === 0) return this.skip(); // root can read everything
    put('closed/a.ts', CALL);
    chmodSync(path.join(root, 'closed'), 0);
    assert.match(skippedIn(await run()).closed ?? '', /permission denied/);
    chmodSync(path.join(root, 'closed'), 0o700);
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
    const result = await scan([root], { settings, now: new Date(), bundle, onProgress: done => progress.push(done) });
    assert.deepEqual(callsIn(result), ['f000.ts', 'f100.ts', 'f200.ts', 'f300.ts', 'f400.ts', 'f500.ts', 'f600.ts']);
    assert.equal(result.fileCount, 700);
    assert.equal(progress.at(-1), 700);
  });

  it('of a path that is not there says so', async () => {
    await assert.rejects(run(path.join(root, 'nowhere')), NoSuchPath);
  });
});

describe('a walk', () => {
  it('of a folder without sources finds none', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'meterline-'));
    assert.deepEqual(walk(empty), { files: [], skipped: [] });
    rmSync(empty, { recursive: true });
  });
});
