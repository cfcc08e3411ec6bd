import type { NamedCall, Worth } from '../resolve';
import type { CallSignature, ClientSignature, SignatureTable } from './schema';
import type { FunctionDefinition } from './request';

/** A call that a table describes, with what is needed to read it. */
export interface SignatureMatch {
  readonly table: SignatureTable;
  readonly signature: CallSignature;
  readonly client: ClientSignature | undefined;
  /** The calls that made the client. */
  readonly clientCalls: readonly NamedCall[];
  /** Those that changed its options since, such as `withOptions`. */
  readonly changed: readonly NamedCall[];
  /** The calls between the client and the method, as of a builder. */
  readonly chain: readonly NamedCall[];
  /** What stands before the receiver in a pipe. */
  readonly piped: readonly Worth[];
  /** What it is called on may be something else too, of which nothing is known. */
  readonly hasOthers?: boolean;
  /** True when nothing is known of the client: only the names and keys tell. */
  readonly isByShape?: boolean;
  /** The function that is called, and what decorates it, for one that the workspace defines and its tables describe. */
  readonly definition?: FunctionDefinition;
  /** What a request carries that is written out, and where it goes, for one that names an address. */
  readonly endpoint?: {
    /** Several where the one is decided at run time. */
    readonly addresses?: readonly string[];
    readonly body?: Worth;
    /** Named in the address. */ readonly model?: Worth;
  };
}

/** A match by names alone. */
export interface ShapeMatch extends SignatureMatch {
  /** How many members from the client to the method. */
  readonly length: number;
}

/** A value that names a model, such as `openai('gpt-4o')`. */
export interface ModelObjectMatch {
  readonly table: SignatureTable;
  readonly provider: string;
  /** Where it is said who serves it, instead. */
  readonly providerFrom: readonly string[];
  readonly isRouter: boolean;
  readonly baseUrl: readonly string[];
  /** Where the model's id stands among what the calls below were given. */
  readonly id: readonly string[];
  /** Where its output cap stands there. */
  readonly outputCap: readonly string[];
  /** The calls that made it, the one that names the model last. */
  readonly calls: readonly NamedCall[];
  /** Those that changed its options since. */
  readonly changed: readonly NamedCall[];
  readonly package: string;
  /** The SDK whose way to name models it takes, where that is another's. */
  readonly namesModelsAs?: string | undefined;
  /** The group of the table's settings that say what it is where nothing of the code has made it. */
  readonly settings?: string | undefined;
}

export interface MessageMatch {
  /** Undefined when the text itself holds messages. */
  readonly role: string | undefined;
  readonly roleAt: readonly string[];
  readonly text: readonly string[];
  readonly calls: readonly NamedCall[];
}
