import assert from 'node:assert/strict';
import { readSource, type Reading, type Source, type SourceLanguage } from '../../../src/core/syntax';
import { cpuMs } from '../cpuTime';
import { parse } from '../pipeline';

const read = (text: string, language: SourceLanguage): Reading => readSource({ file: 'a', language, text });

function sourceOf(text: string, language: SourceLanguage): Source {
  const reading = read(text, language);
  assert.ok(reading.kind === 'source', reading.kind === 'unread' ? reading.because : '');
  return reading.source;
}

const codeOf = ({ text, stretches }: Source): string[] =>
  (stretches ?? []).map(({ start, end }) => text.slice(start, end).trim());

describe('the script blocks of a component', () => {
  const cases: [name: string, language: SourceLanguage, text: string, written: string, code: string[]][] = [
    ['are JavaScript', 'vue', '<template>a</template>\n<script>\nx()\n</script>', 'javascript', ['x()']],
    [
      'are TypeScript when one is',
      'vue',
      '<script>a</script><script setup lang="ts">b</script>',
      'typescript',
      ['a', 'b'],
    ],
    ['may say so by their type', 'svelte', "<script type='text/typescript'>a</script>", 'typescript', ['a']],
    [
      'have attributes with a >',
      'vue',
      '<script lang="ts" generic="T extends Map<A, B>">a</script>',
      'typescript',
      ['a'],
    ],
    ['have attributes in braces', 'svelte', '<script {...a > b} context="module">a</script>', 'javascript', ['a']],
    ['are not in comments', 'vue', '<!-- <script>a</script> --><script>b</script>', 'javascript', ['b']],
    ['are not in styles', 'vue', '<style>/* <script> */</style><script>b</script>', 'javascript', ['b']],
    ['are no data', 'astro', '<script type="application/ld+json">{}</script><script>b</script>', 'typescript', ['b']],
    ['are in no other language', 'svelte', '<script lang="coffee">a</script>', 'javascript', []],
    ['may stand elsewhere', 'vue', '<script src="./a.ts" lang="ts"/><script>b</script>', 'javascript', ['b']],
    ['may be unclosed while they are typed', 'vue', '<script>\nx(', 'javascript', ['x(']],
    ['may have an unclosed tag', 'vue', '<script lang="ts', 'javascript', []],
    ['may be none', 'vue', '<template/>', 'javascript', []],
    ['follow the front matter', 'astro', '---\na\n---\n<p/>\n<script>b</script>', 'typescript', ['a', 'b']],
    ['may be front matter alone', 'astro', '\n---\nconst a = 1\n', 'typescript', ['const a = 1']],
    ['are written in capitals, too', 'vue', '<SCRIPT LANG="TS">a</SCRIPT >', 'javascript', ['a']],
  ];
  for (const [name, language, text, written, code] of cases) {
    it(name, () => {
      const source = sourceOf(text, language);
      assert.equal(source.text, text, 'offsets are those of the file');
      assert.deepEqual([source.language, ...codeOf(source)], [written, ...code]);
    });
  }

  it('may hold elements when they say so', async () => {
    const jsx = '<script lang="tsx">const a = <b>{f<string>("x")}</b>;\nexport default () => <a/>;</script>';
    assert.equal((await parse(jsx, 'a.vue')).hasErrors, false);
    const assertion = '<script lang="ts">const a = <string>b;</script>';
    assert.equal((await parse(assertion, 'a.vue')).hasErrors, false);
  });

  it('are parsed each by itself, and share their names', async () => {
    const program = await parse('<script>const a = 1; (</script><p/><script>const b = a;</script>', 'a.vue');
    assert.deepEqual([...program.module.bindings.keys()], ['a', 'b']);
    assert.equal(program.hasErrors, true);
  });
});

interface RawCell {
  readonly cell_type: string;
  readonly source?: unknown;
  readonly input?: unknown;
  readonly language?: string;
  readonly metadata?: object;
}

const code = (source: unknown): RawCell => ({ cell_type: 'code', source });
const notebook = (cells: readonly unknown[], metadata: unknown = {}): string =>
  JSON.stringify({ nbformat: 4, metadata, cells });

