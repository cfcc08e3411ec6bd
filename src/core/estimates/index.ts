export { defaultEstimateSettings } from './defaults';
export { estimate } from './estimate';
export { profile } from './profile';
export { cheapest, compare, estimateSite } from './site';
export type * from './types';
