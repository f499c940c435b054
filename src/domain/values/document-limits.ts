/** The largest document that is accepted, in bytes: for the HTTP interface and for reading. */
export const DOCUMENT_BYTES_MAX = 20 * 1024 * 1024;
