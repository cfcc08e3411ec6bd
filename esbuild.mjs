// Builds every bundle: `node esbuild.mjs [--watch] [--tests]`.
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');
const production = process.argv.includes('--production');

/** A YAML table becomes a module that exports its data; a syntax error fails the build at its line. */
const yamlTables = {
  name: 'yaml-tables',
  setup(build) {
    build.onLoad({ filter: /\.yaml$/ }, async ({ path: file }) => {
      const document = parseDocument(await readFile(file, 'utf8'), { prettyErrors: true, merge: true });
      const errors = [...document.errors, ...document.warnings].map(error => ({
        text: error.message,
        location: { file, line: error.linePos?.[0].line ?? 1, column: (error.linePos?.[0].col ?? 1) - 1 },
      }));
      return { contents: JSON.stringify(document.toJS()), loader: 'json', errors };
    });
  },
};

const common = {
  bundle: true,
  logLevel: 'info',
  target: 'es2022',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'linked',
  plugins: [yamlTables],
};
const node = { ...common, platform: 'node', target: 'node20' };
// ESM bundles need `require` for CommonJS packages that ask for Node's built-ins.
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { extension: 'src/extension/extension.ts' },
    outdir: 'out',
    outExtension: { '.js': '.cjs' },
  },
  {
    ...node,
    format: 'esm',
    splitting: true, // tokenizers become chunks that load when first counted with
    entryPoints: { worker: 'src/host/worker.ts', cli: 'src/cli/main.ts' },
    outdir: 'out',
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    banner: { js: requireBanner },
  },
  {
    ...common,
    platform: 'browser',
    format: 'esm',
    entryPoints: { panel: 'src/webview/page/panel.ts' },
    outdir: 'out/webview',
    loader: { '.ttf': 'file' },
  },
];
if (withTests) {
  bundles.push({
    ...node,
    format: 'esm',
    packages: 'external',
    splitting: true,
    entryPoints: readdirSync('test', { recursive: true })
      .map(name => path.join('test', name))
      .filter(name => name.endsWith('.test.ts') && !/^test[\\/](fixtures|vscode)[\\/]/.test(name)),
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.mjs' },
    sourcemap: 'inline',
  });
}

async function copyAssets() {
  const grammars = 'node_modules/@vscode/tree-sitter-wasm/wasm';
  const kotlin = 'node_modules/@tree-sitter-grammars/tree-sitter-kotlin';
  await mkdir('out/grammars', { recursive: true });
  await cp('node_modules/web-tree-sitter/web-tree-sitter.wasm', 'out/grammars/web-tree-sitter.wasm');
  const own = ['c-sharp', 'go', 'java', 'javascript', 'php', 'python', 'ruby', 'rust', 'tsx', 'typescript'];
  for (const language of [...own, 'kotlin']) {
    const folder = language === 'kotlin' ? kotlin : grammars;
    await cp(path.join(folder, `tree-sitter-${language}.wasm`), `out/grammars/tree-sitter-${language}.wasm`);
  }
}

if (!watch) await rm('out', { recursive: true, force: true });
await copyAssets();
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(bundle)).watch();
} else {
  await Promise.all(bundles.map(bundle => esbuild.build(bundle)));
}
