import TouchstoneCommands

await CommandExit.runToExit()
