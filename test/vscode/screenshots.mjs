// Takes the README's pictures into media/: lens, hover, squiggle with its quick fixes, and panel, light and dark.
// Run: npm run screenshots

import fs from 'node:fs/promises';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { root } from './paths.mjs';
import { startServer } from './server.mjs';
import { launchBrowser, openWorkbench } from './workbench.mjs';
import { makeWorkspace } from './workspace.mjs';

const THEMES = { light: 'Light Modern', dark: 'Dark Modern' };
/** Small enough for text to be read where a README shows it, sharp enough for a good display. */
const EDITOR = { width: 1000, height: 600 };
const WITH_PANEL = { width: 1280, height: 960 };
const SCALE = 1.5;
const MEDIA = path.join(root, 'media');

const workspace = await makeWorkspace();
const server = await startServer({
  vsix: [packageExtension()],
  settings: {
    'editor.fontSize': 13,
    'editor.cursorBlinking': 'solid', // so that two runs give the same picture
    'editor.matchBrackets': 'never',
    'workbench.activityBar.location': 'hidden',
    'workbench.layoutControl.enabled': false,
    'window.commandCenter': false,
  },
});
const browser = await launchBrowser();
try {
  const { folder } = workspace;
  const context = { viewport: EDITOR, deviceScaleFactor: SCALE };
  const workbench = await openWorkbench(browser, server, { folder, file: workspace.file('chat.ts'), context });
  await workbench
    .codeLens('chat.ts', /gpt-4o/)
    .first()
    .waitFor({ timeout: 60_000 });
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  for (const [name, theme] of Object.entries(THEMES)) {
    await workbench.switchTheme(theme);
    await takePictures(workbench, name);
  }
} finally {
  await browser.close();
  await server.stop();
  await workspace.remove();
}

async function takePictures(workbench, theme) {
  const { page } = workbench;
  const shoot = what => page.screenshot({ path: path.join(MEDIA, `${what}-${theme}.png`) });
  await fs.mkdir(MEDIA, { recursive: true });
  await workbench.runCommand('View: Close All Editors');

  await page.setViewportSize(EDITOR);
  await workbench.openFile('chat.ts');
  const lens = workbench.codeLens('chat.ts', /gpt-4o/).first();
  await lens.waitFor();
  await workbench.editor('chat.ts').locator('.squiggly-warning').first().waitFor();
  await shoot('lens');

  await workbench.goTo(7, 15);
  const hover = await workbench.showHover();
  await hover.locator('table').first().waitFor();
  await shoot('hover');
  await page.keyboard.press('Escape');

  await workbench.openFile('support.py');
  await workbench.editor('support.py').locator('.squiggly-warning, .squiggly-info').first().waitFor();
  await workbench
    .codeLens('support.py', /tokens/)
    .first()
    .waitFor(); // the long prompt's own
  await workbench.goTo(9, 26);
  await workbench.openQuickFixes();
  await shoot('fix');
  await page.keyboard.press('Escape');

  await page.setViewportSize(WITH_PANEL);
  await workbench.openFile('chat.ts');
  await lens.click();
  await workbench.webview().getByRole('row').filter({ hasText: /\$/ }).first().waitFor();
  await page.waitForTimeout(1_000); // the chart draws itself after the table, and says so to nobody
  await shoot('panel');
}
