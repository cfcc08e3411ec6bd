import assert from 'node:assert/strict';
import { Analyser, defaultEstimateSettings, loadCatalogue } from '../../src/core';
import { grammars, InMemoryWorkspace } from './pipeline';

/** Leads without an end when one of its modules is asked for. */
class BottomlessWorkspace extends InMemoryWorkspace {
  override resolveImport(specifier: string): string | undefined {
    return specifier === './bottomless' ? this.resolveImport(specifier) : super.resolveImport(specifier);
  }
}

describe('an analysis', () => {
  it('tells of a call that leads too deep, and reads the others', async () => {
    const text = `
      import OpenAI from 'openai';
      import { model } from './bottomless';
      const client = new OpenAI();
      client.responses.create({ model, input: 'Hello' });
      client.responses.create({ model: 'gpt-4o', input: 'Hello' });`;
    const analyser = new Analyser({ grammars, catalogue: loadCatalogue(), workspace: new BottomlessWorkspace() });
    const settings = { estimates: defaultEstimateSettings, rules: {}, promptTextTokens: 1_000 };
    const { calls, limits } = await analyser.analyse(
      { file: 'a.ts', language: 'typescript', text },
      settings,
      new Date(),
    );
    assert.deepEqual(
      calls.map(({ site }) => site.model.kind === 'known' && site.model.id),
      ['gpt-4o'],
    );
    assert.deepEqual(limits, ['What is passed in line 5 leads too deep to be followed.']);
  });
});
