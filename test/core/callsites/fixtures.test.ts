import assert from 'node:assert/strict';
import { describeSite, expectationsOf, fixtureFiles, readFixture } from '../expectations';
import { callSitesOf, codeOf } from '../pipeline';

/** Only the fields that an expectation names are compared. */
const pick = (fields: Readonly<Record<string, string>>, names: readonly string[]) =>
  Object.fromEntries(names.map(name => [name, fields[name]]));

describe('call sites', () => {
  for (const file of ['signatures', 'resolve', 'silent', 'sources', 'wrappers', 'promptFiles'].flatMap(fixtureFiles)) {
    it(`are found and read in ${file}`, async () => {
      const text = readFixture(file);
      const code = codeOf(text, file);
      const expected = expectationsOf(code).filter(({ kind }) => kind === 'call');
      const found = (await callSitesOf(text, file)).map(site => describeSite(site, code));
      const unexpected = found.filter(({ line }) => !expected.some(each => each.line === line));
      assert.deepEqual(unexpected, [], 'calls on lines that expect none');
      for (const { line, name, fields } of expected) {
        const here = found.find(site => site.line === line);
        assert.ok(here, `line ${String(line)}: no call found`);
        assert.deepEqual(
          { name: here.name, ...pick(here.fields, Object.keys(fields)) },
          { name, ...fields },
          `line ${String(line)}`,
        );
      }
    });
  }
});
