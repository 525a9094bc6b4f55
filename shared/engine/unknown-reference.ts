/** A question about something the engine does not hold; hosts answer it with `not-found`. */
export class UnknownReference extends Error {
  readonly what: 'capture' | 'artifact' | 'view' | 'column';
  readonly id: string;

  constructor(what: UnknownReference['what'], id: string) {
    super(`unknown ${what}: ${id}`);
    this.name = 'UnknownReference';
    this.what = what;
    this.id = id;
  }
}
