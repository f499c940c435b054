/** What a browser does for a sign-in, without a browser: it keeps cookies for each origin, and follows redirects. */
export class CookieJar {
  private readonly cookies = new Map<string, Map<string, string>>();

  /** One request, with the cookies of its origin. */
  async send(url: string, init: RequestInit = {}): Promise<Response> {
    const { origin } = new URL(url);
    const kept = this.cookies.get(origin) ?? new Map<string, string>();
    this.cookies.set(origin, kept);
    const response = await fetch(url, {
      redirect: 'manual',
      ...init,
      headers: {
        accept: 'text/html',
        ...(init.headers as Record<string, string> | undefined),
        cookie: [...kept].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const each of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(each)!;
      if (value === '') kept.delete(name!);
      // Browsers take no longer ones.
      else if (name!.length + value!.length <= 4_096) kept.set(name!, value!);
    }
    return response;
  }

  /** Follows redirects until a page comes. */
  async visit(url: string, init?: RequestInit): Promise<Response> {
    const response = await this.send(url, init);
    const location = response.headers.get('location');
    return location === null ? response : this.visit(new URL(location, url).href);
  }

  /** Sends the first form of a page of the provider, with what is typed into it. */
  async submit(page: Response, typed: Readonly<Record<string, string>>): Promise<Response> {
    const html = await page.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(html)![1]!;
    const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!],
    );
    return this.visit(new URL(action, page.url).href, {
      method: 'POST',
      body: new URLSearchParams({ ...Object.fromEntries(hidden), ...typed }),
    });
  }

  /** The value of a cookie at an origin. */
  cookie(origin: string, name: string): string | undefined {
    return this.cookies.get(origin)?.get(name);
  }

  /** Puts a cookie where a server would not. */
  put(origin: string, name: string, value: string): void {
    this.cookies.set(
      origin,
      (this.cookies.get(origin) ?? new Map<string, string>()).set(name, value),
    );
  }
}
