import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { defaultEstimateSettings } from '../../src/core';
import { scan, type ScanResult } from '../../src/host/scan';
import { describeSite, expectationsOf, fixtures, fixtureFiles, readFixture } from '../core/expectations';
import { temporaryFolder } from './temporaryFolder';

const options = {
  settings: { estimates: { ...defaultEstimateSettings, compareWith: [] }, rules: {}, promptTextTokens: 200 },
  now: new Date('2026-11-24T12:00:00Z'),
  bundle: pathToFileURL(path.resolve('out/cli.mjs')),
};

/** The calls of each file, described, by the names that the scan gives files. */
function callsOf(
  { files }: ScanResult,
  textOf: (file: string) => string,
): Map<string, ReturnType<typeof describeSite>[]> {
  return new Map(
    files.flatMap(file =>
      file.kind === 'analysed'
        ? [
            [
              file.analysis.file,
              file.analysis.calls.map(({ site }) => describeSite(site, textOf(file.analysis.file))),
            ] as const,
          ]
        : [],
    ),
  );
}

describe('signatures of a workspace’s own', function () {
  this.timeout(30_000);

  for (const workspace of readdirSync(path.join(fixtures, 'own'))) {
    it(`are found wherever their functions are called, in ${workspace}`, async () => {
      const folder = path.join('own', workspace);
      const result = await scan([path.join(fixtures, folder)], options);
      assert.deepEqual(
        result.configurations.flatMap(({ problems }) => problems),
        [],
      );
      const found = callsOf(result, file => readFixture(path.join(folder, file)));
      for (const file of fixtureFiles(folder)) {
        const name = path.relative(folder, file).split(path.sep).join('/');
        if (name === '.meterline.yaml') continue;
        const expected = expectationsOf(readFixture(file));
        const here = found.get(name) ?? [];
        const unexpected = here.filter(({ line }) => !expected.some(each => each.line === line));
        assert.deepEqual(unexpected, [], `${name}: calls on lines that expect none`);
        for (const { line, name: api, fields } of expected) {
          const site = here.find(each => each.line === line);
          assert.ok(site, `${name}:${String(line)}: no call found`);
          const asked = Object.fromEntries(Object.keys(fields).map(key => [key, site.fields[key]]));
          assert.deepEqual({ name: site.name, ...asked }, { name: api, ...fields }, `${name}:${String(line)}`);
        }
      }
    });
  }
});

describe('the configuration of a scan', () => {
  const folder = temporaryFolder();
  const ENTRY = 'signatures:\n  - function: ask\n    in: llm.py\n    prompt: prompt\n    model: model\n';
  const CODE = 'def ask(prompt, model):\n    queue.put(prompt, model)\n\nask("Hello", "gpt-4o")\n';

  const apis = ({ files }: ScanResult): string[] =>
    files.flatMap(file => (file.kind === 'analysed' ? file.analysis.calls.map(({ site }) => site.api) : []));

  it('is that of the nearest folder at or above the path, in the same repository', async () => {
    folder.current.put('.git/HEAD', 'ref: refs/heads/main\n');
    folder.current.put('.meterline.yaml', ENTRY.replace('in: llm.py', 'in: part/llm.py'));
    folder.current.put('part/llm.py', CODE);
    assert.deepEqual(apis(await scan([folder.current.path], options)), ['workspace']);
    assert.deepEqual(apis(await scan([folder.current.at('part')], options)), ['workspace']);
    assert.deepEqual(apis(await scan([folder.current.at('part/llm.py')], options)), ['workspace']);
    folder.current.put('part/.meterline.yaml', 'signatures: []\n');
    assert.deepEqual(apis(await scan([folder.current.at('part')], options)), []);
  });

  it('is not taken from outside the repository', async () => {
    folder.current.put('.meterline.yaml', ENTRY.replace('in: llm.py', 'in: part/llm.py'));
    folder.current.put('part/.git/HEAD', 'ref: refs/heads/main\n');
    folder.current.put('part/llm.py', CODE);
    assert.deepEqual(apis(await scan([folder.current.at('part')], options)), []);
  });

  it('is told where it can’t be read, or leads nowhere', async () => {
    const messages = async (): Promise<readonly string[]> =>
      (await scan([folder.current.path], options)).configurations.flatMap(({ problems }) =>
        problems.map(({ message }) => message),
      );
    folder.current.put('llm.py', CODE);
    folder.current.put('.meterline.yaml', ENTRY.replace('in: llm.py', 'in: lm.py'));
    assert.deepEqual(await messages(), ['there is no `lm.py` in this folder']);
    folder.current.put('.meterline.yaml', new Uint8Array([0xff, 0x0a]));
    assert.deepEqual(await messages(), ['not read: not valid UTF-8']);
    folder.current.put('.meterline.yaml', 'x'.repeat(2_100_000));
    assert.deepEqual(await messages(), ['not read: larger than 2 MB (2.1 MB)']);
    folder.current.put('other/.meterline.yaml/file', '');
    const [report] = (await scan([folder.current.at('other')], options)).configurations;
    assert.deepEqual(report?.problems[0]?.message, 'not read: not a regular file');
  });

  it('does not follow a link out of the repository', async () => {
    folder.current.put('secrets.yaml', ENTRY);
    folder.current.put('part/llm.py', CODE);
    folder.current.link('part/.meterline.yaml', '../secrets.yaml');
    const { configurations } = await scan([folder.current.at('part')], options);
    assert.equal(configurations[0]?.problems[0]?.message, 'not read: a link that leads out of the workspace');
  });
});
