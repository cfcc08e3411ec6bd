/** Where the page's parts are, as the webview can load them. */
export interface PanelResources {
  readonly scriptUri: string;
  readonly styleUri: string;
  /** The webview's own origin. */
  readonly cspSource: string;
  /** Fresh for each page; letters and digits. */
  readonly nonce: string;
}

/** The panel's page. All it shows comes by message, so that no text of a workspace is ever part of markup. */
export function panelHtml({ scriptUri, styleUri, cspSource, nonce }: PanelResources): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Compare Models</title>
    <link rel="stylesheet" href="${attribute(styleUri)}" />
  </head>
  <body>
    <main id="panel"></main>
    <script type="module" nonce="${attribute(nonce)}" src="${attribute(scriptUri)}"></script>
  </body>
</html>
`;
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
