// What is in the package that users install.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import { root, VSIX } from './paths.mjs';

/** The most that the packaged extension may weigh; a budget of the design. */
const MAX_BYTES = 8 * 1024 * 1024;

/** The names of a zip file's entries. */
async function entriesOf(file) {
  const zip = await promisify(yauzl.open)(file, { lazyEntries: false });
  const names = [];
  zip.on('entry', entry => names.push(entry.fileName));
  await new Promise((resolve, reject) => zip.once('end', resolve).once('error', reject));
  return names;
}

describe('the packaged extension', () => {
  let names;
  before(async () => {
    names = await entriesOf(VSIX);
  });

  it('weighs no more than 8 MB', () => {
    const { size } = fs.statSync(VSIX);
    assert.ok(size <= MAX_BYTES, `${size} bytes`);
  });

  it('holds what runs', () => {
    const { main } = JSON.parse(fs.readFileSync(`${root}/package.json`, 'utf8'));
    const needed = [
      main.replace(/^\.\//, ''),
      'package.json',
      'package.nls.json',
      'out/worker.mjs',
      'out/webview/panel.js',
    ];
    needed.push('out/grammars/web-tree-sitter.wasm', 'out/grammars/tree-sitter-python.wasm');
    needed.push('readme.md', 'changelog.md', 'LICENSE.txt'); // as the packager names them
    needed.push('docs/rules/missing-output-cap.md'); // findings link to it
    const missing = needed.filter(name => !names.includes(`extension/${name}`));
    assert.deepEqual(missing, []);
  });

  it('holds nothing else: no sources, tests, maps or dependencies', () => {
    const expected =
      /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls)?\.json|readme\.md|changelog\.md|LICENSE\.txt|docs\/(rules\/[a-z-]+|configuration)\.md|docs\/schema\/meterline\.schema\.json|media\/.+\.(png|svg|md|gif)|out\/(?!test\/).+\.(cjs|mjs|js|css|ttf|wasm|LEGAL\.txt)))$/;
    assert.deepEqual(
      names.filter(name => !name.endsWith('/') && !expected.test(name)),
      [],
    );
  });
});
