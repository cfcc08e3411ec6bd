// Pictures of the page in every theme, wide and narrow, into dist/panel/: node test/webview/preview/screenshots.mjs

import fs from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../vscode/paths.mjs';
import { launchBrowser } from '../../vscode/workbench.mjs';
import { pagesOf } from './openPage.mjs';

const folder = path.join(root, 'dist/panel');
const sizes = [
  { width: 1000, height: 860 },
  { width: 480, height: 1100 },
];

await fs.mkdir(folder, { recursive: true });
const browser = await launchBrowser();
try {
  const open = await pagesOf(browser);
  for (const theme of ['light', 'dark', 'highContrast', 'highContrastLight']) {
    for (const size of sizes) {
      const { page, show, close } = await open({ theme, ...size });
      await show();
      await page.locator('tbody:not(.spacer) tr').first().waitFor();
      await page.waitForTimeout(200); // fonts and chart
      await page.screenshot({ path: path.join(folder, `${theme}-${size.width}.png`) });
      await close();
    }
  }
  console.log(`Pictures are in ${folder}`);
} finally {
  await browser.close();
}
