import assert from 'node:assert/strict';
import { build } from 'esbuild';

/** What only the worker may load: it is heavy, and the extension host's thread is shared with all other extensions. */
const HEAVY =
  /genai-prices|web-tree-sitter|tree-sitter-wasm|gpt-tokenizer|ai-tokenizer|\.yaml$|node_modules\/yaml\/|zod\/v4\/classic/;

describe('the extension’s bundle', () => {
  it('holds no parser, tokenizer or price list', async () => {
    const { metafile } = await build({
      entryPoints: ['src/extension/extension.ts'],
      bundle: true,
      platform: 'node',
      external: ['vscode'],
      write: false,
      metafile: true,
      logLevel: 'silent',
      plugins: [
        {
          name: 'tables',
          setup: bundler => bundler.onLoad({ filter: /\.yaml$/ }, () => ({ contents: '{}', loader: 'json' })),
        },
      ],
    });
    const inputs = Object.values(metafile.outputs).flatMap(({ inputs: files }) =>
      Object.entries(files).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    );
    assert.deepEqual(
      inputs.filter(file => HEAVY.test(file)),
      [],
    );
  });
});
