import type { CommandArguments, CommandId } from './contributions';

/** Longest stretch of workspace text that is shown in one place. */
const MAX_CHARACTERS = 120;

/** Text of the workspace as Markdown shows it literally: on one line, without links, markup or table cells of its own. */
export function escapeMarkdown(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const short = line.length > MAX_CHARACTERS ? `${line.slice(0, MAX_CHARACTERS - 1)}…` : line;
  return short
    .replace(/[\\`*_{}[\]()#|!<>&~@$:]/g, '\\$&')
    .replace(/\bwww\./gi, 'www\\.')
    .replace(/^(\d+)\.|^([-+=])/, (start: string) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

/** A link; the label is shown literally. */
export const link = (label: string, address: string, tip?: string): string =>
  `[${escapeMarkdown(label)}](${address}${tip === undefined ? '' : ` "${escapeMarkdown(tip).replaceAll('"', '”')}"`})`;

/** The address of one of Meterline's commands. */
export const commandAddress = <Id extends CommandId>(id: Id, ...args: CommandArguments<Id>): string =>
  `command:${id}?${encoded(args)}`;

/** The address of the settings editor with one setting shown. */
export const settingAddress = (setting: string): string =>
  `command:workbench.action.openSettings?${encoded([`@id:${setting}`])}`;

/** Brackets, which `encodeURIComponent` lets stand, would end a Markdown link. */
const encoded = (args: unknown): string =>
  encodeURIComponent(JSON.stringify(args)).replace(/[()]/g, found => (found === '(' ? '%28' : '%29'));
