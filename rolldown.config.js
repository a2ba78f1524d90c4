// The command is one file and a few that it loads when it needs them: a module for each of a hundred sources would take
// longer to find and load than the guests take to answer.
export default {
  input: 'dist/main.js',
  platform: 'node',
  // The mock is a part of its own: who measures never loads it.
  external: [
    '@hono/node-server',
    'ansi-escapes',
    'bcryptjs',
    'commander',
    'fast-xml-builder',
    /^hono/,
    'split2',
    'string-width',
    'yaml',
    'qgauge/mock',
    // Half a megabyte, loaded only for what comes from another host: once in the package is enough.
    '#schemas/compiled/snapshot.js',
  ],
  output: { dir: 'dist/bin', format: 'esm', chunkFileNames: '[name].js' },
};
