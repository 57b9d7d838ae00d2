// Writes the service worker of a build into its folder. It keeps exactly the files of that build and
// answers with them, so that every page of the program opens without a network; a newer build waits
// beside it until it is asked to take over.
import { generateSW } from 'workbox-build';

const [folder] = process.argv.slice(2);
const { count, warnings } = await generateSW({
  globDirectory: folder,
  globPatterns: ['**/*'],
  globIgnores: ['sw.js'],
  swDest: `${folder}/sw.js`,
  cacheId: 'disclosure-report',
  inlineWorkboxRuntime: true,
  sourcemap: false,
  // Places in the program are fragments, and parameters change nothing of what is loaded; but `?check` is
  // to see the host as it is now.
  navigateFallback: 'index.html',
  navigateFallbackDenylist: [/[?&]check\b/],
  ignoreURLParametersMatching: [/^(?!check$)/],
  // Names that change with their content need no second mark of it.
  dontCacheBustURLsMatching: /-[0-9a-f]{12,}[._]/,
  maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
});
if (warnings.length || count === 0) {
  console.error(`${count} files are kept`, ...warnings);
  process.exit(1);
}
