import AllianceNames
import Complaints
import JSON
package import Notices
package import Statements

/// The marketplaces that a platform's node speaks with: `marketplaces.json` in its folder.
///
///     {"marketplaces":[
///       {"name":"bazario","kind":"rest","serves":["bazario"],"url":"https://hooks.bazario.example/touchstone",
///        "secret":"bazario.secret","ca":"bazario-ca.pem","escalateAfterHours":3},
///       {"name":"oldmarket","kind":"folder","serves":["oldmarket"],"folder":"markets/oldmarket"}]}
package struct MarketplaceSettings: Equatable, Sendable {
    package static let bytesMax = 256 * 1_024
    package static let entriesMax = 64
    package static let servedMax = 64
    package static let pathBytesMax = 1_024
    static let fileNameBytesMax = 128

    package enum Kind: Equatable, Sendable {
        /// - Parameters:
        ///   - secret: the name of a file in `certs/`.
        ///   - issuers: the same, of those who are trusted in place of the system's; nil for those.
        case rest(WebhookAddress, secret: String, issuers: String?)
        /// - Parameter path: from the node's folder on where it does not begin with a slash.
        case folder(String)
    }

    package struct Entry: Equatable, Sendable {
        /// What it is called in addresses of the desk and in messages.
        package let name: String
        package let kind: Kind
        /// As listings name them.
        package let serves: [MarketplaceID]
        package let hours: UInt64
    }

    package let entries: [Entry]

    package init(parsing bytes: [UInt8]) throws(MarketplaceFormError) {
        let root = try FormMembers(
            parsing: bytes, bytesMax: Self.bytesMax, allowing: ["marketplaces"])
        guard root["marketplaces"] != nil else { throw .missing("marketplaces") }
        var entries: [Entry] = []
        var names: Set<String> = []
        var served: Set<MarketplaceID> = []
        for value in try root.list("marketplaces", countMax: Self.entriesMax) {
            let entry = try Self.entry(value)
            guard names.insert(entry.name).inserted else { throw .twice(entry.name) }
            for marketplace in entry.serves where !served.insert(marketplace).inserted {
                throw .twice("\(marketplace)")
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    private static func entry(_ value: JSONValue) throws(MarketplaceFormError) -> Entry {
        let members = try FormMembers(
            value,
            allowing: [
                "name", "kind", "serves", "url", "secret", "ca", "folder", "escalateAfterHours",
            ])
        let name = try members.marketplace("name").rawValue
        var serves: [MarketplaceID] = []
        for word in try members.words("serves", countMax: servedMax) {
            guard let marketplace = try? MarketplaceID(parsing: word) else {
                throw .form("serves", expected: "marketplaces as listings name them")
            }
            serves.append(marketplace)
        }
        guard !serves.isEmpty else { throw .missing("serves") }
        let hours =
            try members.whole("escalateAfterHours", OrderSchedule.hours)
            ?? OrderSchedule.hoursUsual
        return Entry(name: name, kind: try kind(members), serves: serves, hours: hours)
    }

    private static func kind(_ members: FormMembers) throws(MarketplaceFormError) -> Kind {
        switch try members.needed("kind") {
        case "rest":
            guard members["folder"] == nil else { throw .unknown("folder") }
            let url = try members.needed("url", bytes: 1...WebhookAddress.bytesMax)
            guard !url.contains("?"), !url.hasSuffix("/"),
                let address = try? WebhookAddress(parsing: url)
            else {
                throw .form(
                    "url",
                    expected: "an https:// address without a query and without a slash at the end")
            }
            guard let secret = try fileName("secret", ending: ".secret", members) else {
                throw .missing("secret")
            }
            return .rest(
                address, secret: secret,
                issuers: try fileName("ca", ending: "-ca.pem", members))
        case "folder":
            for name in ["url", "secret", "ca"] where members[name] != nil {
                throw .unknown(name)
            }
            return .folder(try members.needed("folder", bytes: 1...pathBytesMax))
        default: throw .form("kind", expected: "rest or folder")
        }
    }

    /// The name of a file that stands in `certs/`, and leads nowhere else.
    private static func fileName(
        _ name: String, ending: String, _ members: FormMembers
    ) throws(MarketplaceFormError) -> String? {
        guard let text = try members.text(name, bytes: 1...fileNameBytesMax) else { return nil }
        let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
        guard !text.hasPrefix("."), text.hasSuffix(ending),
            text.allSatisfy({ letters.contains($0) })
        else {
            throw .form(
                name,
                expected:
                    "the name of a file in certs/ that ends with '\(ending)', of letters, digits, '-', '_' and '.'"
            )
        }
        return text
    }
}
