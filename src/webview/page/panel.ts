import './withoutEval';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import './panel.css';
import { Editor } from './editor';
import { Panel } from './page';

const root = document.getElementById('panel');
if (!root) throw new Error('The page has no place for the panel.');
const editor = new Editor();
const panel = new Panel(root, editor);
addEventListener('error', ({ message }) => editor.post({ type: 'failed', message }));
editor.onMessage(message => panel.receive(message));
editor.post({ type: 'ready' });
