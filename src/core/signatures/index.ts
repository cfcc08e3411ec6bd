import { Signatures, type OwnTables } from './matcher';
import { signatureTables } from './tables';

export { definedWords, fileNamed, type Definition } from './definitions';
export type { HttpInterfacePattern, ServicePattern } from './familyPatterns';
export { Signatures, type OwnTables } from './matcher';
export type { MessageMatch, ModelObjectMatch, SignatureMatch } from './matches';
export { endpointWords, pathWords, prefilter } from './prefilter';
export { isLeftOpen, options, read, readCalls, requestOfCall, type FunctionDefinition, type Request } from './request';
export {
  clientSchema,
  requestSchema,
  signatureTableSchema,
  type CallSignature,
  type ClientSettings,
  type Endpoint,
  type TellingBody,
  type SignatureTable,
} from './schema';
export { signatureTables } from './tables';

/** What the tables describe that Meterline brings, with those of a workspace. */
export const loadSignatures = (own?: OwnTables): Signatures => new Signatures(Object.values(signatureTables), own);
