package import ArgumentParser
package import SignIn

/// `--purpose GROUND: REFERENCE`: what something is looked up for, for the audit log.
package struct PurposeOption: ParsableArguments {
    @Option(
        name: .customLong("purpose"),
        help: PurposeOption.help("For the audit log, what it is for"),
        transform: { try Purpose(parsing: $0) })
    package var stated: Purpose?

    package init() {}

    /// - Parameter lead: what a purpose is stated for, as the sentence begins.
    static func help(_ lead: String) -> ArgumentHelp {
        let grounds = Purpose.Ground.allCases.map(\.rawValue).joined(separator: ", ")
        return ArgumentHelp(
            "\(lead): one of \(grounds), with a file number behind a colon.", valueName: "purpose")
    }
}
