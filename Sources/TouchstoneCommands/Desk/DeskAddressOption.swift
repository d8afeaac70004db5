import ArgumentParser

/// `--at URL`: the desk as a browser reaches it, which a link to be handed over begins with.
package struct DeskAddressOption: ParsableArguments {
    @Option(
        name: .customLong("at"),
        help: ArgumentHelp(
            "The desk as a browser reaches it, as 'serve' prints it.", valueName: "url"))
    var url: String

    package init() {}

    package func validate() throws {
        guard url.hasPrefix("https://"), url.utf8.count > "https://".utf8.count,
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && !"?#@<>\"".utf8.contains($0) })
        else { throw ValidationError("--at is https://host or https://host:port") }
    }

    /// - Parameter path: begins with a slash.
    func link(to path: String) -> String {
        (url.hasSuffix("/") ? String(url.dropLast()) : url) + path
    }
}
