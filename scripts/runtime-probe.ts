// Ends with 0 only in a Node that strips types and knows `import.meta.main`: the two things the project needs of it.
const main: boolean | undefined = import.meta.main;
process.exitCode = main === true ? 0 : 1;
