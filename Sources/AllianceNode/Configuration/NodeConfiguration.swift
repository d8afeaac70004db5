import AuditTrail
package import Casework
package import Logging
package import NodeAPI
package import Notices
import Peering

/// How a node is run: what `touchstone serve` was told, by whichever way.
package struct NodeConfiguration: Equatable, Sendable {
    package static let logLevels: [Logger.Level] = [
        .trace, .debug, .info, .notice, .warning, .error, .critical,
    ]
    package static let exportRowsDefault = 1_000

    /// Where the peer port listens; nil for the endpoint in the member register.
    package private(set) var listen: PortAddress?
    /// As `ProxySettings` reads it; nil for what the folder and the environment say.
    package private(set) var proxy: String?
    /// Nil runs no desk port.
    package private(set) var deskPort: Int?
    package private(set) var deskHost: String?
    package private(set) var deskCertificate: String?
    package private(set) var deskKey: String?
    package private(set) var deskURL: String?
    /// That one person may take away alone in 24 hours.
    package private(set) var exportRows = NodeConfiguration.exportRowsDefault
    /// That audit records are kept; nil keeps them for good.
    package private(set) var auditDays: Int?
    /// When a report needs somebody else's look before it is signed.
    package private(set) var secondLook = SecondLook.never
    /// What TAXII clients and MISPs are handed of other members.
    package private(set) var collections = CollectionReach.all
    /// Hosts that webhooks may be posted to.
    package private(set) var webhookHosts = AllowedHosts()
    /// The program that takes mail; nil sends none.
    package private(set) var sendmail: String?
    /// Whom mail is from.
    package private(set) var mailFrom: MailAddress?
    package private(set) var logLevel = Logger.Level.info
    package private(set) var logFormat = LogFormat.text
    /// In seconds.
    package private(set) var withholdingAfter = 120

    package init() {}

    /// Settings that are different there.
    package func settings(changedIn other: NodeConfiguration) -> [NodeSetting] {
        NodeSetting.allCases.filter { setting in
            switch setting {
            case .listen: listen != other.listen
            case .proxy: proxy != other.proxy
            case .deskPort: deskPort != other.deskPort
            case .deskHost: deskHost != other.deskHost
            case .deskCertificate: deskCertificate != other.deskCertificate
            case .deskKey: deskKey != other.deskKey
            case .deskURL: deskURL != other.deskURL
            case .exportRows: exportRows != other.exportRows
            case .auditDays: auditDays != other.auditDays
            case .secondLook: secondLook != other.secondLook
            case .collections: collections != other.collections
            case .webhookHosts: webhookHosts != other.webhookHosts
            case .sendmail: sendmail != other.sendmail
            case .mailFrom: mailFrom != other.mailFrom
            case .logLevel: logLevel != other.logLevel
            case .logFormat: logFormat != other.logFormat
            case .withholdingAfter: withholdingAfter != other.withholdingAfter
            }
        }
    }

    /// Takes one value over.
    /// - Throws: what is wrong with it; then all stays as it was.
    mutating func take(_ given: GivenSetting) throws(ConfigurationProblem) {
        let text = given.text
        guard !text.isEmpty, text.utf8.count <= NodeSetting.valueBytesMax else {
            throw ConfigurationProblem(value: given)
        }
        let wrong = ConfigurationProblem(value: given)
        switch given.setting {
        case .listen:
            guard let address = PortAddress(parsing: text) else { throw wrong }
            listen = address
        case .proxy: proxy = try Self.proxy(given)
        case .deskPort: deskPort = try Self.number(text, in: 0...65_535, or: wrong)
        case .deskHost:
            guard let host = PortAddress.host(parsing: text) else { throw wrong }
            deskHost = host
        case .deskCertificate: deskCertificate = Self.path(given)
        case .deskKey: deskKey = Self.path(given)
        case .deskURL:
            guard Self.isWebOrigin(text) else { throw wrong }
            deskURL = text
        case .exportRows: exportRows = try Self.number(text, in: 0...10_000_000, or: wrong)
        case .auditDays:
            auditDays = try Self.number(
                text, in: AuditPeriod.daysMin...AuditPeriod.daysMax, or: wrong)
        case .secondLook:
            guard let look = SecondLook(rawValue: text) else { throw wrong }
            secondLook = look
        case .collections:
            guard let reach = CollectionReach(rawValue: text) else { throw wrong }
            collections = reach
        case .webhookHosts:
            guard let hosts = AllowedHosts(parsing: text) else { throw wrong }
            webhookHosts = hosts
        case .sendmail: sendmail = Self.path(given)
        case .mailFrom:
            guard let address = MailAddress(text) else { throw wrong }
            mailFrom = address
        case .logLevel:
            guard let level = Logger.Level(rawValue: text) else { throw wrong }
            logLevel = level
        case .logFormat:
            guard let format = LogFormat(rawValue: text) else { throw wrong }
            logFormat = format
        case .withholdingAfter:
            withholdingAfter = try Self.number(text, in: 1...86_400, or: wrong)
        }
    }

    private static func number(
        _ text: some StringProtocol, in range: ClosedRange<Int>, or wrong: ConfigurationProblem
    ) throws(ConfigurationProblem) -> Int {
        // Int() takes a sign, which no setting has.
        guard text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let number = Int(text), range.contains(number)
        else { throw wrong }
        return number
    }

    /// Whether it is `https://host` or `https://host:port`, as others can call it: with a port that is one, and
    /// with no zone of this machine's.
    private static func isWebOrigin(_ text: String) -> Bool {
        let scheme = "https://"
        guard text.hasPrefix(scheme) else { return false }
        let authority = text.dropFirst(scheme.count)
        let hasPort = authority.contains(":") && !authority.hasSuffix("]")
        let address =
            hasPort
            ? PortAddress(parsing: authority)
            : PortAddress.host(parsing: authority).map { PortAddress(host: $0, port: 443) }
        guard let address, address.port > 0, !address.host.contains("%") else { return false }
        return address.host.contains(":") == authority.hasPrefix("[")
    }

    private static func proxy(_ given: GivenSetting) throws(ConfigurationProblem) -> String {
        let settings: ProxySettings
        do throws(PeeringError) {
            settings = try ProxySettings(parsing: given.text)
        } catch {
            throw ConfigurationProblem(value: given, detail: "\(error)")
        }
        if case .file = given.source, settings.proxy?.password != nil {
            throw ConfigurationProblem(
                "setting-value", given,
                "has a password, which stands in the file 'proxy' of the node's folder, mode 0600")
        }
        return given.text
    }

    /// A file is named from the folder of the file that names it.
    private static func path(_ given: GivenSetting) -> String {
        guard case .file(let path, _) = given.source, !given.text.hasPrefix("/"),
            let slash = path.lastIndex(of: "/")
        else { return given.text }
        return path[...slash] + given.text
    }
}
