package realm

// ModuleHead is the number of characters that stand before a guest module's text on its first line, in the program that is made of it: the
// parameters of the function that it becomes. Who shows a column of that line takes them off.
const ModuleHead = 62
