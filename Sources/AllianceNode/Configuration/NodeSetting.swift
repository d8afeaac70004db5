import AuditTrail
import Casework
import Logging
import Notices
import Peering

/// One setting of `touchstone serve`. It has one name everywhere: `--desk-port` on the command line,
/// `TOUCHSTONE_DESK_PORT` in the environment, `desk-port` in `touchstone.conf`.
package enum NodeSetting: String, CaseIterable, Sendable {
    case listen
    case proxy
    case deskPort = "desk-port"
    case deskHost = "desk-host"
    case deskCertificate = "desk-certificate"
    case deskKey = "desk-key"
    case deskURL = "desk-url"
    case exportRows = "export-rows"
    case auditDays = "audit-days"
    case secondLook = "second-look"
    case collections
    case webhookHosts = "webhook-hosts"
    case sendmail
    case mailFrom = "mail-from"
    case logLevel = "log-level"
    case logFormat = "log-format"
    case withholdingAfter = "withholding-after"

    /// In bytes of UTF-8.
    package static let valueBytesMax = 1_024

    package var name: String { rawValue }
    package var flag: String { "--\(rawValue)" }
    package var variable: String {
        Self.variablePrefix + rawValue.uppercased().replacing("-", with: "_")
    }

    package static let variablePrefix = "TOUCHSTONE_"

    /// Completes a sentence that begins with the setting's name.
    package var expected: String {
        switch self {
        case .listen: "is address:port, such as 127.0.0.1:7400 or [::1]:7400"
        case .proxy: "is http://host:port, or 'none'"
        case .deskPort: "is between 0 and 65535"
        case .deskHost: "is an address or host name to listen on"
        case .deskCertificate, .deskKey: "is the path of a PEM file"
        case .deskURL: "is https://host or https://host:port, the port between 1 and 65535"
        case .exportRows: "is between 0 and 10000000"
        case .auditDays:
            "is from \(AuditPeriod.daysMin) days to \(AuditPeriod.daysMax)"
        case .secondLook: "is \(Self.oneOf(SecondLook.allCases.map(\.rawValue)))"
        case .collections: "is \(Self.oneOf(CollectionReach.allCases.map(\.rawValue)))"
        case .webhookHosts:
            "is up to \(AllowedHosts.countMax) hosts such as hooks.example or hooks.example:8443, a comma between"
        case .sendmail: "is the path of a program, such as /usr/sbin/sendmail"
        case .mailFrom: "is an address such as touchstone@brand.example"
        case .logLevel: "is \(Self.oneOf(NodeConfiguration.logLevels.map(\.rawValue)))"
        case .logFormat: "is \(Self.oneOf(LogFormat.allCases.map(\.rawValue)))"
        case .withholdingAfter: "is from 1 second to 86400, a day"
        }
    }

    /// Whether a running node takes another value up (docs/configuration.md).
    package var changesLive: Bool {
        switch self {
        case .proxy, .deskCertificate, .deskKey, .exportRows, .auditDays, .logLevel, .logFormat:
            true
        case .listen, .deskPort, .deskHost, .deskURL, .secondLook, .collections, .webhookHosts,
            .sendmail, .mailFrom, .withholdingAfter:
            false
        }
    }

    /// A proxy's may hold a password: it is never repeated.
    var isShown: Bool { self != .proxy }

    var isPath: Bool { [.deskCertificate, .deskKey, .sendmail].contains(self) }

    private static func oneOf(_ names: [String]) -> String {
        names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }
}

/// A value of a setting as somebody wrote it, and where.
package struct GivenSetting: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
        case commandLine
        case environment
        case file(path: String, line: Int)
    }

    package let setting: NodeSetting
    package let text: String
    package let source: Source

    package init(_ setting: NodeSetting, _ text: String, _ source: Source) {
        self.setting = setting
        self.text = text
        self.source = source
    }

    /// As a message names it: `--desk-port`, `brand/touchstone.conf, line 3: desk-port`.
    var place: String {
        switch source {
        case .commandLine: setting.flag
        case .environment: setting.variable
        case .file(let path, let line): "\(path), line \(line): \(setting.name)"
        }
    }
}

/// One mistake in a node's configuration, in one sentence that says where, and what was expected.
package struct ConfigurationProblem: Error, Equatable, Sendable, CustomStringConvertible {
    /// For programs and tests: `setting-unknown`, `setting-value`, `setting-twice`,
    /// `setting-combination`, `configuration-line`, `configuration-file`.
    package let keyword: String
    /// The file, where one is at fault; else the flag or variable.
    package let place: String
    package let description: String
    /// Whoever typed the command can mend it there.
    package let isOfCommandLine: Bool

    init(_ keyword: String, _ place: String, _ text: String, isOfCommandLine: Bool = false) {
        self.keyword = keyword
        self.place = place
        description = text
        self.isOfCommandLine = isOfCommandLine
    }

    /// About a value.
    /// - Parameter text: follows the setting's name.
    init(_ keyword: String, _ given: GivenSetting, _ text: String) {
        let place =
            if case .file(let path, _) = given.source { path } else { given.place }
        self.init(
            keyword, place, "\(given.place) \(text)",
            isOfCommandLine: given.source == .commandLine)
    }

    /// A value that is not what it has to be.
    init(value given: GivenSetting, detail: String? = nil) {
        let found =
            given.setting.isShown
            ? ", not '\(given.text.prefix(80))'" : detail.map { ": \($0)" } ?? ""
        let hint =
            if case .file = given.source, given.text.contains(" #") {
                "; a remark has a line of its own"
            } else {
                ""
            }
        self.init("setting-value", given, given.setting.expected + found + hint)
    }
}
