/**
 * Records what npm packages declare of the calls that the signature tables name: `node …/record.mjs [package…]`.
 *
 * Each package is installed into a folder of its own, without running its scripts, and its type declarations are asked
 * for every path of the tables; what they tell of a path's parameters goes into `npm.json`, which
 * `../declarations.test.ts` holds the tables against. To be run by hand when a table names a new path or package.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { parse } from 'yaml';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TABLES = path.join(HERE, '../../../../src/core/signatures');
const DATA = path.join(HERE, 'npm.json');
/** Keys in keys in keys of a request. */
const MAX_DEPTH = 4;
/** Entry points of one package, such as `langchain/agents`. */
const MAX_ENTRIES = 200;

const tables = readdirSync(TABLES)
  .filter(name => name.endsWith('.yaml'))
  .map(name => parse(readFileSync(path.join(TABLES, name), 'utf8')))
  .filter(table => table.packages?.javascript);

/** Beside the newest release of each package, older ones that projects still use. */
const OLDER = parse(readFileSync(path.join(HERE, 'older.yaml'), 'utf8'));

/** `firebase/ai` is a part of `firebase`. */
const rootOf = name => /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;

const isJavascript = entry => entry.languages?.includes('javascript') ?? true;
const clientsOf = (table, name) => (table.clients?.[name] ?? []).filter(isJavascript);

/** The paths to ask a package for, with the name of its default export. */
function questionsFor(packageName) {
  const paths = new Map();
  for (const table of tables) {
    const own = table.packages.javascript;
    const ask = (packages, each) => {
      if ((packages ?? own).some(name => rootOf(name) === packageName)) paths.set(each, table.defaultExport);
    };
    for (const name of Object.keys(table.clients ?? {}))
      for (const client of clientsOf(table, name)) for (const each of client.paths) ask(client.packages, each);
    for (const call of (table.calls ?? []).filter(isJavascript))
      for (const each of call.paths)
        if (call.on === undefined) ask(undefined, each);
        else
          for (const client of clientsOf(table, call.on))
            for (const head of client.paths) if (each !== '') ask(client.packages, `${head}.${each}`);
  }
  return paths;
}

/** Keys that tables look into: only what stands under these is recorded. */
const interesting = new Set(
  JSON.stringify(tables)
    .split(/[^\w$-]+/)
    .filter(Boolean),
);

function install(packageName, version) {
  const folder = mkdtempSync(path.join(tmpdir(), 'declared-'));
  writeFileSync(path.join(folder, 'package.json'), '{"private":true,"type":"module"}');
  const wanted = [`${packageName}@${version}`, '@types/node@20'];
  const peers = ['--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  execFileSync('npm', ['install', ...peers, ...wanted], { cwd: folder, stdio: 'pipe' });
  return folder;
}

/** `langchain`, `langchain/agents`, …: what can be imported of a package. */
function entriesOf(packageName, folder) {
  const root = path.join(folder, 'node_modules', packageName);
  const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const keys = exports && typeof exports === 'object' ? Object.keys(exports).filter(key => key.startsWith('.')) : [];
  const entries = keys.filter(key => !key.includes('*') && !/\.(json|css|c?js)$/.test(key));
  const names = entries.map(key => `${packageName}${key.slice(1)}`);
  // Older packages have a file for each module, beside their main one.
  const files = keys.length
    ? []
    : readdirSync(root)
        .filter(name => name.endsWith('.d.ts') && name !== 'index.d.ts')
        .map(name => `${packageName}/${name.slice(0, -5)}`);
  return [...new Set([packageName, ...names, ...files])].slice(0, MAX_ENTRIES);
}

function programOf(entries, folder) {
  const file = path.join(folder, 'all.ts');
  writeFileSync(file, entries.map((entry, index) => `export * as m${index} from '${entry}';`).join('\n'));
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ['node'],
    typeRoots: [path.join(folder, 'node_modules/@types')],
  });
  return { checker: program.getTypeChecker(), source: program.getSourceFile(file) };
}

class Declarations {
  constructor(entries, folder) {
    const { checker, source } = programOf(entries, folder);
    this.checker = checker;
    const own = checker.getSymbolAtLocation(source);
    this.modules = checker.getExportsOfModule(own).map(symbol => this.aliased(symbol));
  }

  aliased(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** What a name of the package is, in any of its entry points. */
  exported(name, defaultExport) {
    const names = name === defaultExport ? [name, 'default'] : [name];
    const found = this.modules.flatMap(each =>
      (each.flags & ts.SymbolFlags.Module ? this.checker.getExportsOfModule(each) : [])
        .filter(symbol => names.includes(symbol.name))
        .map(symbol => this.aliased(symbol)),
    );
    return [...new Set(found)];
  }

  /** The types that a path leads to before its last call, as `{ type, isInstance }`. */
  walk(tokens, defaultExport) {
    const [first, ...rest] = tokens;
    let types = this.exported(first, defaultExport).flatMap(symbol => {
      const value = symbol.flags & ts.SymbolFlags.Value ? [this.checker.getTypeOfSymbol(symbol)] : [];
      const isType = symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias);
      return [...value, ...(isType ? [{ instance: this.checker.getDeclaredTypeOfSymbol(symbol) }] : [])];
    });
    for (const token of rest) types = types.flatMap(type => this.step(type, token));
    return types;
  }

