/** How text is set off on a terminal; without colours it stays as it is. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  yellow(text: string): string;
  blue(text: string): string;
}

const code =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${String(open)}m${text}\u001b[${String(close)}m`;

const same = (text: string): string => text;

/** Colours only on a terminal, and not where NO_COLOR asks for none (no-color.org). */
export function styleFor(
  stream: { isTTY?: boolean },
  environment: Readonly<Record<string, string | undefined>>,
): Style {
  const hasColours = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  if (!hasColours) return { bold: same, dim: same, yellow: same, blue: same };
  return { bold: code(1, 22), dim: code(2, 22), yellow: code(33, 39), blue: code(34, 39) };
}
