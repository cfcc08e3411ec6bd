// Lint with type information, and the guard of the layers: each imports from those below it only.
import { builtinModules } from 'node:module';
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What a layer must not import: a pattern of the specifier, and where the code belongs instead. */
const banned = {
  vscode: {
    regex: '^vscode$',
    message: 'Only src/extension talks to VS Code. Hand the value over as a parameter or a port.',
  },
  node: {
    regex: `^(node:.*|(${builtinModules.filter(name => !name.startsWith('_')).join('|')})(/.*)?)$`,
    message:
      'This layer also runs in a browser. What needs Node belongs in src/host, behind a port of src/core/ports.ts.',
  },
  treeSitter: {
    regex: '^(web-tree-sitter|@vscode/tree-sitter-wasm)(/.*)?$',
    message: 'Trees and node types stay in src/core/syntax. Ask its program for calls, arguments and strings.',
  },
  host: above(
    'host',
    'Code that needs files, workers or the network stays in src/host; declare a port and be handed it.',
  ),
  cli: above('cli', 'What the command line shares with other front ends belongs in src/host or src/core.'),
  extension: above('extension', 'What does not need VS Code belongs in src/host or src/core.'),
  webview: above('webview', 'What the panel shares with other front ends belongs in src/core.'),
  page: {
    regex: '^\\.{1,2}/(.*/)?webview($|/(?!(protocol|html|comparison)$))',
    message: 'The extension knows the panel by src/webview/protocol, html and comparison only; the rest is page code.',
  },
};

function above(layer, message) {
  return { regex: `^\\.{1,2}/(.*/)?${layer}(/|$)`, message };
}

/** One block a layer; `import()`, `import type` and `import('…')` types are imports, too. */
function layer(files, ignores, bans, rules = {}) {
  const literal = ({ regex }) => `Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`;
  return {
    files,
    ignores,
    rules: {
      'no-restricted-imports': ['error', { patterns: bans }],
      'no-restricted-syntax': [
        'error',
        ...bans.flatMap(ban => [
          { selector: `ImportExpression > ${literal(ban)}`, message: ban.message },
          { selector: `TSImportType ${literal(ban)}`, message: ban.message },
          { selector: `TSExternalModuleReference > ${literal(ban)}`, message: ban.message },
          { selector: `CallExpression[callee.name='require'] > ${literal(ban)}`, message: ban.message },
        ]),
        ...(rules['no-restricted-syntax'] ?? []),
      ],
      ...Object.fromEntries(Object.entries(rules).filter(([name]) => name !== 'no-restricted-syntax')),
    },
  };
}

const { vscode, node, treeSitter, host, cli, extension, webview, page } = banned;
const CLOCK = 'The core has no clock: "now" is a parameter.';
const CHANCE = 'The core has no randomness: the same source gives the same result.';
const pure = {
  'no-restricted-globals': [
    'error',
    ...['console', 'process', 'Buffer', 'global', 'globalThis', 'require', 'fetch', 'performance', 'crypto'],
    ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'window', 'document', 'navigator'],
  ].map(entry =>
    entry === 'error'
      ? entry
      : {
          name: entry,
          message: 'The core is pure. What needs this belongs in src/host, behind a port of src/core/ports.ts.',
        },
  ),
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: CLOCK },
    { object: 'Math', property: 'random', message: CHANCE },
  ],
  'no-restricted-syntax': [
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
    { selector: "CallExpression[callee.name='Date']", message: CLOCK },
  ],
};
const core = [vscode, node, host, cli, extension, webview];

/** Of Node, of the pages that tests drive, and of mocha. */
const SCRIPT_GLOBALS = [
  ...[
    'process',
    'console',
    'Buffer',
    'URL',
    'performance',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
  ],
  ...['document', 'window', 'getComputedStyle', 'requestAnimationFrame', 'MutationObserver', 'fetch'],
  ...['__dirname', 'describe', 'it', 'before', 'beforeEach', 'after', 'afterEach'],
];

export default defineConfig(
  {
    ignores: [
      'out*/',
      'dist/',
      '.vscode-test/',
      'examples/',
      'test/fixtures/',
      'test/vscode/workspace/',
      '**/node_modules/',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'no-undef': 'off', // the compiler's task
    },
  },
  {
    // mocha's `it` takes functions that return promises; a port's double need not await anything.
    files: ['test/**/*.ts'],
    rules: { '@typescript-eslint/require-await': 'off' },
  },
  {
    files: ['**/*.{mjs,cjs}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      globals: Object.fromEntries(SCRIPT_GLOBALS.map(name => [name, 'readonly'])),
      parser: tseslint.parser,
      parserOptions: { project: './test/tsconfig.scripts.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      'no-redeclare': ['error', { builtinGlobals: false }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' } },

  // One direction: extension → host, core, webview/protocol; cli → host, core; webview → core; host → core.
  layer(['src/core/**/*.ts'], ['src/core/syntax/**'], [...core, treeSitter], pure),
  layer(['src/core/syntax/**/*.ts'], [], core, pure),
  layer(['src/host/**/*.ts'], [], [vscode, cli, extension, webview]),
  layer(['src/cli/**/*.ts'], [], [vscode, extension, webview]),
  layer(['src/webview/**/*.ts'], [], [vscode, node, host, cli, extension]),
  layer(['src/extension/**/*.ts'], [], [cli, page]),
);
