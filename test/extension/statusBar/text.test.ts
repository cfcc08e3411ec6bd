import assert from 'node:assert/strict';
import { fileCost, fileCostDetails } from '../../../src/extension/statusBar/text';
import { analysis, priced, report, unpriced } from '../reports';

describe('the status bar', () => {
  it('has nothing to say about a file without calls', () => {
    assert.equal(fileCost(analysis()), undefined);
  });

  it('adds up one call of each call site', () => {
    // 0.0035775 + 0.0104 = 0.0139775
    const file = analysis(report(), report({ estimate: priced({ costPerCall: 0.0104 }) }));
    assert.equal(fileCost(file), '$0.014 · 2 calls');
  });

  it('says how many calls the sum leaves out', () => {
    assert.equal(fileCost(analysis(report(), report({ estimate: unpriced() }))), '$0.0036 · 2 calls, 1 unknown');
  });

  it('names no sum when no cost is known', () => {
    assert.equal(fileCost(analysis(report({ estimate: unpriced() }))), '1 call, cost unknown');
  });

  it('lists the calls in its tooltip, with a link to each', () => {
    const details = fileCostDetails(analysis(report(), report({ estimate: unpriced() })), String);
    assert.match(details, /^\| \[line 30\]\(command:meterline\.reveal\?[^)]+\) \| gpt-4o \| \$0\.0036 \|$/m);
    assert.match(details, /\| unknown \|$/m);
    assert.match(details, /of the 1 with a known cost/);
    assert.match(
      fileCostDetails(analysis(report()), () => 'cell 4:12'),
      /^\| \[cell 4\\:12\]\(/m,
    );
  });
});
