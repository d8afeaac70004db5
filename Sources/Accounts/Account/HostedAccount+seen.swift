package import TransparencyLog

/// What somebody saw of an account who acts on what was seen.
extension HostedAccount {
    /// Another one as soon as the account names another right, client or authorisation, or one of them counts that did
    /// not. Whoever looks a right's owner up acts on what was named then, and its holder may name more meanwhile.
    package var seen: Digest {
        // No part of it has an end of a line in it.
        var lines = rights.map(Self.line)
        for client in clients {
            let authorisation = client.authorisation
            lines.append("client \(client.name)")
            lines.append(
                "\(authorisation.document.hex) \(authorisation.until) \(Self.text(authorisation.acceptedAt))"
            )
            lines += client.rights.map(Self.line)
        }
        return .sha256(Array(lines.joined(separator: "\n").utf8))
    }

    private static func line(_ right: AccountRight) -> String {
        "right \(right.office) \(text(right.confirmedAt)) \(right.number)"
    }

    private static func text(_ time: UInt64?) -> String { time.map { String($0) } ?? "-" }

    /// - Parameter seen: nil where nobody looked at a page of it.
    /// - Throws: `AccountError.changedSince`.
    package func check(seen: Digest?) throws(AccountError) {
        guard seen == nil || seen == self.seen else { throw .changedSince }
    }
}
