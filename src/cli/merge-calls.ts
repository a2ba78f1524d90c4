/** Returns a function that starts the work; calls while it is under way are merged into one more run. The work never rejects. */
export function mergeCalls(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const runAll = async () => {
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    void runAll();
  };
}
