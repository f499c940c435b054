/** What an event may hold: JSON with strings for money and dates; numbers only for small whole counts. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
