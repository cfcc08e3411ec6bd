// Stands in for the editor around the page: its message function, its memory, its themes.

const posted = [];
let kept = JSON.parse(globalThis.sessionStorage.getItem('kept') ?? 'null') ?? undefined;

globalThis.acquireVsCodeApi = () => ({
  postMessage: message => void posted.push(message),
  getState: () => kept,
  setState: state => {
    kept = state;
    globalThis.sessionStorage.setItem('kept', JSON.stringify(state));
  },
});

globalThis.meterlineEditor = {
  /** What the page has sent. */
  posted,
  /** Sends a message to the page, as text like the editor does. */
  send: message => globalThis.postMessage(JSON.parse(JSON.stringify(message)), '*'),
  /** Sets variables on the root element and a class on the body, as VS Code does. */
  setTheme(name) {
    const { style } = globalThis.document.documentElement;
    style.cssText = '';
    for (const [variable, value] of Object.entries(globalThis.meterlineThemes[name]))
      style.setProperty(variable, value);
    globalThis.document.body.className = {
      light: 'vscode-light',
      dark: 'vscode-dark',
      highContrast: 'vscode-high-contrast',
      highContrastLight: 'vscode-high-contrast vscode-high-contrast-light',
    }[name];
  },
};
