import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  Analyser,
  applyEdits,
  defaultEstimateSettings,
  languageOf,
  loadCatalogue,
  rules,
  LineMap,
  type AnalysisSettings,
  type FileAnalysis,
} from '../../../src/core';
import { expectationsOf, fixtureFiles, fixtures, readFixture } from '../expectations';
import { grammars, InMemoryWorkspace, parse } from '../pipeline';

const analyser = new Analyser({ grammars, catalogue: loadCatalogue(), workspace: new InMemoryWorkspace() });
const settings: AnalysisSettings = { estimates: defaultEstimateSettings, rules: {}, promptTextTokens: 200 };
const now = new Date('2026-11-24T12:00:00Z');

function analyse(text: string, file: string): Promise<FileAnalysis> {
  return analyser.analyse({ file, language: languageOf(file) ?? 'typescript', text }, settings, now);
}

/** `forms.ts` → `forms.fixed.ts`, the text after every fix of the rule. */
const fixedName = (file: string): string => path.join(fixtures, file.replace(/(\.\w+)$/, '.fixed$1'));

async function fixAll(text: string, file: string, rule: string): Promise<string> {
  const { findings } = await analyse(text, file);
  const edits = findings.filter(finding => finding.rule === rule).flatMap(finding => finding.fixes[0]?.edits ?? []);
  return applyEdits(text, edits);
}

for (const rule of rules) {
  describe(rule.id, () => {
    for (const file of fixtureFiles(`rules/${rule.id}`).filter(name => !name.includes('.fixed.'))) {
      it(`finds what ${path.basename(file)} says and nothing else`, async () => {
        const text = readFixture(file);
        const lines = new LineMap(text);
        const { findings, limits } = await analyse(text, file);
        assert.deepEqual(limits, []);
        const found = findings
          .filter(finding => finding.rule === rule.id)
          .map(({ at }) => lines.position(at.start).line + 1);
        const expected = expectationsOf(text)
          .filter(({ kind, name }) => kind === 'finding' && name === rule.id)
          .map(({ line }) => line);
        assert.deepEqual(
          found.sort((a, b) => a - b),
          expected,
        );
        for (const { message } of findings) assert.doesNotMatch(message, /undefined|NaN|Infinity/);
      });

      it(`fixes ${path.basename(file)} as a person would have, once and for all`, async () => {
        const text = readFixture(file);
        const fixed = await fixAll(text, file, rule.id);
        // UPDATE_FIXTURES=1 rewrites what is expected; the difference is to be read.
        if (process.env.UPDATE_FIXTURES || !existsSync(fixedName(file))) writeFileSync(fixedName(file), fixed);
        assert.equal(fixed, readFileSync(fixedName(file), 'utf8'));
        assert.equal((await parse(fixed, file)).hasErrors, (await parse(text, file)).hasErrors, 'it parses as before');
        assert.equal(await fixAll(fixed, file, rule.id), fixed, 'a second run changes nothing');
        const before = await analyse(text, file);
        const after = await analyse(fixed, file);
        const fixable = before.findings.filter(finding => finding.rule === rule.id && finding.fixes.length).length;
        assert.equal(
          after.findings.filter(finding => finding.rule === rule.id).length,
          before.findings.filter(finding => finding.rule === rule.id).length - fixable,
          'the findings are gone',
        );
      });
    }
  });
}
