import assert from 'node:assert/strict';
import type { FileFacts } from '../../src/core';
import { CrossReferences, settle, type Crew } from '../../src/host/crossReferences';
import { isWordIn } from '../../src/host/textStore';

type Facts = FileFacts | 'passed';

const facts = (some: Partial<FileFacts>): FileFacts => ({
  wrappers: [],
  methods: [],
  addresses: [],
  asks: [],
  ...some,
});

/** Files that are words, and what an analysis would find in each, knowing the wrappers of others. */
class Village implements Crew {
  readonly references = new CrossReferences();
  readonly analysed: string[][] = [];
  readonly searched: string[][] = [];

  constructor(
    readonly texts: Record<string, string>,
    private readonly analysis: (file: string, wrappers: readonly string[]) => Facts,
  ) {}

  analyse: Crew['analyse'] = (files, learnt) => {
    this.analysed.push([...files]);
    for (const file of files) this.references.note(file, this.analysis(file, learnt.wrappers));
    return Promise.resolve();
  };

  search: Crew['search'] = names => {
    this.searched.push([...names]);
    const holding = (name: string): string[] =>
      Object.keys(this.texts).filter(file => isWordIn(this.texts[file] ?? '', name));
    return Promise.resolve(Object.fromEntries(names.map(name => [name, holding(name)])));
  };

  edit(file: string, text: string | undefined): Promise<void> {
    if (text === undefined) delete this.texts[file];
    else this.texts[file] = text;
    this.references.reread(file, text);
    const stale = this.references.takeStale();
    return settle(this.references, text === undefined ? stale : [...new Set([file, ...stale])], this);
  }

  settle = (): Promise<void> => settle(this.references, Object.keys(this.texts), this);
}

describe('cross-references', () => {
  const callers = { '/a/llm.ts': 'ask', '/b/job.ts': 'llm ask run', '/c/main.ts': 'job run', '/d/other.ts': 'ask' };
  /** `llm.ts` wraps a request in `ask`, `job.ts` wraps that in `run`. */
  const layered = (file: string, wrappers: readonly string[]): Facts => {
    if (file === '/a/llm.ts') return facts({ wrappers: ['ask'] });
    if (file === '/b/job.ts' && wrappers.includes('ask')) return facts({ wrappers: ['run'] });
    return 'passed';
  };

  it('have the files analysed again that name a constant in which an address is written', async () => {
    const texts = { '/paths.ts': 'Paths', '/ask.ts': 'paths Paths', '/other.ts': 'paths' };
    const village = new Village(texts, file =>
      file === '/paths.ts' ? facts({ addresses: ['Paths'] }) : file === '/ask.ts' ? facts({}) : 'passed',
    );
    await village.settle();
    assert.deepEqual(village.analysed.slice(1), [['/ask.ts', '/paths.ts']]);
    assert.deepEqual(village.references.learnt.addresses, ['Paths']);
  });

  it('have the callers of wrappers analysed again, and the callers of those', async () => {
    const village = new Village({ ...callers }, layered);
    await village.settle();
    assert.deepEqual(village.analysed.slice(1), [
      // The other file says nothing of where its `ask` is from: the way may lead over a file that hands it on.
      ['/a/llm.ts', '/b/job.ts', '/d/other.ts'],
      ['/b/job.ts', '/c/main.ts'],
    ]);
    assert.deepEqual(village.references.learnt.wrappers, ['ask', 'run']);
  });

  it('have only those callers of a common name analysed that name its file, too, or lie beside it', async () => {
    const crowd = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`/e/${index}.ts`, 'ask']));
    const village = new Village({ ...callers, ...crowd, '/a/beside.ts': 'ask' }, layered);
    await village.settle();
    assert.deepEqual(village.analysed[1], ['/a/beside.ts', '/a/llm.ts', '/b/job.ts']);
  });

  it('search for each name once', async () => {
    const village = new Village({ ...callers }, layered);
    await village.settle();
    const names = village.searched.flat();
    assert.deepEqual(names, [...new Set(names)]);
  });

  it('forget a wrapper that is gone, and what was one because of it', async () => {
    const texts: Record<string, string> = { ...callers };
    const village = new Village(texts, (file, wrappers) =>
      file === '/a/llm.ts' && texts[file] !== 'ask' ? 'passed' : layered(file, wrappers),
    );
    await village.settle();
    await village.edit('/a/llm.ts', 'nothing');
    assert.deepEqual(village.references.learnt.wrappers, []);
  });

  it('forget a file that is deleted', async () => {
    const village = new Village({ ...callers }, layered);
    await village.settle();
    await village.edit('/a/llm.ts', undefined);
    assert.deepEqual(village.references.learnt.wrappers, []);
    assert.ok(!Object.values(village.references.learnt.mentions).flat().includes('/a/llm.ts'));
  });

  it('tell who asks for a name of the files that mention it, now and later', async () => {
    const texts = { '/a.ts': 'function f', '/b.ts': 'f()', '/c.ts': '' };
    const village = new Village({ ...texts }, file => (file === '/a.ts' ? facts({ asks: ['f'] }) : 'passed'));
    await village.settle();
    assert.deepEqual(village.references.published.mentions, { f: ['/a.ts', '/b.ts'] });
    village.analysed.length = 0;
    await village.edit('/c.ts', 'f()');
    assert.deepEqual(village.references.published.mentions, { f: ['/a.ts', '/b.ts', '/c.ts'] });
    assert.deepEqual(village.analysed, [['/c.ts', '/a.ts']]);
    await village.edit('/b.ts', 'g()');
    assert.deepEqual(village.references.published.mentions, { f: ['/a.ts', '/c.ts'] });
  });

  it('have files without a word of any SDK analysed where they name a method of one that is used', async () => {
    const texts = { '/a.ts': 'import openai', '/b.ts': 'client.create()', '/c.ts': 'nothing' };
    const village = new Village(texts, file => (file === '/a.ts' ? facts({ methods: ['create'] }) : 'passed'));
    await village.settle();
    assert.deepEqual(village.analysed[1], ['/b.ts']);
  });

  it('come to an end where analyses never agree', async () => {
    let turn = 0;
    const village = new Village({ '/a.ts': 'x', '/b.ts': 'a x' }, () => facts({ wrappers: [`x${turn++ % 2}`, 'x'] }));
    await village.settle();
    assert.ok(village.analysed.length < 10);
  });
});
