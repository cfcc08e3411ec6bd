import assert from 'node:assert/strict';
import { gitPatterns } from '../../../src/extension/analysis/excludes';

describe('what VS Code leaves out', () => {
  it('begins in the workspace’s folder, as git has it', () => {
    assert.deepEqual(gitPatterns({ '**/node_modules': true, generated: true, './old/**': true }), [
      '/**/node_modules',
      '/generated',
      '/old/**',
    ]);
  });

  it('is not what is switched off or holds under a condition, nor a path of the machine', () => {
    assert.deepEqual(
      gitPatterns({ '**/*.js': { when: '$(basename).ts' }, a: false, '/srv/x': true, 'C:\\x': true }),
      [],
    );
  });

  it('may name alternatives, within bounds', () => {
    assert.deepEqual(gitPatterns({ '**/*.{js,map}': true, '{a,b}/{c,d}': true }), [
      '/**/*.js',
      '/**/*.map',
      '/a/c',
      '/a/d',
      '/b/c',
      '/b/d',
    ]);
    assert.ok(gitPatterns({ ['{a,b}'.repeat(20)]: true }).length <= 100);
  });
});
