import type { Frame } from '../resolve';
import { requestOfCall, type Request, type SignatureMatch } from '../signatures';
import type { CallExpression } from '../syntax';

const NOTHING = { kind: 'nothing', trail: [] } as const;

/** What a call hands over, as its signature reads it. */
export function requestOf(
  call: CallExpression,
  frame: Frame,
  { signature, clientCalls, chain, piped, endpoint }: SignatureMatch,
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
    chain,
    piped,
    ...(endpoint ? { body: endpoint.body ?? NOTHING } : {}),
  };
}
