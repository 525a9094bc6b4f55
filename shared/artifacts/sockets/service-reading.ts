/** What joins with other kinds may ask of a listing's connections. */

export { groupRows, connectionTest, rowsInState, servicesOf } from './services.ts';
