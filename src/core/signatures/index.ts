import { Signatures, type OwnTables } from './matcher';
import { signatureTableSchema, type SignatureTable } from './schema';
import { signatureTables } from './tables';

export { definedWords, fileNamed, type Definition } from './definitions';
export {
  Signatures,
  type MessageMatch,
  type ModelObjectMatch,
  type OwnTables,
  type ServicePattern,
  type SignatureMatch,
} from './matcher';
export { endpointWords, prefilter } from './prefilter';
export { isLeftOpen, options, read, readCalls, requestOfCall, type FunctionDefinition, type Request } from './request';
export {
  clientSchema,
  requestSchema,
  signatureTableSchema,
  type CallSignature,
  type ClientSettings,
  type Endpoint,
  type SignatureTable,
} from './schema';
export { signatureTables } from './tables';

/** The tables that Meterline brings. @throws ZodError for one that is not of the form */
export const loadTables = (): readonly SignatureTable[] =>
  Object.values(signatureTables).map(table => signatureTableSchema.parse(table));

export const loadSignatures = (own?: OwnTables): Signatures => new Signatures(loadTables(), own);
