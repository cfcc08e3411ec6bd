import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const setting = z.looseObject({ default: z.unknown(), order: z.number().optional() });
const manifest = z
  .looseObject({
    main: z.string(),
    contributes: z.looseObject({
      commands: z.array(z.looseObject({ command: z.string(), title: z.string() })),
      configuration: z.array(z.looseObject({ title: z.string(), properties: z.record(z.string(), setting) })),
      menus: z.record(z.string(), z.array(z.looseObject({ command: z.string().optional() }))).default({}),
      walkthroughs: z.array(z.unknown()).default([]),
    }),
  })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { contributes } = manifest;
const texts = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync('package.nls.json', 'utf8')));

/** The files under version control; without git (an unpacked archive) there is no such list. */
const tracked = listTracked();

function listTracked(): string[] {
  try {
    return execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  } catch {
    return [];
  }
}

/** Ids of the rules, which their files are named after. */
const rules = readdirSync('src/core/rules')
  .map(name => /^([a-z]+(?:-[a-z]+)+)\.ts$/.exec(name)?.[1])
  .filter(id => id !== undefined);

describe('the manifest', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');

  it('has a text for every key that it names', () => {
    assert.deepEqual(
      used.filter(key => !texts[key]),
      [],
    );
  });

  it('names every key that has a text', () => {
    assert.deepEqual(
      Object.keys(texts).filter(key => !used.includes(key)),
      [],
    );
  });

  it('keeps what users read in package.nls.json', () => {
    const shown = [
      ...contributes.commands.map(({ title }) => title),
      ...contributes.configuration.map(({ title }) => title),
      ...contributes.configuration.flatMap(({ properties }) =>
        Object.values(properties).map(property => property['markdownDescription'] ?? property['description']),
      ),
    ];
    assert.deepEqual(
      shown.filter(text => !/^%[^%]+%$/.test(String(text))),
      [],
    );
  });

  it('gives every setting the prefix, a default and a place in its group', () => {
    const wrong = contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties)
        .filter(
          ([id, { default: value, order }]) =>
            !id.startsWith('meterline.') || value === undefined || order === undefined,
        )
        .map(([id]) => id),
    );
    assert.deepEqual(wrong, []);
  });

  it('shows in menus only commands that it declares', () => {
    const declared = contributes.commands.map(({ command }) => command);
    const shown = Object.values(contributes.menus).flatMap(items => items.flatMap(({ command }) => command ?? []));
    assert.deepEqual(
      shown.filter(command => !declared.includes(command)),
      [],
    );
  });

  it('declares no command or setting that the code does not know', () => {
    const code = tracked
      .filter(file => /^src\/extension\/.*\.ts$/.test(file) && existsSync(file))
      .map(file => readFileSync(file, 'utf8'))
      .join('\n');
    const names = [
      ...contributes.commands.map(({ command }) => command),
      ...contributes.configuration.flatMap(({ properties }) => Object.keys(properties)),
    ];
    // Code may name a setting without the prefix, as `getConfiguration('meterline').get('codeLens')` does.
    const isKnown = (name: string) => code.includes(name) || code.includes(`'${name.replace(/^meterline\./, '')}'`);
    assert.deepEqual(tracked.length === 0 ? [] : names.filter(name => !isKnown(name)), []);
  });

  it('has the pictures of its walkthrough', () => {
    const files = JSON.stringify(contributes.walkthroughs).match(/media\/[\w/.-]+/g) ?? [];
    assert.deepEqual(
      files.filter(file => !existsSync(file)),
      [],
    );
  });
});

describe('the repository', () => {
  it('has a page for every rule, and no page without a rule', () => {
    const pages = readdirSync('docs/rules')
      .map(name => name.replace(/\.md$/, ''))
      .filter(name => name !== 'README' && name !== 'index');
    assert.deepEqual(pages.sort(), rules.sort());
  });

  it('has at its top only what has to stand there', () => {
    const top = new Set(tracked.map(file => file.split('/')[0] ?? ''));
    const folders = ['.ci', '.vscode', 'docs', 'examples', 'media', 'pricing', 'src', 'test'];
    const files = ['CHANGELOG.md', 'LICENSE', 'README.md', 'esbuild.mjs', 'eslint.config.mjs', 'tsconfig.json'];
    files.push('package.json', 'package-lock.json', 'package.nls.json');
    files.push('.editorconfig', '.gitignore', '.mocharc.json', '.prettierignore', '.prettierrc.json', '.vscodeignore');
    assert.deepEqual(
      [...top].filter(name => !folders.includes(name) && !files.includes(name)),
      [],
    );
  });

  it('has no test that keeps the others from running', () => {
    const narrowed = tracked
      .filter(file => /^test\/.*\.test\.(ts|cjs|mjs)$/.test(file) && existsSync(file))
      .filter(file => /\b(?:describe|it)\.only\(/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(narrowed, []);
  });

  it('names no path of somebody’s own machine', () => {
    const named = tracked
      .filter(file => /\.(ts|[cm]?js|json|ya?ml|md|py)$/.test(file) && existsSync(file))
      .flatMap(file => {
        // `/home/me` is nobody's.
        const found = /(?<![\w.])\/(?:home|Users|root|work)\/(?!me\b)[\w.-]+/.exec(readFileSync(file, 'utf8'));
        return found ? [`${file}: ${found[0]}`] : [];
      });
    assert.deepEqual(named, []);
  });
});
