// The packaged extension in a real VS Code, used as a person would. One workbench for all tests; they follow
// one another as steps of one session.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { TRACES, VSIX } from './paths.mjs';
import { startServer } from './server.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';
import { makeWorkspace } from './workspace.mjs';

const MONEY = /\$\s?[\d.,]+/;

describe('Meterline in the workbench', () => {
  let workspace, server, browser, workbench;

  before(async function () {
    this.timeout(120_000);
    await fs.rm(TRACES, { recursive: true, force: true });
    workspace = await makeWorkspace();
    server = await startServer({ vsix: [VSIX] });
    browser = await launchBrowser();
    const { folder } = workspace;
    workbench = await openWorkbench(browser, server, { folder, file: workspace.file('chat.ts') });
  });

  // A picture of what a failed test saw.
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed' || !workbench) return;
    await fs.mkdir(TRACES, { recursive: true });
    const name = this.currentTest.title.replace(/\W+/g, '-');
    await workbench.page.screenshot({ path: path.join(TRACES, `${name}.png`) });
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
    await workspace?.remove();
  });

  /** Saves the focused editor, and waits until the file on disk is as it should be. */
  async function saveAndExpect(name, holds) {
    await workbench.page.keyboard.press('Control+s');
    for (;;) {
      if (holds(await fs.readFile(workspace.file(name), 'utf8'))) return;
      await new Promise(resolve => setTimeout(resolve, 50)); // mocha's timeout is the limit
    }
  }

  /** Clicks a column's header until the table is sorted by it in that order. */
  async function clickUntil(header, order) {
    for (let click = 0; click < 2 && (await header.getAttribute('aria-sort')) !== order; click++) {
      await header.getByRole('button').click();
    }
    assert.equal(await header.getAttribute('aria-sort'), order);
  }

  it('shows a lens with model and cost above the call', async function () {
    this.timeout(90_000); // VS Code's own extensions start at the same time
    const lens = workbench.codeLens('chat.ts', /gpt-4o/).first();
    await lens.waitFor({ timeout: 60_000 });
    assert.match(await lens.innerText(), MONEY);
  });

  it('shows the cost of the calls of the file in the status bar', async () => {
    await workbench.statusBarItem(MONEY).first().waitFor();
  });

  it('shows a hover with the table of compared models', async () => {
    await workbench.openFile('chat.ts');
    await workbench.goTo(6, 48);
    const hover = await workbench.showHover();
    const table = hover.locator('table').first();
    await table.waitFor();
    assert.ok((await table.locator('tbody tr').count()) >= 2, 'some models are compared');
    assert.match(await table.innerText(), MONEY);
    await workbench.page.keyboard.press('Escape');
  });

  it('changes the lens after an edit of the model', async () => {
    await workbench.openFile('chat.ts');
    await workbench.goTo(7, 19);
    await workbench.page.keyboard.type('-mini');
    await workbench
      .codeLens('chat.ts', /gpt-4o-mini/)
      .first()
      .waitFor();
  });

  it('inserts the missing output cap by its quick fix', async () => {
    const squiggles = workbench
      .editor('chat.ts')
      .locator('.squiggly-warning, .squiggly-info, .squiggly-hint, .squiggly-error');
    await squiggles.first().waitFor({ state: 'attached' });
    await workbench.goTo(6, 48);
    await workbench.applyQuickFix(/max_completion_tokens/);
    await squiggles.first().waitFor({ state: 'detached' });
    await saveAndExpect('chat.ts', text => /^ {4}max_completion_tokens: \d+,$/m.test(text));
    await workbench
      .codeLens('chat.ts', /gpt-4o-mini/)
      .first()
      .waitFor();
  });

  it('moves what changes behind the cacheable prefix by its quick fix', async () => {
    await workbench.openFile('support.py');
    await workbench
      .codeLens('support.py', /gpt-4o/)
      .first()
      .waitFor({ state: 'attached' });
    const squiggle = workbench.editor('support.py').locator('.squiggly-warning, .squiggly-info, .squiggly-error');
    await squiggle.first().waitFor();
    await workbench.goTo(9, 26);
    await workbench.applyQuickFix(/behind|after|end|move/i);
    await squiggle.first().waitFor({ state: 'detached' });
    await saveAndExpect('support.py', text => text.indexOf('datetime.now()') > text.indexOf('Carbon frames'));
  });

  it('opens the panel by a click on the lens, and sorts its table by a click on a column', async () => {
    await workbench.openFile('chat.ts');
    await workbench
      .codeLens('chat.ts', /gpt-4o-mini/)
      .first()
      .click();
    const panel = workbench.webview();
    const row = panel.getByRole('row').filter({ hasText: MONEY });
    await row.first().waitFor();
    const header = panel.getByRole('columnheader', { name: /per call/i }).first();
    const costs = async () => {
      const texts = await row.allInnerTexts();
      return texts.map(text => Number(MONEY.exec(text)?.[0].replaceAll(/[$,\s]/g, '')));
    };
    assert.ok((await costs()).length >= 2, 'some models are compared');
    await clickUntil(header, 'ascending');
    const ascending = await costs();
    assert.deepEqual(
      ascending,
      ascending.toSorted((a, b) => a - b),
    );
    await clickUntil(header, 'descending');
    assert.deepEqual(await costs(), ascending.toReversed());
  });

  it('computes the panel anew when output tokens are changed', async () => {
    const panel = workbench.webview();
    const row = panel.getByRole('row').filter({ hasText: MONEY }).first();
    const before = await row.innerText();
    const output = panel.getByRole('spinbutton', { name: /^output tokens$/i });
    await output.fill('12345');
    await panel.locator('body').evaluate(
      (body, was) =>
        new Promise(resolve => {
          const look = () => (body.innerText.includes(was) ? setTimeout(look, 20) : resolve());
          look();
        }),
      before,
    );
    assert.notEqual(await row.innerText(), before);
  });

  it('takes its colours from the theme', async () => {
    const colour = () =>
      workbench
        .webview()
        .locator('body')
        .evaluate(body => getComputedStyle(body).color);
    await workbench.switchTheme('Dark Modern');
    const dark = await colour();
    await workbench.switchTheme('Light Modern');
    const light = await colour();
    assert.notEqual(dark, light);
    await workbench
      .codeLens('chat.ts', /gpt-4o-mini/)
      .first()
      .waitFor();
  });

  it('opens the panel by its command for a selection of plain text', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.webview().locator('body').waitFor({ state: 'detached' });
    await workbench.openFile('notes.txt');
    await workbench.page.keyboard.press('Control+a');
    await workbench.runCommand('Meterline: Compare Models');
    await workbench.webview().getByRole('row').filter({ hasText: MONEY }).first().waitFor();
  });

  it('asks nothing of any other machine, neither the page nor the extension', async () => {
    assert.deepEqual(workbench.outside, []);
    assert.deepEqual(await server.outside(), []);
  });
});
