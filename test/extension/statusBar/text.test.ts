import assert from 'node:assert/strict';
import { fileCost, fileCostDetails } from '../../../src/extension/statusBar/text';
import { analysis, compared, priced, report, site, unpriced } from '../reports';

describe('the status bar', () => {
  it('has nothing to say about a file without calls', () => {
    assert.equal(fileCost(analysis()), undefined);
  });

  it('adds up one call of each call site', () => {
    // 0.0035775 + 0.0104 = 0.0139775
    const file = analysis(report(), report({ site: site({ id: 'b' }), estimate: priced({ costPerCall: 0.0104 }) }));
    assert.equal(fileCost(file), '$0.014 · 2 calls');
  });

  it('says how many calls the sum leaves out', () => {
    assert.equal(
      fileCost(analysis(report(), report({ site: site({ id: 'b' }), estimate: unpriced() }))),
      '$0.0036 · 2 calls, 1 unknown',
    );
  });

  it('names no sum when no cost is known', () => {
    assert.equal(fileCost(analysis(report({ site: site({ id: 'b' }), estimate: unpriced() }))), '1 call, cost unknown');
  });

  it('adds up from the cheapest to the dearest where a call has one of several models', () => {
    const model = { kind: 'choice', ids: ['a', 'b'], isOpen: false, from: 'sameFile', trail: [] } as const;
    const estimate = unpriced({ alternatives: [compared('a', 0.001), compared('b', 0.005)] });
    const either = report({ site: site({ id: 'either', model }), estimate });
    // 0.0035775 + 0.001 = 0.0045775, 0.0035775 + 0.005 = 0.0085775
    assert.equal(fileCost(analysis(report(), either)), '$0.0046–$0.0086 · 2 calls');
    const open = report({ site: site({ id: 'open', model: { ...model, isOpen: true } }), estimate });
    assert.equal(fileCost(analysis(open)), '1 call, cost unknown');
  });

  it('counts a request once, where it leaves, at the range of what its wrappers pass', () => {
    const madeAt = { file: 'file:///w/llm.ts', range: { start: 5, end: 9 } };
    const wrapper = (id: string, costPerCall: number, place = madeAt) =>
      report({ site: site({ id, role: 'wrapper', madeAt: place }), estimate: priced({ costPerCall }) });
    assert.equal(fileCost(analysis(wrapper('a', 0.001), wrapper('b', 0.003))), '$0.001–$0.003 · 1 call');
    const own = { ...madeAt, file: analysis().file };
    assert.equal(fileCost(analysis(report(), wrapper('a', 0.001, own))), '$0.0036 · 1 call');
  });

  it('lists the calls in its tooltip, with a link to each', () => {
    const details = fileCostDetails(
      analysis(report(), report({ site: site({ id: 'b' }), estimate: unpriced() })),
      String,
    );
    assert.match(details, /^\| \[line 30\]\(command:meterline\.reveal\?[^)]+\) \| gpt-4o \| \$0\.0036 \|$/m);
    assert.match(details, /\| unknown \|$/m);
    assert.match(details, /of the 1 with a known cost/);
    assert.match(
      fileCostDetails(analysis(report()), () => 'cell 4:12'),
      /^\| \[cell 4\\:12\]\(/m,
    );
  });
});
