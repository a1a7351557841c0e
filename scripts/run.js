// Entry of every npm script: node scripts/run.js <task> [arguments]. This file must be understood by any Node that
// knows modules, so that an old one gets a sentence instead of a syntax error; hence no imports and old syntax here.

var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error('focus: Node ' + process.versions.node + ' is too old. Install Node 20.19 or newer from https://nodejs.org.');
  process.exit(1);
}

import('./tasks.js')
  .then(function (tasks) {
    return tasks.runTask(process.argv[2], process.argv.slice(3));
  })
  .catch(function (error) {
    console.error('focus: ' + (error.setUp ? error.message : error.stack));
    process.exit(1);
  });
