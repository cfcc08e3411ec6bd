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
  const request = requestOfCall(call, frame);
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
