// TypeScript for the bundler, read as Node reads it: types are blanked out, nothing else changes.

const { stripTypeScriptTypes } = require('node:module');

// What was blanked out leaves lines of spaces.
module.exports = (source) => stripTypeScriptTypes(source).replace(/ +$/gm, '');