  step(type, token) {
    if (token === '()') {
      if (type.instance) return [type.instance];
      return this.signaturesOf(type).map(signature => this.settled(signature.getReturnType()));
    }
    if (type.instance) return [];
    const form = token.includes('*') ? new RegExp(`^${token.replaceAll('*', '\\w*')}$`) : undefined;
    return this.parts(type).flatMap(part =>
      this.checker
        .getPropertiesOfType(this.checker.getApparentType(part))
        .filter(property => (form ? form.test(property.name) : property.name === token))
        .map(property => this.checker.getNonNullableType(this.checker.getTypeOfSymbol(property))),
    );
  }

  signaturesOf(type) {
    return type.instance
      ? []
      : this.parts(type).flatMap(part => [...part.getConstructSignatures(), ...part.getCallSignatures()]);
  }

  /** What is awaited before it is used. */
  settled(type) {
    return this.checker.getNonNullableType(this.checker.getAwaitedType(type) ?? type);
  }

  /** The alternatives of a union, constraints in place of type parameters. */
  parts(type) {
    const constraint = type.isTypeParameter() ? this.checker.getBaseConstraintOfType(type) : undefined;
    const known = constraint ?? type;
    return known.isUnion() ? known.types.flatMap(each => this.parts(each)) : [known];
  }

  /** The parameters of what a path calls last; undefined when nothing of that name is declared. */
  parametersOf(tokens, defaultExport) {
    const types = this.walk(tokens.slice(0, -1), defaultExport);
    const signatures = types.flatMap(type => this.signaturesOf(type));
    if (!signatures.length) return types.some(({ instance }) => instance) ? [] : undefined;
    const length = Math.max(...signatures.map(({ parameters }) => parameters.length));
    return Array.from({ length }, (_, index) => {
      const types = signatures.flatMap(({ parameters }) => {
        const parameter = parameters[index];
        return parameter ? [this.checker.getTypeOfSymbol(parameter)] : [];
      });
      return this.keysOf(types, 0, []);
    });
  }

  /** The keys of some types together, with those under them that tables look into. */
  keysOf(types, depth, above) {
    const keys = {};
    for (const type of types.flatMap(each => this.parts(each))) {
      if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) || above.includes(type)) continue;
      const element = this.checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      const isList = this.checker.isArrayType(type) || this.checker.isTupleType(type);
      if (isList) {
        if (element) this.add(keys, '*', element, depth, [...above, type]);
        continue;
      }
      // `string & {}`, and what is called.
      const isText = type.isIntersection() && type.types.some(({ flags }) => flags & ts.TypeFlags.StringLike);
      if (isText || type.getCallSignatures().length) continue;
      if (this.checker.getIndexTypeOfType(type, ts.IndexKind.String)) keys['*'] ??= true;
      for (const property of this.checker.getPropertiesOfType(type))
        this.add(keys, property.name, this.checker.getTypeOfSymbol(property), depth, [...above, type]);
    }
    return Object.keys(keys).length ? keys : true;
  }

  add(keys, name, type, depth, above) {
    if (!/^[\w$*-]+$/.test(name)) return;
    const isDeeper = depth < MAX_DEPTH && interesting.has(name) | (name === '*');
    const inner = isDeeper ? this.keysOf([this.checker.getNonNullableType(type)], depth + 1, above) : true;
    const known = keys[name];
    keys[name] = known === undefined || known === true ? inner : inner === true ? known : { ...known, ...inner };
  }
}

/** What is asked of a request under a key of it: the rest makes the file long and says nothing. */
function pruned(keys, depth = 0) {
  if (keys === true) return true;
  const entries = Object.entries(keys)
    .filter(([name]) => interesting.has(name) || name === '*')
    .map(([name, inner]) => [name, pruned(inner, depth + 1)]);
  return entries.length ? Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))) : true;
}

function record(packageName, version) {
  const folder = install(packageName, version);
  try {
    const installed = path.join(folder, 'node_modules', packageName, 'package.json');
    const release = JSON.parse(readFileSync(installed, 'utf8')).version;
    const declarations = new Declarations(entriesOf(packageName, folder), folder);
    const paths = {};
    for (const [each, defaultExport] of questionsFor(packageName)) {
      const tokens = [...each.matchAll(/\(\)|[^.()]+/g)].map(([token]) => token);
      if (tokens.includes('**')) continue;
      const parameters = declarations.parametersOf(tokens, defaultExport);
      if (parameters) paths[each] = parameters.map(keys => pruned(keys));
    }
    return [`${packageName}@${release}`, { read: new Date().toISOString().slice(0, 10), paths }];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const all = new Set(
  tables
    .filter(({ endpoints }) => !endpoints)
    .flatMap(table => [
      ...table.packages.javascript,
      ...Object.keys(table.clients ?? {}).flatMap(name => clientsOf(table, name).flatMap(each => each.packages ?? [])),
    ]),
);
const wanted = process.argv.slice(2);
const known = existsSync(DATA) ? JSON.parse(readFileSync(DATA, 'utf8')) : {};
mkdirSync(HERE, { recursive: true });
for (const packageName of wanted.length ? wanted : new Set([...all].map(rootOf))) {
  // A module of the platform, or of one entry point of a package.
  if (!/^(@[\w.-]+\/)?[\w.-]+$/.test(packageName)) continue;
  for (const version of ['latest', ...(OLDER[packageName] ?? [])]) {
    try {
      const [name, found] = record(packageName, version);
      known[name] = found;
      console.log(`${name}: ${Object.keys(found.paths).length} paths`);
    } catch (error) {
      console.error(`${packageName}@${version}: ${error instanceof Error ? error.message.slice(0, 300) : error}`);
    }
    const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(DATA, `${JSON.stringify(sorted)}\n`);
  }
}
