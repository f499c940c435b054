/** Whether a host is this machine itself: an IPv6 address with or without its brackets, without a port. */
export const isLoopback = (host: string): boolean =>
  /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host);
