package import ArgumentParser

package struct Version: ParsableCommand {
    package static let configuration = CommandConfiguration(
        abstract: "Print the version of this program.",
        discussion: "Example: touchstone version")

    package init() {}

    package func run() { Output.write("touchstone \(TouchstoneVersion.text)") }
}
