// The panel's page, clicked through in a browser.

import assert from 'node:assert/strict';
import { launchBrowser } from '../../vscode/workbench.mjs';
import { pagesOf } from './openPage.mjs';

describe('the panel in a browser', () => {
  let browser, open, panel;

  before(async function () {
    this.timeout(60_000);
    browser = await launchBrowser();
    open = await pagesOf(browser);
  });

  after(() => browser?.close());

  afterEach(async () => {
    const { problems } = panel;
    await panel.close();
    assert.deepEqual(problems, [], 'neither console nor content security policy complains');
  });

  const rows = () => panel.page.locator('tbody:not(.spacer) tr');
  const names = () => rows().locator('.name').allInnerTexts();
  const header = name => panel.page.getByRole('columnheader', { name });
  const figure = () => rows().filter({ hasText: 'in code' }).locator('td').nth(2).innerText();
  const drawn = () =>
    panel.page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));

  async function shown(options) {
    panel = await open(options);
    await panel.show(options);
    await rows().first().waitFor();
  }

  it('asks for its content, and says that it waits', async () => {
    panel = await open();
    assert.deepEqual(await panel.posted(), [{ type: 'ready' }]);
    assert.match(await panel.page.locator('main').innerText(), /^Loading/);
  });

  it('shows the comparison set from cheap to dear, and what has no price last', async () => {
    await shown();
    const found = await names();
    assert.equal(found[0], 'gpt-6-luna');
    assert.equal(found.at(-1), 'in-house-llama');
    assert.match(await rows().last().innerText(), /no price known/);
  });

  it('sorts by a click on a column, and says so to those who listen', async () => {
    await shown();
    const before = await names();
    await header('Model').click();
    assert.equal(await header('Model').getAttribute('aria-sort'), 'ascending');
    await header('Model').click();
    assert.equal(await header('Model').getAttribute('aria-sort'), 'descending');
    assert.equal(await header('Per call').getAttribute('aria-sort'), null);
    await drawn();
    assert.deepEqual([...(await names())].sort(), [...before].sort());
  });

  it('computes anew while figures are typed and sliders are moved', async () => {
    await shown();
    const before = await figure();
    await panel.page.getByLabel('Cache hit share, slider').fill('90');
    await drawn();
    const slid = await figure();
    assert.notEqual(slid, before);
    // The first thing of that name takes what is typed.
    await panel.page
      .getByLabel(/output/i)
      .first()
      .fill('12345');
    await drawn();
    assert.notEqual(await figure(), slid);
  });

  it('takes a changed figure back, or hands it over to be kept', async () => {
    await shown();
    await panel.page.getByLabel('Cache hit share, slider').fill('50');
    await panel.page.getByRole('button', { name: 'Keep Cache hit share' }).click();
    const { type, name, value } = (await panel.posted()).at(-1);
    assert.deepEqual({ type, name, value }, { type: 'assume', name: 'cacheHitShare', value: 0.5 });
    const before = await figure();
    await panel.page.getByRole('button', { name: 'Reset Cache hit share' }).click();
    await drawn();
    assert.notEqual(await figure(), before);
    assert.equal(await panel.page.getByRole('button', { name: 'Keep Cache hit share' }).isVisible(), false);
  });

  it('filters by words, providers and fit', async () => {
    await shown();
    await panel.page.getByText('All models (').click();
    await panel.page.getByLabel('Filter models').fill('claude');
    await drawn();
    assert.equal(await rows().count(), 3);
    await panel.page.getByLabel('Filter models').fill('');
    await panel.page.getByRole('button', { name: 'All providers' }).click();
    await panel.page.locator('vscode-checkbox', { hasText: 'Mistral' }).click();
    await drawn();
    assert.deepEqual(await names(), ['mistral-large-latest']);
    await panel.page.keyboard.press('Escape');
    await panel.page.getByLabel('Filter models').fill('nothing has this name');
    await panel.page.getByText('No model matches the filter.').waitFor();
  });

  it('holds a screen of rows of hundreds of models, and reaches them all by keys', async () => {
    await shown({ count: 1500 });
    await panel.page.getByText('All models (').click();
    await drawn();
    assert.ok((await rows().count()) < 60);
    assert.equal(await panel.page.getByRole('table').getAttribute('aria-rowcount'), '1502');
    await rows().first().click();
    await panel.page.keyboard.press('End');
    await drawn();
    assert.equal(await panel.page.locator(':focus').evaluate(box => box.closest('tr').ariaRowIndex), '1502');
    await panel.page.keyboard.press('ArrowUp');
    await drawn();
    assert.equal(await panel.page.locator(':focus').evaluate(box => box.closest('tr').ariaRowIndex), '1501');
    await panel.page.keyboard.press('Home');
    await drawn();
    assert.equal(await panel.page.locator(':focus').evaluate(box => box.closest('tr').ariaRowIndex), '2');
  });

  it('draws over a thousand models without a wait that can be felt', async () => {
    await shown({ count: 1500 });
    await panel.page.getByText('All models (').click();
    const times = await panel.page.evaluate(async () => {
      const slider = document.querySelector('input[type=range]');
      const each = [];
      for (let position = 20; position < 60; position++) {
        slider.value = String(position);
        await new Promise(done =>
          requestAnimationFrame(() => {
            const began = performance.now();
            slider.dispatchEvent(new Event('input')); // drawn at once
            document.body.getBoundingClientRect();
            each.push(performance.now() - began);
            requestAnimationFrame(done);
          }),
        );
      }
      return each.sort((a, b) => a - b);
    });
    const median = times[times.length >> 1];
    console.log(`      ${median.toFixed(1)} ms in the middle, ${times.at(-1).toFixed(1)} ms at most`);
    assert.ok(median < 200, 'far from what a busy machine can explain');
  });

  it('shows text of the workspace as text', async () => {
    panel = await open();
    const message = await panel.page.evaluate(() => globalThis.meterlineSample.show());
    const markup = '<img src=x onerror="document.title=1"><b>x</b>';
    message.subject.title = message.callSites[0].title = message.subject.detail = markup;
    message.comparisonSet.push({ kind: 'unpriced', name: markup, because: markup, isLocal: false });
    await panel.send(message);
    await rows().first().waitFor();
    assert.equal(await panel.page.locator('img, main b').count(), 0);
    assert.ok((await names()).includes(markup));
  });

  it('says why there is nothing, or that a message cannot be read', async () => {
    await shown();
    await panel.send({ type: 'nothing', because: 'The call is no longer there.' });
    await panel.page.getByText('The call is no longer there.').waitFor();
    await panel.send({ type: 'show' });
    await panel.page.getByRole('alert').filter({ hasText: 'could not read' }).waitFor();
    assert.equal((await panel.posted()).at(-1).type, 'failed');
  });

  it('names no model where the code does not', async () => {
    await shown({ changes: { own: { kind: 'unknown', because: 'it is an argument' } } });
    await panel.page.getByText('The model in the code is not known: it is an argument.').waitFor();
    assert.equal(await panel.page.getByText('in code').count(), 0);
  });

  it('keeps what was set while it is hidden', async () => {
    await shown();
    await header('Provider').click();
    await panel.page.getByText('All models (').click();
    await panel.page.getByLabel('Calls per month, slider').fill('0');
    await drawn();
    await panel.page.reload();
    await panel.page.evaluate(() => globalThis.meterlineEditor.setTheme('dark'));
    await panel.show();
    await rows().first().waitFor();
    assert.equal(await header('Provider').getAttribute('aria-sort'), 'ascending');
    assert.ok(await panel.page.getByRole('radio', { name: /All models/ }).isChecked());
    assert.equal(await header('Per month').count(), 0);
  });

  it('takes the chart’s colours anew from another theme', async () => {
    await shown();
    const picture = () => panel.page.locator('canvas').evaluate(canvas => canvas.toDataURL());
    const dark = await picture();
    await panel.page.evaluate(() => globalThis.meterlineEditor.setTheme('light'));
    await drawn();
    await drawn();
    assert.notEqual(await picture(), dark);
  });

  it('copies the shown rows', async () => {
    await shown();
    await panel.page.getByRole('button', { name: /Markdown/ }).click();
    const { type, format, text } = (await panel.posted()).at(-1);
    assert.deepEqual({ type, format }, { type: 'copy', format: 'markdown' });
    assert.equal(text.trim().split('\n').length, 2 + (await rows().count()));
  });

  it('stays inside a narrow column', async () => {
    await shown({ width: 480 });
    const { scroll, width } = await panel.page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      width: document.documentElement.clientWidth,
    }));
    assert.ok(scroll <= width, `${scroll} of ${width}`);
  });
});
