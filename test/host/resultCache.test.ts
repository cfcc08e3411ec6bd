import assert from 'node:assert/strict';
import {
  defaultEstimateSettings,
  emptyAnalysis,
  type AnalysisSettings,
  type FileAnalysis,
  type SourceInput,
} from '../../src/core';
import { BoundedCache } from '../../src/host/boundedCache';
import { ResultCache } from '../../src/host/resultCache';
import { TracedWorkspace } from '../../src/host/tracedWorkspace';
import { InMemoryWorkspace } from '../core/pipeline';

const settings: AnalysisSettings = { estimates: defaultEstimateSettings, rules: {}, promptTextTokens: 200 };
const now = new Date('2026-11-24T12:00:00Z');
const input: SourceInput = { file: 'a.ts', language: 'typescript', text: "import { MODEL } from './models';" };

describe('the cache of results', () => {
  let files: Record<string, string>;
  let analyses: number;
  let cache: ResultCache;

  beforeEach(() => {
    files = { 'models.ts': "export const MODEL = 'gpt-4o';" };
    analyses = 0;
    const workspace = new TracedWorkspace(new InMemoryWorkspace(files));
    // Counts, and looks at another file as an analysis does.
    const analyser = {
      async analyse({ file }: SourceInput): Promise<FileAnalysis> {
        analyses += 1;
        const other = workspace.resolveImport('./models', file);
        if (other !== undefined) workspace.read(other);
        return emptyAnalysis(file);
      },
    };
    cache = new ResultCache(analyser, workspace);
  });

  it('answers the same text without another analysis', async () => {
    const first = await cache.analyse(input, settings, now);
    assert.equal(await cache.analyse({ ...input }, { ...settings }, now), first);
    assert.equal(analyses, 1);
  });

  it('tells texts, files and settings apart', async () => {
    await cache.analyse(input, settings, now);
    await cache.analyse({ ...input, text: '' }, settings, now);
    await cache.analyse({ ...input, file: 'b.ts' }, settings, now);
    await cache.analyse(input, { ...settings, promptTextTokens: 1 }, now);
    assert.equal(analyses, 4);
  });

  it('analyses again when a price may have changed, which is at full and half hours', async () => {
    await cache.analyse(input, settings, now);
    await cache.analyse(input, settings, new Date('2026-11-24T12:29:59Z'));
    assert.equal(analyses, 1);
    await cache.analyse(input, settings, new Date('2026-11-24T12:30:00Z'));
    assert.equal(analyses, 2);
  });

  it('analyses again when a file that was looked at has changed or gone', async () => {
    await cache.analyse(input, settings, now);
    files['models.ts'] = "export const MODEL = 'gpt-4.1';";
    await cache.analyse(input, settings, now);
    assert.equal(analyses, 2);
    delete files['models.ts'];
    await cache.analyse(input, settings, now);
    assert.equal(analyses, 3);
  });

  it('analyses again when a file appears that was missing', async () => {
    delete files['models.ts'];
    await cache.analyse(input, settings, now);
    await cache.analyse(input, settings, now);
    assert.equal(analyses, 1);
    files['models.ts'] = '';
    await cache.analyse(input, settings, now);
    assert.equal(analyses, 2);
  });
});

describe('a bounded cache', () => {
  it('forgets what was not used for the longest time', () => {
    const cache = new BoundedCache<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    assert.equal(cache.get('a'), 1);
    cache.set('c', 3);
    assert.deepEqual([cache.get('a'), cache.get('b'), cache.get('c')], [1, undefined, 3]);
  });
});
