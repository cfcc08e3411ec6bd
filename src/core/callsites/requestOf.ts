import type { Frame } from '../resolve';
import { requestOfCall, type Request, type SignatureMatch } from '../signatures';
import { languages, type CallExpression } from '../syntax';

const NOTHING = { kind: 'nothing', trail: [] } as const;

/** What a call hands over, as its signature reads it. */
export function requestOf(
  call: CallExpression,
  frame: Frame,
  { table, signature, clientCalls, changed, chain, piped, endpoint, definition }: SignatureMatch,
): Request {
  // What a class of the workspace hands on to the package's class that it is derived from.
  const maker = signature.paths.includes('') ? clientCalls[0]?.step : undefined;
  const request = maker?.call ? requestOfCall(maker.call, maker.frame) : requestOfCall(call, frame);
  const place = typeof signature.request === 'object' ? signature.request : { index: signature.request };
  return {
    ...request,
    ...place,
    index: place.index ?? request.index,
    client: clientCalls,
    changed,
    packages: table.packages[languages[frame.program.language].family] ?? [],
    chain,
    piped,
    ...(definition ? { definition } : {}),
    ...(endpoint ? { body: endpoint.body ?? NOTHING } : {}),
  };
}
