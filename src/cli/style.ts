/** How text is set off on a terminal. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly blue: (text: string) => string;
}

const code =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;

const same = (text: string): string => text;

/** Text as it is. */
export const plain: Style = { bold: same, dim: same, yellow: same, blue: same };

const coloured: Style = { bold: code(1, 22), dim: code(2, 22), yellow: code(33, 39), blue: code(34, 39) };

/** Colours only on a terminal, and not where NO_COLOR asks for none (no-color.org, read 2026-11-24). */
export const styleFor = (
  { isTTY }: { readonly isTTY?: boolean },
  { NO_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): Style => (isTTY === true && !NO_COLOR && TERM !== 'dumb' ? coloured : plain);

/** Names come from anywhere, and a terminal would carry out what control characters in them say. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
