// Opens the panel's page in a plain browser: the page that the extension makes, with its content security policy, and
// a stand-in for the editor around it. Nothing is loaded from elsewhere.

import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const ORIGIN = 'http://panel.test';

/** The page's files by name, and its markup. */
async function bundlePage() {
  const options = { absWorkingDir: root, bundle: true, write: false, format: 'esm', target: 'es2022' };
  const [page, html] = await Promise.all([
    esbuild.build({ ...options, entryPoints: ['src/webview/page/panel.ts'], outdir: 'out/webview' }),
    esbuild.build({ ...options, entryPoints: ['src/webview/html.ts'] }),
  ]);
  const { panelHtml } = await import(`data:text/javascript,${encodeURIComponent(html.outputFiles[0].text)}`);
  return {
    files: new Map(page.outputFiles.map(({ path: name, text }) => [path.basename(name), text])),
    markup: panelHtml({
      scriptUri: `${ORIGIN}/panel.js`,
      styleUri: `${ORIGIN}/panel.css`,
      cspSource: ORIGIN,
      nonce: 'n0nce',
    }),
  };
}

const TYPES = { '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Pages of one browser, built once.
 * @param {import('playwright-core').Browser} browser
 */
export async function pagesOf(browser) {
  const { files, markup } = await bundlePage();
  const scripts = ['themes.js', 'sample.js', 'editor.js'];
  const standIns = await Promise.all(scripts.map(name => fs.readFile(path.join(here, name), 'utf8')));

  /** A page without a message yet; `problems` collects what its console and its policy complain about. */
  return async function open({ theme = 'dark', width = 1000, height = 860, ...context } = {}) {
    const browserContext = await browser.newContext({ viewport: { width, height }, ...context });
    const page = await browserContext.newPage();
    const problems = [];
    page.on('console', message => {
      if (['error', 'warning'].includes(message.type())) problems.push(message.text());
    });
    page.on('pageerror', error => problems.push(error.message));
    await page.route('**/*', route => {
      const { origin, pathname } = new URL(route.request().url());
      const name = pathname.slice(1);
      if (origin !== ORIGIN) problems.push(`asked for ${route.request().url()}`);
      if (origin === ORIGIN && name === '') return route.fulfill({ contentType: 'text/html', body: markup });
      const body = files.get(name);
      if (origin !== ORIGIN || body === undefined) return route.fulfill({ status: 404 });
      return route.fulfill({ contentType: TYPES[path.extname(name)], body });
    });
    for (const content of standIns) await page.addInitScript({ content });
    await page.goto(`${ORIGIN}/`);
    await page.evaluate(name => globalThis.meterlineEditor.setTheme(name), theme);
    return {
      page,
      problems,
      send: message => page.evaluate(sent => globalThis.meterlineEditor.send(sent), message),
      /** The sample's call site, among so many models. */
      show: options =>
        page.evaluate(given => globalThis.meterlineEditor.send(globalThis.meterlineSample.show(given)), options),
      posted: () => page.evaluate(() => globalThis.meterlineEditor.posted),
      close: () => browserContext.close(),
    };
  };
}
