import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { signatureTables, type CallSignature, type SignatureTable } from '../../../src/core/signatures';
import { UNDECLARED_CALLS, UNDECLARED_NAMES } from './pythonExceptions';

/** What pythonDeclarations.py has written: by table the calls of its paths and what they take. */
const recorded = z
  .object({
    packages: z.record(z.string(), z.string()),
    tables: z.record(
      z.string(),
      z.object({
        clients: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
        calls: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(path.resolve('test/core/signatures/declared/python.json'), 'utf8')));

type Declared = (typeof recorded.tables)[string];

const isForPython = ({ languages }: { languages?: readonly string[] | undefined }): boolean =>
  languages?.includes('python') ?? true;

/** Paths with a wildcard stand for names that are not written out. */
const isWritten = (each: string): boolean => !each.includes('*');

/** Calls of a table that no installed package declares. */
function undeclaredCalls(table: SignatureTable, declared: Declared): string[] {
  return table.calls.filter(isForPython).flatMap(({ id, paths, on }) => {
    // Clients whose classes are not installed say nothing of their methods.
    if (on !== undefined && !declared.clients[on]) return [];
    return paths.filter(each => isWritten(each) && !declared.calls[id]?.[each]).map(each => `${id} ${each}`);
  });
}

/** Names that a signature reads out of a request, by what must take them. */
function namesRead({ model, outputCap, prompt }: CallSignature): { own: string[]; client: string[] } {
  const places = [...model, ...(outputCap?.read ?? []), ...prompt.flatMap(({ read }) => read)].map(each =>
    each.replace(/^[?~]/, ''),
  );
  const head = (each: string): string => /^[^.]*/.exec(each)?.[0] ?? '';
  return {
    own: places.filter(each => /^[a-z_]\w*(\.|$)/.test(each)).map(head),
    client: places.filter(each => /^client:[a-z_]\w*(\.|$)/.test(each)).map(each => head(each.slice('client:'.length))),
  };
}

const takes = (given: readonly string[], name: string): boolean => given.includes(name) || given.includes('**');

/** Names that none of the calls takes for which they are read. */
function undeclaredNames(table: SignatureTable, declared: Declared): string[] {
  return table.calls.filter(isForPython).flatMap(signature => {
    const { own, client } = namesRead(signature);
    const given = Object.values(declared.calls[signature.id] ?? {}).flat();
    const made = Object.values(declared.clients[signature.on ?? ''] ?? {}).flat();
    const wrong = [
      ...(given.length ? own.filter(name => !takes(given, name)) : []),
      ...(made.length ? client.filter(name => !takes(made, name)).map(name => `client:${name}`) : []),
    ];
    return [...new Set(wrong)].map(name => `${signature.id} ${name}`);
  });
}

describe('Python signatures', () => {
  const tables = Object.values(signatureTables).flatMap(table => {
    const declared = recorded.tables[table.sdk];
    return declared && table.packages.python ? [{ table, declared }] : [];
  });

  it('name calls that the installed packages declare', () => {
    const found = tables.flatMap(({ table, declared }) => undeclaredCalls(table, declared));
    assert.deepEqual(found.filter(each => !(each in UNDECLARED_CALLS)).sort(), []);
  });

  it('read arguments that those calls take', () => {
    const found = tables.flatMap(({ table, declared }) => undeclaredNames(table, declared));
    assert.deepEqual(found.filter(each => !(each in UNDECLARED_NAMES)).sort(), []);
  });

  it('have no exception that is none any more', () => {
    const found = tables.flatMap(({ table, declared }) => [
      ...undeclaredCalls(table, declared),
      ...undeclaredNames(table, declared),
    ]);
    const excepted = [...Object.keys(UNDECLARED_CALLS), ...Object.keys(UNDECLARED_NAMES)];
    assert.deepEqual(
      excepted.filter(each => !found.includes(each)),
      [],
    );
  });
});
