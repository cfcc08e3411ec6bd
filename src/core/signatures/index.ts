import { Signatures } from './matcher';
import { signatureTableSchema } from './schema';
import { signatureTables } from './tables';

export {
  Signatures,
  type MessageMatch,
  type ModelObjectMatch,
  type ServicePattern,
  type SignatureMatch,
} from './matcher';
export { endpointWords, prefilter } from './prefilter';
export { isLeftOpen, options, read, readCalls, requestOfCall, type Request } from './request';
export {
  clientSchema,
  requestSchema,
  signatureTableSchema,
  type CallSignature,
  type ClientSettings,
  type SignatureTable,
} from './schema';
export { signatureTables } from './tables';

/** The signatures that Meterline brings. @throws ZodError for a table that is not of the form */
export function loadSignatures(): Signatures {
  return new Signatures(Object.values(signatureTables).map(table => signatureTableSchema.parse(table)));
}
