import assert from 'node:assert/strict';
import { commandAddress, escapeMarkdown, link } from '../../src/extension/markdown';

describe('text of the workspace in Markdown', () => {
  it('stays as it is where it has no markup', () => {
    assert.equal(escapeMarkdown('gpt-4o-mini, 2026-11-24'), 'gpt-4o-mini, 2026-11-24');
  });

  it('makes no links, no lists and no headings', () => {
    assert.equal(escapeMarkdown('[a](b)'), '\\[a\\]\\(b\\)');
    assert.equal(escapeMarkdown('https://e.example'), 'https\\://e.example');
    assert.equal(escapeMarkdown('www.e.example'), 'www\\.e.example');
    assert.equal(escapeMarkdown('1. one'), '1\\. one');
    assert.equal(escapeMarkdown('- one'), '\\- one');
  });

  it('is one line of a readable length', () => {
    assert.equal(escapeMarkdown(' a\n\n b '), 'a b');
    assert.equal(escapeMarkdown('x'.repeat(500)).length, 120);
  });

  it('ends no link early', () => {
    const address = commandAddress('meterline.compareModels', { uri: 'file:///a(b).ts', callSite: ')' });
    assert.match(link('open', address), /^\[open\]\(command:[^()]+\)$/);
  });
});