describe('a notebook', () => {
  it('is the code of its cells, one after the other', () => {
    const text = notebook([{ cell_type: 'markdown', source: '# Title' }, code(['a = 1\n', 'b = 2']), code('c = 3')]);
    const source = sourceOf(text, 'notebook');
    assert.equal(source.language, 'python');
    assert.equal(source.text, 'a = 1\nb = 2\n\nc = 3');
    assert.deepEqual(source.stretches, [
      { cell: 1, start: 0, end: 11 },
      { cell: 2, start: 13, end: 18 },
    ]);
  });

  it('of version 3 has worksheets', () => {
    const cells = [{ cell_type: 'heading' }, { cell_type: 'code', language: 'python', input: ['a = 1'] }];
    const text = JSON.stringify({ nbformat: 3, metadata: { name: '' }, worksheets: [{ cells }, {}, { cells }] });
    assert.deepEqual(
      sourceOf(text, 'notebook').stretches?.map(({ cell }) => cell),
      [1, 3],
    );
  });

  it('is read in the language of its kernel', () => {
    const named = (metadata: unknown) => {
      const reading = read(notebook([code('a')], metadata), 'notebook');
      return reading.kind === 'unread' ? reading.because : reading.source.language;
    };
    assert.equal(named({ kernelspec: { language: 'python', name: 'env' } }), 'python');
    assert.equal(named({ kernelspec: { name: 'python3' }, language_info: { name: '' } }), 'python');
    assert.equal(named({ language_info: { name: 'typescript' } }), 'typescript');
    assert.equal(named({ kernelspec: { language: 'R' } }), 'a notebook of R, which is not read');
    assert.equal(named([]), 'python');
    assert.equal(named(null), 'python');
  });

  it('passes over cells in other languages', () => {
    const other = { ...code('ls'), metadata: { vscode: { languageId: 'shellscript' } } };
    const same = { ...code('a'), metadata: { vscode: { languageId: 'python' } } };
    const left = { ...code('b'), metadata: { vscode: { languageId: 'polyglot-notebook' } } };
    assert.deepEqual(codeOf(sourceOf(notebook([other, same, left]), 'notebook')), ['a', 'b']);
  });

  it('may have cells that are none', () => {
    const cells = [null, 1, [], code(null), code({}), code(['a', 1, null]), { cell_type: 'code' }, {}];
    assert.deepEqual(codeOf(sourceOf(notebook(cells), 'notebook')), ['a']);
  });

  it('says why it can’t be read', () => {
    const reason = (text: string) => {
      const reading = read(text, 'notebook');
      return reading.kind === 'unread' ? reading.because : 'read';
    };
    const broken = 'not a notebook: its JSON is broken';
    assert.equal(reason(''), 'an empty file');
    assert.equal(reason('{"cells": ['), broken);
    assert.equal(reason('[]'), broken);
    assert.equal(reason('['.repeat(200_000)), broken);
    assert.equal(reason('{}'), 'not a notebook: it has no list of cells');
    assert.equal(reason('{"cells": {}}'), 'not a notebook: it has no list of cells');
  });

  it('is not slowed by what its cells have printed', () => {
    const output = { output_type: 'display_data', data: { 'image/png': 'from openai import x! '.repeat(400_000) } };
    const text = notebook([{ ...code('a = 1'), outputs: [output] }]);
    assert.ok(cpuMs(() => assert.equal(sourceOf(text, 'notebook').text, 'a = 1')) < 1_000);
  });

  it('is parsed cell by cell', async () => {
    const program = await parse(notebook([code('a = ('), code('b = """'), code('c = 1')]), 'a.ipynb');
    assert.ok(program.module.bindings.has('c'));
    assert.equal(program.hasErrors, true);
  });

  it('shares no names with what it writes to a file', async () => {
    const program = await parse(notebook([code('a = 1'), code('%%writefile b.py\na = 2\nf()')]), 'a.ipynb');
    assert.equal(program.module.bindings.get('a')?.length, 1);
    assert.equal(program.calls.length, 1);
  });
});
