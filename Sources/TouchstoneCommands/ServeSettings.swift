import AllianceNode
import ArgumentParser
import Casework
import Credentials
import Foundation

/// The settings of `serve` as options. Each may stand in the environment or in `touchstone.conf` as well,
/// under the same name, so they are read as text here and understood in one place.
package struct ServeSettings: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A configuration file in the place of touchstone.conf in the folder.",
            valueName: "file"),
        completion: .file())
    var config: String?
    @Option(
        help: ArgumentHelp(
            "Where to listen; default the endpoint in the member register.",
            valueName: "address:port"))
    var listen: String?
    @Option(
        help: ArgumentHelp(
            "An HTTP proxy for connections to other members, as http://host:port; 'none' for none.",
            valueName: "url"))
    var proxy: String?
    @Option(
        help: ArgumentHelp(
            "Run a desk port too, here; 0 lets the system choose.", valueName: "port"))
    var deskPort: String?
    @Option(
        help: ArgumentHelp(
            "The address it listens on; default that of the peer port.", valueName: "address"))
    var deskHost: String?
    @Option(
        help: ArgumentHelp(
            "A web certificate with its chain, as PEM; with --desk-key.", valueName: "file"),
        completion: .file())
    var deskCertificate: String?
    @Option(
        help: ArgumentHelp("The private key of the web certificate, as PEM.", valueName: "file"),
        completion: .file())
    var deskKey: String?
    @Option(
        help: ArgumentHelp(
            "The desk as the world reaches it, such as https://check.example; for links.",
            valueName: "url"))
    var deskURL: String?
    @Option(
        help: ArgumentHelp(
            "Rows that one person may take away in 24 hours without a second one; default 1000.",
            valueName: "rows"))
    var exportRows: String?
    @Option(
        help: ArgumentHelp(
            "Erase audit records after so many days; default never.", valueName: "days"))
    var auditDays: String?
    @Option(
        help: ArgumentHelp(
            "When a report needs an approver's look before it is signed: never, warned or always; default never.",
            valueName: "when"),
        completion: .list(SecondLook.allCases.map(\.rawValue)))
    var secondLook: String?
    @Option(
        help: ArgumentHelp(
            "What TAXII clients and MISPs are handed of other members' reports: all, or what is independently confirmed; default all.",
            valueName: "what"),
        completion: .list(CollectionReach.allCases.map(\.rawValue)))
    var collections: String?
    @Option(
        help: ArgumentHelp(
            "Hosts that webhooks may be posted to, a comma between; default none.",
            valueName: "hosts"))
    var webhookHosts: String?
    @Option(
        help: ArgumentHelp(
            "The program that takes mail, as 'sendmail -i -t' does; default none; with --mail-from.",
            valueName: "file"),
        completion: .file())
    var sendmail: String?
    @Option(help: ArgumentHelp("The address that mail is from.", valueName: "address"))
    var mailFrom: String?
    @Option(
        help: ArgumentHelp(
            "How much to log: debug, info, notice, warning or error; default info.",
            valueName: "level"),
        completion: .list(["debug", "info", "notice", "warning", "error"]))
    var logLevel: String?
    @Option(
        help: ArgumentHelp(
            "How to log, an event a line: text for people, json for programs; default text.",
            valueName: "format"),
        completion: .list(LogFormat.allCases.map(\.rawValue)))
    var logFormat: String?
    @Option(
        help: ArgumentHelp(
            "How long a peer may take to show what another shows already, before it is named as keeping it back; default 120.",
            valueName: "seconds"))
    var withholdingAfter: String?

    package init() {}

    package func validate() throws {
        let problems = ConfigurationSources.problems(in: flags)
        guard problems.isEmpty else {
            throw ValidationError(problems.map(\.description).joined(separator: "\n"))
        }
    }

    func sources(home: HomeFolder) -> ConfigurationSources {
        ConfigurationSources(
            flags: flags, environment: ProcessInfo.processInfo.environment, home: home,
            file: config)
    }

    private var flags: [NodeSetting: String] {
        let given: [NodeSetting: String?] = [
            .listen: listen, .proxy: proxy, .deskPort: deskPort, .deskHost: deskHost,
            .deskCertificate: deskCertificate, .deskKey: deskKey, .deskURL: deskURL,
            .exportRows: exportRows, .auditDays: auditDays, .secondLook: secondLook,
            .collections: collections, .webhookHosts: webhookHosts, .sendmail: sendmail,
            .mailFrom: mailFrom,
            .logLevel: logLevel, .logFormat: logFormat, .withholdingAfter: withholdingAfter,
        ]
        return given.compactMapValues(\.self)
    }

    /// - Throws: wrong usage where the mistake stands on the command line; else a sentence for each.
    func configuration(
        from sources: ConfigurationSources
    ) throws -> ConfigurationSources.Reading {
        let reading = sources.read()
        guard !reading.problems.isEmpty else { return reading }
        let text = reading.problems.map(\.description).joined(separator: "\n")
        if reading.problems.allSatisfy(\.isOfCommandLine) { throw ValidationError(text) }
        throw CommandError("\(text)\n'touchstone validate' looks through the whole folder")
    }
}
