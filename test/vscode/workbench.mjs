// The workbench as a person uses it: what is seen, and what keys and mouse do.

import { chromium } from 'playwright-core';
import { browserOptions } from './browser.mjs';
import { workbenchUrl } from './server.mjs';

export const launchBrowser = () => chromium.launch(browserOptions());

/** Opens a workbench in a fresh browser context and waits until its editors are restored. */
export async function openWorkbench(browser, server, { folder, file, payload, context = {} } = {}) {
  const browserContext = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...context });
  const workbench = new Workbench(await browserContext.newPage());
  await workbench.open(workbenchUrl(server, { folder, file, payload }));
  return workbench;
}

const escaped = text => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Workbench {
  /** Requests of the page to anything but this machine. */
  outside = [];

  constructor(page) {
    this.page = page;
    page.setDefaultTimeout(20_000);
    const note = url => {
      const { protocol, hostname } = new URL(url);
      const isHere = hostname === '127.0.0.1' || /(^|\.)localhost$/.test(hostname);
      if (/^(http|ws)s?:$/.test(protocol) && !isHere) this.outside.push(url);
    };
    // A webview's own files have an address outside, but VS Code's service worker answers for it on this machine.
    const isResource = request => new URL(request.url()).hostname.endsWith('.vscode-resource.vscode-cdn.net');
    page.on('request', request => isResource(request) || note(request.url()));
    page.on('response', response => {
      if (isResource(response.request()) && !response.fromServiceWorker()) note(response.url());
    });
    page.on('requestfailed', request => isResource(request) && note(request.url()));
    page.on('websocket', socket => note(socket.url()));
  }

  async open(url) {
    await this.page.goto(url, { waitUntil: 'commit' });
    // VS Code's own performance mark; set once the editors of the window are restored.
    await this.page.waitForFunction(
      () => performance.getEntriesByName('code/didStartWorkbench').length > 0,
      undefined,
      {
        timeout: 60_000,
      },
    );
  }

  /** The text editor that shows the given file. */
  editor(fileName) {
    return this.page.locator(`.editor-instance .monaco-editor[data-uri$="/${fileName}"]`);
  }

  /** The code lenses with a matching text. */
  codeLens(fileName, text) {
    return this.editor(fileName).locator('.codelens-decoration a').filter({ hasText: text });
  }

  /** The lines of an editor that are on screen (VS Code renders no others). */
  lines(fileName) {
    return this.editor(fileName)
      .locator('.view-lines .view-line')
      .evaluateAll(nodes =>
        nodes
          .map(node => ({ top: node.getBoundingClientRect().top, text: node.textContent.replaceAll('\u00a0', ' ') }))
          .sort((a, b) => a.top - b.top) // the order in the DOM is not the order on screen
          .map(line => line.text),
      );
  }

  /** Opens a file of the workspace folder by its name, or goes to its editor; the focus is then in it. */
  async openFile(fileName) {
    const input = await this.#openQuickInput('Control+p');
    await input.fill(fileName);
    const row = this.page
      .locator('.quick-input-widget')
      .getByRole('option', { name: new RegExp(`^${escaped(fileName)}`) });
    await row.first().click();
    await this.editor(fileName).and(this.page.locator('.focused')).waitFor();
  }

  /** Puts the cursor on a line and column (both from 1) of the focused editor. */
  async goTo(line, column = 1) {
    const input = await this.#openQuickInput('Control+g');
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
    // The line only: where there are tabs, the status bar counts columns in another way.
    await this.page.getByRole('button', { name: new RegExp(`^Ln ${line}, Col `) }).waitFor();
  }

  /** Runs a command from the command palette by its whole title ("Category: Title"). */
  async runCommand(title) {
    const input = await this.#openQuickInput('F1');
    await input.fill(`>${title}`);
    // The name of a row goes on with its keybinding, if it has one.
    const name = new RegExp(`^${escaped(title)}(,|$)`);
    await this.page.locator('.quick-input-widget').getByRole('option', { name }).first().click();
  }

  /** Switches the colour theme by its name in the picker, such as `Light Modern`. */
  async switchTheme(name) {
    await this.runCommand('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    await input.waitFor();
    await input.fill(name);
    const row = this.page
      .locator('.quick-input-widget')
      .getByRole('option', { name: new RegExp(`^${escaped(name)}(,|$)`) });
    await row.first().click();
    await input.waitFor({ state: 'hidden' });
  }

  async #openQuickInput(key) {
    const input = this.page.locator('.quick-input-widget .quick-input-box input');
    // A focus that is just moving (a panel that opens or closes) hides the input again.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press(key);
      try {
        await input.waitFor({ timeout: 3_000 });
        return input;
      } catch (error) {
        if (attempt === 4) throw error;
      }
    }
  }

  /** Opens the menu of quick fixes at the cursor. */
  async openQuickFixes() {
    const menu = this.page.locator('.action-widget:not(.action-list-submenu-panel)');
    const option = menu.getByRole('option').first();
    // The key is lost while the focus is still on its way back from the box that moved the cursor.
    for (let attempt = 1; ; attempt++) {
      await this.page.keyboard.press('Control+.');
      try {
        await option.waitFor({ timeout: 5_000 });
        return menu;
      } catch (error) {
        if (attempt === 4) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Ctrl+. at the cursor, and a click on the fix with this title. */
  async applyQuickFix(title) {
    const menu = await this.openQuickFixes();
    await menu.getByRole('option', { name: title }).first().click();
    await menu.waitFor({ state: 'hidden' });
  }

  /** Shows the hover of what is under the cursor, and gives it. (A squiggle takes no mouse hover from Playwright.) */
  async showHover() {
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+i');
    const hover = this.page.locator('.monaco-hover:not(.hidden)').filter({ has: this.page.locator('.hover-row') });
    await hover.waitFor();
    return hover;
  }

  /** The status bar items of one extension with a matching text. */
  statusBarItem(text) {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** The notifications on screen with a matching text. */
  notification(text) {
    return this.page.locator('.notifications-toasts .notification-list-item-message').filter({ hasText: text });
  }

  /** The HTML of the visible webview. It is two frames deep: VS Code's frame, and the extension's in it. */
  webview() {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }
}
