/** A connection to a program's inspector, from the page that may have one. */

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message?: string };
}

export class Inspector {
  readonly #waiting = new Map<
    number,
    { resolve: (result: unknown) => void; reject: (error: Error) => void }
  >();
  readonly #handlers = new Map<string, (params: unknown) => void>();
  #last = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => this.#receive(JSON.parse(String(data)) as Message));
    socket.addEventListener("close", () => this.#fail(new Error("closed")));
  }

  /** Rejects if nothing answers at the address, or the browser does not let the page connect. */
  static connect(address: string): Promise<Inspector> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(address);
      socket.addEventListener("open", () => resolve(new Inspector(socket)), { once: true });
      socket.addEventListener("error", () => reject(new Error("refused")), { once: true });
    });
  }

  on<Params>(event: string, handler: (params: Params) => void): void {
    this.#handlers.set(event, handler as (params: unknown) => void);
  }

  call<Result>(method: string, params: object = {}): Promise<Result> {
    this.#last += 1;
    const id = this.#last;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }

  close(): void {
    this.socket.close();
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (id === undefined) {
      this.#handlers.get(method ?? "")?.(params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message ?? ""));
    else waiting?.resolve(result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
