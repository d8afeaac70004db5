package import ArgumentParser
package import SignIn

/// `--purpose GROUND: REFERENCE`: what something is looked up for, for the audit log.
package struct PurposeOption: ParsableArguments {
    @Option(
        name: .customLong("purpose"),
        help: ArgumentHelp(
            "For the audit log, what it is for: investigation, complaint, authority-request, monitoring or administration, with a file number behind a colon.",
            valueName: "purpose"),
        transform: { try Purpose(parsing: $0) })
    package var stated: Purpose?

    package init() {}
}
