import assert from 'node:assert/strict';
import { loadCatalogue } from '../../src/core/pricing';
import { panelHtml } from '../../src/webview/html';
import { readControls, withFigure } from '../../src/webview/page/controls';
import { fromPanel, toPanel } from '../../src/webview/protocol';
import { cheap, show } from './messages';

/** What a message is after its way through a webview's channel. */
const sent = (message: unknown): unknown => JSON.parse(JSON.stringify(message));

describe('messages to and from the panel', () => {
  it('arrive as they were sent, with what is not known left out', () => {
    const parsed = toPanel.parse(sent(show));
    assert.deepEqual(sent(parsed), sent(show));
    assert.ok(toPanel.safeParse(sent({ ...show, models: undefined })).success, 'models may be as before');
  });

  it('carry every rate card of the catalogue', () => {
    const cards = loadCatalogue().all(new Date('2026-11-24T12:00:00Z'));
    assert.ok(cards.length > 300);
    const { success, error } = toPanel.safeParse(sent({ ...show, models: cards.map(card => ({ ...cheap, card })) }));
    assert.ok(success, error?.message);
  });

  it('are refused when a figure is none', () => {
    const { assumptions } = show.subject;
    for (const value of [-1, 1.5, '7', null]) {
      const outputTokens = { ...assumptions.outputTokens, value };
      const changed = { ...show, subject: { ...show.subject, assumptions: { ...assumptions, outputTokens } } };
      assert.equal(toPanel.safeParse(sent(changed)).success, false, String(value));
    }
    assert.equal(fromPanel.safeParse({ type: 'assume', id: 'x', name: 'outputTokens', value: -1 }).success, false);
    assert.equal(fromPanel.safeParse({ type: 'assume', id: 'x', name: 'price', value: 1 }).success, false);
    assert.equal(fromPanel.safeParse({ type: 'other' }).success, false);
  });
});

describe('the panel’s page', () => {
  const html = panelHtml({ scriptUri: 'x:/a.js', styleUri: 'x:/"<a.css', cspSource: 'x:', nonce: 'abc' });

  it('runs its own script only, and loads nothing else', () => {
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    assert.equal(policy, "default-src 'none'; style-src x: 'nonce-abc'; script-src 'nonce-abc'; font-src x:");
  });

  it('keeps addresses inside their attributes', () => {
    assert.match(html, /href="x:\/&quot;&lt;a\.css"/);
  });
});

describe('what the page remembers', () => {
  const initial = readControls(undefined);

  it('starts with the comparison set, cheapest first', () => {
    assert.deepEqual(initial.sort, { column: 'perCall', isDescending: false });
    assert.equal(initial.filter.scope, 'compared');
  });

  it('comes back, and what cannot be read is as if it had never been set', () => {
    assert.deepEqual(readControls(sent({ ...initial, unit: 'perCall' })).unit, 'perCall');
    const damaged = readControls({ ...initial, unit: 'perYear', filter: 7, charted: ['openai:a'] });
    assert.deepEqual(damaged, { ...initial, charted: ['openai:a'] });
    assert.deepEqual(readControls('nonsense'), initial);
  });

  it('keeps changed figures by subject, until they are taken back', () => {
    const one = withFigure({}, 'a', 'outputTokens', 700);
    const two = withFigure(one, 'b', 'cacheHitShare', 0.5);
    assert.deepEqual(two, { a: { outputTokens: 700 }, b: { cacheHitShare: 0.5 } });
    assert.deepEqual(withFigure(two, 'a', 'outputTokens', undefined), { b: { cacheHitShare: 0.5 } });
  });

  it('forgets the oldest of many subjects', () => {
    let scenarios = withFigure({}, 'first', 'outputTokens', 1);
    for (let index = 0; index < 60; index++) scenarios = withFigure(scenarios, `s${String(index)}`, 'outputTokens', 1);
    assert.equal(Object.keys(scenarios).length, 50);
    assert.equal('first' in scenarios, false);
  });
});
