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
const SIZE = { width: 1280, height: 800 };
const MEDIA = path.join(root, 'media');

const workspace = await makeWorkspace();
const server = await startServer({
  vsix: [packageExtension()],
  settings: {
    'editor.fontSize': 13,
    'workbench.statusBar.visible': true,
    'workbench.activityBar.location': 'default',
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  },
});
const browser = await launchBrowser();
try {
  const { folder } = workspace;
  const context = { viewport: SIZE };
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
  const shoot = async what => {
    // Without the blinking cursor, two runs give the same picture.
    await page.addStyleTag({ content: '.monaco-editor .cursor { visibility: hidden !important; }' });
    await page.screenshot({ path: path.join(MEDIA, `${what}-${theme}.png`) });
  };
  await fs.mkdir(MEDIA, { recursive: true });

  await workbench.openFile('chat.ts');
  await workbench
    .codeLens('chat.ts', /gpt-4o/)
    .first()
    .waitFor();
  await shoot('lens');

  await workbench.goTo(6, 48);
  const hover = await workbench.showHover();
  await hover.locator('table').first().waitFor();
  await shoot('hover');
  await page.keyboard.press('Escape');

  await workbench.openFile('support.py');
  await workbench.goTo(9, 26);
  await workbench.editor('support.py').locator('.squiggly-warning, .squiggly-info').first().waitFor();
  await workbench.openQuickFixes();
  await shoot('fix');
  await page.keyboard.press('Escape');

  await workbench.openFile('chat.ts');
  await workbench
    .codeLens('chat.ts', /gpt-4o/)
    .first()
    .click();
  await workbench.webview().getByRole('row').filter({ hasText: /\$/ }).first().waitFor();
  // The chart draws itself after the table.
  await workbench.webview().locator('canvas, svg').first().waitFor();
  await page.waitForTimeout(1_000);
  await shoot('panel');
  await workbench.runCommand('View: Close Editor');
}
