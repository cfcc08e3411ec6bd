import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { defaultEstimateSettings } from '../../src/core/estimates';
import { rules } from '../../src/core/rules';
import { languageOf, languages, promptFileLanguages } from '../../src/core/syntax';
import { editorLanguages, tellingWords } from '../../src/extension/analysis/editorLanguages';
import { commands, lensParts, settingDefaults } from '../../src/extension/contributions';

const property = z.looseObject({ default: z.unknown(), properties: z.record(z.string(), z.unknown()).optional() });
const { activationEvents, contributes } = z
  .object({
    activationEvents: z.array(z.string()),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string() })),
      configuration: z.array(z.object({ properties: z.record(z.string(), property) })),
      languages: z.array(z.object({ id: z.string(), extensions: z.array(z.string()) })),
      menus: z.record(z.string(), z.array(z.object({ when: z.string().optional() }))),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties)) as Record<
  string,
  z.infer<typeof property>
>;

describe('manifest and code', () => {
  it('have the same commands', () => {
    const declared = contributes.commands.map(({ command }) => command);
    assert.deepEqual(declared.sort(), Object.values(commands).sort());
  });

  it('have the same settings with the same defaults', () => {
    const declared = Object.fromEntries(Object.entries(settings).map(([id, { default: value }]) => [id, value]));
    assert.deepEqual(declared, settingDefaults);
  });

  it('assume what the core assumes when nobody says otherwise', () => {
    const { compareWith, setBy, ...assumptions } = defaultEstimateSettings;
    assert.deepEqual(setBy, {});
    assert.deepEqual(settingDefaults['meterline.compareWith'], compareWith);
    const declared = Object.entries(settingDefaults).flatMap(([id, value]) => {
      const name = /^meterline\.assumptions\.(\w+)$/.exec(id)?.[1];
      return name === undefined ? [] : [[name, value]];
    });
    assert.deepEqual(Object.fromEntries(declared), assumptions);
  });

  it('know the same languages', () => {
    const known = Object.keys(editorLanguages);
    const read = new Set([
      ...Object.keys(languages),
      ...contributes.languages.map(({ id }) => id),
      ...promptFileLanguages,
    ]);
    assert.deepEqual([...new Set(Object.values(editorLanguages))].sort(), [...read].sort());
    const activating = activationEvents.flatMap(event => /^onLanguage:(.*)$/.exec(event)?.[1] ?? []);
    assert.deepEqual(activating.sort(), known.sort());
    for (const { id, extensions } of contributes.languages)
      for (const extension of extensions) assert.equal(languageOf(`a${extension}`), id);
  });

  it('offer the commands of a file in every language that is read for its own sake', () => {
    const meant = Object.entries(editorLanguages).flatMap(([id, language]) => (tellingWords[language] ? [] : [id]));
    const conditions = Object.values(contributes.menus).flatMap(items => items.flatMap(({ when }) => when ?? []));
    const patterns = conditions.flatMap(when => /resourceLangId =~ \/(.*?)\/( |$)/.exec(when)?.[1] ?? []);
    assert.ok(patterns.length > 0);
    for (const pattern of patterns)
      assert.deepEqual(
        meant.filter(id => !new RegExp(pattern).test(id)),
        [],
        pattern,
      );
  });

  it('have the same parts of a code lens', () => {
    const items = z.object({ enum: z.array(z.string()) }).parse(settings['meterline.codeLens.parts']?.['items']);
    assert.deepEqual(items.enum, lensParts);
  });

  it('have a severity setting for every rule', () => {
    const declared = Object.keys(settings['meterline.rules']?.properties ?? {});
    assert.deepEqual(declared.sort(), rules.map(({ id }) => id).sort());
  });
});
