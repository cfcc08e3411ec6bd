import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { signatureTables, type CallSignature, type SignatureTable } from '../../../src/core/signatures';

/** What the parameters of a path have for keys; `*` is any key, or each element of a list. */
type Keys = true | { readonly [name: string]: Keys };
type Declared = Readonly<Record<string, { readonly paths: Readonly<Record<string, readonly Keys[]>> }>>;

const FOLDER = path.resolve('test/core/signatures/declared');
const declared = JSON.parse(readFileSync(path.join(FOLDER, 'npm.json'), 'utf8')) as Declared;
const exceptions = (
  parse(readFileSync(path.join(FOLDER, 'exceptions.yaml'), 'utf8')) as readonly { what: string; because: string }[]
).map(({ what }) => new RegExp(what));

const isJavascript = ({ languages }: { readonly languages?: readonly string[] | undefined }): boolean =>
  languages?.includes('javascript') ?? true;

/** The releases of packages that were read. */
const releasesOf = (packages: readonly string[]): readonly Declared[string][] =>
  Object.entries(declared).flatMap(([name, release]) =>
    packages.some(each => (each + '/').startsWith(name.slice(0, name.lastIndexOf('@')) + '/')) ? [release] : [],
  );

interface Asked {
  readonly path: string;
  readonly packages: readonly string[];
}

/** Every way to a call, from a package. */
function pathsOf(table: SignatureTable, signature: CallSignature): Asked[] {
  const own = table.packages.javascript ?? [];
  if (signature.on === undefined) return signature.paths.map(each => ({ path: each, packages: own }));
  return (table.clients[signature.on] ?? []).filter(isJavascript).flatMap(client =>
    client.paths.flatMap(head =>
      signature.paths.map(each => ({
        path: each === '' ? head : `${head}.${each}`,
        packages: client.packages ?? own,
      })),
    ),
  );
}

/** Whether what is declared has a key under a key. */
function has(keys: Keys | undefined, [first, ...rest]: readonly string[]): boolean {
  if (keys === undefined) return false;
  if (first === undefined) return true;
  if (keys === true) return false;
  return has(keys[first] ?? keys['*'], rest) || (keys[first] === undefined && keys['*'] === true);
}

/** What is read of a call, with the places where that may stand: one of them is what a release declares. */
const placesOf = (signature: CallSignature): readonly (readonly string[])[] => [
  signature.model,
  signature.outputCap?.read ?? [],
  typeof signature.outputCap?.write === 'string'
    ? [signature.outputCap.write]
    : [signature.outputCap?.write?.javascript ?? []].flat(),
  typeof signature.streaming === 'object' ? signature.streaming.read : [],
  signature.choices ?? [],
  ...signature.prompt.map(({ read }) => read),
];

/** A place in what a call is given: an argument by its position, and keys under it. */
function argumentOf(place: string, request: number): { index: number; names: string[] } | undefined {
  const [, at, rest = ''] = /^@(\d+)(?:\.(.+))?$/.exec(place) ?? [];
  const keys = at === undefined ? place : rest;
  if (at === undefined && !/^[\w*]+(\.[\w*]+)*$/.test(place)) return undefined;
  return { index: at === undefined ? request : Number(at), names: keys ? keys.split('.') : [] };
}

const requestIndex = ({ request }: CallSignature): number =>
  typeof request === 'object' ? request.index : (request ?? 0);

/** What of a signature no release of its packages declares. */
function undeclared(table: SignatureTable, signature: CallSignature): string[] {
  const found = pathsOf(table, signature).map(({ path: each, packages }) => ({
    path: each,
    parameters: releasesOf(packages).flatMap(({ paths }) => (paths[each] ? [paths[each]] : [])),
  }));
  const isDeclared = (own: string): boolean =>
    found.some(({ path: each, parameters }) => parameters.length > 0 && (own === '' || each.endsWith(own)));
  // Names of other languages, and any number of steps in between.
  const paths = signature.paths.filter(each => !/_|\*\*/.test(each) && !isDeclared(each));
  const declarations = found.flatMap(({ parameters }) => parameters);
  const declares = (place: string): boolean => {
    const asked = argumentOf(place.replace(/^[?~]/, ''), requestIndex(signature));
    return !asked || declarations.some(each => has(each[asked.index], asked.names));
  };
  const places = placesOf(signature).filter(group => group.length && !group.some(declares));
  return [...paths, ...(declarations.length ? places.map(group => group.join(', ')) : [])];
}

/** Tables whose packages no release was read of, with why. */
const UNREAD: Readonly<Record<string, string>> = {
  'vscode-lm-js': 'the module of VS Code itself, which is no package',
};

describe('signatures', () => {
  for (const [name, table] of Object.entries(signatureTables)) {
    // Addresses are no packages' declarations.
    if (!table.packages.javascript || table.endpoints.length) continue;
    if (UNREAD[name] !== undefined) continue;
    it(`of ${name} name methods and parameters that a release of the package declares`, () => {
      const problems = table.calls
        .filter(isJavascript)
        .flatMap(signature => undeclared(table, signature).map(each => `${signature.id}: ${each}`))
        .filter(problem => !exceptions.some(each => each.test(problem)));
      assert.deepEqual(problems, []);
    });
  }
});
