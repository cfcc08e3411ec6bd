const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\n': '',
  '\r\n': '',
};

/** What an escape sequence of a string or template literal stands for. */
export function unescape(sequence: string): string {
  const body = sequence.slice(1);
  const simple = SIMPLE[body];
  if (simple !== undefined) return simple;
  const code = /^(?:u\{([0-9a-f]+)\}|u([0-9a-f]{4})|x([0-9a-f]{2}))$/i.exec(body);
  if (!code) return body;
  const point = parseInt(code[1] ?? code[2] ?? code[3] ?? '', 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '';
}

/** The value of a number literal: separators, other bases, big integers. */
export function numberValue(literal: string): number {
  return Number(literal.replace(/_/g, '').replace(/n$/, ''));
}
