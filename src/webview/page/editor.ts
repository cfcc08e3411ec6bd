import { toPanel, type FromPanel, type ToPanel } from '../protocol';

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The page's line to the extension, and its memory while it is hidden. */
export class Editor {
  private readonly api = acquireVsCodeApi();

  post(message: FromPanel): void {
    this.api.postMessage(message);
  }

  /** What was kept last, by this or an earlier version of the page; to be checked. */
  get kept(): unknown {
    return this.api.getState();
  }

  keep(state: unknown): void {
    this.api.setState(state);
  }

  onMessage(receive: (message: ToPanel) => void): void {
    addEventListener('message', (event: MessageEvent<unknown>) => {
      const { success, data, error } = toPanel.safeParse(event.data);
      if (success) return receive(data);
      const message = `The panel could not read a message: ${error.issues.map(({ path, message: what }) => `${path.join('.')}: ${what}`).join('; ')}`;
      this.post({ type: 'failed', message });
      receive({ type: 'error', message });
    });
  }
}
