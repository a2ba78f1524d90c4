/** Resolves when the promise settles, to true if it did so in time; a failure counts as settled. Leaves no timer. */
export function within(ms: number, promise: Promise<unknown>): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const finish = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(finish, finish);
  });
}
