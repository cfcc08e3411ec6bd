import type { Range } from '../../text';

export interface Token extends Range {
  readonly kind: 'word' | 'number' | 'string' | 'char' | 'punctuation' | 'open' | 'close';
  readonly text: string;
  /** Of an opening bracket: the index of the one that closes it, or that behind the last token. */
  close?: number;
}

const TOKEN = new RegExp(
  [
    String.raw`\s+|\/\/[^\n]*|\/\*[^]*?\*\/`,
    String.raw`(?<string>(?:br|cr|r)(?<marks>#*)"[^]*?"\k<marks>|[bc]?"(?:\\[^]|[^"\\])*")`,
    String.raw`(?<char>b?'(?:\\(?:u\{[^}]*\}|x..|[^])|[^\\'])')`,
    String.raw`(?<lifetime>'\w+)`,
    String.raw`(?<number>\d[\d_]*(?:\.\d[\d_]*|\.(?![.\w]))?(?:[eE][+-]?\d+)?\w*)`,
    String.raw`(?<word>(?:r#)?[\p{L}_$][\p{L}\p{N}_]*)`,
    String.raw`(?<open>[([{])`,
    String.raw`(?<close>[)\]}])`,
    String.raw`(?<punctuation>::|->|=>|\.\.[.=]?|&&|\|\||[=!<>+\-*/%^&|]=|[^])`,
  ].join('|'),
  'uy',
);

/** Macros take anything; a body of that many tokens is data. */
const MAX_TOKENS = 50_000;

/** The tokens of a macro's body, without comments and lifetimes. */
export function tokensOf(text: string, { start, end }: Range): Token[] {
  const tokens: Token[] = [];
  const open: Token[] = [];
  TOKEN.lastIndex = start;
  while (TOKEN.lastIndex < end && tokens.length < MAX_TOKENS) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) break;
    const kind = kindOf(match.groups ?? {});
    if (!kind) continue;
    const token: Token = { kind, text: match[0], start: from, end: Math.min(end, from + match[0].length) };
    if (kind === 'open') open.push(token);
    const opener = kind === 'close' ? open.pop() : undefined;
    if (opener) opener.close = tokens.length;
    tokens.push(token);
  }
  for (const opener of open) opener.close = tokens.length;
  return tokens;
}

const KINDS = ['string', 'char', 'number', 'word', 'open', 'close', 'punctuation'] as const;

const kindOf = (groups: Readonly<Record<string, string | undefined>>): Token['kind'] | undefined =>
  KINDS.find(kind => groups[kind] !== undefined);
