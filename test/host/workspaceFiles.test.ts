import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { WorkspaceFiles } from '../../src/host/workspaceFiles';
import { temporaryFolder } from './temporaryFolder';

describe('the files of a workspace', () => {
  const folder = temporaryFolder();
  let files: WorkspaceFiles;

  beforeEach(() => {
    mkdirSync(folder.current.at('root'));
    files = new WorkspaceFiles([folder.current.at('root')]);
  });

  const put = (file: string, content: string | Uint8Array = 'x'): string => folder.current.put(file, content);

  it('are read by path and by URI', async () => {
    const file = put('root/a.ts', 'text');
    assert.equal(files.read(file), 'text');
    assert.equal(files.read(pathToFileURL(file).href), 'text');
  });

  it('are not read outside of its folders, nor through a link that leads there', async () => {
    const outside = put('secret.ts');
    put('root-like/a.ts');
    folder.current.link('root/link.ts', '../secret.ts');
    folder.current.link('root/folder', '..');
    assert.equal(files.read(outside), undefined);
    assert.equal(files.read(folder.current.at('root-like/a.ts')), undefined);
    assert.equal(files.read(folder.current.at('root/link.ts')), undefined);
    assert.equal(files.read(folder.current.at('root/folder/secret.ts')), undefined);
    assert.equal(files.read(folder.current.at('root/../secret.ts')), undefined);
    const from = put('root/a.ts');
    assert.equal(files.resolveImport('./link', from), undefined);
    assert.equal(files.resolveImport('../secret', from), undefined);
  });

  it('are read where a link leads to another place inside', async () => {
    put('root/a.ts', 'text');
    folder.current.link('root/link.ts', 'a.ts');
    assert.equal(files.read(folder.current.at('root/link.ts')), 'text');
  });

  it('are not read when they are binary, no UTF-8, too large or not there', async () => {
    assert.equal(files.read(put('root/binary.ts', new Uint8Array([0x61, 0]))), undefined);
    assert.equal(files.read(put('root/latin1.ts', new Uint8Array([0xe9]))), undefined);
    assert.equal(files.read(put('root/large.ts', 'x'.repeat(2_000_001))), undefined);
    assert.equal(files.read(folder.current.at('root/missing.ts')), undefined);
    assert.equal(files.read(folder.current.at('root')), undefined);
  });

  it('are read in UTF-16, and in a code page where compilers do so too', () => {
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('class A {}', 'utf16le')]);
    assert.equal(files.read(put('root/Wide.cs', wide)), 'class A {}');
    assert.equal(files.read(put('root/Page.cs', new Uint8Array([0x2f, 0x2f, 0xe9, 0x0a, 0x61]))), '//é\na');
    assert.equal(files.read(put('root/Page.java', new Uint8Array([0x61, 0xe9, 0]))), undefined);
  });

  it('are not looked for from a document that is not on disk', async () => {
    put('root/a.ts');
    assert.equal(files.resolveImport('./a', 'untitled:Untitled-1'), undefined);
    assert.equal(files.resolveImport('./root/a', 'vscode-vfs://github/a/b.ts'), undefined);
    assert.equal(files.read('untitled:Untitled-1'), undefined);
  });

  it('are found by the names that TypeScript and JavaScript import them by', async () => {
    const from = put('root/src/app.ts');
    const model = put('root/src/model.ts');
    const index = put('root/src/lib/index.ts');
    assert.equal(files.resolveImport('./model', from), model);
    assert.equal(files.resolveImport('./model.js', from), model);
    assert.equal(files.resolveImport('./lib', from), index);
    assert.equal(files.resolveImport('./missing', from), undefined);
    assert.equal(files.resolveImport('react', from), undefined);
  });

  it('are found by the aliases that frameworks give', async () => {
    put('root/kit/svelte.config.js');
    const page = put('root/kit/src/routes/chat/+server.ts');
    const client = put('root/kit/src/lib/server/client.ts');
    assert.equal(files.resolveImport('$lib/server/client', page), client);
    assert.equal(files.resolveImport('$lib/other', page), undefined);
    put('root/nuxt/nuxt.config.ts');
    put('root/nuxt/tsconfig.json', '{ "extends": "./.nuxt/tsconfig.json" }');
    const route = put('root/nuxt/server/api/chat.ts');
    const shared = put('root/nuxt/utils/models.ts');
    const composable = put('root/nuxt/app/composables/ask.ts');
    assert.equal(files.resolveImport('~/utils/models', route), shared);
    assert.equal(files.resolveImport('@/composables/ask', route), composable);
    put('root/vue/vite.config.js');
    const component = put('root/vue/src/components/Chat.vue');
    const api = put('root/vue/src/api/index.js');
    assert.equal(files.resolveImport('@/api', component), api);
    assert.equal(files.resolveImport('@/components/Chat.vue', api), component);
  });

  it('answer a URI with a URI', async () => {
    const from = put('root/app.ts');
    const model = put('root/a model.ts');
    assert.equal(files.resolveImport('./a model', pathToFileURL(from).href), pathToFileURL(model).href);
  });

  it('are found by the modules that Python imports, relative and absolute', async () => {
    const from = put('root/pkg/sub/run.py');
    put('root/pkg/__init__.py');
    put('root/pkg/sub/__init__.py');
    const config = put('root/pkg/config.py');
    const own = put('root/pkg/sub/config.py');
    assert.equal(files.resolveImport('.config', from), own);
    assert.equal(files.resolveImport('..config', from), config);
    assert.equal(files.resolveImport('pkg.config', from), config);
    assert.equal(files.resolveImport('pkg.missing', from), undefined);
  });
});
