import AllianceNames
package import Statements

/// A complaint, or what was said in its course, as one segment of an address:
/// `ipacc.example~desk-verel~maison-verel~e1~42`. No name has a tilde, and a tilde needs no escape (RFC 3986,
/// section 2.3), so that a person can read it and a program can copy it.
extension EntryReference {
    package static let pathPattern =
        "^" + String(repeating: "[a-z0-9][a-z0-9.-]{0,62}~", count: 3)
        + "e[1-9][0-9]{0,8}~(0|[1-9][0-9]{0,18})$"

    package var pathName: String {
        "\(origin.alliance)~\(origin.channel)~\(origin.member)~\(origin.epoch)~\(index)"
    }

    /// Nil for what `pathName` never gives.
    package init?(pathName text: String) {
        self.init(text, separator: "~")
    }

    /// Reads either form: that of addresses, or the one that logs and commands print,
    /// `ipacc.example/desk-verel/maison-verel/e1/42`.
    package init?(_ text: String) {
        if let named = EntryReference(pathName: text) {
            self = named
        } else {
            self.init(text, separator: "/")
        }
    }

    private init?(_ text: String, separator: Character) {
        let pieces = text.split(separator: separator, omittingEmptySubsequences: false)
        guard pieces.count == 5, let index = UInt64(pieces[4]), String(index) == pieces[4],
            let origin = try? LogOrigin(parsing: pieces[..<4].joined(separator: "/"))
        else { return nil }
        self.init(origin: origin, index: index)
    }
}
