import type { Program } from './program';

/** A text that is no program, where a program is asked for: nothing in it is ever evaluated. */
export function plainProgram(file: string, text: string): Program {
  return {
    file,
    language: 'javascript',
    text,
    module: {
      kind: 'module',
      parent: undefined,
      owner: undefined,
      range: { start: 0, end: text.length },
      bindings: new Map(),
      mutations: new Map(),
    },
    calls: [],
    comments: [],
    longTexts: [],
    exports: [],
    opens: [],
    hasErrors: false,
    isTruncated: false,
  };
}
