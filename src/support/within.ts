/** Resolves to whether the promise settled in time, by success or failure. Leaves no timer behind. */
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
