// The Chromium that shows the workbench. Playwright's own build is not on the npm registry.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser's program: the one CHROMIUM names, else one in the usual places; undefined when there is none. */
function findBrowser() {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : USUAL_PLACES;
  return places.find(place => fs.existsSync(place));
}

/** Sees to it that there is a browser; where that can't be, says what to install and ends the process with 1. */
export function ensureBrowser() {
  const canInstall = process.getuid?.() === 0 && fs.existsSync('/usr/bin/apt-get') && !process.env.CHROMIUM;
  if (!findBrowser() && canInstall) {
    console.log('> apt-get install chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const stdio = ['ignore', 'inherit', 'inherit'];
    try {
      execFileSync('apt-get', ['update', '-qq'], { stdio, env });
      execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { stdio, env });
    } catch {
      // apt-get has said why; what is to be done instead stands below.
    }
  }
  const browser = findBrowser();
  if (browser) return browser;
  console.error(
    process.env.CHROMIUM
      ? `CHROMIUM names ${process.env.CHROMIUM}, but there is no such program.`
      : 'The tests need Chromium or Chrome, and none is installed. Install it (Debian: "sudo apt-get install -y chromium"; ' +
          'macOS: "brew install --cask chromium"), or name one: CHROMIUM=/path/to/chromium',
  );
  process.exit(1);
}

/** Options for Playwright's `chromium.launch`. */
export const browserOptions = () => ({
  executablePath: ensureBrowser(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
