import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { realStart, walk } from '../../src/host/walk';
import { temporaryFolder } from './temporaryFolder';

describe('a walk', () => {
  const folder = temporaryFolder();

  const put = (...files: string[]): void => files.forEach(file => void folder.current.put(file, 'x'));
  const filesIn = (start = ''): string[] => {
    const from = realStart(folder.current.at(start));
    return walk(from).files.map(file => path.relative(from, file).split(path.sep).join('/'));
  };
  const skippedIn = (start = ''): Record<string, string> =>
    Object.fromEntries(
      walk(realStart(folder.current.at(start))).skipped.map(({ file, reason }) => [
        path.relative(folder.current.path, file).split(path.sep).join('/'),
        reason,
      ]),
    );

  it('of a folder without sources finds none', () => {
    put('notes.md', 'data.json');
    assert.deepEqual(walk(folder.current.path), { files: [], skipped: [] });
  });

  it('finds every supported kind of source in the order of names', () => {
    put('b.py', 'a.ts', 'c/z.tsx', 'c/y.mjs', 'd.cjs', 'e.jsx', 'f.mts', 'g.cts', 'h.js', 'I.TS');
    put('j.ipynb', 'k.vue', 'l.svelte', 'm.astro');
    assert.deepEqual(filesIn(), [
      'I.TS',
      'a.ts',
      'b.py',
      'c/y.mjs',
      'c/z.tsx',
      'd.cjs',
      'e.jsx',
      'f.mts',
      'g.cts',
      'h.js',
      'j.ipynb',
      'k.vue',
      'l.svelte',
      'm.astro',
    ]);
  });

  it('passes over declarations without code', () => {
    put('a.d.ts', 'b.d.mts', 'c.pyi', 'd.ts');
    assert.deepEqual(filesIn(), ['d.ts']);
  });

  it('never enters dependencies and the folders of version control', () => {
    put('node_modules/x/a.ts', '.git/hooks/a.py', '.venv/lib/a.py', 'a/node_modules/b.ts', 'a/c.ts');
    put('.ipynb_checkpoints/a-checkpoint.ipynb');
    assert.deepEqual(filesIn(), ['a/c.ts']);
    assert.deepEqual(skippedIn(), {});
  });

  it('tells that it leaves out what is usually build output, and reads it when it is named', () => {
    put('dist/a.ts', 'src/a.ts');
    assert.deepEqual(filesIn(), ['src/a.ts']);
    assert.deepEqual(skippedIn(), { dist: 'usually written by a tool; name the folder itself to have it read' });
    assert.deepEqual(filesIn('dist'), ['a.ts']);
  });

  it('follows no links, and tells which it met', () => {
    put('src/a.ts');
    folder.current.link('src/loop', '..');
    folder.current.link('src/self', 'self');
    folder.current.link('src/outside', '/');
    folder.current.link('src/a-link.ts', 'a.ts');
    folder.current.link('src/dangling.ts', 'nowhere.ts');
    folder.current.link('one/two', '../two');
    folder.current.link('two/one', '../one');
    assert.deepEqual(filesIn(), ['src/a.ts']);
    const link = 'a link; links are not followed';
    assert.deepEqual(skippedIn(), {
      'one/two': link,
      'src/a-link.ts': link,
      'src/dangling.ts': link,
      'src/loop': link,
      'src/outside': link,
      'two/one': link,
    });
  });

  it('begins behind a link that is named itself', () => {
    put('real/a.ts', 'real/.gitignore');
    folder.current.link('link', 'real');
    assert.deepEqual(filesIn('link'), ['a.ts']);
  });

  it('says that a file which is named is in no language that is read', () => {
    put('notes.md');
    assert.deepEqual(skippedIn('notes.md'), { 'notes.md': 'not in a language that is read' });
  });

  it('says that something by the name of a source is no file', function () {
    if (process.platform === 'win32') return this.skip();
    execFileSync('mkfifo', [folder.current.at('pipe.ts')]);
    assert.deepEqual(skippedIn(), { 'pipe.ts': 'not a regular file' });
  });

  it('ends in folders that lie too deep', () => {
    const deep = Array<string>(70).fill('d').join('/');
    put(`${deep}/a.ts`, 'b.ts');
    assert.deepEqual(filesIn(), ['b.ts']);
    assert.deepEqual(Object.values(skippedIn()), ['more than 64 folders deep']);
  });

  describe('where git ignores files', () => {
    beforeEach(() => mkdirSync(folder.current.at('.git/info'), { recursive: true }));

    it('leaves them out, at every level and by the repository’s own exclude file', () => {
      folder.current.put('.git/info/exclude', 'private/\n');
      folder.current.put('.gitignore', '*.gen.ts\n/generated\n');
      folder.current.put('src/.gitignore', 'local.ts\n');
      put(
        'a.ts',
        'a.gen.ts',
        'generated/a.ts',
        'private/a.ts',
        'src/a.ts',
        'src/local.ts',
        'local.ts',
        'src/generated/a.ts',
      );
      assert.deepEqual(filesIn(), ['a.ts', 'local.ts', 'src/a.ts', 'src/generated/a.ts']);
    });

    it('takes back what a nearer file negates, folders too', () => {
      folder.current.put('.gitignore', '*.gen.ts\nfixtures/\nlogs/*\n!logs/kept\n');
      folder.current.put('src/.gitignore', '!kept.gen.ts\n!fixtures/\n');
      put('src/kept.gen.ts', 'src/other.gen.ts', 'src/fixtures/a.ts', 'fixtures/a.ts', 'logs/a.ts', 'logs/kept/a.ts');
      assert.deepEqual(filesIn(), ['logs/kept/a.ts', 'src/fixtures/a.ts', 'src/kept.gen.ts']);
    });

    it('can’t take back what lies in an ignored folder', () => {
      folder.current.put('.gitignore', 'out-of-sight/\n!out-of-sight/a.ts\n');
      folder.current.put('out-of-sight/.gitignore', '!a.ts\n');
      put('out-of-sight/a.ts', 'b.ts');
      assert.deepEqual(filesIn(), ['b.ts']);
    });

    it('heeds the folders above the one that is named, up to the repository’s root', () => {
      folder.current.put('.gitignore', '*.gen.ts\n/pkg/src/local.ts\n');
      put('pkg/src/a.ts', 'pkg/src/a.gen.ts', 'pkg/src/local.ts');
      assert.deepEqual(filesIn('pkg/src'), ['a.ts']);
    });

    it('takes what is named itself, whatever ignores it', () => {
      folder.current.put('.gitignore', 'vendored/\n*.gen.ts\n');
      put('vendored/lib/a.ts', 'b.gen.ts');
      assert.deepEqual(filesIn('vendored/lib'), ['a.ts']);
      assert.deepEqual(walk(realStart(folder.current.at('b.gen.ts'))).files.length, 1);
    });

    it('begins anew in a repository inside', () => {
      folder.current.put('.gitignore', 'a.ts\n');
      folder.current.put('inner/.git/info/exclude', 'b.ts\n');
      put('a.ts', 'b.ts', 'inner/a.ts', 'inner/b.ts');
      assert.deepEqual(filesIn(), ['b.ts', 'inner/a.ts']);
    });

    it('reads names with characters that patterns give a meaning to', () => {
      folder.current.put('[x]/.gitignore', 'a.ts\n/b.ts\n\\#c.ts\n');
      put('[x]/a.ts', '[x]/b.ts', '[x]/#c.ts', '[x]/d.ts', 'x/a.ts');
      assert.deepEqual(filesIn(), ['[x]/d.ts', 'x/a.ts']);
    });

    it('agrees with git itself', function () {
      if (!hasGit()) return this.skip();
      const { path: root } = folder.current;
      execFileSync('git', ['init', '-q', root]);
      folder.current.put(
        '.gitignore',
        ['*', '!*/', '!*.ts', 'a/**/skip.ts', '/b', '# no', '', 'x y/', '*.js  '].join('\n'),
      );
      folder.current.put('a/.gitignore', '!deep/skip.ts\ngen/\n!gen/keep.ts\n');
      folder.current.put('a/deep/.gitignore', '/only.ts\n**/far.ts\n');
      put('k.ts', 'k.js', 'k.py', 'a/skip.ts', 'a/b/skip.ts', 'a/deep/skip.ts', 'a/deep/only.ts', 'a/deep/d/only.ts');
      put('a/deep/d/e/far.ts', 'a/gen/keep.ts', 'b/k.ts', 'c/b/k.ts', 'x y/k.ts', 'a/x y/k.ts');
      const listed = execFileSync('git', ['-C', root, 'ls-files', '-co', '--exclude-standard', '-z'], {
        encoding: 'utf8',
      });
      const expected = listed.split('\0').filter(file => /\.(?:ts|js|py)$/.test(file));
      assert.ok(expected.length > 3);
      assert.deepEqual(filesIn().sort(), expected.sort());
    });
  });
});

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}
