// Builds every bundle: `node esbuild.mjs [--watch] [--tests]`.
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { LineCounter, parseDocument } from 'yaml';
import * as esbuild from 'esbuild';

const watch = process.argv.includes('--watch');
const withTests = process.argv.includes('--tests');
const production = process.argv.includes('--production');

const SIGNATURES = path.resolve('src/core/signatures');

/**
 * The schema of signature tables, from its source. Tables are checked when they are built and hold what the schema
 * gives, defaults included, so that nothing of it has to be done when they are loaded.
 */
async function signatureSchema() {
  const outfile = 'out/signatureSchema.mjs';
  const entryPoints = [path.join(SIGNATURES, 'schema.ts')];
  const plugins = [yamlTables()];
  await esbuild.build({
    ...node,
    format: 'esm',
    packages: 'external',
    sourcemap: false,
    entryPoints,
    outfile,
    plugins,
  });
  const { signatureTableSchema } = await import(pathToFileURL(path.resolve(outfile)).href);
  await rm(outfile);
  return signatureTableSchema;
}

/** A YAML table becomes a module that exports its data; a mistake in it fails the build at its line. */
function yamlTables(schema) {
  const setup = build => {
    build.onLoad({ filter: /\.yaml$/ }, async ({ path: file }) => {
      const lines = new LineCounter();
      const document = parseDocument(await readFile(file, 'utf8'), { merge: true, lineCounter: lines });
      const errorAt = (text, offset = 0) => {
        const { line, col } = lines.linePos(offset);
        return { text, location: { file, line, column: col - 1 } };
      };
      const errors = [...document.errors, ...document.warnings].map(error => errorAt(error.message, error.pos[0]));
      let data = document.toJS();
      if (schema && path.dirname(file) === SIGNATURES && !errors.length) {
        const result = schema.safeParse(data);
        const issues = result.error?.issues ?? [];
        errors.push(
          ...issues.map(issue => errorAt(`${issue.path.join('.')}: ${issue.message}`, offsetOf(document, issue.path))),
        );
        data = result.data ?? {};
      }
      // The engine reads JSON several times as fast as an object that is written out.
      return { contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`, loader: 'js', errors };
    });
  };
  return { name: 'yaml-tables', setup };
}

/** Where the innermost node of a path begins that is there. */
function offsetOf(document, keys) {
  for (let length = keys.length; length > 0; length--) {
    const range = document.getIn(keys.slice(0, length), true)?.range;
    if (range) return range[0];
  }
  return 0;
}

const common = {
  bundle: true,
  logLevel: 'info',
  target: 'es2022',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'linked',
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
const plugins = [yamlTables(await signatureSchema())];
if (watch) {
  for (const bundle of bundles) await (await esbuild.context({ ...bundle, plugins })).watch();
} else {
  await Promise.all(bundles.map(bundle => esbuild.build({ ...bundle, plugins })));
}
