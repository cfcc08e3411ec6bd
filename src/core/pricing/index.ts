export { loadCatalogue } from './catalogue';
export { price, tierFor } from './price';
export { makerOf, providerId, providerName, providerOfHost, servesModel } from './providers';
export { priceSheetSchema } from './schema';
export { priceSheets } from './sheets';
export type * from './types';
