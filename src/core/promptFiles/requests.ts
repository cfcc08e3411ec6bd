import { type RecordItem, type Worth, unknownOf } from '../resolve';
import type { Range } from '../text';
import { MARK, type MarkedText } from './markedText';
import type { Entry } from './types';
import { entryOf, rangeIn, recordOf } from './worths';
import { parseOne } from './yaml';

/** A request as a file writes it out. */
export interface WrittenRequest {
  readonly range: Range;
  /** Where it is shown: its first line, or the name of the program. */
  readonly line: Range;
  readonly name: string;
  readonly url: MarkedText;
  /** Absent for one without a body, or with one in another file. */
  readonly body: MarkedText | undefined;
  /** Fields of a form. */
  readonly fields?: readonly { readonly name: string; readonly value: MarkedText }[];
  /** Why there is no body to read. */
  readonly because?: string;
  readonly inLoop?: boolean;
}

/** Variables in variables that are looked through for a body. */
const MAX_NESTED = 8;

/**
 * A request to one of the addresses that bill.
 * @param isEndpoint whether an address, slots written as `{}`, is one
 */
export function requestEntry(
  file: string,
  source: string,
  request: WrittenRequest,
  isEndpoint: (address: string) => boolean,
): { readonly entry?: Entry; readonly limit?: string } {
  const address = addressOf(request.url);
  if (!isEndpoint(address)) return {};
  const { worth, problem } = bodyOf(file, source, request);
  const { range, line, name, inLoop } = request;
  const entry: Entry = {
    format: 'http',
    range,
    nameRange: line,
    symbol: name,
    body: worth,
    address,
    ...(inLoop ? { inLoop } : {}),
  };
  return problem === undefined ? { entry } : { entry, limit: `The body of a request can't be read: ${problem}.` };
}

function addressOf(url: MarkedText): string {
  const text = url.text
    .trim()
    .replaceAll(MARK, '{}')
    .replace(/[?#].*$/s, '');
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.startsWith('{}') ? text : `https://${text}`;
}

function bodyOf(file: string, source: string, request: WrittenRequest): { worth: Worth; problem?: string } {
  const { body, fields, because = 'no body', range } = request;
  const at = { file, range };
  if (fields?.length) {
    const items = fields.map(({ name, value }): RecordItem => {
      const worth = value.worth(file);
      return entryOf(name, worth, { file, range: rangeIn(worth) ?? range });
    });
    return { worth: recordOf(items, at) };
  }
  let text = body;
  for (let depth = 0; text && depth < MAX_NESTED; depth += 1) {
    const inner: MarkedText | undefined = text.onlySlot?.values?.[0];
    if (!inner) break;
    text = inner;
  }
  if (!text || text.text.trim() === '') return { worth: unknownOf(because, '', at) };
  const only = text.onlySlot;
  if (only) return { worth: unknownOf('put together at run time', only.name, at) };
  if (!/^\s*[{[]/.test(text.text)) return { worth: unknownOf('a body that is not JSON', '', at) };
  const parsed = parseOne(file, source, text);
  if (parsed.problem !== undefined)
    return { worth: unknownOf('a body that is not JSON', '', at), problem: parsed.problem };
  return parsed;
}
