/** Stands in for react-devtools-core, which Ink imports for its own developers only. */
export default { initialize() {}, connectToDevTools() {} }
