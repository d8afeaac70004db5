package import AllianceNames
import CRDT
package import MergedView
package import ProductAuthentication
package import Roster
import Statements
package import TransparencyLog

/// A statement of the kind `serialSnapshot` that counts: live, and of an owner of its product.
package struct StatedSnapshot: Hashable, Sendable {
    package let dot: StatementDot
    /// The author's time, ms since 1970.
    package let issuedAt: UInt64
    package let product: ProductKey
    package let file: Digest
    package let fileBytes: UInt64
    package let items: UInt64
    /// Milliseconds since 1970.
    package let expiresAt: UInt64
    package let keyDigest: Digest

    package var owner: MemberID { dot.log.member }
    package var channel: ChannelID { dot.log.channel }
}

/// Finds the snapshots that members have stated. Calls block.
package struct PublishedSnapshots: Sendable {
    private let view: any ViewStore
    private let roster: @Sendable () -> VerifiedRoster?
    private let scope: @Sendable () throws -> ViewScope

    package init(
        view: any ViewStore, roster: @escaping @Sendable () -> VerifiedRoster?,
        scope: @escaping @Sendable () throws -> ViewScope
    ) {
        self.view = view
        self.roster = roster
        self.scope = scope
    }

    /// All of them, the newest of each owner and product first.
    package func all(in channels: Set<ChannelID>) throws -> [StatedSnapshot] {
        try stated(under: .allSnapshots, in: channels)
    }

    /// Those of one product, the newest of each owner first.
    package func all(
        of product: ProductKey, in channels: Set<ChannelID>
    ) throws -> [StatedSnapshot] {
        try stated(under: .snapshot(product.description), in: channels)
    }

    /// Those that name a file.
    package func all(
        naming file: Digest, in channels: Set<ChannelID>
    ) throws -> [StatedSnapshot] {
        try stated(under: .object(file), in: channels)
    }

    /// Whether any statement names the file, be it withdrawn since or of nobody's right.
    package func wasStated(_ file: Digest) throws -> Bool {
        try !view.rows(of: .object(file), in: nil, scope: nil).isEmpty
    }

    private func stated(
        under key: ViewKey, in channels: Set<ChannelID>
    ) throws -> [StatedSnapshot] {
        guard let roster = roster() else { return [] }
        let scope = try scope()
        let rows = try view.rows(of: key, in: channels, scope: scope)
        var found: [StatedSnapshot] = []
        for row in rows where row.kind == .serialSnapshot && scope.standing(of: row) == .live {
            let (head, body) = try row.decoded()
            guard case .snapshot(let said) = body, let product = ProductKey(name: said.product),
                // Now or formerly, as with questions: former owners' items are still about.
                roster.owners(of: product).all.contains(row.dot.log.member)
            else { continue }
            found.append(
                StatedSnapshot(
                    dot: row.dot, issuedAt: head.issuedAt, product: product, file: said.file,
                    fileBytes: said.fileBytes, items: said.items, expiresAt: said.expiresAt,
                    keyDigest: said.keyDigest))
        }
        let byOwner = Dictionary(grouping: found, by: \.owner).sorted { $0.key < $1.key }
        return byOwner.flatMap { _, said in
            AuthorOrder.sorted(said) { ($0.dot, $0.issuedAt) }.reversed()
        }
    }
}
